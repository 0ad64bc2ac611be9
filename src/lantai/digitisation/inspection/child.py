"""The process that looks at scans: one path a line comes in, one answer a line goes out, in JSON.

Started as ``python -P -m lantai.digitisation.inspection.child``; it knows no database and no Django. The first line it
hears is its limits. JSON and not pickle, for a decoder that was taken over must not be able to hand objects upwards.
"""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO

import cv2

from lantai.digitisation.inspection.confinement import allow_processor, confine, end_with
from lantai.digitisation.inspection.examining import examine
from lantai.digitisation.inspection.inspected import to_json
from lantai.digitisation.inspection.worker import READY


def main() -> None:
    answers = _private(sys.stdout.fileno())
    questions = sys.stdin.buffer
    told = json.loads(questions.readline())
    end_with(told["parent"])
    cv2.setNumThreads(1)
    confine(memory=told["memory"])
    _answer(answers, READY)
    for line in questions:
        allow_processor(told["processor_seconds"])
        _answer(answers, to_json(examine(json.loads(line), pixels=told["pixels"])))


def _answer(answers: BinaryIO, thing: object) -> None:
    answers.write(json.dumps(thing).encode("ascii") + b"\n")
    answers.flush()


def _private(descriptor: int) -> BinaryIO:
    """The way out for answers alone: what a library prints must not be taken for one."""
    private = os.dup(descriptor)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, descriptor)
    os.close(silence)
    return os.fdopen(private, "wb")


if __name__ == "__main__":
    main()

"""What a child process runs: one question a line comes in, one answer a line goes out, in JSON, and bytes after it.

The first line it hears is its limits and whatever else its work needs to know. JSON and not pickle, for a decoder that
was taken over must not be able to hand objects upwards. It knows no database and no Django.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, TypeAlias

from lantai.digitisation.confined.walls import allow_processor, confine, end_with
from lantai.digitisation.confined.worker import READY

Answering: TypeAlias = Callable[[Any], tuple[object, bytes]]
"""From a question to an answer in plain lists, numbers and strings, and the bytes that go with it."""


def serve(prepare: Callable[[dict[str, Any]], Answering]) -> None:
    """Answer until nobody asks. ``prepare`` is told the limits before the walls go up, and gives what answers."""
    answers = private_output()
    questions = sys.stdin.buffer
    told = json.loads(questions.readline())
    end_with(told["parent"])
    answering = prepare(told)
    confine(memory=told["memory"])
    _say(answers, READY)
    for line in questions:
        allow_processor(told["processor_seconds"])
        answer, data = answering(json.loads(line))
        _say(answers, {"answer": answer, "bytes": len(data)}, data)


def private_output() -> BinaryIO:
    """Standard output for answers alone: what a library prints there must not be taken for one."""
    private = os.dup(sys.stdout.fileno())
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.close(silence)
    return os.fdopen(private, "wb")


def _say(answers: BinaryIO, thing: object, data: bytes = b"") -> None:
    answers.write(json.dumps(thing).encode("ascii") + b"\n")
    answers.write(data)
    answers.flush()

"""The process that reads: it knows one engine and image files, no database and no Django.

Kept apart so that starting one costs the engine's models and nothing else.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

from lantai.ports.ocr import OcrEngine, Reading, ReadingFailed

_NICE = 10
_engines: list[OcrEngine] = []


def prepare(engine: str) -> None:
    """Make this process's engine from its dotted name. Readers of the site come first: low priority."""
    os.nice(_NICE)
    module, _dot, name = engine.rpartition(".")
    _engines.append(getattr(import_module(module), name)(threads=1))


def read(path: Path) -> Reading | str:
    """What stands on the page, or the sentence that says why it cannot be read."""
    try:
        return _engines[0].read(path)
    except ReadingFailed as error:
        return str(error)

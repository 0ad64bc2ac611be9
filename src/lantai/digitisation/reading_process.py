"""The process that reads: it knows one engine and image files, no database and no Django.

Kept apart so that starting one costs the engine's models and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, cast

from lantai.ports.ocr import EngineInfo, EngineUnusable, OcrEngine, Reading, ReadingFailed

_NICE = 10


class Unusable(NamedTuple):
    """The engine is at fault, and not the page; ``sentence`` says what is missing."""

    sentence: str


_desk: list[OcrEngine | Unusable] = []


def engine_of(adapter: str, options: Mapping[str, Any], *, threads: int) -> OcrEngine:
    """An engine from the dotted name of its class. Raises EngineUnusable."""
    module, _dot, name = adapter.rpartition(".")
    try:
        return cast(OcrEngine, getattr(import_module(module), name)(threads=threads, **options))
    except (ImportError, AttributeError, TypeError) as error:
        raise EngineUnusable(f"The reading engine {adapter} cannot be made: {error}.") from error


def prepare(adapter: str, options: Mapping[str, Any]) -> None:
    """Make this process's engine. Readers of the site come first: low priority."""
    os.nice(_NICE)
    try:
        _desk.append(engine_of(adapter, options, threads=1))
    except EngineUnusable as error:
        _desk.append(Unusable(str(error)))


def introduce() -> EngineInfo | Unusable:
    """Who reads here."""
    engine = _desk[0]
    try:
        return engine if isinstance(engine, Unusable) else engine.info
    except EngineUnusable as error:
        return Unusable(str(error))


def read(path: Path) -> Reading | Unusable | str:
    """What stands on the page, or the sentence that says why it cannot be read."""
    engine = _desk[0]
    try:
        return engine if isinstance(engine, Unusable) else engine.read(path)
    except EngineUnusable as error:
        return Unusable(str(error))
    except ReadingFailed as error:
        return str(error)

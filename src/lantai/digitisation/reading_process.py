"""The process that reads: it knows one engine and image files, no database and no Django.

Kept apart so that starting one costs the engine's models and nothing else.
"""

from __future__ import annotations

import faulthandler
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, Final, NamedTuple, NoReturn, cast

from lantai.ports.ocr import EngineInfo, EngineUnusable, OcrEngine, Reading, ReadingFailed

_NICE: Final = 10

_GRACE: Final = 60
"""Seconds after its time that an engine which hears nothing, deep in a library, is left alive."""


class Unusable(NamedTuple):
    """The engine is at fault, and not the page; ``sentence`` says what is missing."""

    sentence: str


class _OutOfTime(BaseException):
    """Raised in the middle of anything; no library takes it for an error of its own."""


class _Desk(NamedTuple):
    engine: OcrEngine | Unusable
    page_seconds: int


_desk: list[_Desk] = []


def engine_of(adapter: str, options: Mapping[str, Any], *, threads: int) -> OcrEngine:
    """An engine from the dotted name of its class. Raises EngineUnusable."""
    module, _dot, name = adapter.rpartition(".")
    try:
        return cast(OcrEngine, getattr(import_module(module), name)(threads=threads, **options))
    except (ImportError, AttributeError, TypeError) as error:
        raise EngineUnusable(f"The reading engine {adapter} cannot be made: {error}.") from error


def prepare(adapter: str, options: Mapping[str, Any], page_seconds: int) -> None:
    """Make this process's engine. Readers of the site come first: low priority."""
    os.nice(_NICE)
    try:
        _desk.append(_Desk(engine_of(adapter, options, threads=1), page_seconds))
    except EngineUnusable as error:
        _desk.append(_Desk(Unusable(str(error)), page_seconds))


def introduce() -> EngineInfo | Unusable:
    """Who reads here."""
    engine = _desk[0].engine
    try:
        return engine if isinstance(engine, Unusable) else engine.info
    except EngineUnusable as error:
        return Unusable(str(error))


def read(path: Path) -> Reading | Unusable | str:
    """What stands on the page, or the sentence that says why it cannot be read."""
    engine, seconds = _desk[0]
    if isinstance(engine, Unusable):
        return engine
    try:
        with _within(seconds):
            return engine.read(path)
    except EngineUnusable as error:
        return Unusable(str(error))
    except ReadingFailed as error:
        return str(error)
    except _OutOfTime:
        return f"{path.name} takes more than {seconds} s to read: allow more (page_seconds), or take another engine."


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Raises _OutOfTime; where that is not heard, the process ends a minute later, as if the page had killed it."""

    def over(_number: int, _frame: FrameType | None) -> NoReturn:
        raise _OutOfTime

    signal.signal(signal.SIGALRM, over)
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds + _GRACE, file=nowhere, exit=True)
        signal.alarm(seconds)
        try:
            yield
        finally:
            signal.alarm(0)
            faulthandler.cancel_dump_traceback_later()

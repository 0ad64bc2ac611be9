"""Writing a report into a file: the ending of its name says what it becomes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Final

from lantai.digitisation.reports.languages import Language
from lantai.digitisation.reports.page import html
from lantai.digitisation.reports.report import Report
from lantai.digitisation.reports.stream import json
from lantai.digitisation.reports.workbook import xlsx

_WRITERS: Final[Mapping[str, Callable[[IO[bytes], Report, Language], None]]] = {
    "html": lambda out, report, language: html(out, report, language=language),
    "xlsx": lambda out, report, language: xlsx(out, report, language=language),
    "json": lambda out, report, language: json(out, report, language=language),
}
ENDINGS: Final = tuple(_WRITERS)


class UnknownEnding(Exception):
    """The name of the file does not say what it is to become; the message is one sentence for people."""


def ending_of(path: Path) -> str:
    """Which of ``ENDINGS`` a file has, to be asked before long work. Raises UnknownEnding."""
    ending = path.suffix.lower().lstrip(".")
    if ending not in _WRITERS:
        named = ", ".join(f".{one}" for one in ENDINGS)
        raise UnknownEnding(f"{path.name} does not say what report it is to be; give it one of the endings {named}.")
    return ending


def write(path: Path, report: Report, *, language: Language = "zh-Hant") -> None:
    """Write the report; the file is there when it is whole, and one that stood there stays until then.

    Raises UnknownEnding and OSError.
    """
    writer = _WRITERS[ending_of(path)]
    place_whole(path, lambda out: writer(out, report, language))


def place_whole(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    """Write a file beside its place and rename it when it is whole. Raises OSError."""
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as out:
            fill(out)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)

"""The report of faulty rows, ``faulty_rows.xlsx``: each row as it came, its faults marked and said beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lantai.digitisation.sheets.writing import Marked, ReportSheet, Value

_WIDTH: Final = 14
_WIDE: Final = 48
_WIDE_FIELDS: Final = frozenset({"title", "volume_title", "scope", "note"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding at a row: ``key`` is the field it is about, empty for the whole row; the rest is for people."""

    key: str
    message: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row by its place in the delivery, with its values by field key as they stood, and its faults."""

    sheet: str
    row: int
    values: Mapping[str, str]
    faults: Sequence[Fault]


@dataclass(frozen=True, slots=True)
class Headings:
    """The words of the report, in the reader's language."""

    title: str
    sheet: str
    row: str
    problem: str
    mend: str


def faulty_rows(
    rows: Iterable[FaultyRow], *, columns: Sequence[str], labels: Mapping[str, str], words: Headings
) -> ReportSheet:
    """The report as a sheet to be written: ``columns`` are the fields to show, ``labels`` what they are called."""
    return ReportSheet(
        name=words.title,
        headings=[words.sheet, words.row, *(labels.get(key, key) for key in columns), words.problem, words.mend],
        widths=[_WIDTH, _WIDTH // 2, *(_WIDE if key in _WIDE_FIELDS else _WIDTH for key in columns), _WIDE, _WIDE],
        rows=(_cells(row, columns, labels) for row in rows),
    )


def _cells(row: FaultyRow, columns: Sequence[str], labels: Mapping[str, str]) -> list[Value]:
    faulty = {fault.key for fault in row.faults}
    values = ((key, row.values.get(key, "")) for key in columns)
    said = "\n".join(_sentence(fault, labels) for fault in row.faults)
    mends = "\n".join(dict.fromkeys(fault.mend for fault in row.faults if fault.mend))
    return [row.sheet, row.row, *(_value(text, marked=key in faulty) for key, text in values), said, mends]


def _value(text: str, *, marked: bool) -> Value:
    """A faulty cell is marked, also when its fault is that it is empty: a blank keeps its colour."""
    return Marked(text or " ") if marked else text


def _sentence(fault: Fault, labels: Mapping[str, str]) -> str:
    label = labels.get(fault.key, fault.key)
    return f"{label}：{fault.message}" if label else fault.message

"""From the cell of a column to its value: the dirt that spreadsheets make, mended where it is plain and always noted.

What a cell was is never guessed from that cell alone: zeros are put back before a number only where others in its
column kept them, a number in a column of dates is a day only if it can be one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from lantai.digitisation.sheets.cells import Kind, Odd
from lantai.digitisation.sheets.cleaning import clean, lost_in_encoding, plain_characters
from lantai.digitisation.sheets.names import ColumnNames, FieldKind
from lantai.digitisation.sheets.plain import given_text, number_text
from lantai.digitisation.sheets.rows import CellNote
from lantai.digitisation.sheets.xlsx.styles import day_of
from lantai.values.repair.cells import judge_column

_DIGITS: Final = re.compile(r"[0-9]+")
_EXPONENT: Final = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,3}")
_ERRORS: Final = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|#{4,}")
_FIRST_SERIAL: Final = 10_000
_LAST_SERIAL: Final = 73_050
"""18 May 1927 to 31 December 2099: below, a number is rather a year."""
_EXACT: Final = 10**15
"""From here on a spreadsheet's numbers are rounded."""
_ENOUGH: Final = 3
_LONGEST_NOTE: Final = 200


class Read:
    """The value of one cell, and what was noted; ``value`` changes from mending to mending."""

    __slots__ = ("column", "notes", "value")

    def __init__(self, column: str, value: str) -> None:
        self.column = column
        self.value = value
        self.notes: list[CellNote] = []

    def note(self, code: str, found: str, expected: str = "") -> None:
        self.notes.append(CellNote(code, self.column, found[:_LONGEST_NOTE], expected[:_LONGEST_NOTE]))

    def mend(self, code: str, value: str) -> None:
        """Use another value, and say so."""
        self.note(code, self.value, value)
        self.value = value


class ColumnReader:
    """Reads the cells of one column from the top down; it learns how wide the column's numbers are."""

    def __init__(self, place: int, name: str, key: str, names: ColumnNames) -> None:
        self.place = place
        self.name = name
        self.key = key
        self.kind = names.kind_of(key)
        self._names = names
        self._plain = plain_characters(self.kind)
        self._is_numeric = self.kind not in {FieldKind.LINE, FieldKind.PROSE}
        self._widths: Counter[int] = Counter()

    def plain(self, cell: Any) -> str | None:
        """The value of a cell that needs no second look, as nearly all do; None for any other."""
        if type(cell) is int:
            return None if self._is_doubtful(cell) else str(cell)
        if type(cell) is not str or not self._plain.issuperset(cell) or cell[0] == " " or cell[-1] == " ":
            return None
        if cell in self._names.ditto or (self._is_numeric and self._may_be_number(cell)):
            return None
        return cell

    def _is_doubtful(self, number: int) -> bool:
        if self.kind == FieldKind.DATE:
            return _FIRST_SERIAL <= number <= _LAST_SERIAL
        return not 0 <= number < _EXACT or (self.kind == FieldKind.CODE and bool(self._widths))

    def _may_be_number(self, text: str) -> bool:
        """Whether a text may be what is left of a number; zeros that were kept are learnt from."""
        if not text.isdigit():
            return "E" in text or "e" in text
        if self.kind == FieldKind.CODE and text[0] == "0" and 1 < len(text) <= 15:
            self._widths[len(text)] += 1
            return False
        return len(text) > 15 or (self.kind == FieldKind.DATE and len(text) == 5) or bool(self._widths)

    def read(self, cell: Any, above: str) -> Read:
        """The value of a cell; ``above`` is the value of the cell above it, for signs of repetition."""
        read = Read(self.name, "")
        number = self._unwrap(cell, read)
        if isinstance(number, int | float):
            read.value = number_text(number)
            self._mend_number(number, read)
        elif number:
            self._mend_text(number, read, above)
        return read

    def _unwrap(self, cell: Any, read: Read) -> Any:
        """The text or the number that a cell holds, with a note of each of its oddities."""
        if not isinstance(cell, list | tuple):
            return "" if cell is None else cell
        odd = Odd(*cell)
        if odd.kind in {Kind.FORMULA, Kind.MERGED}:
            value = self._unwrap(odd.value, read)
            code = "formula" if odd.kind == Kind.FORMULA else "merged-cell"
            read.note(code, given_text(cell), number_text(value))
            return value
        return self._unwrap_simple(odd, read)

    def _unwrap_simple(self, odd: Odd, read: Read) -> str | float:
        value = number_text(odd.value) if isinstance(odd.value, str | int | float) else ""
        if odd.kind == Kind.ERROR:
            read.note("unread-memo" if value == "memo" else "error-cell", value)
            return ""
        if odd.kind == Kind.DATE and self.kind in {FieldKind.CODE, FieldKind.NUMBER}:
            read.note("became-date", value)
        elif odd.kind == Kind.BOOLEAN:
            read.note("boolean", value)
        elif odd.kind == Kind.LONG:
            read.note("long-cell", f"{odd.more} characters")
        elif odd.kind == Kind.PADDED:
            read.note("number-format", given_text(odd), value)
        return value

    def _mend_text(self, text: str, read: Read, above: str) -> None:
        cleaned = clean(text, self.kind)
        read.value = cleaned.text
        for code in cleaned.codes:
            read.note(code, text, cleaned.text)
        if self._names.is_ditto(cleaned.text):
            read.notes.clear()
            read.mend("ditto", above or cleaned.text)
        elif _ERRORS.fullmatch(cleaned.text):
            read.mend("error-cell", "")
        elif self.kind in {FieldKind.LINE, FieldKind.PROSE}:
            _note_encoding(read)
        else:
            _note_encoding(read)
            self._mend_digits(read)

    def _mend_digits(self, read: Read) -> None:
        """What looks like a number as text: it may have been one on the way."""
        text = read.value
        if _EXPONENT.fullmatch(text) or (_DIGITS.fullmatch(text) and len(text) > 15):
            damaged = judge_column((text,), "code" if self.kind == FieldKind.CODE else "number")
            if damaged:
                read.note("rounded-number", text, " / ".join(damaged[0].candidates))
        elif not _DIGITS.fullmatch(text):
            return
        elif self.kind == FieldKind.DATE and len(text) == 5:
            _mend_serial(int(text), read)
        elif self.kind == FieldKind.CODE:
            self._mend_width(read)

    def _mend_number(self, number: float, read: Read) -> None:
        if self.kind == FieldKind.DATE:
            _mend_date(number, read)
        elif abs(number) >= _EXACT:
            read.note("rounded-number", read.value)
        elif self.kind == FieldKind.CODE and _DIGITS.fullmatch(read.value):
            self._mend_width(read)

    def _mend_width(self, read: Read) -> None:
        """Put lost zeros back where at least three others of the column kept theirs, all of one width."""
        text = read.value
        if text[0] == "0" and len(text) > 1:
            self._widths[len(text)] += 1
        elif len(self._widths) == 1:
            ((width, times),) = self._widths.items()
            if times >= _ENOUGH and len(text) < width:
                read.mend("lost-leading-zeros", text.zfill(width))


def _note_encoding(read: Read) -> None:
    was = lost_in_encoding(read.value)
    if was is not None:
        read.note("encoding", read.value, was)


def _mend_date(number: float, read: Read) -> None:
    """A number in a column of dates: a day's serial number; 1956.3, which is March; 1956.1, which may be October."""
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        _mend_serial(number, read)
    elif number != int(number):
        year, _, month = read.value.partition(".")
        if month == "1":
            read.note("ambiguous-date", read.value, f"{year}.01 / {year}.10")


def _mend_serial(number: float, read: Read) -> None:
    day = day_of(number)
    if day is not None and _FIRST_SERIAL <= number <= _LAST_SERIAL:
        read.mend("serial-date", day.isoformat())

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
from lantai.digitisation.sheets.instructions import ReadColumn
from lantai.digitisation.sheets.names import FieldKind
from lantai.digitisation.sheets.plain import given_text, number_text
from lantai.digitisation.sheets.rows import CellNote
from lantai.digitisation.sheets.xlsx.styles import day_of

_DIGITS: Final = re.compile(r"[0-9]+")
_EXPONENT: Final = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,3}")
_ERRORS: Final = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|#{4,}")
_FIRST_SERIAL: Final = 2_101
_LAST_SERIAL: Final = 73_050
"""1 October 1905 to 31 December 2099: below, a number is rather a year."""
_EXACT: Final = 10**15
"""From here on a spreadsheet's numbers are rounded."""
_ENOUGH: Final = 3
_LONGEST_NOTE: Final = 200
_SPACES: Final = re.compile(r"\s+")
_LONGEST_KNOWN: Final = 24
_MOST_KNOWN: Final = 4_096
"""Cells of a column that are remembered, and the characters of the longest: what is longer hardly stands twice."""


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
    """Reads the cells of one column from the top down; it learns how wide the column's numbers are.

    ``known`` are cells that were found plain: each is its own value, whatever stands above it.
    """

    def __init__(self, column: ReadColumn, ditto: frozenset[str]) -> None:
        self.place = column.place
        self.name = column.name
        self.key = column.key
        self.kind = column.kind
        self.known: dict[str, str] = {}
        self._ditto = ditto
        self._ditto_starts = frozenset(start for word in ditto for start in (word[:1], word[:1].upper()))
        self._plain = plain_characters(self.kind)
        self._is_numeric = self.kind not in {FieldKind.LINE, FieldKind.PROSE}
        self._widths: Counter[int] = Counter()
        self._mended: dict[str, Read] = {}

    def plain(self, cell: Any) -> str | None:
        """The value of a cell that needs no second look, as nearly all do; None for any other."""
        if type(cell) is int:
            return None if self._is_doubtful(cell) else str(cell)
        if type(cell) is not str or not self._plain.issuperset(cell) or cell[0] == " " or cell[-1] == " ":
            return None
        if cell[0] in self._ditto_starts and self._is_ditto(cell):
            return None
        if self._is_numeric and (cell.isdigit() or "E" in cell or "e" in cell):
            return None if self._may_be_number(cell) else cell
        if "+" in cell and cell[0].isdigit() and _EXPONENT.fullmatch(cell):
            return None
        self._remember(cell)
        return cell

    def _remember(self, cell: str) -> None:
        if len(cell) <= _LONGEST_KNOWN:
            if len(self.known) == _MOST_KNOWN:
                self.known.clear()
            self.known[cell] = cell

    def _is_ditto(self, text: str) -> bool:
        return _SPACES.sub("", text).casefold() in self._ditto

    def _is_doubtful(self, number: int) -> bool:
        if self.kind == FieldKind.DATE:
            return _FIRST_SERIAL <= number <= _LAST_SERIAL
        return not 0 <= number < _EXACT or (self.kind == FieldKind.CODE and bool(self._widths))

    def _may_be_number(self, text: str) -> bool:
        """Whether a text may be what is left of a number; zeros that were kept are learnt from."""
        if not text.isdigit():
            return True
        if self.kind == FieldKind.CODE and text[0] == "0" and 1 < len(text) <= 15:
            self._widths[len(text)] += 1
            if self._widths[len(text)] > _ENOUGH:  # it has nothing more to teach
                self._remember(text)
            return False
        if len(text) > 15 or (self.kind == FieldKind.DATE and _may_be_serial(text)) or self._widths:
            return True
        if self.kind != FieldKind.CODE:  # nothing will be learnt that could make it doubtful
            self._remember(text)
        return False

    def read(self, cell: Any, above: str) -> Read:
        """The value of a cell; ``above`` is the value of the cell above it, for signs of repetition."""
        if type(cell) is str and (mended := self._mended.get(cell)):
            return mended
        read = Read(self.name, "")
        number = self._unwrap(cell, read)
        if isinstance(number, int | float):
            read.value = number_text(number)
            self._mend_number(number, read)
        elif number:
            self._mend_text(number, read, above)
            if type(cell) is str:
                self._keep(cell, read)
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
        if cleaned.text[:1] in self._ditto_starts and self._is_ditto(cleaned.text):
            read.notes.clear()
            read.mend("ditto", above or cleaned.text)
        elif _ERRORS.fullmatch(cleaned.text):
            read.mend("error-cell", "")
        else:
            _note_encoding(read)
            if self._is_numeric:
                self._mend_digits(read)
            elif "+" in read.value and _EXPONENT.fullmatch(read.value):
                self._note_rounded(read)

    def _keep(self, text: str, read: Read) -> None:
        """Remember a mended cell, unless what stands above it or is learnt later mends it otherwise."""
        is_settled = not (self.kind == FieldKind.CODE and read.value.isdigit())
        if is_settled and len(text) <= _LONGEST_KNOWN and not (read.notes and read.notes[0].code == "ditto"):
            if len(self._mended) == _MOST_KNOWN:
                self._mended.clear()
            self._mended[text] = read

    def _mend_digits(self, read: Read) -> None:
        """What looks like a number as text: it may have been one on the way."""
        text = read.value
        if _EXPONENT.fullmatch(text) or (_DIGITS.fullmatch(text) and len(text) > 15):
            self._note_rounded(read)
        elif not _DIGITS.fullmatch(text):
            return
        elif self.kind == FieldKind.DATE:
            if _may_be_serial(text):
                _mend_serial(int(text), read)
        elif self.kind == FieldKind.CODE:
            self._mend_width(read)

    def _note_rounded(self, read: Read) -> None:
        from lantai.values.repair.cells import judge_column  # 80 ms; only numbers that were damaged need it

        damaged = judge_column((read.value,), "number" if self.kind in {FieldKind.NUMBER, FieldKind.DATE} else "code")
        if damaged:
            read.note("rounded-number", read.value, " / ".join(damaged[0].candidates))

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


def _may_be_serial(text: str) -> bool:
    """Whether digits may be the number of a day: of four digits those that are too late for a year."""
    return len(text) == 5 or (len(text) == 4 and int(text) >= _FIRST_SERIAL)


def _mend_serial(number: float, read: Read) -> None:
    day = day_of(number)
    if day is not None and _FIRST_SERIAL <= number <= _LAST_SERIAL:
        read.mend("serial-date", day.isoformat())

"""A worksheet: rows as they are unpacked, cells with what they point to in the rest of the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import IO, Final

from lantai.digitisation.sheets.cells import Cell, Kind, Odd, RawRow
from lantai.digitisation.sheets.xlsx.strings import SharedStrings
from lantai.digitisation.sheets.xlsx.styles import Format, shown
from lantai.digitisation.sheets.xlsx.usual import rows

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold, as a spreadsheet writes it (22.9.2.19 ST_Xstring)."""

_EXACT: Final = 10**15
"""From here on a number may have more digits than a spreadsheet keeps; those that are written are kept as they are."""


class Worksheet:
    """One worksheet, with what its cells point to."""

    def __init__(self, strings: SharedStrings, formats: list[Format], *, from_1904: bool = False) -> None:
        self._strings = strings
        self._formats = {str(number): form for number, form in enumerate(formats) if form is not None}
        self._from_1904 = from_1904

    def rows(self, stream: IO[bytes]) -> Iterator[RawRow]:
        """The rows that hold something, in the file's order. Raises ExpatError, UnreadableSheet, BadZipFile."""
        return rows(stream, self.cell)

    def cell(self, kind: str, text: str, style: str) -> Cell:
        """The value of a cell by its type (18.18.11 ST_CellType)."""
        if kind == "s":
            return self._shared(text)
        if kind in {"n", ""}:
            return self._number(text, style)
        if kind == "b":
            return Odd(Kind.BOOLEAN, "TRUE" if text.strip() in {"1", "true"} else "FALSE")
        if kind == "e":
            return Odd(Kind.ERROR, text)
        if kind == "d":
            return Odd(Kind.DATE, text.strip()[:10])
        return unescaped(text) or None

    def _shared(self, text: str) -> Cell:
        try:
            return unescaped(self._strings[int(text)]) or None
        except (ValueError, IndexError):
            return Odd(Kind.ERROR, f"#{text[:20]}")

    def _number(self, text: str, style: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return text.strip() or None
        if not isfinite(number):
            return text
        form = self._formats.get(style)
        if form is not None:
            return shown(number, form, from_1904=self._from_1904)
        if abs(number) >= _EXACT:
            return text if text.isdigit() else number
        return int(number) if number.is_integer() else number


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text

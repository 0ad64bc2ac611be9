"""D10: what spreadsheets do to cells: leading zeros dropped, dates turned into day numbers, long numbers rounded.

A cell alone does not show it; its column does. ``judge_column`` looks at the values of one column, as text, and says
which were damaged and what they may have been. Digits that were rounded away cannot be had back: such a value is
refused, with no replacement, and has to be fetched from the source. Nothing here is ever applied.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from lantai.values.repair.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Damage = Literal["leading-zeros", "serial-date", "exponent", "rounded", "line-break"]
Content = Literal["code", "date", "number", "text"]

_DIGITS: Final = re.compile(r"[0-9]+")
_EXPONENT: Final = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,3})")
_SERIAL: Final = re.compile(r"([1-9][0-9]{3,4})(?:\.[0-9]+)?")
_DATE: Final = re.compile(
    r"(?:1[0-9]|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:[ T][0-9:]+)?"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
)
_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_LAST_SERIAL: Final = 73_050
"""The last day of 2099."""
_EXACT: Final = 15
"""A spreadsheet keeps so many digits of a number."""
_QUOTED: Final = re.compile(r'"[^"]*"')
_HEAD: Final = 20_000
_LINES: Final = 100
_FEWEST: Final = 3
_ENDS: Final = "。；！？;!?.…”」"
"""Lines that end so are sentences or verses, however alike."""
_MOST_COLUMNS: Final = 500
_ALIKE: Final = 0.5
_CONFIDENCE: Final = {"leading-zeros": 0.8, "serial-date": 0.8, "exponent": 0.7, "rounded": 0.9, "line-break": 0.6}


@dataclass(frozen=True, slots=True)
class DamagedCell:
    """One damaged value: the place in its column, what was done to it, and what it may have been, best first.

    ``candidates`` is empty where digits are lost: refuse the value.
    """

    row: int
    damage: Damage
    found: str
    candidates: tuple[str, ...]


def judge_column(values: Sequence[str], content: Content | None = None) -> tuple[DamagedCell, ...]:
    """The damaged values of one column, in order. ``content`` says what the column holds; otherwise it is guessed."""
    cells = [value.strip(" \t\u3000") for value in values]
    content = content or _content(cells)
    width = _width(cells)
    found = (_judge(row, cell, content, width) for row, cell in enumerate(cells) if cell)
    return tuple(cell for cell in found if cell)


def find_damaged_cells(text: str) -> Iterator[Change]:
    """The damaged cells of a text that is a table (commas, semicolons or tabs), suggested; none of any other text."""
    delimiter = delimiter_of(text)
    if not delimiter:
        return
    columns: dict[int, list[tuple[int, int, str]]] = {}
    for column, start, end, value in _cells(text, delimiter):
        columns.setdefault(column, []).append((start, end, value))
    for cells in columns.values():
        for damaged in judge_column([value for _, _, value in cells]):
            start, end, _ = cells[damaged.row]
            first, *others = damaged.candidates or ("",)
            yield Change("D10", start, end, text[start:end], first, tuple(others), _CONFIDENCE[damaged.damage])


def _judge(row: int, cell: str, content: Content, width: int) -> DamagedCell | None:
    exponent = _EXPONENT.fullmatch(cell)
    if "\n" in cell or "\r" in cell:
        return DamagedCell(row, "line-break", cell, (re.sub(r"\s*[\r\n]+\s*", " ", cell),))
    if exponent:
        return DamagedCell(row, *_from_exponent(cell, exponent, content))
    if content == "date" and (serial := _SERIAL.fullmatch(cell)) and int(serial[1]) <= _LAST_SERIAL:
        days = timedelta(int(serial[1]))
        return DamagedCell(row, "serial-date", cell, ((_EPOCH + days).isoformat(), (_EPOCH_1904 + days).isoformat()))
    if _is_rounded(cell):
        return DamagedCell(row, "rounded", cell, ())
    if content == "code" and width > len(cell) and _DIGITS.fullmatch(cell):
        return DamagedCell(row, "leading-zeros", cell, (cell.zfill(width),))
    return None


def _from_exponent(cell: str, match: re.Match[str], content: Content) -> tuple[Damage, str, tuple[str, ...]]:
    """What 1E+05 was: the number if all its digits are there; and a code that only looked like a number."""
    digits, power = match[1] + (match[2] or ""), int(match[3])
    if len(digits) - 1 > power:
        return "exponent", cell, (f"{digits[: power + 1]}.{digits[power + 1 :]}",)
    written_out = digits + "0" * (power + 1 - len(digits)) if power < _EXACT else ""
    if len(digits) > 1 and power >= _EXACT - 10 and len(digits) <= power and match[2]:
        return "rounded", cell, ()  # 1.23457E+17 shows six of eighteen digits
    codes = (f"{digits}E{power}", f"{digits}E{match[3]}") if not match[2] else ()
    ways = (*codes, written_out) if content == "code" else (written_out, *codes)
    return "exponent", cell, tuple(dict.fromkeys(filter(None, ways)))


def _is_rounded(cell: str) -> bool:
    """Whether the sixteenth and all further digits are 0: nothing else of that length ends so."""
    return bool(_DIGITS.fullmatch(cell)) and len(cell) > _EXACT and cell[0] != "0" and not cell[_EXACT:].strip("0")


def _content(cells: Sequence[str]) -> Content:
    filled = [cell for cell in cells if cell]
    if sum(bool(_DATE.fullmatch(cell)) for cell in filled) >= _ALIKE * len(filled):
        return "date"
    if any(cell[0] == "0" and len(cell) > 1 and _DIGITS.fullmatch(cell) for cell in filled):
        return "code"
    return "number" if sum(bool(_DIGITS.fullmatch(cell)) for cell in filled) >= _ALIKE * len(filled) else "text"


def _width(cells: Sequence[str]) -> int:
    """The length that the codes of a column have: that of those which kept their zeros."""
    lengths = Counter(len(cell) for cell in cells if cell[:1] == "0" and len(cell) > 1 and _DIGITS.fullmatch(cell))
    return lengths.most_common(1)[0][0] if lengths else 0


def delimiter_of(text: str) -> str:
    """What parts the cells, if at least three lines hold it equally often; empty if the text is no table."""
    lines = [line.strip() for line in text[:_HEAD].split("\n") if line.strip()][:_LINES]
    sentences = sum(line[-1] in _ENDS for line in lines)
    if len(lines) < _FEWEST or 2 * sentences > len(lines):
        return ""
    for delimiter in "\t,;":
        counts = Counter(_QUOTED.sub("", line).count(delimiter) for line in lines)
        number, times = counts.most_common(1)[0]
        if number and times >= 0.8 * len(lines):
            return delimiter
    return ""


def _cells(text: str, delimiter: str) -> Iterator[tuple[int, int, int, str]]:
    """Each cell: its column, where it begins and ends in the text (without quotation marks), and its value."""
    pattern = re.compile(
        rf'(?:"([^"]*(?:""[^"]*)*)"(?=[{delimiter}\r\n]|\Z)|([^{delimiter}\r\n]*))({delimiter}|\r?\n|\r|\Z)'
    )
    column = 0
    for match in pattern.finditer(text):
        group = 2 if match[1] is None else 1
        if column < _MOST_COLUMNS:
            yield column, match.start(group), match.end(group), match[group].replace('""', '"')
        column = column + 1 if match[3] == delimiter else 0

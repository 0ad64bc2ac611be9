"""What a number's format makes of it: a day, or a number with leading zeros (18.8.30 numFmt, 18.8.10 cellXfs).

A day shown as 1956年3月 was typed as that; the spreadsheet put the first of the month behind it. What the format does
not show is therefore not claimed: ``Shows`` says how much of a date is seen.
"""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from functools import cache
from typing import Final, TypeAlias

from lantai.digitisation.sheets.cells import Cell, Kind, Odd
from lantai.digitisation.sheets.xlsx.package import Package


class Shows(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    MONTH_OR_DAY = "month-or-day"
    """A built-in format that is a month in some countries and a day in others (18.8.30, tables by language)."""


Format: TypeAlias = "Shows | int | None"
"""What a date shows, the digits that a number is filled up to, or neither."""

_BUILT_IN: Final[dict[int, Format]] = {
    **dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), Shows.DAY),
    17: Shows.MONTH,
    **dict.fromkeys((27, 36, 50, 52, 57), Shows.MONTH_OR_DAY),
}
_UNSEEN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_EPOCH: Final = datetime.date(1899, 12, 30)
_EPOCH_1904: Final = datetime.date(1904, 1, 1)
_LAST: Final = 2_958_465
"""31 December 9999."""
_BEFORE_FALSE_LEAP_DAY: Final = 60
"""The 1900 system counts a 29 February 1900 that never was: days before it are one further on."""


def read_styles(package: Package) -> list[Format]:
    """The format of every cell style, by its number."""
    part = package.part("styles")
    custom: dict[str, str] = {}
    formats: list[Format] = []
    inside = False
    for element, attributes in package.elements(part) if part else ():
        if element == "numFmt":
            custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif element in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            inside = element == "cellXfs"
        elif element == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            formats.append(format_of(custom[number]) if number in custom else _built_in(number))
    return formats


def _built_in(number: str) -> Format:
    return _BUILT_IN.get(int(number)) if number.isdigit() else None


@cache
def format_of(code: str) -> Format:
    """Read a format's code: ``yyyy"年"m"月"`` shows a month, ``0000`` fills up to four digits."""
    seen = _UNSEEN.sub("", code.split(";")[0][:255]).lower()
    if re.fullmatch(r"0{2,15}", seen):
        return len(seen)
    if "general" in seen or not set("yed") & set(seen):
        return None
    if "d" in seen:
        return Shows.DAY
    if "#" in seen or "0" in seen:
        return None  # 0.00E+00
    return Shows.MONTH if "m" in seen else Shows.YEAR


def shown(number: float, form: Format, *, from_1904: bool = False) -> Cell:
    """The number as its format shows it; the number itself where the format has no part in it."""
    if form is None:
        return number
    if isinstance(form, int):
        whole = number >= 0 and number == int(number)
        return Odd(Kind.PADDED, f"{int(number):0{form}d}", number) if whole else number
    day = day_of(number, from_1904=from_1904)
    return number if day is None else Odd(Kind.DATE, _as_seen(day, form), number)


def day_of(serial: float, *, from_1904: bool = False) -> datetime.date | None:
    """The day that a serial number stands for; None for a time of day and for what no calendar has."""
    if not 1 <= serial <= _LAST:
        return None
    if from_1904:
        return _EPOCH_1904 + datetime.timedelta(days=min(int(serial), _LAST - 1_462))
    return _EPOCH + datetime.timedelta(days=int(serial) + (serial < _BEFORE_FALSE_LEAP_DAY))


def _as_seen(day: datetime.date, form: Shows) -> str:
    if form == Shows.YEAR:
        return f"{day:%Y}".zfill(4)
    if form == Shows.MONTH or (form == Shows.MONTH_OR_DAY and day.day == 1):
        return day.isoformat()[:7]
    return day.isoformat()

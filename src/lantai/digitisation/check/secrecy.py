"""Marks of secrecy (密級, handbook 1.5): a networked system must not hold what is secret today.

A mark is 機密, 機密★10年, 秘密★長期 or 絕密★至2035年12月31日. Whether it holds follows from the day of the document and
today; without a term it holds as long as the law allows its class. What holds no more, and what was stamped before the
present state, is description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.check.own_profile import own_profile
from lantai.digitisation.enums import Severity
from lantai.digitisation.profile import DeliveryProfile
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.dates import NotADate, parse
from lantai.values.dates.days import day_number, length_of_month, year_month_day
from lantai.values.folding import fold
from lantai.values.numerals import read_integer

# Marks are read folded, that is, with 个 and 为.
_TERM: Final = re.compile(r"([0-9]{1,3}|[一二三四五六七八九十]{1,3})(年|个?月|日|天|years?|months?|days?)")
_UNTIL: Final = re.compile(r"(?:至|到|until)(.+)")
_BEFORE: Final = re.compile(r"(.*[0-9年月日])(?:前|止|以前|为止)")
_MONTHS: Final = {"年": 12, "y": 12, "个": 1, "月": 1, "m": 1}
_STARS: Final = "★☆"


@dataclass(frozen=True, slots=True)
class SecrecyClass:
    """One class: its folded words, and the longest term that it may have."""

    words: tuple[str, ...]
    years: int


@dataclass(frozen=True, slots=True)
class Secrecy:
    """The classes, the highest first; all words are folded."""

    from_year: int
    classes: tuple[SecrecyClass, ...]
    none: frozenset[str]
    declassified: tuple[str, ...]
    still: tuple[str, ...]
    endless: tuple[str, ...]

    def class_of(self, mark: str) -> SecrecyClass | None:
        """The class that a folded mark names; None where it names none."""
        if mark in self.none:
            return None
        return next((one for one in self.classes if any(word in mark for word in one.words)), None)

    def is_declassified(self, *texts: str) -> bool:
        """Whether one of the texts says that it is no secret any more."""
        return any(self._says_so(fold(text)) for text in texts if text)

    def _says_so(self, text: str) -> bool:
        for word in self.still:
            text = text.replace(word, "")
        return any(word in text for word in self.declassified)


def look_at_secrecy(
    row: SheetRow,
    days: tuple[int | None, int | None],
    *,
    fonds_last: int | None,
    today: int,
    secrecy: Secrecy,
    profile: DeliveryProfile,
) -> Iterator[Observation]:
    """Code: classified, an error where the mark holds today, else a warning.

    ``days`` are the first and the last day of the document, ``fonds_last`` that of its fonds; ``expected`` of the
    observation says why: current, expired, historical, declassified.
    """
    text = row.values.get("classification")
    if not text or not secrecy.from_year:
        return
    mark = fold(text)
    found = secrecy.class_of(mark)
    if found is None:
        return
    why = _why(row, mark, found, days[1], fonds_last, today, secrecy)
    severity = None if why == "current" else Severity.WARNING
    column = profile.labels["classification"]
    yield at(row, "classified", severity=severity, column=column, found=text, expected=why)


def _why(
    row: SheetRow, mark: str, found: SecrecyClass, day: int | None, fonds_last: int | None, today: int, secrecy: Secrecy
) -> str:
    if secrecy.is_declassified(row.get("classification"), row.get("note")):
        return "declassified"
    begins = day_number(secrecy.from_year, 1, 1)
    if any(last is not None and last < begins for last in (day, fonds_last)):
        return "historical"
    end = _end(mark, found, day, secrecy)
    return "expired" if end is not None and end < today else "current"


def _end(mark: str, found: SecrecyClass, day: int | None, secrecy: Secrecy) -> int | None:
    """The last day of the term; None where it has no end, or nobody can tell."""
    for word in found.words:
        mark = mark.replace(word, "", 1).strip(_STARS)
    if any(word in mark for word in secrecy.endless):
        return None
    if until := _UNTIL.fullmatch(mark) or _BEFORE.fullmatch(mark):
        return _last_day(until[1])
    if day is None:
        return None
    term = _TERM.fullmatch(mark)
    if term is None:
        return _later(day, 12 * found.years) if not mark else None
    number, unit = read_integer(term[1]) or 0, term[2][0]
    return _later(day, number * _MONTHS[unit]) if unit in _MONTHS else day + number


def _last_day(text: str) -> int | None:
    try:
        return parse(text).last
    except NotADate:
        return None


def _later(day: int, months: int) -> int:
    year, month, within = year_month_day(day)
    years, month = divmod(month - 1 + months, 12)
    return day_number(year + years, month + 1, min(within, length_of_month(year + years, month + 1)))


# -- the profile ----------------------------------------------------------------------------------


@cache
def secrecy_profile(name: str = "default") -> Secrecy:
    """The classes of the home's profile. Raises FileNotFoundError when there is none of this name."""
    return from_data(own_profile("classification", name))


def from_data(data: Mapping[str, Any]) -> Secrecy:
    """The classes in a profile's data."""
    return Secrecy(
        from_year=int(data["from_year"]),
        classes=tuple(SecrecyClass(tuple(map(fold, one["words"])), int(one["years"])) for one in data["class"]),
        none=frozenset(map(fold, data["none"])),
        declassified=tuple(map(fold, data["declassified"])),
        still=tuple(map(fold, data["still"])),
        endless=tuple(map(fold, data["endless"])),
    )

"""Eras (年號): the reigns and republics by which years were counted, from the late Ming to today.

A year of an era is a year of a calendar: 光緒三十四年 is the lunar year 1908 (to 1909-01-21), 民國二十年 the Gregorian
year 1931. The eras are data, ``data/eras.toml``, which also says what each field means.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from lantai.values.dates import lunar
from lantai.values.dates.days import iso_day, julian_day, year_month_day
from lantai.values.dates.problems import Problem, problem

_DATA: Final = Path(__file__).parents[1] / "data" / "eras.toml"


@dataclass(frozen=True, slots=True)
class Era:
    """An era. ``first`` and ``last`` are Julian day numbers; None: it is counted without beginning or end.

    ``name`` is in traditional characters, ``spellings`` is every way to write it, with and without the realm
    before it (清光緒, 偽康德), longest first. ``year_one`` is the year of the ``calendar`` (``lunar`` or ``gregorian``)
    that is the era's year 1; ``years`` is the number of its last year, None when there is no end. To ``loyal`` its
    followers counted on; between the days of ``revived`` it was restored. The first ``lunar_years`` of it followed
    a lunar calendar that was not China's. ``backward`` years are counted back from year 1 (民國前); in what is not
    ``official`` no state dated its papers.
    """

    name: str
    realm: str
    english: str
    spellings: tuple[str, ...]
    calendar: str
    year_one: int
    years: int | None = None
    first: int | None = None
    last: int | None = None
    loyal: int = 0
    revived: tuple[int, int] | None = None
    lunar_years: int = 0
    backward: bool = False
    official: bool = True

    def year(self, number: int) -> int:
        """The lunar or Gregorian year of the era's year (元年 is 1): mere counting, see :meth:`problems`."""
        return self.year_one + (1 - number if self.backward else number - 1)

    def calendar_in(self, number: int) -> str:
        """The calendar of the months and days in a year of the era: 明治五年 is still ``lunar``."""
        return "lunar" if number <= self.lunar_years else self.calendar

    def year_on(self, day: int) -> int:
        """The number of the era's year that holds a day, whether or not the era did.

        Raises NotLunar for an era of lunar years and a day outside the lunar table.
        """
        number = self._number_of(year_month_day(day)[0])
        return self._number_of(lunar.from_day(day).year) if self.calendar_in(number) == "lunar" else number

    def _number_of(self, year: int) -> int:
        return 1 + (self.year_one - year if self.backward else year - self.year_one)

    def holds(self, day: int) -> bool:
        """Whether the era, or its restoration, was in force on a day."""
        begun = self.first is None or self.first <= day
        return (begun and (self.last is None or day <= self.last)) or self._overlaps_revival(day, day)

    def problems(self, number: int, first: int | None = None, last: int | None = None) -> tuple[Problem, ...]:
        """What is the matter with a year of the era, and with the days (of it) that a date means.

        A year that never was, a day after the end and one before the beginning are told apart from years that
        only loyalists counted (宣統四年), and a date that lies partly in the era is none of these. Codes are of
        :data:`lantai.values.dates.problems.KINDS`.
        """
        outside = self._outside(number, first, last)
        if not 1 <= number <= self.lunar_years:
            return outside
        own = f"{self.realm} kept a lunar calendar of its own in {self.name}{number}年; its days may differ by one."
        return (*outside, Problem("lunar-uncertain", own))

    def _outside(self, number: int, first: int | None, last: int | None) -> tuple[Problem, ...]:
        if first is not None and last is not None and self._overlaps_revival(first, last):
            return ()
        if number < 1 or (self.years is not None and number > max(self.years, self.loyal)):
            return (problem("era-year-out-of-range", self._extent()),)
        if self.first is not None and last is not None and last < self.first:
            return (problem("before-era", f"{self.name} began on {iso_day(self.first)}."),)
        if (self.years is not None and number > self.years) or (
            self.last is not None and first is not None and first > self.last
        ):
            return (problem("loyalist-year" if self.loyal else "after-era", self._extent()),)
        return ()

    def _overlaps_revival(self, first: int, last: int) -> bool:
        return self.revived is not None and first <= self.revived[1] and last >= self.revived[0]

    def _extent(self) -> str:
        """How long it lasted, in words: the sentence that an error gives as its reason."""
        if self.years is None or self.last is None:
            return f"{self.name} is counted from 1."
        years = "one year" if self.years == 1 else f"the years 1 to {self.years}"
        return f"{self.name} had {years} and ended on {iso_day(self.last)}."


# -- the eras ------------------------------------------------------------------------------------


@cache
def eras() -> tuple[Era, ...]:
    """All eras, in the order of the file (realm by realm, oldest first); read at the first call and kept."""
    import tomllib  # 15 ms that a program which reads no era need not wait

    realms = tomllib.loads(_DATA.read_text(encoding="utf-8"))["realm"]
    return tuple(_era(era, realm["name"], realm["prefixes"]) for realm in realms for era in realm["era"])


def _era(fields: dict[str, Any], realm: str, prefixes: list[str]) -> Era:
    bare = (fields["name"], *fields.pop("spellings", ()))
    spellings = {prefix + name for prefix in ("", *prefixes) for name in bare}
    days: dict[str, Any] = {key: julian_day(fields.pop(key)) for key in ("first", "last") if key in fields}
    revived: list[datetime.date] | None = fields.pop("revived", None)
    return Era(
        **fields,
        **days,
        realm=realm,
        spellings=tuple(sorted(spellings, key=lambda name: (-len(name), name))),
        revived=(julian_day(revived[0]), julian_day(revived[1])) if revived else None,
    )


@cache
def _by_spelling() -> dict[str, Era]:
    return {spelling: era for era in eras() for spelling in era.spellings}


@cache
def _longest() -> int:
    return max(map(len, _by_spelling()))


def era_named(text: str) -> Era | None:
    """The era of this name in any of its spellings (光绪, 大清光緒) or in English (Guangxu, Showa), or None."""
    return _by_spelling().get(text) or _by_english().get(_plain_latin(text))


@cache
def _by_english() -> dict[str, Era]:
    return {_plain_latin(era.english): era for era in eras()}


def _plain_latin(text: str) -> str:
    """In small letters without length marks: Shōwa, SHOWA → showa."""
    return text.casefold().replace("ō", "o").replace("ū", "u")


def era_at(text: str, start: int = 0) -> tuple[Era, int] | None:
    """The era whose name stands in a text at ``start``, and where the name ends: the longest that there is."""
    for end in range(min(len(text), start + _longest()), start, -1):
        if era := _by_spelling().get(text[start:end]):
            return era, end
    return None


def eras_on(day: int) -> tuple[Era, ...]:
    """The eras in which states dated their papers on a day (Julian day number), in the order of :func:`eras`."""
    return tuple(era for era in eras() if era.official and era.holds(day))

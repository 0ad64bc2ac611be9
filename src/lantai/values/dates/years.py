"""Which year a Chinese date can mean: that of its era, its signs, its short number, or of what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lantai.values.dates import sexagenary
from lantai.values.dates.eras import Era, era_named
from lantai.values.dates.lunar import FIRST_YEAR, LAST_YEAR, NotLunar, from_day
from lantai.values.dates.missing import Known, checked, known
from lantai.values.dates.span import NotADate, Span
from lantai.values.dates.written import Written

if TYPE_CHECKING:
    from lantai.values.dates.context import Context

_FAR: Final = 20
"""So many years after its end an era's year is still taken for a slip of one who went on counting."""
_MIDDLE: Final = 1911.5
"""Signs without an era are most often of the sixty years around the end of the Empire."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year that an expression can mean, and why.

    ``calendar`` is that of its months and days. ``month`` and ``is_leap`` are known where a date without them may
    take them from. ``from_outside``: taken from the context; ``is_guess``: the likeliest of several.
    """

    number: int
    calendar: str = "gregorian"
    era: Era | None = None
    era_year: int = 0
    reason: str = ""
    month: int | None = None
    is_leap: bool = False
    from_outside: bool = False
    is_guess: bool = False


def years_of(written: Written, like: Span | None, context: Context | None) -> Iterator[Year]:
    """The years that it can mean, the likeliest first. Raises NotADate when nothing tells the year."""
    if written.era is not None:
        years = _of_era(written, written.era)
    elif written.year is None:
        years = _of_signs(written, known(like, context)) if written.cyclic_year else _of_known(written, like, context)
    elif written.is_bc:
        years = iter((Year(1 - _christian(written)),))
    elif _is_short(written):
        years = _of_short(written, known(like, context))
    else:
        years = iter((Year(_christian(written)),))
    for year in years:
        yield year
        if written.is_lunar and year.calendar == "gregorian" and (written.month or 0) >= 11:
            reason = f"that day of the lunar year before, which may have fallen in {year.number}"
            yield replace(year, number=year.number - 1, calendar="lunar", era=None, reason=reason)


def _christian(written: Written) -> int:
    """The year before or after Christ, which are counted without a year 0."""
    if not written.year:
        raise NotADate(written.text, "there is no year 0.", "no-such-day")
    return written.year


def _is_short(written: Written) -> bool:
    """Whether the year may be one of an era or a century that is not named: 卅一年, 31年, 元年."""
    if written.year_word == "元":
        return True
    return (written.year or 0) < 100 and len(written.year_word) <= 3 and written.label != "gregorian"


def era_year(era: Era, number: int, reason: str = "") -> Year:
    """A year of an era, by its number there."""
    return Year(era.year(number), era.calendar_in(number), era, number, reason)


def _of_era(written: Written, era: Era) -> Iterator[Year]:
    if written.year is not None:
        last = max(era.years or 9999, era.loyal)
        if not 1 <= written.year <= last + _FAR:
            problems = era.problems(written.year)
            reason = problems[0].message if problems else "the era had no such year."
            raise NotADate(written.text, reason, "era-year-out-of-range", calendar=era.calendar, era=era.name)
        yield era_year(era, written.year)
        return
    last = era.years or LAST_YEAR - era.year_one
    numbers = [n for n in range(1, last + 1) if sexagenary.year_name(era.year(n)) == written.cyclic_year]
    if not numbers:
        reason = f"no year of {era.name} was {written.cyclic_year}."
        raise NotADate(written.text, reason, "no-such-cyclic-year", calendar=era.calendar, era=era.name)
    for n in numbers:
        yield era_year(era, n, f"{era.name}{n}年, another {written.cyclic_year} year of the era")


def _of_signs(written: Written, found: Known | None) -> Iterator[Year]:
    """The years of two signs, every sixty: the nearest to what is known, else those of the usual cycle first."""
    signs = written.cyclic_year
    if not sexagenary.is_pair(signs):
        raise NotADate(written.text, f"{signs} is no pair of the sixty.", "no-such-cyclic-year", calendar="lunar")
    years = list(sexagenary.years_named(signs, FIRST_YEAR, LAST_YEAR))
    near = _MIDDLE if found is None else found.year
    latest = near if found is not None and found.is_today else LAST_YEAR
    years.sort(key=lambda year: (year > latest, abs(year - near)))
    for year in years[:_MOST_CYCLES]:
        from_outside = found is not None and found.from_outside
        yield Year(year, "lunar", reason=f"{year} was a {signs} year too", from_outside=from_outside, is_guess=True)


CUSTOMARY: Final = {"民國": 38}
"""The last year of an era that still runs, in ordinary words: 民國時期 ends in 1949."""
_MOST_CYCLES: Final = 5
_COMPOSED: Final = frozenset("十廿卅卌")


def _of_short(written: Written, found: Known | None) -> Iterator[Year]:
    """卅一年, 31年: a year of an era, or of a century without its first two digits."""
    assert written.year is not None
    of_era = _of_known_era(written.year, found)
    if written.year_word == "元":
        if of_era is None:
            raise NotADate(written.text, "it is the first year of an era that is not named.", "no-year")
        yield of_era
        return
    if found is not None and not found.from_outside:
        yield of_era or Year(found.year // 100 * 100 + written.year)
        return
    guesses = [of_era] if of_era else _guesses(written.year, written.year_word, found)
    yield from (replace(year, from_outside=found is not None, is_guess=True) for year in guesses)


def _of_known_era(number: int, found: Known | None) -> Year | None:
    era = era_named(found.era) if found is not None and found.era else None
    return era_year(era, number, f"a year of {era.name}, the era of the date before") if era else None


def _guesses(number: int, word: str, found: Known | None) -> list[Year]:
    """Years of the century and of the eras in which years were often written without the era's name."""
    century = 1900 if found is None else found.year // 100 * 100
    if found is not None and found.is_today and century + number > found.year:
        century -= 100
    of_century = Year(century + number, reason=f"{century + number} without its first two digits")
    eras = [era for name in ("民國", "光緒") if (era := era_named(name)) is not None and 1 <= number <= _usual(era)]
    of_eras = [era_year(era, number, f"{era.name}{number}年 without the era's name") for era in eras]
    if number < 10 and len(word) == 1:
        return of_eras
    if not _COMPOSED & set(word):
        return [of_century, *of_eras]
    if found is None:
        return [*of_eras[:1], of_century, *of_eras[1:]]
    return sorted([of_century, *of_eras], key=lambda year: abs(year.number - found.year))


def _usual(era: Era) -> int:
    return era.years or CUSTOMARY.get(era.name, 0)


def _of_known(written: Written, like: Span | None, context: Context | None) -> Iterator[Year]:
    """The year (and month) of the other end of the range, of the date before, or of the day of writing."""
    found = known(like, context)
    if not written.is_lunar:
        checked(written.text, written.month, written.day if isinstance(written.day, int) else None)
    if found is None:
        raise NotADate(
            written.text, "it names no year, and nothing tells it.", "no-year",
            edtf=_without_year(written), calendar="lunar" if written.is_lunar else "gregorian",
        )  # fmt: skip
    if written.is_of_month and written.month is None and found.month is None:
        raise NotADate(
            written.text, "it names no month, and nothing tells it.", "no-month", edtf=_without_year(written)
        )
    yield _year_of(written, found)


def _without_year(written: Written) -> str:
    """EDTF (level 2) of a Gregorian month and day of an unknown year; "" for a lunar one."""
    if written.is_lunar or written.part or written.part_of_month or isinstance(written.day, str):
        return ""
    month = "XX" if written.month is None else f"{written.month:02d}"
    return f"XXXX-{month}" + (f"-{written.day:02d}" if written.day else "")


def _year_of(written: Written, found: Known) -> Year:
    calendar, number, month, is_leap = found.calendar, found.year, found.month, found.is_leap
    if found.from_outside and calendar == "lunar" and (written.is_arabic or written.label == "gregorian"):
        calendar, number = "gregorian", found.gregorian_year
    elif calendar == "gregorian" and written.is_lunar and found.day is not None:
        calendar = "lunar"
        with suppress(NotLunar):
            day = from_day(found.day)
            number, month, is_leap = day.year, day.month, day.is_leap
    era = era_named(found.era) if found.era and calendar == found.calendar else None
    return Year(
        number, calendar, era, number - era.year_one + 1 if era else 0,
        month=month, is_leap=is_leap, from_outside=found.from_outside,
    )  # fmt: skip

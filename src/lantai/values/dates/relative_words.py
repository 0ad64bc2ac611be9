"""The words that tell a time from another day, one by one: 今年, 上月, 是日, 目前, 近年來, last year, to date.

They are data (``values/data/relative.tsv``). A word and what follows it are turned into the absolute date that they
stand for (去年 + 3月 → 2020年3月), and the calendars' readers read that: 去年底 and 2020年底 have the same bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from lantai.values.dates import lunar
from lantai.values.dates.context import Context
from lantai.values.dates.days import day_number, iso_day, length_of_month, weekday, year_month_day
from lantai.values.dates.eras import era_named
from lantai.values.dates.problems import problem
from lantai.values.dates.span import NotADate, Span, gregorian_span

WORDS: Final = Path(__file__).parents[1] / "data" / "relative.tsv"

_SEASONS: Final = {"spring": "春", "summer": "夏", "autumn": "秋", "winter": "冬"}
_WEEKDAYS: Final = {sign: index for index, sign in enumerate("一二三四五六日")} | {"天": 6}


@dataclass(frozen=True, slots=True)
class Word:
    """A relative word: its unit, what it counts from, and how far away it is.

    ``counts_from`` is ``as-of``, ``previous``, or ``nearest``: the date before where it names as much, else as-of.

    In running text it is no such word after a character of ``not_after`` or before one of ``not_before``;
    ``starts_clause`` says that it is one only at the beginning of a clause.
    """

    text: str
    unit: str
    counts_from: str
    shift: int
    not_after: str = ""
    not_before: str = ""
    starts_clause: bool = False


@cache
def words() -> tuple[Word, ...]:
    """The words, as :func:`lantai.values.dates.one_script.in_one_script` writes them, English ones in lower case."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(_word(line) for line in lines if not line.startswith("#"))


def _word(line: str) -> Word:
    text, unit, counts_from, shift, *guards = line.split("\t")
    after, before = (*guards, "", "")[:2]
    is_clause = after == "clause"
    return Word(text, unit, counts_from, int(shift), "" if is_clause else after, before, is_clause)


@dataclass(frozen=True, slots=True)
class Here:
    """Where an expression stands: its text, what it counts from, and how absolute dates are read there."""

    text: str
    context: Context
    absolute: Callable[[str, Context], Span | None]

    def as_of(self) -> int:
        """The day of writing. Raises NotADate with ``no-anchor`` when it is not known."""
        if self.context.as_of is None:
            raise NotADate(self.text, "it counts from the day of writing, and none is given.", "no-anchor")
        return self.context.as_of

    def previous(self, parts: int) -> Span:
        """The date before in the text, which must name its year (1), month (2), day (3). Raises NotADate."""
        span = self.context.previous
        if span is None or len(span.parts) < parts or span.last is None:
            raise NotADate(self.text, "it counts from a date before it in the text, and there is none.", "no-anchor")
        return span

    def year_month(self) -> tuple[int, int]:
        return year_month_day(self.as_of())[:2]


def resolve(word: Word, tail: str, here: Here) -> Span | None:
    """What a word and what follows it (3月, 底, 五 after 上週) stand for; None when the two do not go together.

    Raises NotADate with ``no-anchor`` when what the word counts from is not known.
    """
    from_previous = word.counts_from == "previous" or (word.counts_from == "nearest" and _has(here, word.unit))
    make = (_FROM_PREVIOUS if from_previous else _FROM_AS_OF).get(word.unit)
    span = make(word, tail, here) if make else None
    return replace(span, inferred=True) if span else None


def _has(here: Here, unit: str) -> bool:
    """Whether the date before names as much as the unit asks."""
    return here.context.previous is not None and len(here.context.previous.parts) >= _PARTS[unit]


_PARTS: Final = {"year": 1, "month": 2, "day": 3}


# -- from the day of writing ---------------------------------------------------------------------


def _year(word: Word, tail: str, here: Here) -> Span | None:
    return here.absolute(f"{here.year_month()[0] + word.shift}年{tail.removeprefix('全年')}", here.context)


def _season(word: Word, tail: str, here: Here) -> Span | None:
    return here.absolute(f"{here.year_month()[0] + word.shift}年{_SEASONS[word.unit]}{tail}", here.context)


def _quarter(word: Word, tail: str, here: Here) -> Span | None:
    year, month = months_away(*here.year_month(), 3 * word.shift)
    return here.absolute(f"{year}年第{'一二三四'[(month - 1) // 3]}季度", here.context) if not tail else None


def _month(word: Word, tail: str, here: Here) -> Span | None:
    year, month = months_away(*here.year_month(), word.shift)
    return here.absolute(f"{year}年{month}月{tail}", here.context)


def _week(word: Word, tail: str, here: Here) -> Span | None:
    monday = here.as_of() - weekday(here.as_of()) + 7 * word.shift
    if tail:
        return day_span(monday + _WEEKDAYS[tail]) if tail in _WEEKDAYS else None
    return range_span(monday, monday + 6)


def _day(word: Word, tail: str, here: Here) -> Span | None:
    return None if tail else day_span(here.as_of() + word.shift)


def _century(word: Word, tail: str, here: Here) -> Span | None:
    century = (here.year_month()[0] - 1) // 100 + 1 + word.shift
    return here.absolute(f"{century}世紀{tail}", here.context)


def _until_now(word: Word, tail: str, here: Here) -> Span | None:
    return None if tail else _up_to(here.as_of())


def _up_to(day: int) -> Span:
    return Span(f"../{iso_day(day)}", None, day, inferred=True)


def _lately(word: Word, tail: str, here: Here) -> Span | None:
    return None if tail else lately(here)


def lately(here: Here) -> Span:
    """Up to the day of writing, from no one knows when."""
    return _up_to(here.as_of()).warned(problem("inferred-bounds", here.text))


# -- from the date before ------------------------------------------------------------------------


def _same_year(word: Word, tail: str, here: Here) -> Span | None:
    return here.absolute(year_text(here.previous(1), word.shift) + tail, here.context)


def _same_season(word: Word, tail: str, here: Here) -> Span | None:
    return here.absolute(f"{year_text(here.previous(1))}{_SEASONS[word.unit]}{tail}", here.context)


def _same_month(word: Word, tail: str, here: Here) -> Span | None:
    return here.absolute(month_text(here.previous(2), word.shift) + tail, here.context)


def _same_day(word: Word, tail: str, here: Here) -> Span | None:
    previous = here.previous(3)
    assert previous.last is not None
    if tail:
        return None
    return replace(previous, problems=()) if not word.shift else day_span(previous.last + word.shift)


_Make = Callable[[Word, str, Here], Span | None]
_FROM_AS_OF: Final[Mapping[str, _Make]] = {
    "year": _year, "quarter": _quarter, "month": _month, "week": _week, "day": _day, "century": _century, "now": _day,
    "until-now": _until_now, "lately": _lately, **dict.fromkeys(_SEASONS, _season),
}  # fmt: skip
_FROM_PREVIOUS: Final[Mapping[str, _Make]] = {
    "year": _same_year, "month": _same_month, "day": _same_day, **dict.fromkeys(_SEASONS, _same_season),
}  # fmt: skip


# -- spans and their neighbours ------------------------------------------------------------------


def day_span(number: int) -> Span:
    return gregorian_span("", *year_month_day(number))


def range_span(first: int, last: int) -> Span:
    """The days from one to another, both Julian day numbers."""
    return Span(f"{iso_day(first)}/{iso_day(last)}", first, last, parts=year_month_day(last))


def months_away(year: int, month: int, shift: int) -> tuple[int, int]:
    years, index = divmod(year * 12 + month - 1 + shift, 12)
    return years, index + 1


def months_before(day: int, months: int) -> int:
    """The day of the same number so many months before (after, when negative), or the month's last."""
    year, month, of_month = year_month_day(day)
    year, month = months_away(year, month, -months)
    return day_number(year, month, min(of_month, length_of_month(year, month)))


def year_text(span: Span, shift: int = 0) -> str:
    """The year of a date, or one near it, counted as that date counts it: 1931年, 光緒34年, 農曆1908年."""
    year = span.parts[0] + shift
    era = era_named(span.era) if span.era else None
    number = year - era.year_one + 1 if era else 0
    if era and number >= 1 and (era.years is None or number <= era.years):
        return f"{era.name}{number}年"
    return f"農曆{year}年" if span.calendar == "lunar" else f"{year}年"


def month_text(span: Span, shift: int = 0) -> str:
    """The month of a date, or one near it, in the calendar and era of that date."""
    if span.calendar == "lunar":
        month = lunar.month_of(*span.parts[:2], is_leap=span.is_leap)
        if shift:
            neighbour = lunar.from_day(month.last + 1 if shift > 0 else month.first - 1)
            span = replace(span, parts=(neighbour.year, neighbour.month), is_leap=neighbour.is_leap)
        return f"{year_text(span)}{'閏' * span.is_leap}{span.parts[1]}月"
    year, month_number = months_away(span.parts[0], span.parts[1], shift)
    return f"{year_text(span, year - span.parts[0])}{month_number}月"

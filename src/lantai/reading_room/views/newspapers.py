"""Newspapers and other serials: the list of them, and one by its calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.models import RecordSet
from lantai.catalogue.queries.issues import IssueRow, issues_below
from lantai.reading_room.calendars import counts_moons, other_calendars
from lantai.reading_room.context import language_tag
from lantai.reading_room.queries import holdings
from lantai.reading_room.queries.issues import ShownIssue, with_first_page, with_pages
from lantai.reading_room.serial_year import bars, lunar_marks, year_of
from lantai.values import dates
from lantai.values.dates import Date, NotADate, from_julian_day, julian_day, lunar
from lantai.values.dates.days import year_month_day
from lantai.values.serials import Gap, Issue, Reckoning, number_of, reckon

_NOTHING = (0, -1)
_YEARS = range(1000, 9999)
"""That a calendar is drawn of."""
_PER_MONTH = 62
"""Issues of a month that are shown: two a day."""


@require_safe
def newspapers(request: HttpRequest) -> HttpResponse:
    seen = visible(to=reader_for(request.user))
    context = {"here": "newspapers", "serials": holdings.serials(seen)}
    return render(request, "reading_room/newspapers.html", context)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader looks at: a year, and in it a day or a month, or neither; ``refused`` could not be read."""

    year: int
    days: tuple[int, int] = _NOTHING
    date: Date | None = None
    refused: str = ""

    @property
    def is_day(self) -> bool:
        return self.days[0] == self.days[1]


@dataclass(frozen=True, slots=True)
class Lack:
    """A gap in words: from which to which day, and which numbers are missing."""

    first: Date
    last: Date
    gap: Gap


def serial(seen: Visible, shown: RecordSet, request: HttpRequest) -> dict[str, object]:
    """What the page of a serial says beside that of any record set. Five queries at most."""
    rows = issues_below(seen.records(), shown.path)
    dated = [row for row in rows if row.day is not None]
    reckoning = reckon(Issue(row.day, number_of(row.number)) for row in dated if row.day is not None)
    years = Counter(from_julian_day(row.day).year for row in dated if row.day is not None)
    chosen = _chosen(request, years)
    context = {"rhythm": _rhythm(reckoning), "reckoning": reckoning, "undated": len(rows) - len(dated)}
    if not years:
        return context | {"issues": with_first_page(seen, [row.identifier for row in rows[:_PER_MONTH]])}
    return context | _of_year(seen, reckoning, years, chosen, dated)


def _of_year(
    seen: Visible, reckoning: Reckoning, years: Counter[int], chosen: Chosen, dated: Sequence[IssueRow]
) -> dict[str, object]:
    language, calendars = language_tag(), settings.LANTAI.calendars
    moons = lunar_marks(chosen.year, language) if "lunar" in calendars and language != "en" else {}
    by_day = Counter(row.day for row in dated if row.day is not None)
    first, last = julian_day(date(chosen.year, 1, 1)), julian_day(date(chosen.year, 12, 31))
    return {
        "bars": bars(reckoning, min(years), max(years)),
        "year": year_of(reckoning, chosen.year, issues=by_day, chosen=chosen.days, moons=moons),
        "chosen": chosen,
        "year_elsewhere": other_calendars(dates.parse(f"{chosen.year:04d}"), language, calendars),
        "new_year": _new_year(chosen.year, language),
        "before": max((year for year in years if year < chosen.year), default=None),
        "after": min((year for year in years if year > chosen.year), default=None),
        "lacks": [_lack(gap) for gap in reckoning.within(first, last)],
        "weekdays": _weekdays(),
        "issues": _issues(seen, chosen, dated),
        **_beside(chosen, dated),
    }


def _chosen(request: HttpRequest, years: Counter[int]) -> Chosen:
    """``?on=`` is a date as people write it, ``?year=`` a year; without them the year of which most is held."""
    usual = max(years, key=lambda year: (years[year], -year), default=1)
    asked, year = request.GET.get("on", "").strip()[:100], request.GET.get("year", "")
    if not asked:
        number = int(year) if year.isascii() and year.isdigit() and len(year) < 5 else usual
        return Chosen(number if number in _YEARS else usual)
    try:
        found = dates.parse(asked)
    except NotADate:
        return Chosen(usual, refused=asked)
    if found.first is None or found.last is None or year_month_day(found.first)[0] not in _YEARS:
        return Chosen(usual, refused=asked)
    within = found.last - found.first < 31
    return Chosen(from_julian_day(found.first).year, (found.first, found.last) if within else _NOTHING, found)


def _issues(seen: Visible, chosen: Chosen, dated: Sequence[IssueRow]) -> tuple[ShownIssue, ...]:
    first, last = chosen.days
    found = [row.identifier for row in dated if row.day is not None and first <= row.day <= last]
    return with_pages(seen, found) if chosen.is_day else with_first_page(seen, found[:_PER_MONTH])


def _beside(chosen: Chosen, dated: Sequence[IssueRow]) -> dict[str, object]:
    """The days with issues before and after what is chosen."""
    days = [row.day for row in dated if row.day is not None]
    first, last = chosen.days
    if first > last:
        return {}
    before = max((day for day in days if day < first), default=None)
    after = min((day for day in days if day > last), default=None)
    return {"day_before": _day(before) if before else None, "day_after": _day(after) if after else None}


def _day(day: int) -> Date:
    return dates.parse(from_julian_day(day).isoformat())


def _new_year(year: int, language: str) -> tuple[str, Date] | None:
    """The first day of the lunar year that begins in this one, as the installation's calendars name it."""
    calendars = settings.LANTAI.calendars
    names = [name for name in calendars if name == "lunar" or counts_moons(name)]
    try:
        day = _day(lunar.to_day(year, 1, 1))
    except lunar.NotLunar:
        return None
    words = other_calendars(day, language, names)
    return (words[-1], day) if "lunar" in calendars and words else None


def _weekdays() -> list[tuple[str, str]]:
    """The days of the week from Sunday on, in one sign and in full."""
    full = [str(WEEKDAYS[day]) for day in (6, 0, 1, 2, 3, 4, 5)]
    return [(name[-1] if language_tag() != "en" else name[0], name) for name in full]


def _lack(gap: Gap) -> Lack:
    return Lack(_day(gap.first), _day(gap.last), gap)


def _rhythm(reckoning: Reckoning) -> str:
    words = {
        "daily": _("a daily"),
        "weekly": _("on fixed days of the week"),
        "monthly": _("on fixed days of the month"),
        "lunar": _("on fixed days of the lunar month"),
    }
    return words.get(reckoning.rhythm, "")

"""What is to be said of a doubtful date, in the reader's language, by the codes of ``values.dates.problems``."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.values.dates import Date
from lantai.values.dates.problems import KINDS

SENTENCES: Final[dict[str, Promise]] = {
    "not-a-date": _("It is written in no form that is known."),
    "no-such-day": _("The calendar has no such month or day."),
    "no-leap-month": _("That lunar year had no such leap month."),
    "short-month": _("That lunar month had 29 days and no 30th."),
    "no-such-cyclic-day": _("No day of that month bears these two signs."),
    "no-such-cyclic-year": _("No year of that reign bears these two signs."),
    "outside-table": _("The lunar table reaches from 1600 to 2100."),
    "reversed-range": _("It ends before it begins."),
    "no-year": _("It names no year."),
    "no-month": _("It names no month."),
    "no-anchor": _("It counts from a day that is not known."),
    "ambiguous-order": _("Nothing tells the day from the month."),
    "wrong-weekday": _("The day fell on another day of the week."),
    "wrong-cyclic-year": _("The year bears other cyclical signs."),
    "wrong-cyclic-day": _("The day bears other cyclical signs."),
    "era-year-out-of-range": _("The era had no such year."),
    "after-era": _("The era was over on that day."),
    "era-against-calendar": _("It is labelled as one calendar and worded in another."),
    "different-dates": _("The two dates that it gives are not the same day."),
    "before-era": _("The era had not been proclaimed on that day."),
    "loyalist-year": _("The reign was over; only its loyalists counted that year."),
    "lunar-in-solar-era": _("It is worded as a lunar date in an era of solar years, and read as lunar."),
    "lunar-uncertain": _("The new moon fell near midnight: calendars of the time may differ by a day."),
    "before-1645": _("Before 1645 calendars differed: the lunar day may be off by one or more."),
    "proleptic": _("The Gregorian calendar was carried back beyond its beginning in 1582."),
    "ambiguous": _("It can be read in another way."),
    "inferred-year": _("The year was taken from what stands around it."),
    "inferred-month": _("The month was taken from what stands around it."),
    "unknown-month": _("It names no month; the bounds are the whole year's."),
    "inferred-bounds": _("The words have no sharp limits; the bounds are a convention."),
    "excel-serial": _("A number of five digits was read as a spreadsheet's day."),
}
"""A sentence for every code."""

_CONVENTIONS: Final = frozenset({"inferred-bounds", "proleptic", "lunar-in-solar-era"})
"""True of every such date, and no fault of anybody's."""


def doubts_about(date: Date | None) -> tuple[str, ...]:
    """The codes of what somebody should look at again, the grave ones first; none for a date that is sound."""
    problems = () if date is None else date.problems
    if not problems:  # as nearly always
        return ()
    told = dict.fromkeys(one.code for one in problems if one.code not in _CONVENTIONS)
    return tuple(sorted(told, key=lambda code: KINDS[code][0] != "error"))

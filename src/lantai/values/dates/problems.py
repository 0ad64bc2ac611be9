"""What can be the matter with a date: one table of codes, how grave each is, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["error", "warning"]
"""An error contradicts the calendar or cannot be resolved; a warning is what a careful reader should know."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a date that a person should know; ``code`` is stable, ``message`` one sentence."""

    code: str
    message: str

    @property
    def severity(self) -> Severity:
        return KINDS[self.code][0] if self.code in KINDS else "warning"


KINDS: Final[dict[str, tuple[Severity, str]]] = {
    # -- nothing can be resolved: ``parse`` refuses, ``understand`` answers with the reason
    "not-a-date": ("error", "The text is written in no form that is known, or is no date."),
    "no-such-day": ("error", "The calendar has no such month or day (31 April, a 13th month)."),
    "no-leap-month": ("error", "That lunar year had no such leap month."),
    "short-month": ("error", "That lunar month had 29 days and no 30th."),
    "no-such-cyclic-day": ("error", "No day of that month bears these two signs."),
    "no-such-cyclic-year": ("error", "No year of that reign bears these two signs."),
    "outside-table": ("error", "The lunar table reaches from 1600 to 2100."),
    "reversed-range": ("error", "The range ends before it begins."),
    "no-year": ("error", "No year is named and nothing tells it."),
    "no-month": ("error", "No month is named and nothing tells it."),
    "no-anchor": ("error", "A word such as 今年 needs the day of writing, and none was given."),
    "ambiguous-order": ("error", "3/4/1931: nothing tells the day from the month."),
    # -- resolved, and wrong: what the paper says is kept
    "wrong-weekday": ("error", "The day fell on another day of the week."),
    "wrong-cyclic-year": ("error", "The year bears other signs (干支)."),
    "wrong-cyclic-day": ("error", "The day bears other signs (干支)."),
    "era-year-out-of-range": ("error", "The era had no such year."),
    "after-era": ("error", "The day lies after the end of the era."),
    "era-against-calendar": ("error", "The label says one calendar, the words are of another."),
    "different-dates": ("error", "Two dates that should be the same, one in brackets after the other, are not."),
    # -- resolved, with a reserve
    "before-era": ("warning", "The day lies before the era was proclaimed."),
    "loyalist-year": ("warning", "The reign was over; only its loyalists went on counting its years."),
    "lunar-in-solar-era": ("warning", "The words are of the lunar calendar, the era's years are solar."),
    "lunar-uncertain": ("warning", "The new moon fell near midnight: calendars of the time may differ by one day."),
    "before-1645": ("warning", "Before 1645 calendars differed; the lunar day may be off by one or more."),
    "proleptic": ("warning", "The Gregorian calendar was carried back beyond its beginning on 1582-10-15."),
    "ambiguous": ("warning", "It can be read in another way; the alternatives say how."),
    "inferred-year": ("warning", "The year was taken from what stands around the date."),
    "inferred-month": ("warning", "The month was taken from what stands around the date."),
    "unknown-month": ("warning", "No month is named; the two days are the first and last that it can be."),
    "inferred-bounds": ("warning", "The words have no sharp limits; the two days are a convention."),
    "excel-serial": ("warning", "A number of five digits was read as a spreadsheet's day."),
}
"""Code → severity and meaning."""


def problem(code: str, detail: str = "") -> Problem:
    """The problem of that code, with its meaning and, in a second clause, what was found."""
    meaning = KINDS[code][1]
    return Problem(code, f"{meaning.rstrip('.')}: {detail}" if detail else meaning)

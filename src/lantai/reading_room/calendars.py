"""One date in other calendars: the weekday, the lunar day, the eras that the installation names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lantai.values.dates import Date
from lantai.values.dates.calendar_words import weekday_in_words
from lantai.values.dates.eras import era_named

_PRECISE = ("day", "month", "year")
_DAYS_ONLY = ("weekday", "lunar", "sexagenary", "julian")


def other_calendars(date: Date | None, lang: str, calendars: Iterable[str]) -> tuple[str, ...]:
    """The date as others counted it then; nothing for one that is open, doubtful or longer than a year.

    ``calendars`` are those of the setting of that name: ``weekday``, ``lunar``, ``sexagenary``, ``julian`` or eras.
    """
    if date is None or date.first is None or date.last is None or date.precision not in _PRECISE or "/" in date.edtf:
        return ()
    said = {date.text, date.render(lang)}
    return tuple(words for words in _others(date, date.first, lang, calendars) if words not in said)


def _others(date: Date, day: int, lang: str, calendars: Iterable[str]) -> Iterator[str]:
    for calendar in calendars:
        if calendar == "weekday" and date.precision == "day":
            yield weekday_in_words(day, lang)
        elif date.precision == "day" or not (calendar in _DAYS_ONLY or counts_moons(calendar)):
            yield from _rendered(date, lang, calendar)


def counts_moons(calendar: str) -> bool:
    """A Gregorian month or year is no month or year of such an era."""
    era = era_named(calendar)
    return era is not None and era.calendar == "lunar"


def _rendered(date: Date, lang: str, calendar: str) -> Iterator[str]:
    try:
        yield date.render(lang, calendar)
    except ValueError:  # the era did not hold then, or the lunar table does not reach there
        return

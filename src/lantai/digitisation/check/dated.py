"""The dates of a row: what its text can be read as, once for every text; and whether the fonds had such a day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from lantai.catalogue.doubts import doubts_about
from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.enums import Severity
from lantai.digitisation.profile import DeliveryProfile
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.dates import NotADate, parse
from lantai.values.dates.days import iso_day, year_month_day

_MOST: Final = 16_384


class Dated(NamedTuple):
    """What a text says: its first and last Julian day number, None where open or unknown; and what is doubtful."""

    first: int | None
    last: int | None
    doubts: tuple[str, ...]


class FondsDates(NamedTuple):
    """The first and the last Julian day number of a fonds; None where they are open or unknown."""

    first: int | None = None
    last: int | None = None


@lru_cache(maxsize=_MOST)
def dated(text: str) -> Dated | None:
    """None for a text that is no date."""
    try:
        date = parse(text)
    except NotADate:
        return None
    return Dated(date.first, date.last, doubts_about(date))


@lru_cache(maxsize=_MOST)
def years_of(text: str) -> range | None:
    """The years that a text touches; None where it is no date, or open."""
    found = dated(text)
    if found is None or found.first is None or found.last is None:
        return None
    return range(year_month_day(found.first)[0], year_month_day(found.last)[0] + 1)


def look_at_days(
    row: SheetRow, fonds: FondsDates, *, year_of_code: int | None, profile: DeliveryProfile
) -> Iterator[Observation]:
    """Codes: date-outside-fonds, where no day of the date is one of the fonds; code-field-mismatch as a warning.

    The year of filing (年度, or the one in the code) may be that of the document or the one after it, as what is
    settled in January is filed then.
    """
    text = row.values.get("date")
    found = dated(text) if text else None
    if text is None or found is None:
        return
    if _is_outside(found, fonds):
        expected = "–".join("" if day is None else iso_day(day) for day in fonds)
        yield at(row, "date-outside-fonds", column=profile.labels["date"], found=text, expected=expected)
    filed = row.values.get("year") or (str(year_of_code) if year_of_code else "")
    years = years_of(text)
    of_filing = years_of(filed) if filed and years else None
    if years and of_filing and not (of_filing.start < years.stop + 1 and years.start < of_filing.stop):
        column = profile.labels["year"]
        yield at(row, "code-field-mismatch", severity=Severity.WARNING, column=column, found=filed, expected=text)


def _is_outside(found: Dated, fonds: FondsDates) -> bool:
    before = found.last is not None and fonds.first is not None and found.last < fonds.first
    after = found.first is not None and fonds.last is not None and found.first > fonds.last
    return before or after

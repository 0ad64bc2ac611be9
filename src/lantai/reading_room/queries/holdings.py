"""What the archive holds, as one reader may see it: the fonds with their years, and the sums."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from lantai.access.queries import Visible
from lantai.catalogue.enums import Level
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.catalogue.queries.record import newest
from lantai.digitisation.enums import ReadState
from lantai.discovery import tallies
from lantai.discovery.tallies import Sums
from lantai.values.dates import from_julian_day


@dataclass(frozen=True, slots=True)
class SetLine:
    """One record set in a list: years from its own date, or from the records below it."""

    identifier: str
    code: str
    title: str
    level: str
    level_name: str
    first_year: int | None
    last_year: int | None
    records: int
    issues: int = 0

    @property
    def is_serial(self) -> bool:
        """Most of what it holds are issues (model.md, 9)."""
        return 2 * self.issues > self.records


def sums(seen: Visible) -> Sums:
    """Four queries."""
    return tallies.sums(seen)


def serials(seen: Visible) -> tuple[SetLine, ...]:
    """The titles of newspapers and other serials, by code. Three queries.

    Most of what such a set holds are issues. A volume of issues is no title of its own where what stands above it is
    one; a fonds or series is none where one that stands below it is.
    """
    tallied = tallies.with_issues(seen)
    sets = seen.record_sets().filter(pk__in=tallied).order_by("code_key")
    held = [(one, line) for one in sets if (line := _line(one, tallied[one.pk])).is_serial]
    return tuple(line for one, line in held if _is_title(one, [other for other, _line in held if other != one]))


def _is_title(one: RecordSet, others: list[RecordSet]) -> bool:
    greater = [other.path for other in others if other.level != Level.VOLUME]
    if one.level == Level.VOLUME:
        return not any(one.path.startswith(path) for path in greater)
    return not any(path.startswith(one.path) for path in greater)


def is_serial(line: SetLine, below: tuple[SetLine, ...]) -> bool:
    """Whether a set is one title, or a volume of its issues; ``below`` are the sets directly in it."""
    return line.is_serial and not any(one.is_serial and one.level != Level.VOLUME for one in below)


def lines(seen: Visible, sets: tuple[RecordSet, ...]) -> tuple[SetLine, ...]:
    """Sets of one level as lines of a list. Two queries, none without sets."""
    tallied = tallies.below(sets, seen)
    return tuple(_line(one, tallied.get(one.pk, tree.Tally())) for one in sets)


def _line(one: RecordSet, tally: tree.Tally) -> SetLine:
    stated = one.date_first is not None or one.date_last is not None
    first, last = (one.date_first, one.date_last) if stated else (tally.first, tally.last)
    return SetLine(
        identifier=one.identifier,
        code=one.code,
        title=one.title,
        level=one.level,
        level_name=str(one.get_level_display()),
        first_year=_year(first),
        last_year=_year(last),
        records=tally.records,
        issues=tally.issues,
    )


def _year(day: int | None) -> int | None:
    return from_julian_day(day).year if day is not None else None


def fonds_titles(seen: Visible, codes: set[str]) -> dict[str, str]:
    """The titles of fonds by their codes. One query, none without codes."""
    if not codes:
        return {}
    found = seen.record_sets().filter(parent=None, code__in=codes)
    return dict(found.order_by().values_list("code", "title"))


def waiting(seen: Visible) -> int:
    """Pages in line for reading."""
    return seen.pages().filter(Q(read_state=ReadState.QUEUED) | Q(read_state=ReadState.READING)).count()


def newly_opened(seen: Visible, *, most: int) -> list[Record]:
    """The records last accepted, the last first. One query."""
    return list(newest(seen.records())[:most])

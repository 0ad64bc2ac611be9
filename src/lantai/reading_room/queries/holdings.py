"""What the archive holds, as one reader may see it: the fonds with their years, and the sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.db.models import Q

from lantai.access.queries import Visible
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.catalogue.queries.record import newest
from lantai.digitisation.enums import ReadState
from lantai.journal.models import LogEntry
from lantai.values.dates import from_julian_day

_KEPT = 600
"""Seconds that a count is kept, at most: it ends when the journal grows."""
_SLOW = 0.2
_REST = 20
"""What took longer than ``_SLOW`` seconds rests for so many times as long, though the journal grow meanwhile."""

Counted = TypeVar("Counted")


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


@dataclass(frozen=True, slots=True)
class Sums:
    fonds: int
    record_sets: int
    records: int
    pages: int
    readable: int


def sums(seen: Visible) -> Sums:
    """Five counts."""
    sets, pages = seen.record_sets(), seen.pages()
    return _kept(
        f"sums.{seen.to.key}",
        lambda: Sums(
            fonds=sets.filter(parent=None).count(),
            record_sets=sets.count(),
            records=seen.records().count(),
            pages=pages.count(),
            readable=pages.filter(read_state__in=ReadState.with_text()).count(),
        ),
    )


def lines(seen: Visible, sets: tuple[RecordSet, ...]) -> tuple[SetLine, ...]:
    """Sets of one level as lines of a list. One query, kept while nothing changes."""
    if not sets:
        return ()
    name = f"tallies.{seen.to.key}.{sets[0].pk}-{sets[-1].pk}-{len(sets)}"
    tallied = _kept(name, lambda: tree.tallies(seen.records(), of=sets))
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
    """The records last accepted, the last first."""
    return _kept(f"newest.{seen.to.key}.{most}", lambda: list(newest(seen.records())[:most]))


@dataclass(frozen=True, slots=True)
class _Held:
    """What was counted at which line of the journal, and until when it holds in any case (``time.monotonic``)."""

    mark: int
    until: float
    counted: Any


def _kept(name: str, count: Callable[[], Counted]) -> Counted:
    """What was counted since the last line of the journal, else counted now. One query more."""
    mark = LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    held: _Held | None = cache.get(name)
    begun = monotonic()
    if held is not None and (held.mark == mark or begun < held.until):
        return cast(Counted, held.counted)
    counted = count()
    took = monotonic() - begun
    cache.set(name, _Held(mark, begun + (took * _REST if took > _SLOW else 0), counted), _KEPT)
    return counted

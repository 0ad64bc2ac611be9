"""The journal as the auditor reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.models import Q

from lantai.journal import domain as journal
from lantai.journal.models import LogEntry, Seal
from lantai.office.queries.descriptions import Happening, happening

A_PAGE = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look for; days are in the setting ``timezone``, both included."""

    verb: str = ""
    user: int | None = None
    identifier: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None
    """Only entries older than this key: the cursor of the page before."""


def lines(wanted: Wanted) -> tuple[list[Happening], int | None]:
    """One page of the journal, newest first, and the cursor of what follows. Three queries, behind a cursor four."""
    equal: dict[str, Any] = {
        "verb": wanted.verb,
        "by_id": wanted.user,
        "identifier": wanted.identifier,
        "at__gte": _start(wanted.first) if wanted.first else None,
        "at__lt": _start(wanted.last + timedelta(days=1)) if wanted.last else None,
    }
    where = Q(**{name: value for name, value in equal.items() if value}) & _older_than(wanted.before)
    # In the order of the time every filter is a stretch of an index: no day is sorted, however much was done on it.
    # Joined, the few users would be gone through first, and with each of them all that they ever did.
    rows = LogEntry.objects.filter(where).prefetch_related("by", "payload").order_by("-at", "-pk")
    entries = list(rows[: A_PAGE + 1])
    shown = entries[:A_PAGE]
    return [happening(one) for one in shown], shown[-1].pk if len(entries) > A_PAGE else None


def _older_than(entry: int | None) -> Q:
    at = LogEntry.objects.filter(pk=entry).values_list("at", flat=True).first() if entry else None
    return Q(at__lte=at) & ~Q(at=at, pk__gte=entry) if at else Q()


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=settings.LANTAI_ZONE)


def verbs() -> list[str]:
    """Everything that was ever done, each once. One query, which leaps from verb to verb along their index."""
    with connection.cursor() as cursor:
        cursor.execute(_VERBS)
        return [verb for (verb,) in cursor.fetchall()]


_VERBS: Final = """
WITH RECURSIVE known(verb) AS (
    SELECT min(verb) FROM journal_logentry
    UNION ALL
    SELECT (SELECT min(verb) FROM journal_logentry WHERE verb > known.verb) FROM known WHERE known.verb IS NOT NULL
)
SELECT verb FROM known WHERE verb IS NOT NULL ORDER BY verb
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """The state of the seals: how many, up to which entry and when, and how many entries wait for the next."""

    seals: int
    last: Seal | None
    unsealed: int


def chain() -> Chain:
    last = Seal.objects.order_by("last_entry").last()
    unsealed = LogEntry.objects.filter(pk__gt=last.last_entry if last else 0).count()
    return Chain(Seal.objects.count(), last, unsealed)


def broken_seals() -> list[Seal]:
    """Reckon the whole chain again: takes as long as the journal is."""
    return journal.broken_seals()

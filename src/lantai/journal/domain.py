"""Writing the journal, issuing identifiers, sealing the chain.

``write`` is called inside the transaction of the thing done; the signal ``written`` follows after the commit
and carries names and keys only: the one thing that travels upward in the house.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from lantai.accounts.models import User
from lantai.journal.insertion import insert_values
from lantai.journal.models import IssuedIdentifier, LogEntry, LogPayload, Seal
from lantai.values import identifiers

written = Signal()
"""Sent after the commit with ``verbs``: the set of verbs that were written."""

_ENTRY = ("at", "by_id", "verb", "kind", "key", "identifier", "payload_digest")
_SEAL_CHUNK = 5_000
_IDENTIFIERS = 900
"""So many are asked for at once: no database refuses a question with fewer values."""
_FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be written: the object, what was done to it, and what is worth saying of it."""

    verb: str
    of: models.Model
    detail: dict[str, Any] = field(default_factory=dict)


def write(verb: str, of: models.Model, *, by: User, detail: dict[str, Any] | None = None) -> None:
    """Write one line. ``of`` is saved already, so that it has its key."""
    write_many([Line(verb, of, detail or {})], by=by)


def write_many(lines: Sequence[Line], *, by: User) -> None:
    """Write many lines with a fixed number of queries, and announce them with one signal."""
    told = [
        Told(line.verb, line.of._meta.label_lower, line.of.pk, getattr(line.of, "identifier", ""), line.detail)
        for line in lines
    ]
    write_told(told, by=by)


class Told(NamedTuple):
    """A line whose object nobody holds in hand: its kind is the model's label in small letters."""

    verb: str
    kind: str
    key: int
    identifier: str
    detail: dict[str, Any]


def write_told(lines: Sequence[Told], *, by: User) -> None:
    """As ``write_many``, of objects that are known by their keys."""
    now = timezone.now()
    texts = [json.dumps(line.detail, ensure_ascii=False, sort_keys=True) for line in lines]
    entries = [
        (now, by.pk, verb, kind, key, identifier, hashlib.sha256(text.encode()).hexdigest())
        for (verb, kind, key, identifier, _detail), text in zip(lines, texts, strict=True)
    ]
    with transaction.atomic():
        keys = insert_values(LogEntry, _ENTRY, entries)
        payloads = [(key, line.detail) for key, line in zip(keys, lines, strict=True) if line.detail]
        insert_values(LogPayload, ("entry_id", "data"), payloads)
        verbs = {line.verb for line in lines}
        transaction.on_commit(lambda: written.send(sender=LogEntry, verbs=verbs))


def issue_identifiers(kind: str, count: int) -> list[str]:
    """``count`` new identifiers, entered in the register; none was ever given before (model.md, 1)."""
    now = timezone.now()
    issued: list[str] = []
    while len(issued) < count:
        wanted = min(count - len(issued), _IDENTIFIERS)
        fresh = identifiers.many(wanted, prefix=settings.LANTAI.identifier_prefix)
        taken = set(IssuedIdentifier.objects.filter(value__in=fresh).values_list("value", flat=True))
        free = list(fresh - taken)
        insert_values(IssuedIdentifier, ("value", "kind", "at"), [(value, kind, now) for value in free])
        issued.extend(free)
    return issued


def issue_identifier(kind: str) -> str:
    return issue_identifiers(kind, 1)[0]


# -- the chain ------------------------------------------------------------------------------------


def _digest(previous: str, entries: Iterable[LogEntry]) -> str:
    """SHA-256 over the seal before and one line of canonical JSON an entry."""
    chain = hashlib.sha256(previous.encode())
    for entry in entries:
        row = [entry.pk, entry.at.isoformat(), entry.by_id, entry.verb, entry.kind, entry.key, entry.identifier]
        chain.update(json.dumps([*row, entry.payload_digest], ensure_ascii=False).encode() + b"\n")
    return chain.hexdigest()


@transaction.atomic
def seal() -> int:
    """Seal what was written since the last seal; how many entries that was. There is one sealer at a time."""
    last = Seal.objects.select_for_update().last()
    start = last.last_entry if last else 0
    entries = list(LogEntry.objects.filter(pk__gt=start).order_by("pk")[:_SEAL_CHUNK])
    if not entries:
        return 0
    previous = last.digest if last else _FIRST
    Seal.objects.create(
        first_entry=entries[0].pk,
        last_entry=entries[-1].pk,
        previous=previous,
        digest=_digest(previous, entries),
        at=timezone.now(),
    )
    return len(entries)


def broken_seals() -> list[Seal]:
    """The seals that no longer fit the entries under them: none in an honest journal."""
    broken, previous = [], _FIRST
    for one in Seal.objects.order_by("last_entry").iterator():
        entries = LogEntry.objects.filter(pk__gte=one.first_entry, pk__lte=one.last_entry).order_by("pk")
        if one.previous != previous or one.digest != _digest(one.previous, entries.iterator(chunk_size=2_000)):
            broken.append(one)
        previous = one.digest
    return broken

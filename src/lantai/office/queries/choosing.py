"""Which records a change of many is about: a set and what lies below it, a delivery, a search, a list, a sheet.

A search is asked once and its answer kept, so that a choice does not shift while what was found is being changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from lantai.access.queries import Visible
from lantai.catalogue.enums import Level
from lantai.catalogue.models import BulkEdit, Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.digitisation.models import Batch, BatchItem
from lantai.discovery.search import search

MOST: Final = 2_000
"""Records that a search or a list can choose; sets and deliveries may have any number."""
_A_SEARCH: Final = 200
_BETWEEN: Final = re.compile(r"[\n\t,，;；、]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """What ``BulkEdit.choice`` keeps, and what could not be chosen, as (code, what its sentence needs)."""

    chosen: Mapping[str, Any]
    notes: tuple[Mapping[str, Any], ...] = ()


def of_set(record_set: RecordSet) -> Choice:
    return Choice({"set": record_set.identifier})


def of_batch(batch: Batch) -> Choice:
    return Choice({"batch": batch.identifier})


def of_search(text: str, to: Visible) -> Choice:
    """The records that answer, pages counting for theirs. Raises BadQuery and SearchFailed."""
    found: dict[str, None] = {}
    after: str | None = None
    while len(found) <= MOST:
        results = search(text, reader=to.to, order="code", limit=_A_SEARCH, after=after)
        found |= dict.fromkeys(hit.identifier for hit in results.hits if hit.level == Level.ITEM)
        after = results.next
        if after is None:
            break
    return Choice({"identifiers": list(found)[:MOST], "search": text}, _too_many(len(found)))


def of_codes(text: str, to: Visible) -> Choice:
    """The records of these codes, or that once had them; one a line, or parted by commas."""
    asked = list(dict.fromkeys(code.strip() for code in _BETWEEN.split(text) if code.strip()))
    known = _by_code(asked[:MOST], to)
    unknown = [{"code": "unknown-code", "about": code} for code in asked[:MOST] if code not in known]
    identifiers = list(dict.fromkeys(known[code] for code in asked if code in known))
    return Choice({"identifiers": identifiers, "codes": len(identifiers)}, (*_too_many(len(asked)), *unknown))


def of_plan() -> Choice:
    """Whatever a sheet brings."""
    return Choice({"plan": True})


def _too_many(count: int) -> tuple[Mapping[str, Any], ...]:
    return ({"code": "too-many", "limit": MOST},) if count > MOST else ()


def _by_code(codes: Iterable[str], to: Visible) -> dict[str, str]:
    """Code, present or former → identifier. One query."""
    wanted = list(codes)
    rows = to.records().filter(Q(code__in=wanted) | Q(aliases__code__in=wanted)).order_by()
    known: dict[str, str] = {}
    for code, alias, identifier in rows.values_list("code", "aliases__code", "identifier"):
        known[code] = identifier
        if alias:
            known.setdefault(alias, identifier)
    return known


def has_records(batch: Batch) -> bool:
    """Whether anything of a delivery is described already. One query."""
    return BatchItem.objects.filter(batch=batch, record__isnull=False).exists()


def records_of(edit: BulkEdit, to: Visible) -> QuerySet[Record]:
    """The records of the choice, as far as this person may see them, in no order."""
    choice, records = edit.choice, to.records()
    if "set" in choice:
        chosen = to.record_sets().filter(identifier=choice["set"]).first()
        return tree.below(records, chosen.path) if chosen else records.none()
    if "batch" in choice:
        return records.filter(pk__in=BatchItem.objects.filter(batch__identifier=choice["batch"]).values("record"))
    if "plan" in choice:
        return records.filter(planned_changes__edit=edit)
    return records.filter(identifier__in=choice.get("identifiers", []))


def label_of(edit: BulkEdit) -> str:
    """What was chosen, in words. One query for a set or a delivery."""
    choice = edit.choice
    if "set" in choice:
        chosen = RecordSet.objects.filter(identifier=choice["set"]).first()
        return gettext("the records of %(set)s") % {"set": chosen or choice["set"]}
    if "batch" in choice:
        batch = Batch.objects.filter(identifier=choice["batch"]).first()
        return gettext("the records of the delivery %(name)s") % {"name": batch or choice["batch"]}
    if "plan" in choice:
        return gettext("the records of a sheet")
    if "search" in choice:
        return gettext("what the search for “%(words)s” found") % {"words": choice["search"]}
    return gettext("a list of %(count)s records") % {"count": choice.get("codes", 0)}

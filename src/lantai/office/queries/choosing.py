"""Which records a change of many is about: a set and what lies below it, a delivery, a search, a list of codes.

The records are entered one by one when the change begins, so that a choice does not shift while what was found is
being changed. Of many a worker does it, as it does of every long planning (``catalogue.domain.working``).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext

from lantai.access.queries import Visible
from lantai.catalogue.domain.working import Step, WorkRefused
from lantai.catalogue.enums import Level
from lantai.catalogue.models import BulkEdit, Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.catalogue.queries.chunks import Cursor
from lantai.digitisation.models import Batch, BatchItem
from lantai.discovery.language import BadQuery
from lantai.discovery.search import search
from lantai.ports.search import SearchFailed

STAGE: Final = "choose"
MOST_CODES: Final = 2_000
"""Codes that a list can have; everything else may choose any number."""
_TOLD: Final = 50
_STEP: Final = 5_000
_KEYS: Final = 20_000
"""Keys of records that one step looks through; those of a set lie close together, as they came."""
_A_SEARCH: Final = 200
_AT_ONCE: Final = 500
_BETWEEN: Final = re.compile(r"[\n\t,，;；、]+")


@dataclass(frozen=True, slots=True)
class SetSource:
    """The records at any depth below a set."""

    record_set: RecordSet
    to: Visible
    stages: tuple[str, ...] = (STAGE,)

    @property
    def _records(self) -> QuerySet[Record]:
        return tree.below(self.to.records(), self.record_set.path).order_by()

    def total(self) -> int:
        return self._records.count()

    def steps(self, stage: str, place: Any) -> Generator[Step, None, None]:
        last, start = Record.objects.aggregate(Max("pk"))["pk__max"] or 0, place or 0
        while start < last:
            found = self._records.filter(pk__gt=start, pk__lte=start + _KEYS).values_list("pk", "code_key")
            start += _KEYS
            rows = tuple(found)
            yield Step(place=start, looked_at=len(rows), chosen=rows)


@dataclass(frozen=True, slots=True)
class BatchSource:
    """The records of a delivery, as far as they are described."""

    batch: Batch
    to: Visible
    stages: tuple[str, ...] = (STAGE,)

    def total(self) -> int:
        return self.batch.item_count

    def steps(self, stage: str, place: Any) -> Generator[Step, None, None]:
        items = BatchItem.objects.filter(batch=self.batch).order_by("pk").values_list("pk", "record")
        while some := list(items.filter(pk__gt=place or 0)[:_STEP]):
            place = some[-1][0]
            records = self.to.records().filter(pk__in=[record for _item, record in some if record]).order_by()
            yield Step(place=place, looked_at=len(some), chosen=tuple(records.values_list("pk", "code_key")))


@dataclass(frozen=True, slots=True)
class SearchSource:
    """The records that answer a search, pages counting for theirs."""

    words: str
    to: Visible
    stages: tuple[str, ...] = (STAGE,)

    def total(self) -> int:
        """Hits: pages are hits of their own. Raises BadQuery and SearchFailed."""
        return search(self.words, reader=self.to.to, order="code", limit=1).total

    def steps(self, stage: str, place: Any) -> Generator[Step, None, None]:
        place = place or {"after": None}
        while "after" in place:
            try:
                answer = search(self.words, reader=self.to.to, order="code", limit=_A_SEARCH, after=place["after"])
            except (BadQuery, SearchFailed) as error:
                raise WorkRefused("no-search") from error
            found = {hit.identifier for hit in answer.hits if hit.level == Level.ITEM}
            records = self.to.records().filter(identifier__in=found).order_by()
            place = {"after": answer.next} if answer.next else {"end": True}
            yield Step(place=place, looked_at=len(answer.hits), chosen=tuple(records.values_list("pk", "code_key")))


@dataclass(frozen=True, slots=True)
class Codes:
    """A list of codes: the records of them, and what could not be chosen."""

    records: tuple[tuple[int, str], ...]
    notes: tuple[Mapping[str, Any], ...]


def of_codes(text: str, to: Visible) -> Codes:
    """The records of these codes, or that once had them; one a line, or parted by commas."""
    asked = list(dict.fromkeys(code.strip() for code in _BETWEEN.split(text) if code.strip()))
    known = _by_code(asked[:MOST_CODES], to)
    unknown = [code for code in asked[:MOST_CODES] if code not in known]
    notes: list[Mapping[str, Any]] = [{"code": "unknown-code", "about": code} for code in unknown[:_TOLD]]
    if len(unknown) > _TOLD:
        notes.append({"code": "more", "count": len(unknown) - _TOLD})
    if len(asked) > MOST_CODES:
        notes.insert(0, {"code": "too-many", "limit": MOST_CODES})
    return Codes(tuple(dict(known.values()).items()), tuple(notes))


def _by_code(codes: Iterable[str], to: Visible) -> dict[str, tuple[int, str]]:
    """Code, present or former → the record's key and ``code_key``. One query."""
    wanted = list(codes)
    rows = to.records().filter(Q(code__in=wanted) | Q(aliases__code__in=wanted)).order_by()
    known: dict[str, tuple[int, str]] = {}
    for code, alias, key, code_key in rows.values_list("code", "aliases__code", "pk", "code_key"):
        known[code] = (key, code_key)
        if alias:
            known.setdefault(alias, (key, code_key))
    return known


def has_records(batch: Batch) -> bool:
    """Whether anything of a delivery is described already. One query."""
    return BatchItem.objects.filter(batch=batch, record__isnull=False).exists()


def records_of(edit: BulkEdit, to: Visible) -> QuerySet[Record]:
    """The records chosen, as far as this person may see them, in no order."""
    return to.records().filter(chosen_in__edit=edit).order_by()


@dataclass(frozen=True, slots=True)
class ChosenPage:
    """Some of the records chosen; ``before`` and ``after`` are the cursors of what stands around them, "" at an end."""

    records: tuple[Record, ...]
    before: str
    after: str


def chosen_page(edit: BulkEdit, to: Visible, at: Cursor, *, size: int) -> ChosenPage:
    """Records in the order of their codes. Three queries with a cursor, two without.

    Read by the index of the choice, so that a page costs the same at the first record and at the millionth. What may
    not be seen any more is left out.
    """
    key = _code_key(edit, at.after or at.before)
    chosen = edit.chosen.values_list("record", "code_key")
    if key and at.before and not at.after:
        keys = list(chosen.filter(code_key__lt=key).order_by("-code_key")[: size + 1])
        keys, earlier, later = keys[:size][::-1], len(keys) > size, True
    else:
        keys = list(chosen.filter(code_key__gt=key).order_by("code_key")[: size + 1])
        keys, earlier, later = keys[:size], bool(key), len(keys) > size
    records = tuple(to.records().filter(pk__in=[record for record, _code in keys]).order_by("code_key"))
    if not records:
        return ChosenPage((), "", "")
    return ChosenPage(records, records[0].identifier if earlier else "", records[-1].identifier if later else "")


def _code_key(edit: BulkEdit, identifier: str) -> str:
    """Of the record that a cursor names; empty, which is before all of them, when it names none."""
    if not identifier:
        return ""
    return edit.chosen.filter(record__identifier=identifier).values_list("code_key", flat=True).first() or ""


def in_order(edit: BulkEdit, to: Visible) -> Iterator[list[Record]]:
    """All the records chosen in the order of their codes, some at a time."""
    last = ""
    while keys := list(
        edit.chosen.filter(code_key__gt=last).order_by("code_key").values_list("record", "code_key")[:_AT_ONCE]
    ):
        last = keys[-1][1]
        yield list(to.records().filter(pk__in=[record for record, _code in keys]).order_by("code_key"))


def label_of(edit: BulkEdit) -> str:
    """What was chosen, in words."""
    return labels_of([edit])[0]


def labels_of(edits: Sequence[BulkEdit]) -> list[str]:
    """What was chosen, in words. At most one query for sets and one for deliveries, for one change and for many."""
    undone = [edit.undoes for edit in edits if edit.undoes]
    choices = [one.choice for one in (*edits, *undone)]
    sets = _named(RecordSet, [choice["set"] for choice in choices if "set" in choice])
    batches = _named(Batch, [choice["batch"] for choice in choices if "batch" in choice])
    return [_label(edit, {**sets, **batches}) for edit in edits]


def _named(model: type[RecordSet | Batch], identifiers: Sequence[str]) -> dict[str, str]:
    rows = model._default_manager.in_bulk(identifiers, field_name="identifier") if identifiers else {}
    return {identifier: str(row) for identifier, row in rows.items()}


def _label(edit: BulkEdit, names: Mapping[str, str]) -> str:
    choice = edit.choice
    if "set" in choice:
        return gettext("the records of %(set)s") % {"set": names.get(choice["set"], choice["set"])}
    if "batch" in choice:
        name = names.get(choice["batch"], choice["batch"])
        return gettext("the records of the delivery %(name)s") % {"name": name}
    if edit.undoes:
        change = edit.undoes.reason or _label(edit.undoes, names)
        return gettext("taking back what was changed: %(change)s") % {"change": change}
    if "plan" in choice:
        return gettext("the records of a sheet")
    if "search" in choice:
        return gettext("what the search for “%(words)s” found") % {"words": choice["search"]}
    return gettext("a list of %(count)s records") % {"count": choice.get("codes", 0)}

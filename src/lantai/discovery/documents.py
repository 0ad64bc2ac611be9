"""What is indexed: one document a description, one a page of a record (model.md, 25; docs/decisions/0004)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from lantai.access import limits
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.models.described import Described
from lantai.catalogue.queries.tree import STEP
from lantai.discovery import leaves
from lantai.discovery.leaves import Leaf
from lantai.ports.search import Document
from lantai.values import codes
from lantai.values.folding import fold

_WHOLE = 999_999
"""Where the text of a whole record, number 0, stands in the order of codes: behind its pages."""


def of_records(records: Iterable[Record]) -> Iterator[Document]:
    """The documents of records and of their pages that have text; ``record_set`` of each is loaded.

    Four queries whatever the number, five where records hold pages of volumes.
    """
    known = list(records)
    fonds = _fonds_codes(record.record_set.path for record in known)
    aliases = _aliases(known)
    for record in known:
        yield _description(record, _words(record), fonds[record.record_set.path[:STEP]], aliases)
    by_key = {record.pk: record for record in known}
    for leaf in leaves.of_records(known):
        record = by_key[leaf.record]
        yield _page(record, leaf, fonds[record.record_set.path[:STEP]], aliases)


def of_record_sets(record_sets: Iterable[RecordSet]) -> Iterator[Document]:
    known = list(record_sets)
    fonds = _fonds_codes(one.path for one in known)
    for one in known:
        words = [one.title, one.code, *_creators(one), one.scope]
        yield _description(one, words, fonds[one.path[:STEP]], {})


def display_texts(record: Described) -> list[str]:
    """What a description says in words, as shown: the title first. A hit lies in one of these."""
    words = _words(record) if isinstance(record, Record) else [record.title, record.code, record.scope]
    return [word for word in words if word]


def _words(record: Record) -> list[str]:
    return [record.title, record.code, *record.creator_names, record.scope, record.masthead_text, record.note]


def _creators(one: Record | RecordSet) -> list[str]:
    if isinstance(one, Record):
        return one.creator_names
    return [one.creator.name] if one.creator else []


def _description(one: Record | RecordSet, words: list[str], fonds: str, aliases: dict[int, list[str]]) -> Document:
    limit = limits.of_description(one)
    return Document(
        key=one.identifier,
        identifier=one.identifier,
        kind="description",
        segments=tuple(folded for word in words if (folded := fold(word))),
        title=fold(one.title),
        creators=tuple(fold(name) for name in _creators(one)),
        code=one.code,
        code_key=one.code_key,
        codes=_codes(one, aliases),
        fonds=fonds,
        level=str(one.level),
        first=one.date_first,
        last=one.date_last,
        years=one.date.years() if one.date else (),
        serial=_serial(one.accepted_at),
        accepted=limit.accepted,
        open_day=limit.open_day,
    )


def _page(record: Record, leaf: Leaf, fonds: str, aliases: dict[int, list[str]]) -> Document:
    return Document(
        key=f"{record.identifier}/p{leaf.number}",
        identifier=record.identifier,
        kind="page",
        segments=(leaf.folded,),
        creators=tuple(fold(name) for name in record.creator_names),
        code=record.code,
        code_key=f"{record.code_key}/{leaf.number or _WHOLE:06d}",
        codes=_codes(record, aliases),
        fonds=fonds,
        level=str(record.level),
        page=leaf.number,
        first=record.date_first,
        last=record.date_last,
        years=record.date.years() if record.date else (),
        serial=_serial(record.accepted_at),
        accepted=leaf.limit.accepted,
        open_day=leaf.limit.open_day,
    )


def _codes(one: Described, aliases: dict[int, list[str]]) -> tuple[str, ...]:
    return tuple(codes.fold_code(code) for code in (one.code, *aliases.get(one.pk, [])))


def _serial(accepted_at: datetime | None) -> int:
    """Milliseconds since 1970; 0 while in custody."""
    return int(accepted_at.timestamp() * 1000) if accepted_at else 0


def _aliases(records: list[Record]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, code in Record.objects.filter(pk__in=[one.pk for one in records], aliases__isnull=False).values_list(
        "pk", "aliases__code"
    ):
        found.setdefault(key, []).append(code)
    return found


def _fonds_codes(paths: Iterable[str]) -> dict[str, str]:
    """The first step of a path → the code of its fonds."""
    roots = {path[:STEP] for path in paths}
    return dict(RecordSet.objects.filter(path__in=roots).values_list("path", "code"))

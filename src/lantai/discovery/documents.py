"""What is indexed of pages: one document a page of a record that has text (model.md, 25; docs/decisions/0004).

Descriptions: ``descriptions``.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from lantai.catalogue.models import Record
from lantai.catalogue.queries.tree import STEP
from lantai.digitisation.models import Page, PageSpan
from lantai.discovery import leaves
from lantai.discovery.descriptions import aliases_of, folded_codes, fonds_codes, serial
from lantai.discovery.leaves import Leaf
from lantai.ports.search import Document
from lantai.values.folding import fold

_WHOLE = 999_999
"""Where the text of a whole record, number 0, stands in the order of codes: behind its pages."""


def of_pages(records: QuerySet[Record]) -> Iterator[Document]:
    """The documents of the pages of these records. A fixed number of queries, one where none has pages."""
    own, held = (Exists(model._default_manager.filter(record=OuterRef("pk"))) for model in (Page, PageSpan))
    paged = records.filter(own | held)
    known = list(paged.order_by().select_related("record_set"))
    if not known:
        return
    fonds = fonds_codes(record.record_set.path for record in known)
    aliases = aliases_of(paged)
    by_key = {record.pk: record for record in known}
    for leaf in leaves.of_records(known):
        record = by_key[leaf.record]
        yield _page(record, leaf, fonds[record.record_set.path[:STEP]], aliases.get(record.pk, []))


def _page(record: Record, leaf: Leaf, fonds: str, aliases: list[str]) -> Document:
    return Document(
        key=f"{record.identifier}/p{leaf.number}",
        identifier=record.identifier,
        kind="page",
        segments=(leaf.folded,),
        doubtful=leaf.doubtful,
        creators=tuple(fold(name) for name in record.creator_names),
        code=record.code,
        code_key=f"{record.code_key}/{leaf.number or _WHOLE:06d}",
        codes=folded_codes(record.code, aliases),
        fonds=fonds,
        level=str(record.level),
        page=leaf.number,
        first=record.date_first,
        last=record.date_last,
        years=record.date.years() if record.date else (),
        serial=serial(record.accepted_at),
        accepted=leaf.limit.accepted,
        open_day=leaf.limit.open_day,
    )

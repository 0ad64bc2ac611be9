"""What is indexed of pages: one document a page that has text (model.md, 25). Descriptions: ``descriptions``."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from lantai.catalogue.models import Record
from lantai.catalogue.queries.tree import STEP
from lantai.digitisation.models import Page, Transcription
from lantai.discovery.descriptions import aliases_of, folded_codes, fonds_codes, serial
from lantai.ports.search import Document
from lantai.values.folding import fold


def of_pages(records: QuerySet[Record]) -> Iterator[Document]:
    """The documents of the pages of these records. Four queries whatever the number, one where none has pages."""
    paged = records.filter(Exists(Page.objects.filter(record=OuterRef("pk"))))
    known = list(paged.order_by().select_related("record_set"))
    if not known:
        return
    fonds = fonds_codes(record.record_set.path for record in known)
    aliases = aliases_of(paged)
    by_key = {record.pk: record for record in known}
    texts = Transcription.objects.filter(current=True, page__record__in=known).select_related("page")
    for text in texts.iterator(chunk_size=500):
        record = by_key[text.page.record_id]
        yield _page(record, text, fonds[record.record_set.path[:STEP]], aliases.get(record.pk, []))


def _page(record: Record, text: Transcription, fonds: str, aliases: list[str]) -> Document:
    number = text.page.number
    return Document(
        key=f"{record.identifier}/p{number}",
        identifier=record.identifier,
        kind="page",
        segments=(fold(text.text),),
        creators=tuple(fold(name) for name in record.creator_names),
        code=record.code,
        code_key=f"{record.code_key}/{number:06d}",
        codes=folded_codes(record.code, aliases),
        fonds=fonds,
        level=str(record.level),
        page=number,
        first=record.date_first,
        last=record.date_last,
        years=record.date.years() if record.date else (),
        serial=serial(record.accepted_at),
        accepted=record.accepted,
        open_day=record.open_day,
    )

"""Paging: the pages of what was delivered, and the text that came with them.

A page an image; where only text came, a page a text. A text of a whole item is divided where it has as many form feeds
as it needs; otherwise it stands as page 0, which is no side but the text of them all.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.digitisation.enums import Direction, ReadState, TextKind
from lantai.digitisation.layouts.pdf import PdfReader, UnreadablePdf
from lantai.digitisation.layouts.pdf_text import placed
from lantai.digitisation.models import BatchItem, Page, Transcription
from lantai.digitisation.rows import direction_of
from lantai.journal.insertion import insert_rows
from lantai.preservation.store import masters
from lantai.values.encodings import decode
from lantai.values.geometry import GlyphBoxes

WHOLE = 0
"""The number of the page that is the text of a whole item."""


@dataclass(frozen=True, slots=True)
class DeliveredText:
    """The text of one page; ``boxes`` and ``direction`` where the sender's file says where it stands."""

    text: str
    boxes: GlyphBoxes | None = None
    direction: Direction | None = None


@dataclass(slots=True)
class Paging:
    """The pages of one item of a batch. ``holder`` is the record, or the volume that came as one; ``home`` the set that
    it lies in, of a volume the volume. Its texts are read once, as they stand in the store."""

    item: BatchItem
    holder: Record | RecordSet
    home: RecordSet
    reader: PdfReader
    texts: dict[int, DeliveredText] = field(init=False)
    pages: dict[int, Page] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = dict(_texts(self.item, self.reader))

    def new_pages(self, carriers: Mapping[str, Instantiation]) -> list[Page]:
        """The rows of its own pages, not saved. ``carriers`` are by identifier."""
        scan, text = carriers.get(self.item.scan_identifier), carriers.get(self.item.text_identifier)
        for path, number, leaf, *label in self.item.leaves:
            assert scan is not None
            state = ReadState.DELIVERED if number in self.texts else ReadState.QUEUED
            page = self._page(scan, number, file=path, leaf=leaf, state=state)
            page.label = label[0] if label else ""
        for number in self.texts:
            if number not in self.pages and not self._is_in_volume(number):
                carrier = text or scan
                assert carrier is not None
                self._page(carrier, number, state=ReadState.DELIVERED)
        return list(self.pages.values())

    def new_texts(self, of_volume: Mapping[int, Page], with_text: Container[int]) -> list[Transcription]:
        """The rows of its texts, not saved. ``of_volume``: the pages of its span, by number; ``with_text``: the keys
        of those that have a current text already, as a page has on which the item before ends."""
        pages = {**of_volume, **self.pages}
        direction, now = direction_of(self.item.values), timezone.now()
        return [
            Transcription(
                page=pages[number],
                kind=TextKind.DELIVERED,
                direction=told.direction or direction,
                text=told.text,
                boxes=told.boxes.pack() if told.boxes is not None else None,
                made_at=now,
                current=pages[number].pk not in with_text,
            )
            for number, told in self.texts.items()
            if number in pages
        ]

    def _is_in_volume(self, number: int) -> bool:
        return bool(self.item.span) and number != WHOLE

    def _page(self, carrier: Instantiation, number: int, *, state: str, file: str = "", leaf: int = 0) -> Page:
        page = Page(
            record=self.holder if isinstance(self.holder, Record) else None,
            record_set=self.holder if isinstance(self.holder, RecordSet) else None,
            instantiation=carrier,
            number=number,
            file=file,
            leaf=leaf,
            read_state=state,
        )
        self.pages[number] = page
        return page


def _texts(item: BatchItem, reader: PdfReader) -> Iterator[tuple[int, DeliveredText]]:
    scan = {*item.files, *item.copies}
    for number, path in sorted((int(number), path) for number, path in item.texts.items()):
        if path in scan:
            yield number, _behind_page(reader, masters().local_path(item.scan_identifier, path), number)
        elif number == WHOLE:
            yield from _divided(item, stored_text(item.text_identifier, path))
        else:
            yield number, DeliveredText(stored_text(item.text_identifier, path).strip("\n\f"))


def _behind_page(reader: PdfReader, pdf: Path, number: int) -> DeliveredText:
    """The text layer of a page; one that cannot be read any more, though the check could, is no text."""
    try:
        layer = placed(reader.text(pdf, number))
    except UnreadablePdf:
        return DeliveredText("")
    direction = Direction.VERTICAL if layer.is_vertical else Direction.HORIZONTAL
    return DeliveredText(layer.text, layer.boxes, direction)


def _divided(item: BatchItem, text: str) -> Iterator[tuple[int, DeliveredText]]:
    """The text of a whole item by page, where form feeds tell the pages."""
    numbers = _page_numbers(item)
    parts = [part.strip("\n") for part in text.rstrip("\f\n").split("\f")]
    if len(numbers) == len(parts):
        yield from ((number, DeliveredText(part)) for number, part in zip(numbers, parts, strict=True))
    elif not numbers:
        yield from ((number, DeliveredText(part)) for number, part in enumerate(parts, start=1))
    else:
        yield WHOLE, DeliveredText("\n".join(parts))


def _page_numbers(item: BatchItem) -> list[int]:
    if item.span:
        return list(range(item.span[0], item.span[1] + 1))
    return [number for _path, number, *_rest in item.leaves]


def stored_text(object_id: str, path: str) -> str:
    """The text of a stored file; its bytes stay as received, line ends become one sign."""
    with masters().open(object_id, path) as file:
        raw = file.read()
    return decode(raw).text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def keep_paging(pagings: Sequence[Paging], carriers: Mapping[str, Instantiation]) -> None:
    """Save the pages of some items and the texts that came with them. ``carriers`` are by identifier."""
    insert_rows([page for paging in pagings for page in paging.new_pages(carriers)])
    of_volumes = _pages_of_spans(pagings)
    in_volumes = [page for pages in of_volumes.values() for page in pages.values()]
    current = Transcription.objects.filter(page__in=in_volumes, current=True)
    with_text = set(current.values_list("page_id", flat=True))
    for paging in pagings:
        texts = paging.new_texts(of_volumes.get(paging.home.pk, {}) if paging.item.span else {}, with_text)
        insert_rows(texts)
        with_text.update(text.page_id for text in texts)
    queued = Page.objects.filter(pk__in=[page.pk for page in in_volumes], read_state=ReadState.QUEUED)
    queued.update(read_state=ReadState.DELIVERED)


def _pages_of_spans(pagings: Iterable[Paging]) -> dict[int, dict[int, Page]]:
    """The pages of volumes for which items brought text: by the volume's key and number."""
    wanted: dict[int, set[int]] = {}
    for paging in pagings:
        if paging.item.span:
            wanted.setdefault(paging.home.pk, set()).update(paging.texts)
    return {
        volume: {page.number: page for page in Page.objects.filter(record_set=volume, number__in=numbers)}
        for volume, numbers in wanted.items()
        if numbers
    }

"""Volumes that were scanned as one, made by hand: pages with real pyramids and text, and the spans of records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone
from PIL import Image

from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.domain.record import Description, NewRecord, describe_records
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import CarrierKind, Level, OpeningStatus
from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.digitisation import derivatives
from lantai.digitisation.enums import ReadState, TextKind
from lantai.digitisation.models import Page, PageSpan, Transcription
from lantai.digitisation.pyramid import derive
from lantai.journal.domain import issue_identifier, issue_identifiers
from lantai.values.dates import parse

SIZE = (200, 300)
TEXTS = {
    1: "封面朱印",
    2: "甲件首頁水塔",
    3: "甲件次頁",
    4: "甲末乙首井欄",
    5: "乙件末頁",
    6: "丙件首頁",
    7: "丙件末頁",
    8: "封底空白",
}


@dataclass(frozen=True)
class Bound:
    """A volume of eight pages: cover, first 2-4, second 4-5 (page 4 is shared), third 6-7, back. All is open."""

    volume: RecordSet
    pages: dict[int, Page]
    first: Record
    second: Record
    third: Record


def bind(*, by: User, code: str = "L012") -> Bound:
    """The volume with its records, accepted and open; in the journal, but not in the index yet."""
    fonds = describe_record_set(code=code, title="臨河自來水公司", level=Level.FONDS, by=by, accepted=True)
    volume = describe_record_set(
        code=f"{code}-02", title="籌辦卷", level=Level.VOLUME, by=by, parent=fonds, accepted=True
    )
    new = [
        NewRecord(
            identifier=identifier,
            code=f"{volume.code}-{number:04d}",
            in_set=volume,
            description=Description(title=f"{title}件", date=parse("1924-09-03")),
            stated_status=OpeningStatus.OPEN,
        )
        for number, (title, identifier) in enumerate(zip("甲乙丙", issue_identifiers("record", 3), strict=True), 1)
    ]
    records = describe_records(new, by=by)
    for record, (first, last) in zip(records, ((2, 4), (4, 5), (6, 7)), strict=True):
        hold(record, volume, first, last)
    pages = scan(volume, TEXTS)
    accept_records([one.pk for one in records], trust_opening=True, by=by)
    for one in records:
        one.refresh_from_db()
    return Bound(volume, pages, *records)


def scan(volume: RecordSet, texts: Mapping[int, str]) -> dict[int, Page]:
    """The pages of a volume by their numbers, each with its picture; an empty text is one not read yet."""
    carrier = Instantiation.objects.create(
        identifier=issue_identifier("instantiation"), record_set=volume, kind=CarrierKind.MASTER_SCAN
    )
    return {number: _page(volume, carrier, number, text) for number, text in texts.items()}


def _page(volume: RecordSet, carrier: Instantiation, number: int, text: str) -> Page:
    with TemporaryDirectory() as folder:
        master = Path(folder, f"{number:04d}.png")
        Image.new("L", SIZE, 200 - number % 100).save(master)
        derive(master, derivatives.pyramid_path(volume.identifier, number))
    page = Page.objects.create(
        record_set=volume,
        instantiation=carrier,
        number=number,
        width=SIZE[0],
        height=SIZE[1],
        file=f"{number:04d}.png",
        derived=True,
        read_state=ReadState.READ if text else ReadState.QUEUED,
    )
    if text:
        Transcription.objects.create(page=page, kind=TextKind.OCR, text=text, made_at=timezone.now())
    return page


def hold(record: Record, volume: RecordSet, first: int, last: int) -> PageSpan:
    """Let the record hold these pages of the volume."""
    return PageSpan.objects.create(record=record, record_set=volume, first=first, last=last)


def whole_text(record: Record, text: str) -> Page:
    """The delivered text of a record that nothing divides into pages."""
    carrier = Instantiation.objects.create(
        identifier=issue_identifier("instantiation"), record=record, kind=CarrierKind.DELIVERED_TEXT
    )
    page = Page.objects.create(record=record, instantiation=carrier, number=0, read_state=ReadState.DELIVERED)
    Transcription.objects.create(page=page, kind=TextKind.DELIVERED, text=text, made_at=timezone.now())
    return page

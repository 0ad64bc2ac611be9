"""A small archive made by the house's own writes: two fonds, open, closed and in custody, one record with text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np
import pytest
from django.core.cache import cache
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.domain.record import Description, NewRecord, describe_records
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import CarrierKind, Level, OpeningStatus
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.enums import ReadState, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.discovery import indexing
from lantai.journal.domain import issue_identifiers
from lantai.values import dates
from lantai.values.geometry import GlyphBoxes

TEXT = "呈為水災之後擬請籌設自來水\n廠以利民生"
"""Two columns; the waterworks stand across them."""


@dataclass(frozen=True)
class Archive:
    """The makers that tests call; ``shown`` puts what was written into the index."""

    by: User
    fonds: RecordSet
    volume: RecordSet
    add: Callable[..., Record]
    page: Callable[..., Page]

    def shown(self) -> None:
        indexing.follow()


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """Counts are kept while the journal stands still; every test begins with an empty journal of its own."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def archive(administrator: User) -> Archive:
    by = administrator
    fonds = describe_record_set(code="L012", title="臨河自來水公司", level=Level.FONDS, by=by, accepted=True)
    volume = describe_record_set(
        code="L012-02", title="民國十三年籌辦卷", level=Level.VOLUME, by=by, parent=fonds, accepted=True
    )
    numbers = count(1)

    def add(
        title: str = "石岡水塔落成",
        *,
        date: str = "1924-09-03",
        status: OpeningStatus = OpeningStatus.OPEN,
        accepted: bool = True,
        in_set: RecordSet | None = None,
        **more: str,
    ) -> Record:
        home = in_set or volume
        (identifier, scan) = issue_identifiers("record", 2)
        said = Description(title=title, date=dates.parse(date) if date else None, **more)
        new = NewRecord(
            identifier=identifier,
            code=f"{home.code}-{next(numbers):04d}",
            in_set=home,
            description=said,
            stated_status=status,
            carriers=((scan, CarrierKind.MASTER_SCAN),),
        )
        (record,) = describe_records([new], by=by)
        if accepted:
            accept_records([record.pk], trust_opening=True, by=by)
            record.refresh_from_db()
        return record

    return Archive(by=by, fonds=fonds, volume=volume, add=add, page=make_page)


def make_page(record: Record, number: int = 1, text: str = TEXT, *, picture: bool = True) -> Page:
    """A page with vertical text, whose characters stand 40 pixels apart from the upper right corner on."""
    page = Page.objects.create(
        record=record,
        instantiation=record.instantiations.get(),
        number=number,
        width=800,
        height=1000,
        file=f"{number:04d}.jpg" if picture else "",
        derived=picture,
        read_state=ReadState.READ if text else ReadState.QUEUED,
    )
    if text:
        Transcription.objects.create(
            page=page, kind=TextKind.OCR, text=text, boxes=column_boxes(text).pack(), made_at=timezone.now()
        )
    return page


def column_boxes(text: str) -> GlyphBoxes:
    rows = np.zeros((len(text), 4), np.int32)
    column = row = 0
    for index, glyph in enumerate(text):
        if glyph == "\n":
            column, row = column + 1, 0
        else:
            rows[index] = (700 - 60 * column, 100 + 40 * row, 40, 40)
            row += 1
    return GlyphBoxes.from_rows(rows)

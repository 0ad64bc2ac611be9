"""What the catalogue's tests stand on: a fonds, a volume, and records in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import translation

from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.domain.record import Description, NewRecord, describe_records
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models import Record, RecordSet
from lantai.journal.domain import issue_identifier
from lantai.values.dates import parse

Make = Callable[..., Record]


@pytest.fixture
def in_english() -> Iterator[None]:
    """Sentences for people come in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def waterworks(administrator: User) -> RecordSet:
    return describe_record_set(code="L012", title="臨河自來水公司", level=Level.FONDS, by=administrator, accepted=True)


@pytest.fixture
def well_volume(waterworks: RecordSet, administrator: User) -> RecordSet:
    return describe_record_set(
        code="L012-1", title="勘井", level=Level.VOLUME, by=administrator, parent=waterworks, accepted=True
    )


@pytest.fixture
def make(well_volume: RecordSet, administrator: User) -> Make:
    """A record by its number, accepted and open unless told otherwise."""

    def make(number: int = 1, *, accepted: bool = True, in_set: RecordSet = well_volume, **said: str) -> Record:
        date = parse(said.pop("date", "1924-09-03"))
        described = Description(date=date, **({"title": "勘井日記", "creators": "沈若愚"} | said))
        new = NewRecord(
            identifier=issue_identifier("record"),
            code=f"{in_set.code}-{number:04d}",
            in_set=in_set,
            description=described,
            stated_status=OpeningStatus.OPEN,
        )
        (record,) = describe_records([new], by=administrator)
        if accepted:
            accept_records([record.pk], trust_opening=True, by=administrator)
            record.refresh_from_db()
        return Record.objects.get(pk=record.pk)

    return make

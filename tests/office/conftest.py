"""What the office's tests stand on: people at their desks, a described delivery, a small catalogue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.record import Description, NewRecord, describe_records
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import CarrierKind, Level, OpeningStatus
from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.digitisation.enums import BatchState, Severity
from lantai.digitisation.models import Batch, BatchItem, Finding, Page
from lantai.journal import domain as journal
from lantai.values.dates import parse

At = Callable[..., Client]


@pytest.fixture
def at_desk(user_with: Callable[..., User]) -> At:
    """``at_desk("cataloguer")``: a browser in which somebody in that role is logged in, in English."""

    def enter(*roles: str, user: User | None = None) -> Client:
        client = Client(headers={"host": "localhost", "accept-language": "en"})
        client.force_login(user or user_with(*roles), backend="lantai.accounts.backends.RoleBackend")
        return client

    return enter


@pytest.fixture
def clerk(user_with: Callable[..., User]) -> User:
    return user_with("cataloguer", "digitiser")


@pytest.fixture
def fonds(clerk: User) -> RecordSet:
    return describe_record_set(code="L012", title="臨河自來水公司", level=Level.FONDS, by=clerk, accepted=True)


@pytest.fixture
def make_record(fonds: RecordSet, clerk: User) -> Callable[..., Record]:
    """A record in custody, by its number in the fonds; the sender says that it is open."""

    def make(number: int, title: str = "勘井日記") -> Record:
        new = NewRecord(
            identifier=journal.issue_identifier("record"),
            code=f"L012-{number:04d}",
            in_set=fonds,
            description=Description(title=title, date=parse("1924-09-03"), creators="沈若愚"),
            stated_status=OpeningStatus.OPEN,
        )
        return describe_records([new], by=clerk)[0]

    return make


@pytest.fixture
def record(make_record: Callable[..., Record]) -> Record:
    return make_record(1)


@pytest.fixture
def make_batch(clerk: User) -> Callable[..., Batch]:
    """A described delivery with the items of these records."""

    def make(name: str, *records: Record, state: BatchState = BatchState.DESCRIBED) -> Batch:
        batch = Batch.objects.create(
            identifier=journal.issue_identifier("batch"),
            name=name,
            source="/nowhere",
            state=state,
            item_count=len(records),
            received_at=timezone.now(),
            received_by=clerk,
        )
        for row, record in enumerate(records, start=2):
            BatchItem.objects.create(
                batch=batch,
                sheet="目錄",
                row=row,
                code=record.code,
                values={"code": record.code, "title": record.title, "profile": "plain"},
                record_identifier=record.identifier,
                record=record,
                described=True,
                outcome="created",
            )
        return batch

    return make


@pytest.fixture
def batch(make_batch: Callable[..., Batch], record: Record) -> Batch:
    """One record, one error at its row, one warning at no row."""
    batch = make_batch("第一批", record)
    Finding.objects.create(
        batch=batch,
        code="bad-date",
        severity=Severity.ERROR,
        sheet="目錄",
        row=2,
        column="日期",
        found="=HYPERLINK(1)",
    )
    Finding.objects.create(batch=batch, code="new-fonds", severity=Severity.WARNING, found="L012")
    return batch


@pytest.fixture
def pictureless_page(transactional_db: None, make_record: Callable[..., Record]) -> Page:
    """A page with an image that no picture was made of, for tests with a browser."""
    record = make_record(1)
    scan = Instantiation.objects.create(identifier="scan", record=record, kind=CarrierKind.MASTER_SCAN)
    return Page.objects.create(
        record=record, instantiation=scan, number=1, file="0001.jpg", width=800, height=1000, derived=False
    )

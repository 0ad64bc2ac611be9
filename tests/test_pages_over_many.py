"""Every page asks the database the same number of questions over three descriptions and over thirty."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.domain.record import Description, NewRecord, describe_records
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch, BatchItem
from lantai.discovery import indexing
from lantai.journal import domain as journal
from lantai.values.dates import parse

pytestmark = pytest.mark.django_db(transaction=True)

Grow = Callable[[int], None]


@pytest.fixture
def grow(administrator: User) -> Grow:
    """``grow(3)``: so many fonds, volumes and records of each, items of a delivery and deliveries more."""
    made = iter(range(1, 1_000))

    def volume() -> None:
        fonds = RecordSet.objects.filter(parent=None).order_by("pk")[0]
        made_now = describe_record_set(
            code=f"{fonds.code}-{next(made)}",
            title="卷",
            level=Level.VOLUME,
            by=administrator,
            parent=fonds,
            accepted=True,
        )
        for home in (fonds, made_now, RecordSet.objects.filter(level=Level.VOLUME).order_by("pk")[0]):
            item(home)

    def root(number: int) -> RecordSet:
        return describe_record_set(
            code=f"L{number:03d}", title="縣政府", level=Level.FONDS, by=administrator, accepted=True
        )

    def item(home: RecordSet) -> None:
        new = NewRecord(
            identifier=journal.issue_identifier("record"),
            code=f"{home.code}-{next(made)}",
            in_set=home,
            description=Description(title="添設路燈的呈文", date=parse("1924-09-03"), creators="縣政府"),
            stated_status=OpeningStatus.OPEN,
        )
        records = describe_records([new], by=administrator)
        accept_records([one.pk for one in records], trust_opening=True, by=administrator)
        for one in records:
            one.refresh_from_db()
        first = Batch.objects.order_by("pk").first() or delivery()
        BatchItem.objects.create(
            batch=first, row=next(made), code=records[0].code, values={}, record=records[0], described=True
        )

    def delivery() -> Batch:
        return Batch.objects.create(
            identifier=journal.issue_identifier("batch"),
            name="交付",
            source="/deliveries",
            state=BatchState.ACCEPTED,
            received_at=timezone.now(),
            received_by=administrator,
        )

    def make(count: int) -> None:
        for _ in range(count):
            root(next(made))
            volume()
            delivery()
        indexing.follow()

    return make


def public_pages() -> dict[str, str]:
    fonds = RecordSet.objects.filter(parent=None).order_by("pk")[0]
    volume = RecordSet.objects.filter(level=Level.VOLUME).order_by("pk")[0]
    record = Record.objects.filter(record_set=volume).order_by("pk")[1]
    searches = ("", "&sort=date", "&sort=code", "&sort=newest", f"&fonds={fonds.code}&level=item", "&from=1920&to=1930")
    return {
        "home": "/",
        "browse": "/browse",
        "branch": f"/browse?open={fonds.identifier}",
        "newspapers": "/newspapers",
        "contact sheet": f"/a/{volume.identifier}/pages",
        "suggestions": "/suggest.json?q=路燈",
        "feed of a search": "/search.atom?q=路燈",
        "table of a search": "/search.csv?q=路燈",
        "fonds": f"/a/{fonds.identifier}",
        "volume": f"/a/{volume.identifier}",
        "record": f"/a/{record.identifier}",
        "sitemap": "/sitemap.xml",
        "share": "/sitemap-0.xml",
        "feed": "/opened.atom",
        **{f"search{narrowed}": f"/search?q=路燈{narrowed}" for narrowed in searches},
    }


def office_pages() -> dict[str, str]:
    fonds = RecordSet.objects.filter(parent=None).order_by("pk")[0]
    volume = RecordSet.objects.filter(level=Level.VOLUME).order_by("pk")[0]
    record = Record.objects.filter(record_set=volume).order_by("pk")[1]
    batch = Batch.objects.order_by("pk")[0]
    items = list(batch.items.order_by("row"))
    return {
        "descriptions": "/admin/descriptions/",
        "found": "/admin/descriptions/?q=路燈",
        "fonds": f"/admin/descriptions/{fonds.identifier}/",
        "volume": f"/admin/descriptions/{volume.identifier}/",
        "record": f"/admin/descriptions/{record.identifier}/",
        "journal": "/admin/journal/",
        "journal of a verb": "/admin/journal/?verb=record.accepted",
        "deliveries": "/admin/deliveries/",
        "items": f"/admin/deliveries/{batch.identifier}/items/",
        "items after": f"/admin/deliveries/{batch.identifier}/items/?after={items[1].row}.{items[1].pk}",
    }


def queries(client: Client, pages: dict[str, str]) -> dict[str, int]:
    counted = {}
    for name, path in pages.items():
        assert client.get(path).status_code == 200, path  # the second time nothing is left to be set up
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counted[name] = len(asked)
    return counted


def test_public_pages(grow: Grow) -> None:
    client = Client(headers={"host": "localhost"})
    grow(3)
    pages = public_pages()
    few = queries(client, pages)
    grow(27)
    assert queries(client, pages) == few


def test_office_pages(grow: Grow, administrator: User) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(administrator, backend="lantai.accounts.backends.RoleBackend")
    grow(3)
    pages = office_pages()
    few = queries(client, pages)
    grow(27)
    assert queries(client, pages) == few

"""The contact sheet of a record set: every page that may be seen, whose it is, a sheet at a time."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.reading_room.conftest import Archive
from tests.volumes import bind

from lantai.accounts.models import User
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.reading_room.queries import contact_sheet

QUERIES = 6


def groups(client: Client, address: str) -> list[tuple[list[str], list[int]]]:
    sheet = client.get(address).context["sheet"]
    return [([one.code for one in group.records], [leaf.number for leaf in group.leaves]) for group in sheet.groups]


def test_pages_stand_under_their_records_in_the_order_of_codes(archive: Archive, client: Client) -> None:
    first, second = archive.add(), archive.add()
    archive.page(second, 1)
    archive.page(first, 2)
    archive.page(first, 1)
    closed = archive.add(status=OpeningStatus.RESTRICTED)
    archive.page(closed, 1)

    assert groups(client, f"/a/{archive.volume.identifier}/pages") == [([first.code], [1, 2]), ([second.code], [1])]


def test_page_of_a_volume_says_all_whose_it_is(administrator: User, client: Client) -> None:
    bound = bind(by=administrator)
    a, b, c = (one.code for one in (bound.first, bound.second, bound.third))

    shown = groups(client, f"/a/{bound.volume.identifier}/pages")

    assert shown == [([a], [2, 3]), ([a, b], [4]), ([b], [5]), ([c], [6, 7])]


def test_sheet_after_sheet_meets_every_page_once(
    archive: Archive, client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = bind(by=administrator, code="L044")
    for _ in range(9):
        archive.add()
    own = archive.add(in_set=bound.volume)
    for number in (1, 2, 3):
        archive.page(own, number)
    monkeypatch.setattr(contact_sheet.sheet, "__kwdefaults__", {"size": 4})
    met: list[int] = []
    address = here = f"/a/{bound.volume.identifier}/pages"
    while address:
        sheet = client.get(address).context["sheet"]
        met += [leaf.number for group in sheet.groups for leaf in group.leaves]
        address = f"{here}?after={sheet.next}" if sheet.next else ""

    assert met == [2, 3, 4, 5, 6, 7, 1, 2, 3]


@pytest.mark.parametrize("after", ["v", "vx", "x", "x.", ".", "v999999999999", "nobody.1", "..."])
def test_senseless_cursor_is_answered(archive: Archive, client: Client, after: str) -> None:
    archive.page(archive.add())

    assert client.get(f"/a/{archive.volume.identifier}/pages?after={after}").status_code == 200


def test_record_and_closed_set_have_no_sheet(archive: Archive, client: Client) -> None:
    record = archive.add()
    hidden = describe_record_set(code="L098", title="密", level=Level.FONDS, by=archive.by, accepted=False)

    assert client.get(f"/a/{record.identifier}/pages").status_code == 404
    assert client.get(f"/a/{hidden.identifier}/pages").status_code == 404


@pytest.mark.parametrize("records", [1, 3])
def test_sheet_asks_the_same_number_of_queries(
    archive: Archive, client: Client, records: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(records):
        archive.page(archive.add())

    with django_assert_num_queries(QUERIES):
        client.get(f"/a/{archive.volume.identifier}/pages")

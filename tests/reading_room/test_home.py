"""The first page: what it counts, for whom, and at what cost."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.reading_room.conftest import Archive

from lantai.catalogue.enums import OpeningStatus

QUERIES = 18


def test_home_of_an_empty_archive_says_so(db: None, client: Client) -> None:
    assert "Nothing has been taken into the archive yet." in client.get("/?lang=en").content.decode()


def test_home_counts_only_what_the_reader_may_see(archive: Archive, client: Client) -> None:
    archive.page(archive.add())
    archive.page(archive.add("密件", status=OpeningStatus.RESTRICTED))
    archive.page(archive.add("未驗收", accepted=False))

    public = client.get("/").context["sums"]
    client.force_login(archive.by)
    staff = client.get("/").context["sums"]

    assert (public.records, public.pages, public.readable) == (1, 1, 1)
    assert (staff.records, staff.pages, staff.readable) == (3, 3, 3)


def test_fonds_have_the_years_of_what_may_be_seen(archive: Archive, client: Client) -> None:
    archive.add(date="1924-09-03")
    archive.add(date="1931")
    archive.add("密件", date="1949", status=OpeningStatus.RESTRICTED)

    (line,) = client.get("/").context["fonds"]

    assert (line.title, line.first_year, line.last_year, line.records) == ("臨河自來水公司", 1924, 1931, 2)


def test_on_this_day_shows_records_of_the_same_day_of_any_year(archive: Archive, client: Client) -> None:
    today = datetime.now(tz=settings.LANTAI_ZONE).date()
    archive.add("當日", date=f"1924-{today:%m-%d}")
    archive.add("當月", date=f"1924-{today:%m}")
    archive.add("當日密件", date=f"1925-{today:%m-%d}", status=OpeningStatus.RESTRICTED)

    shown = client.get("/").context["of_today"]

    assert [one.record.title for one in shown] == ["當日"]


def test_newly_opened_shows_each_fonds_before_a_second_of_one(archive: Archive, client: Client) -> None:
    first = archive.add("先")
    archive.page(first)
    second = archive.add("後")
    archive.page(second)

    assert [one.record.title for one in client.get("/").context["new"]] == ["後", "先"]


def test_progress_counts_pages_that_wait(archive: Archive, client: Client) -> None:
    record = archive.add()
    archive.page(record, 1)
    archive.page(record, 2, text="")

    assert client.get("/progress.json").json() == {"readable": 1, "pages": 2, "waiting": 1}


@pytest.mark.parametrize("records", [1, 3])
def test_home_asks_the_same_number_of_queries(
    archive: Archive, client: Client, records: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(records):
        archive.page(archive.add())

    with django_assert_num_queries(QUERIES):
        client.get("/")


def test_decades_count_the_records_that_touch_them_for_this_reader(archive: Archive, client: Client) -> None:
    archive.page(archive.add(date="1924-09-03"))
    archive.add(date="1928—1931")
    archive.add("密件", date="1949", status=OpeningStatus.RESTRICTED)
    archive.shown()

    lines = client.get("/").context["periods"]
    client.force_login(archive.by)
    staff = client.get("/").context["periods"]

    assert [(one.first, one.records) for one in lines] == [(1920, 2), (1930, 1)]
    assert [(one.first, one.records) for one in staff] == [(1920, 2), (1930, 1), (1940, 1)]


def test_without_an_index_the_first_page_has_no_decades(db: None, client: Client) -> None:
    assert client.get("/").context["periods"] == []

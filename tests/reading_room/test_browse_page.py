"""The tree of fonds and the page of a record set."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.reading_room.conftest import Archive

from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level, OpeningStatus

QUERIES = 10
TREE_QUERIES = 11


def test_fonds_are_listed_by_code_with_what_may_be_seen(archive: Archive, client: Client) -> None:
    archive.add()
    archive.add(status=OpeningStatus.RESTRICTED)
    describe_record_set(code="L001", title="臨河縣公署", level=Level.FONDS, by=archive.by, accepted=True)
    describe_record_set(code="L099", title="未驗收", level=Level.FONDS, by=archive.by, accepted=False)

    fonds = client.get("/browse").context["nodes"]

    assert [(one.line.code, one.line.records) for one in fonds] == [("L001", 0), ("L012", 1)]


def test_set_lists_its_divisions_and_its_records(archive: Archive, client: Client) -> None:
    archive.add("乙")
    archive.add("甲", in_set=archive.fonds)

    fonds = client.get(f"/a/{archive.fonds.identifier}").context
    volume = client.get(f"/a/{archive.volume.identifier}").context

    assert [(one.code, one.records) for one in fonds["sets"]] == [("L012-02", 1)]
    assert [one.record.title for one in fonds["records"]] == ["甲"]
    assert [one.title for one in volume["above"]] == ["臨河自來水公司"]
    assert fonds["line"].records == 2


def test_long_lists_are_turned_by_the_hundred_both_ways(archive: Archive, client: Client) -> None:
    for number in range(101):
        archive.add(str(number))
    here = f"/a/{archive.volume.identifier}"

    first = client.get(here).context["record_chunk"]
    second = client.get(f"{here}?in=records&after={first.after}").context["record_chunk"]
    back = client.get(f"{here}?in=records&before={second.before}").context["record_chunk"]

    assert (len(first), len(second), first.before, second.after) == (100, 1, None, None)
    assert [one.pk for one in back] == [one.pk for one in first]


def test_an_empty_set_says_nothing_of_what_is_closed(archive: Archive, client: Client) -> None:
    before = client.get(f"/a/{archive.volume.identifier}?lang=en").content
    archive.add(status=OpeningStatus.RESTRICTED)

    assert client.get(f"/a/{archive.volume.identifier}?lang=en").content == before


@pytest.mark.parametrize("records", [1, 3])
def test_set_asks_the_same_number_of_queries(
    archive: Archive, client: Client, records: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(records):
        archive.page(archive.add())

    with django_assert_num_queries(QUERIES):
        client.get(f"/a/{archive.volume.identifier}")


def test_branch_opens_from_the_fonds_down_and_shows_what_may_be_seen(archive: Archive, client: Client) -> None:
    archive.add()
    describe_record_set(
        code="L012-03", title="密卷", level=Level.VOLUME, by=archive.by, parent=archive.fonds, accepted=False
    )

    (closed,) = client.get("/browse").context["nodes"]
    (opened,) = client.get(f"/browse?open={archive.fonds.identifier}").context["nodes"]
    (deeper,) = client.get(f"/browse?open={archive.volume.identifier}").context["nodes"]

    assert (closed.has_below, closed.is_open, closed.below) == (True, False, ())
    assert [(one.line.code, one.line.records, one.has_below) for one in opened.below] == [("L012-02", 1, False)]
    assert (deeper.is_open, deeper.below[0].is_open, deeper.below[0].above) == (True, True, archive.fonds.identifier)


@pytest.mark.parametrize("asked", ["nobody", "", "%00", "x" * 200])
def test_branch_that_is_not_there_opens_nothing(archive: Archive, client: Client, asked: str) -> None:
    (fonds,) = client.get(f"/browse?open={asked}").context["nodes"]

    assert not fonds.is_open


@pytest.mark.parametrize("volumes", [1, 3])
def test_tree_asks_the_same_number_of_queries(
    archive: Archive, client: Client, volumes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    archive.shown()
    for number in range(volumes):
        describe_record_set(
            code=f"L012-1{number}", title="卷", level=Level.VOLUME, by=archive.by, parent=archive.fonds, accepted=True
        )

    with django_assert_num_queries(TREE_QUERIES):
        client.get(f"/browse?open={archive.fonds.identifier}")

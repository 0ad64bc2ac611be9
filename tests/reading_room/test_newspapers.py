"""Newspapers: which sets are serials, and one by its calendar."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.reading_room.conftest import Archive

from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models import RecordSet

QUERIES = 11


@pytest.fixture
def title(archive: Archive) -> RecordSet:
    return describe_record_set(code="B001", title="《臨河時報》", level=Level.FONDS, by=archive.by, accepted=True)


def state(answer: object, day: date) -> str:
    year = answer.context["year"]  # type: ignore[attr-defined]
    return next(one.state for week in year.months[day.month - 1].weeks for one in week if one and one.day == day)


def test_sets_of_issues_are_listed_and_others_are_not(archive: Archive, title: RecordSet, client: Client) -> None:
    archive.add()
    archive.add("臨河時報", issue_number="4251", in_set=title)
    archive.add("臨河時報", issue_number="4252", in_set=title, status=OpeningStatus.RESTRICTED)

    assert [(one.code, one.issues) for one in client.get("/newspapers").context["serials"]] == [("B001", 1)]


def test_title_with_only_closed_issues_is_not_listed(archive: Archive, title: RecordSet, client: Client) -> None:
    archive.add("臨河時報", issue_number="4251", in_set=title, status=OpeningStatus.RESTRICTED)

    assert client.get("/newspapers").context["serials"] == ()
    assert "year" not in client.get(f"/a/{title.identifier}").context


def test_volumes_of_one_title_are_no_titles_and_two_titles_of_a_fonds_are_two(archive: Archive, client: Client) -> None:
    fonds = describe_record_set(code="B009", title="報社", level=Level.FONDS, by=archive.by, accepted=True)
    for name in ("早報", "晚報"):
        series = describe_record_set(
            code=f"B009-{name}", title=name, level=Level.SERIES, by=archive.by, parent=fonds, accepted=True
        )
        volume = describe_record_set(
            code=f"B009-{name}-1", title="合訂本", level=Level.VOLUME, by=archive.by, parent=series, accepted=True
        )
        archive.add(name, issue_number="1", in_set=volume)

    assert [one.title for one in client.get("/newspapers").context["serials"]] == ["早報", "晚報"]
    assert "year" not in client.get(f"/a/{fonds.identifier}").context
    assert "year" in client.get(f"/a/{fonds.children.first().identifier}").context


def test_calendar_tells_held_missing_none_and_what_is_not_known(
    archive: Archive, title: RecordSet, client: Client
) -> None:
    for day, number in (("07-09", "4250"), ("07-14", "4251"), ("07-16", "4253"), ("07-20", "4255")):
        archive.add("臨河時報", date=f"1924-{day}", issue_number=number, in_set=title)

    answer = client.get(f"/a/{title.identifier}?year=1924")

    found = {day: state(answer, date(1924, 7, day)) for day in (8, 9, 11, 15, 18, 21)}
    assert found == {8: "", 9: "held", 11: "none", 15: "missing", 18: "uncertain", 21: ""}


def test_closed_issue_is_told_from_no_missing_one(archive: Archive, title: RecordSet, client: Client) -> None:
    for day, number in (("14", "1"), ("16", "3")):
        archive.add("臨河時報", date=f"1924-07-{day}", issue_number=number, in_set=title)
    before = client.get(f"/a/{title.identifier}?lang=en").content
    archive.add("密", date="1924-07-15", issue_number="2", in_set=title, status=OpeningStatus.RESTRICTED)

    assert client.get(f"/a/{title.identifier}?lang=en").content == before


@pytest.mark.parametrize("asked", ["year=1924", "on=1924-07-14", "on=民國十三年七月", "on=1924", ""])
def test_year_is_asked_in_many_ways(archive: Archive, title: RecordSet, client: Client, asked: str) -> None:
    archive.add("臨河時報", date="1924-07-14", issue_number="4251", in_set=title)

    assert client.get(f"/a/{title.identifier}?{asked}").context["year"].year == 1924


@pytest.mark.parametrize("asked", ["year=0", "year=99999", "year=x", "on=從前", "on=9999-12-31", "on=-0220"])
def test_nonsense_shows_some_year(archive: Archive, title: RecordSet, client: Client, asked: str) -> None:
    archive.add("臨河時報", date="1924-07-14", issue_number="4251", in_set=title)

    assert client.get(f"/a/{title.identifier}?{asked}").status_code == 200


def test_day_shows_its_issues_with_their_pages(archive: Archive, title: RecordSet, client: Client) -> None:
    issue = archive.add("臨河時報", date="1924-07-14", issue_number="4251", in_set=title)
    extra = archive.add("號外", date="1924-07-14", masthead_text="臨河時報號外", in_set=title)
    archive.add("次日", date="1924-07-15", issue_number="4252", in_set=title)
    archive.page(issue, 2)
    archive.page(issue, 1)

    answer = client.get(f"/a/{title.identifier}?on=1924-07-14")

    shown = [(one.record, [leaf.number for leaf in one.leaves]) for one in answer.context["issues"]]
    assert shown == [(issue, [1, 2]), (extra, [])]
    assert answer.context["day_after"].edtf == "1924-07-15"


def test_month_shows_the_first_page_of_every_issue(archive: Archive, title: RecordSet, client: Client) -> None:
    for day in ("13", "14"):
        issue = archive.add(day, date=f"1924-07-{day}", issue_number=day, in_set=title)
        archive.page(issue, 1)
        archive.page(issue, 2)

    shown = client.get(f"/a/{title.identifier}?on=1924-07").context["issues"]

    assert [(one.record.title, len(one.leaves)) for one in shown] == [("13", 1), ("14", 1)]


def test_list_of_issues_is_the_page_of_any_set(archive: Archive, title: RecordSet, client: Client) -> None:
    archive.add("臨河時報", date="1924-07-14", issue_number="4251", in_set=title)

    assert [one.record.title for one in client.get(f"/a/{title.identifier}?as=list").context["records"]] == ["臨河時報"]


@pytest.mark.parametrize("issues", [1, 3])
def test_serial_asks_the_same_number_of_queries(
    archive: Archive, title: RecordSet, client: Client, issues: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(issues):
        archive.page(archive.add("臨河時報", date="1924-07-14", issue_number=str(number), in_set=title))

    with django_assert_num_queries(QUERIES):
        client.get(f"/a/{title.identifier}?on=1924-07-14")
    with django_assert_num_queries(4):
        client.get("/newspapers")

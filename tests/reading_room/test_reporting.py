"""Reporting an error from the public site, and settling it in the office."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from tests.reading_room.conftest import Archive

from lantai.access.queries import reader_for, visible
from lantai.catalogue.domain.reporting import ReportRefused, report_error, settle
from lantai.catalogue.enums import ErrorKind, OpeningStatus, ReportState
from lantai.catalogue.models import ErrorReport, Record
from lantai.office.queries import error_reports
from lantai.reading_room.views import reporting
from lantai.values.buckets import Buckets

SAID = {"kind": "description", "words": "題名當作「籌設」。\r\n\r\n  見次頁"}


@pytest.fixture
def record(archive: Archive) -> Record:
    record = archive.add()
    archive.page(record)
    return record


def address(record: Record) -> str:
    return f"/a/{record.identifier}/report"


def test_page_leads_to_the_form_and_only_that_sets_a_cookie(record: Record, client: Client) -> None:
    page = client.get(f"/a/{record.identifier}/p1")
    assert f"{address(record)}?page=1" in page.content.decode()
    assert dict(page.cookies) == {}
    assert set(client.get(address(record), {"page": "1"}).cookies) == {"csrftoken"}
    assert Client(enforce_csrf_checks=True).post(address(record), SAID).status_code == 403


def test_report_is_kept_and_the_reader_thanked(record: Record, client: Client) -> None:
    answer = client.post(address(record), {**SAID, "page": "1"})
    assert answer.headers["Location"] == f"{address(record)}?sent=1&page=1"
    made = ErrorReport.objects.get()
    assert (made.record, made.page, made.kind, made.words) == (record, 1, "description", "題名當作「籌設」。\n見次頁")
    assert "Thank you" in client.get(f"{answer.headers['Location']}&lang=en").content.decode()
    client.post(address(record), {**SAID, "page": "1"})
    assert ErrorReport.objects.count() == 1, "the same again is nothing to do"


@pytest.mark.parametrize(
    ("more", "status"),
    [({"words": " \n"}, 422), ({"words": "長" * 1001}, 422), ({"kind": "x"}, 422), ({"page": "9"}, 404)],
)
def test_nonsense_is_told_and_nothing_kept(record: Record, client: Client, more: dict[str, str], status: int) -> None:
    assert client.post(address(record), {**SAID, **more}).status_code == status
    assert not ErrorReport.objects.exists()


def test_what_may_not_be_seen_cannot_be_reported_on(archive: Archive, client: Client) -> None:
    closed, custody = archive.add(status=OpeningStatus.RESTRICTED), archive.add(accepted=False)
    for one in (closed, custody):
        assert client.get(address(one)).status_code == 404
        assert client.post(address(one), SAID).status_code == 404
    assert not ErrorReport.objects.exists()


def test_setting_turns_it_off(record: Record, client: Client, settings: Settings) -> None:
    settings.LANTAI = replace(settings.LANTAI, error_reports=False)
    assert address(record) not in client.get(f"/a/{record.identifier}").content.decode()
    assert client.get(address(record)).status_code == 404


def test_one_address_may_send_so_many(record: Record, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "sent_lately", Buckets(most=1, seconds=3600))
    sent = [client.post(address(record), {**SAID, "words": words}).status_code for words in "甲乙"]
    assert sent == [302, 429]


def test_so_many_may_wait_at_one_record(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantai.catalogue.domain.reporting.MOST_OPEN", 1)
    report_error(record, kind=ErrorKind.OTHER, words="甲")
    with pytest.raises(ReportRefused):
        report_error(record, kind=ErrorKind.OTHER, words="乙")


def test_report_is_settled_once_by_a_person(archive: Archive, record: Record, client: Client) -> None:
    made = report_error(record, kind=ErrorKind.DESCRIPTION, words="題名有誤")
    client.force_login(archive.by)
    listed = client.get("/admin/error-reports/").content.decode()
    assert "題名有誤" in listed
    answer = client.post(f"/admin/error-reports/{made.pk}/mend/", {"answer": "已改題名"})
    assert answer.headers["Location"] == "/admin/error-reports/"
    made.refresh_from_db()
    assert (made.state, made.answer, made.decided_by) == (ReportState.MENDED, "已改題名", archive.by)
    assert "題名有誤" not in client.get("/admin/error-reports/").content.decode()
    assert "已改題名" in client.get("/admin/error-reports/", {"state": "mended"}).content.decode()
    with pytest.raises(ReportRefused):
        settle(made, state=ReportState.CLOSED, answer="不改", by=archive.by)


@pytest.mark.parametrize("count", [1, 3])
def test_desk_asks_the_same_number_of_queries(
    archive: Archive, record: Record, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        report_error(record, kind=ErrorKind.TEXT, words=f"第{number}行", page=1)
    sight = visible(to=reader_for(archive.by))
    with django_assert_num_queries(2):
        listed = error_reports.listed(sight, state=ReportState.OPEN)
        shown = [(one.record.code, one.decided_by, error_reports.counts(sight)) for one in listed[:1]]
    assert (len(listed), shown[0][2]) == (count, {"open": count})


def test_settling_needs_an_answer(archive: Archive, record: Record) -> None:
    made = report_error(record, kind=ErrorKind.DESCRIPTION, words="題名有誤")
    with pytest.raises(ReportRefused):
        settle(made, state=ReportState.CLOSED, answer=" ", by=archive.by)

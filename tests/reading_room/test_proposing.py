"""Proposing a correction from the public site: what is asked, what is kept, and what never can be proposed to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.reading_room.conftest import Archive

from lantai.catalogue.domain.withdrawing import withdraw_records
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import Record
from lantai.digitisation.models import Page, Proposal
from lantai.reading_room.views import proposing
from lantai.values.buckets import Buckets

HOST = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def record(archive: Archive) -> Record:
    record = archive.add()
    archive.page(record)
    return record


def address(record: Record, number: int = 1) -> str:
    return f"/a/{record.identifier}/p{number}/propose"


def said(record: Record, **more: object) -> dict[str, object]:
    page = Page.objects.get(record=record, number=1)
    return {"seen": page.transcriptions.get(current=True).pk, "line": 1, "text": "廠以利民业", "note": "", **more}


def test_page_leads_to_the_lines_and_a_line_to_the_form(record: Record, client: Client) -> None:
    page = client.get(f"/a/{record.identifier}/p1").content.decode()
    assert address(record) in page
    lines = client.get(address(record)).context["rows"]
    assert lines == [(0, "呈為水災之後擬請籌設自來水"), (1, "廠以利民生")]
    answer = client.get(address(record), {"line": "1"})
    assert (answer.context["before"], answer.context["form"]["text"].value()) == ("廠以利民生", "廠以利民生")
    assert answer.context["cut"].region == (626, 86, 68, 228)


def test_only_the_form_sets_a_cookie(record: Record, client: Client) -> None:
    for path in (f"/a/{record.identifier}/p1", address(record), f"{address(record)}?sent=1"):
        assert dict(client.get(path).cookies) == {}
    assert set(client.get(address(record), {"line": "0"}).cookies) == {"csrftoken"}


def test_form_without_its_token_is_refused(record: Record) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(record), said(record)).status_code == 403
    assert not Proposal.objects.exists()


def test_proposal_is_kept_and_the_text_stays(record: Record, client: Client) -> None:
    answer = client.post(address(record), said(record, note="見次頁"))
    assert answer.headers["Location"] == f"{address(record)}?sent=1"
    made = Proposal.objects.get()
    assert (made.line, made.before, made.proposed, made.note) == (1, "廠以利民生", "廠以利民业", "見次頁")
    assert "Thank you" in client.get(f"{address(record)}?sent=1&lang=en").content.decode()
    text = made.page.transcriptions.get(current=True)
    assert text.text.endswith("廠以利民生")


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"text": "廠以利民生"}, 422),
        ({"text": "長" * 501}, 422),
        ({"note": "長" * 501}, 422),
        ({"seen": "x"}, 422),
        ({"seen": "999999"}, 409),
        ({"line": "7"}, 302),
        ({"line": "x"}, 302),
    ],
)
def test_nonsense_is_told_and_nothing_kept(record: Record, client: Client, more: dict, status: int) -> None:
    answer = client.post(address(record), said(record, **more), **HOST)
    assert answer.status_code == status
    assert not Proposal.objects.exists()
    if status == 422 and "text" in more:
        assert more["text"][:500] in answer.content.decode(), "what was typed stays"


def test_closed_withdrawn_in_custody_and_missing_cannot_be_proposed_to(archive: Archive, client: Client) -> None:
    closed, custody = archive.add(status=OpeningStatus.RESTRICTED), archive.add(accepted=False)
    withdrawn, textless = archive.add(), archive.add()
    for one in (closed, custody, withdrawn):
        archive.page(one)
    archive.page(textless, text="")
    withdraw_records([withdrawn], reason="誤開", by=archive.by)
    answers = set()
    for one in (closed, custody, withdrawn, textless):
        for path in (address(one), f"{address(one)}?line=1", address(one, 9)):
            answer = client.get(path, {"lang": "en"}) if "?" not in path else client.get(f"{path}&lang=en")
            answers.add((answer.status_code, answer.content))
    data = said(closed)
    assert [client.post(address(one), data).status_code for one in (closed, custody, withdrawn)] == [404] * 3
    assert {status for status, _content in answers} == {404}
    assert len(answers) == 1
    assert not Proposal.objects.exists()


def test_staff_may_propose_to_what_they_see(archive: Archive, client: Client) -> None:
    closed = archive.add(status=OpeningStatus.RESTRICTED)
    archive.page(closed)
    client.force_login(archive.by)
    assert client.post(address(closed), said(closed)).status_code == 302


def test_setting_turns_it_off(record: Record, client: Client, settings: Settings) -> None:
    settings.LANTAI = replace(settings.LANTAI, proposals=False)
    assert address(record) not in client.get(f"/a/{record.identifier}/p1").content.decode()
    assert client.get(address(record)).status_code == 404
    assert client.post(address(record), said(record)).status_code == 404


def test_one_address_may_send_so_many(record: Record, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "sent_lately", Buckets(most=2, seconds=3600))
    sent = [client.post(address(record), said(record, text=text)).status_code for text in "甲乙丙"]
    assert sent == [302, 302, 429]
    assert client.post(address(record), said(record, text="丁"), REMOTE_ADDR="192.0.2.9").status_code == 302
    assert Proposal.objects.count() == 3


def test_page_of_a_volume_is_proposed_to_through_its_record(bound: object, client: Client) -> None:
    record = bound.first  # type: ignore[attr-defined]
    answer = client.get(address(record, 3), {"line": "0"})
    assert answer.status_code == 200
    assert client.get(address(record, 7)).status_code == 404

"""Withdrawing a record, and bringing it back: asked with a reason, shown in the office, 410 for readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.domain.revising import revise
from lantai.catalogue.domain.withdrawing import withdraw_records
from lantai.catalogue.models import Record
from lantai.journal.models import LogEntry

pytestmark = pytest.mark.django_db

At = Callable[..., Client]
Make = Callable[..., Record]


@pytest.fixture
def accepted(record: Record, clerk: User) -> Record:
    """A record of the archive, open to everybody."""
    accept_records([record.pk], trust_opening=True, by=clerk)
    return Record.objects.get(pk=record.pk)


def url(name: str, record: Record) -> str:
    return reverse(f"office_{name}", args=[record.identifier])


def reads(record: Record) -> tuple[int, str]:
    """What a reader gets."""
    answer = Client(headers={"host": "localhost"}).get(f"{record.get_absolute_url()}?lang=en")
    return answer.status_code, answer.content.decode()


def test_a_record_is_withdrawn_and_readers_are_told(at_desk: At, accepted: Record) -> None:
    client = at_desk("reviewer")
    assert reads(accepted)[0] == 200

    answer = client.post(url("record_withdraw", accepted), {"reason": "重複著錄"})

    assert answer.headers["Location"] == url("description", accepted)
    accepted.refresh_from_db()
    assert (accepted.withdrawn_at is not None, accepted.withdrawn_reason) == (True, "重複著錄")
    status, body = reads(accepted)
    assert (status, "was withdrawn from the archive" in body, "重複著錄" in body) == (410, True, False)
    entry = LogEntry.objects.latest("pk")
    assert (entry.verb, entry.by.username, entry.payload.data) == (
        "record.withdrawn",
        "reviewer",
        {"reason": "重複著錄"},
    )


def test_the_office_shows_that_it_is_withdrawn_when_and_why(at_desk: At, accepted: Record, clerk: User) -> None:
    withdraw_records([accepted], reason="重複著錄", by=clerk)
    accepted.refresh_from_db()
    body = at_desk("reviewer").get(url("description", accepted)).content.decode()
    assert accepted.withdrawn_at is not None
    for words in ("withdrawn</span>", "Readers are told that it was, and no more.", "重複著錄", "Bring back"):
        assert words in body
    assert url("record_withdraw", accepted) not in body
    assert "withdrawn</span>" in at_desk("digitiser").get(url("description", accepted.record_set)).content.decode()  # type: ignore[arg-type]


def test_it_is_brought_back_with_a_reason(at_desk: At, accepted: Record, clerk: User) -> None:
    withdraw_records([accepted], reason="重複著錄", by=clerk)
    client = at_desk("administrator")
    refused = client.post(url("record_bring_back", accepted), {"reason": " "})
    assert refused.context["form"].errors["reason"] == ["Say in a sentence why it is brought back."]
    client.post(url("record_bring_back", accepted), {"reason": "並非重複"})
    assert reads(accepted)[0] == 200
    assert LogEntry.objects.latest("pk").verb == "record.brought_back"


def test_without_a_reason_nothing_is_withdrawn(at_desk: At, accepted: Record) -> None:
    answer = at_desk("reviewer").post(url("record_withdraw", accepted), {"reason": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors["reason"] == ["A withdrawal needs its reason; give it in a sentence."]
    assert reads(accepted)[0] == 200


def test_what_is_in_custody_is_not_withdrawn(at_desk: At, record: Record) -> None:
    client = at_desk("reviewer")
    assert url("record_withdraw", record) not in client.get(url("description", record)).content.decode()
    assert client.post(url("record_withdraw", record), {"reason": "因"}).headers["Location"] == url(
        "description", record
    )
    assert not LogEntry.objects.filter(verb="record.withdrawn").exists()


@pytest.mark.parametrize("role", ["cataloguer", "digitiser"])
def test_others_are_not_offered_it(at_desk: At, accepted: Record, role: str) -> None:
    client = at_desk(role)
    assert url("record_withdraw", accepted) not in client.get(url("description", accepted)).content.decode()
    assert client.post(url("record_withdraw", accepted), {"reason": "因"}).status_code == 403


def test_a_revision_that_came_between_is_not_written_over(accepted: Record, clerk: User) -> None:
    before = Record.objects.get(pk=accepted.pk)
    revise(accepted, columns={"title": "新題名"}, version=accepted.version, by=clerk)
    withdraw_records([before], reason="因", by=clerk)
    accepted.refresh_from_db()
    assert (accepted.title, accepted.version) == ("新題名", before.version + 2)

"""Deciding on opening from the office."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.models import OpeningDecision, Record, RecordSet

pytestmark = pytest.mark.django_db

At = Callable[..., Client]


@pytest.fixture
def accepted(record: Record, clerk: User) -> Record:
    accept_records([record.pk], trust_opening=True, by=clerk)
    record.refresh_from_db()
    return Record.objects.get(pk=record.pk)


def opening(one: Record | RecordSet) -> str:
    kind = "record" if isinstance(one, Record) else "record_set"
    return reverse(f"office_{kind}_decide_opening", args=[one.identifier])


def page(one: Record | RecordSet) -> str:
    return reverse("office_description", args=[one.identifier])


def test_a_record_is_postponed_to_its_day(at_desk: At, accepted: Record) -> None:
    client = at_desk("reviewer")
    typed = {"status": "postponed", "day": "2031-01-01", "reason": "涉及個人", "version": "2"}

    answer = client.post(opening(accepted), typed)

    assert answer.headers["Location"] == page(accepted)
    accepted.refresh_from_db()
    assert (accepted.status, accepted.opening_day, accepted.open_day) == ("postponed", 2_462_868, 2_462_868)
    assert "2031-01-01" in client.get(page(accepted)).content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"status": "postponed", "reason": "因"}, "day", "Give the day on which it opens."),
        ({"status": "open"}, "reason", "A decision on opening needs its reason; give it in a sentence."),
        (
            {"status": "restricted", "reason": "因", "version": "1"},
            "__all__",
            "Somebody else changed L012-0001 meanwhile; look at it again before you decide.",
        ),
    ],
)
def test_what_is_missing_is_said(
    typed: dict[str, str], field: str, sentence: str, at_desk: At, accepted: Record
) -> None:
    answer = at_desk("reviewer").post(opening(accepted), {"version": "2", **typed})
    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [sentence]})
    assert OpeningDecision.objects.count() == 0


def test_closing_a_fonds_closes_what_lies_below(at_desk: At, accepted: Record, fonds: RecordSet) -> None:
    public = Client(headers={"host": "localhost"})
    assert public.get(accepted.get_absolute_url()).status_code == 200

    client = at_desk("reviewer")
    client.post(opening(fonds), {"status": "restricted", "reason": "捐贈未授權", "version": "1"})

    assert public.get(accepted.get_absolute_url()).status_code == 404
    newest = client.get(page(fonds))
    assert newest.context["following"] is False

    client.post(opening(fonds), {"status": "", "reason": "已授權", "version": "2"})
    assert public.get(accepted.get_absolute_url()).status_code == 200


def test_the_journal_tells_statuses_in_words(at_desk: At, accepted: Record) -> None:
    at_desk("reviewer").post(opening(accepted), {"status": "restricted", "reason": "因", "version": "2"})
    newest = at_desk("administrator").get(page(accepted)).context["history"][0]
    assert [(one.field, one.before, one.after) for one in newest.changes] == [
        ("status", "open", "restricted"),
        ("opening_day", "", ""),
    ]


def test_in_custody_the_button_is_not_there(at_desk: At, record: Record, fonds: RecordSet) -> None:
    client = at_desk("reviewer")
    assert client.get(page(record)).context["offers"] == ()
    assert [one.url for one in client.get(page(fonds)).context["offers"]] == [opening(fonds)]

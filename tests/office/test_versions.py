"""Versions in the office: revising a set, two versions side by side, restoring, the history's reasons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantai.accounts.models import User
from lantai.catalogue.domain.record import Description, revise_record
from lantai.catalogue.models import Record, RecordSet

pytestmark = pytest.mark.django_db

At = Callable[..., Client]


def versions(one: Record | RecordSet) -> str:
    return reverse("office_versions", args=[one.identifier])


def restore(one: Record | RecordSet) -> str:
    return reverse("office_description_restore", args=[one.identifier])


@pytest.fixture
def revised(record: Record, clerk: User) -> Record:
    """A record whose title and note were changed, one after the other."""
    said = Description(title="東街勘井日記", date=record.date, creators=record.creators)
    once = revise_record(record, description=said, version=1, by=clerk, reason="按封面")
    said = Description(title="東街勘井日記", date=record.date, creators=record.creators, note="缺末頁")
    return revise_record(once, description=said, version=2, by=clerk)


def test_the_newest_is_shown_beside_the_one_before(at_desk: At, revised: Record) -> None:
    shown = at_desk("cataloguer").get(versions(revised)).context
    assert (shown["old"], shown["new"]) == (2, 3)
    assert [one.field for one in shown["differences"]] == ["note"]
    assert [(one.number, one.reason) for one in shown["versions"]] == [(3, ""), (2, "按封面"), (1, "")]


def test_any_two_are_compared_with_the_words_marked(at_desk: At, revised: Record) -> None:
    page = at_desk("cataloguer").get(versions(revised), {"old": "1", "new": "3"}).content.decode()
    assert "<ins>東街</ins>勘井日記" in page
    assert "<ins>缺末頁</ins>" in page


@pytest.mark.parametrize("asked", [{"old": "9", "new": "1"}, {"old": "x", "new": "-1"}, {"new": "9" * 40}])
def test_nonsense_in_the_address_compares_nothing_or_the_newest(
    asked: dict[str, str], at_desk: At, revised: Record
) -> None:
    assert at_desk("cataloguer").get(versions(revised), asked).status_code == 200


def test_versions_cost_the_same_however_many(at_desk: At, record: Record, clerk: User) -> None:
    client = at_desk("cataloguer")

    def cost() -> int:
        client.get(versions(record))
        with CaptureQueriesContext(connection) as seen:
            client.get(versions(record))
        return len(seen)

    now, costs = record, set()
    for number in range(3):
        said = Description(title=f"題名{number}", date=record.date, creators=record.creators)
        now = revise_record(now, description=said, version=now.version, by=clerk)
        costs.add(cost())
    assert len(costs) == 1


def test_restoring_shows_what_it_brings_and_does_it(at_desk: At, revised: Record) -> None:
    client = at_desk("cataloguer")
    asked = client.get(restore(revised), {"number": "1"})
    assert [one.field for one in asked.context["form"].differences] == ["title", "note"]

    answer = client.post(restore(revised), {"number": "1", "version": "3", "reason": "封面誤題"})

    assert answer.headers["Location"] == versions(revised)
    revised.refresh_from_db()
    assert (revised.title, revised.note, revised.version) == ("勘井日記", "", 4)
    newest = client.get(versions(revised)).context["versions"][0]
    assert (newest.number, newest.restores, newest.reason) == (4, 1, "封面誤題")


@pytest.mark.parametrize(
    ("number", "version", "sentence"),
    [
        ("7", "3", "L012-0001 has no version 7; look at its history again."),
        ("1", "2", "Somebody else changed L012-0001 meanwhile; look at what changed and save again."),
    ],
)
def test_restoring_is_refused_in_a_sentence(
    number: str, version: str, sentence: str, at_desk: At, revised: Record
) -> None:
    answer = at_desk("cataloguer").post(restore(revised), {"number": number, "version": version})
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [sentence])
    assert answer.context["form"]["version"].value() in {"3", 3}


def test_restoring_without_a_number_asks_for_it(at_desk: At, revised: Record) -> None:
    client = at_desk("cataloguer")
    assert client.get(restore(revised)).status_code == 200
    assert client.post(restore(revised), {"version": "3"}).status_code == 422


def test_a_set_is_revised_as_a_record_is(at_desk: At, fonds: RecordSet) -> None:
    client = at_desk("cataloguer")
    address = reverse("office_record_set_revise", args=[fonds.identifier])
    typed = {"title": "臨河自來水廠", "date_text": "1921—1949", "scope": "東街各井", "note": "", "version": "1"}

    answer = client.post(address, {**typed, "reason": "改名"})

    assert answer.headers["Location"] == reverse("office_description", args=[fonds.identifier])
    fonds.refresh_from_db()
    assert (fonds.title, fonds.date_edtf, fonds.scope, fonds.version) == ("臨河自來水廠", "1921/1949", "東街各井", 2)
    newest = client.get(answer.headers["Location"]).context["history"][0]
    assert (newest.entry.verb, newest.reason) == ("record_set.revised", "改名")

    stale = client.post(address, {**typed, "title": "又一名"})
    assert [(one.theirs, one.yours) for one in stale.context["form"].conflicts] == [("臨河自來水廠", "又一名")]


def test_a_record_is_not_revised_as_a_set(at_desk: At, record: Record) -> None:
    address = reverse("office_record_set_revise", args=[record.identifier])
    assert at_desk("cataloguer").get(address).status_code == 404

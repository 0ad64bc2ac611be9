"""The auditor's journal; users and their roles."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.journal import domain as journal
from lantai.journal.models import LogEntry

pytestmark = pytest.mark.django_db

At = Callable[..., Client]


# -- the journal ----------------------------------------------------------------------------------


def test_journal_filters_by_verb_user_and_object(at_desk: At, record: Record, clerk: User) -> None:
    client = at_desk("auditor")

    def verbs(**query: str | int) -> list[str]:
        return [line.entry.verb for line in client.get("/admin/journal/", query).context["lines"]]

    assert verbs() == ["record.described", "record_set.described"]
    assert verbs(verb="record.described") == ["record.described"]
    assert verbs(identifier=record.identifier) == ["record.described"]
    assert verbs(user=clerk.pk, last="2020-01-01") == []
    assert verbs(verb="no.such", first="nonsense", user="x") == verbs()


def test_journal_pages_backwards(at_desk: At, clerk: User, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantai.office.queries.journal.A_PAGE", 2)
    for _count in range(3):
        journal.write("record.revised", record, by=clerk)
    client, address, seen = at_desk("auditor"), "/admin/journal/", []
    while address:
        context = client.get(address).context
        seen += [line.entry.pk for line in context["lines"]]
        address = "/admin/journal/" + context["more"] if context["more"] else ""
    assert seen == sorted((entry.pk for entry in LogEntry.objects.all()), reverse=True)


def test_chain_tells_a_line_that_was_changed(at_desk: At, record: Record) -> None:
    journal.seal()
    client = at_desk("auditor")
    assert client.get("/admin/journal/chain/").context["broken"] == []
    LogEntry.objects.filter(verb="record.described").update(verb="record.hidden")
    assert len(client.get("/admin/journal/chain/").context["broken"]) == 1


# -- users ----------------------------------------------------------------------------------------


def test_new_user_gets_a_password_shown_once(at_desk: At, client: Client) -> None:
    answer = at_desk("administrator").post(
        "/admin/people/new/", {"username": "mozhi", "display_name": "墨池", "roles": ["digitiser", "cataloguer"]}
    )
    found = re.search(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>", answer.content.decode())
    assert found is not None
    assert "no-store" in answer.headers["Cache-Control"]
    user = User.objects.get(username="mozhi")
    assert {held.role for held in user.held_roles.all()} == {"digitiser", "cataloguer"}
    assert user.check_password(found[1])
    assert found[1] not in str([entry.payload.data for entry in LogEntry.objects.filter(payload__isnull=False)])


@pytest.mark.parametrize(
    ("username", "sentence"),
    [("administrator", "There is a user administrator already; choose another name."), ("a b", None)],
)
def test_new_user_refused(username: str, sentence: str | None, at_desk: At) -> None:
    answer = at_desk("administrator").post("/admin/people/new/", {"username": username})
    assert answer.status_code == 422
    assert sentence is None or answer.context["form"].non_field_errors() == [sentence]
    assert User.objects.count() == 1


def test_roles_are_set_and_journalled(at_desk: At, clerk: User) -> None:
    at_desk("administrator").post(reverse("office_user_set_roles", args=[clerk.pk]), {"roles": ["auditor"]})
    assert [held.role for held in clerk.held_roles.all()] == ["auditor"]
    entry = LogEntry.objects.get(verb="user.roles_set")
    assert entry.payload.data == {"before": {"roles": "cataloguer digitiser"}, "after": {"roles": "auditor"}}


def test_last_administrator_stays(at_desk: At, administrator: User) -> None:
    client = at_desk(user=administrator)
    answer = client.post(reverse("office_user_set_roles", args=[administrator.pk]), {"roles": ["reader"]})
    assert answer.status_code == 422
    answer = client.post(reverse("office_user_switch_off", args=[administrator.pk]))
    assert answer.status_code == 422
    administrator.refresh_from_db()
    assert administrator.is_active


def test_switched_off_is_out_at_once(at_desk: At, administrator: User, clerk: User) -> None:
    theirs = at_desk(user=clerk)
    assert theirs.get("/admin/deliveries/").status_code == 200
    at_desk(user=administrator).post(reverse("office_user_switch_off", args=[clerk.pk]))
    assert theirs.get("/admin/deliveries/").status_code == 302


def test_new_password_ends_their_sessions(at_desk: At, administrator: User, clerk: User) -> None:
    theirs = at_desk(user=clerk)
    at_desk(user=administrator).post(reverse("office_user_reset_password", args=[clerk.pk]))
    assert theirs.get("/admin/deliveries/").status_code == 302

"""Change discovery: what the public is told of manifests, in order, and nothing of what it never saw."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries
from tests.volumes import Bound

from lantai.access.queries import today
from lantai.accounts.models import User
from lantai.catalogue.domain.opening import Opening, decide_on_record
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import Record
from lantai.iiif import activities, activity_stream
from lantai.iiif.models import Activity, ActivityMark
from lantai.journal import domain as journal
from lantai.ports.search import NEVER

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def told(bound: Bound) -> Bound:
    """The volume, as it stands told."""
    activity_stream.follow()
    return bound


def lines(client: Client, *, after: int = 0) -> list[tuple[str, str]]:
    """Kind and identifier of the lines, read page by page as a harvester does."""
    found: list[dict[str, Any]] = []
    address = client.get("/iiif/activity/all-changes").json()["first"]["id"]
    while address:
        body = client.get(address.removeprefix(SITE)).json()
        found += body["orderedItems"]
        address = body.get("next", {}).get("id", "")
    return [(one["type"], one["object"]["id"].split("/")[-2]) for one in found][after:]


def decide(record: Record, status: OpeningStatus, *, by: User) -> None:
    record.refresh_from_db()
    decide_on_record(record, opening=Opening(status), version=record.version, reason="覆核", by=by)


def test_what_is_open_is_created_in_the_order_of_the_journal(told: Bound, client: Client) -> None:
    assert lines(client) == [("Create", one.identifier) for one in (told.first, told.second, told.third)]
    body = client.get("/iiif/activity/all-changes").json()
    assert (body["type"], body["totalItems"]) == ("OrderedCollection", 3)


def test_what_closes_is_deleted_and_what_opens_again_created(told: Bound, client: Client, administrator: User) -> None:
    decide(told.third, OpeningStatus.RESTRICTED, by=administrator)
    activity_stream.follow()
    assert lines(client, after=3) == [("Delete", told.third.identifier)]
    decide(told.third, OpeningStatus.OPEN, by=administrator)
    activity_stream.follow()
    assert lines(client, after=4) == [("Create", told.third.identifier)]


def test_change_is_an_update_and_a_withdrawal_a_deletion(told: Bound, client: Client, administrator: User) -> None:
    journal.write("record.revised", told.third, by=administrator)
    activity_stream.follow()
    assert lines(client, after=3) == [("Update", told.third.identifier)]
    Record.objects.filter(pk=told.third.pk).update(withdrawn_at=timezone.now())
    journal.write("record.withdrawn", told.third, by=administrator)
    activity_stream.follow()
    assert lines(client, after=4) == [("Delete", told.third.identifier)]


def test_page_read_in_a_volume_updates_the_records_in_it(told: Bound, client: Client, administrator: User) -> None:
    journal.write("page.read", told.volume, by=administrator)
    activity_stream.follow()
    assert sorted(lines(client, after=3)) == sorted(
        ("Update", one.identifier) for one in (told.first, told.second, told.third)
    )


def test_what_was_never_open_is_never_told(bound: Bound, client: Client, administrator: User) -> None:
    Record.objects.filter(pk=bound.second.pk).update(open_day=NEVER)
    activity_stream.follow()
    journal.write("record.revised", bound.second, by=administrator)
    activity_stream.follow()
    assert bound.second.identifier not in {identifier for _kind, identifier in lines(client)}


def test_record_is_told_when_its_day_has_come(bound: Bound, client: Client) -> None:
    Record.objects.filter(pk=bound.third.pk).update(open_day=today() + 1)
    activity_stream.follow()
    Record.objects.filter(pk=bound.third.pk).update(open_day=today())
    ActivityMark.objects.update(day=today() - 1)
    assert activity_stream.is_behind()
    activity_stream.follow()
    assert lines(client, after=2) == [("Create", bound.third.identifier)]
    assert not activity_stream.is_behind()


def test_asking_wakes_who_keeps_the_stream(bound: Bound, client: Client) -> None:
    def waiting() -> int:
        return DBTaskResult.objects.filter(task_path="lantai.iiif.tasks.follow_activities").count()

    assert "first" not in client.get("/iiif/activity/all-changes").json()
    assert waiting() == 1
    DBTaskResult.objects.all().delete()
    activity_stream.follow()
    client.get("/iiif/activity/all-changes")
    assert waiting() == 0


def test_pages_lead_to_one_another(told: Bound, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activities, "PER_PAGE", 2)
    whole = client.get("/iiif/activity/all-changes").json()
    last = client.get(whole["last"]["id"].removeprefix(SITE)).json()
    assert last["partOf"]["id"] == whole["id"]
    before = client.get(last["prev"]["id"].removeprefix(SITE)).json()
    assert before["next"]["id"] == last["id"]
    assert len(lines(client)) == 3
    for number in ("999", "99999999999999999999999"):
        assert client.get(f"/iiif/activity/page-{number}").status_code == 404


def test_times_never_go_back(told: Bound, administrator: User) -> None:
    journal.write("record.revised", told.first, by=administrator)
    ActivityMark.objects.update(day=today() - 1)
    activity_stream.follow()
    times = list(Activity.objects.values_list("at", flat=True))
    assert times == sorted(times)


def test_number_of_queries_is_fixed(
    told: Bound, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        client.get("/iiif/activity/all-changes")
    last = (Activity.objects.latest("pk").pk - 1) // activities.PER_PAGE
    with django_assert_num_queries(2):
        client.get(f"/iiif/activity/page-{last}")

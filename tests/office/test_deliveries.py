"""Deliveries: registering, the list, the page, the sheets, acceptance and rollback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Instantiation, Record
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch, Page
from lantai.digitisation.tasks import work_on_batch
from lantai.journal.models import LogEntry

pytestmark = pytest.mark.django_db

At = Callable[..., Client]


@pytest.fixture
def incoming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "incoming"
    (folder / "第三批").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "file.txt").write_text("not a delivery")
    (folder / "link").symlink_to("/etc")
    (folder / os.fsdecode(b"\xb5\xda\xcb\xc4\xc5\xfa")).mkdir()
    monkeypatch.setattr("lantai.office.incoming.folder", lambda: folder)
    return folder


def url(name: str, batch: Batch, *rest: str) -> str:
    return reverse(f"office_{name}", args=[batch.identifier, *rest])


# -- registering ----------------------------------------------------------------------------------


def test_register_offers_only_folders(at_desk: At, incoming: Path) -> None:
    answer = at_desk("digitiser").get("/admin/deliveries/register/")
    assert answer.context["form"].fields["name"].choices == [("第三批", "第三批")]
    assert "have names that are no text" in answer.content.decode()


def test_register_enters_a_batch_and_queues_its_work(at_desk: At, incoming: Path) -> None:
    answer = at_desk("digitiser").post(
        "/admin/deliveries/register/", {"name": "第三批", "fonds_code": " L012 ", "purpose": "addition"}
    )
    batch = Batch.objects.get()
    assert answer.headers["Location"] == url("delivery", batch)
    assert (batch.source, batch.fonds_code) == (str(incoming / "第三批"), "L012")
    task = DBTaskResult.objects.get(task_path="lantai.digitisation.tasks.work_on_batch")
    assert (task.status, task.args_kwargs["args"]) == ("READY", [batch.pk])


@pytest.mark.parametrize("name", ["", "../masters", "/etc", "link", ".hidden", "file.txt", "第四批"])
def test_register_refuses_what_does_not_stand_there(name: str, at_desk: At, incoming: Path) -> None:
    answer = at_desk("digitiser").post("/admin/deliveries/register/", {"name": name, "purpose": "addition"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]
    assert not Batch.objects.exists()


# -- the list -------------------------------------------------------------------------------------


def test_list_filters_by_state_and_name(at_desk: At, make_batch: Callable[..., Batch]) -> None:
    make_batch("水廠第一批")
    make_batch("水廠第二批", state=BatchState.ACCEPTED)
    make_batch("車站第一批", state=BatchState.ACCEPTED)
    client = at_desk("reviewer")

    def names(query: str) -> list[str]:
        return [one.name for one in client.get("/admin/deliveries/" + query).context["page"]]

    assert names("") == ["車站第一批", "水廠第二批", "水廠第一批"]
    assert names("?state=accepted") == ["車站第一批", "水廠第二批"]
    assert names("?state=accepted&q=水廠") == ["水廠第二批"]
    assert names("?state=nonsense&p=99") == names("")


def test_list_costs_the_same_however_long(
    at_desk: At, make_batch: Callable[..., Batch], make_record: Callable[..., Record]
) -> None:
    client = at_desk("reviewer")
    make_batch("一", make_record(1))
    one = _queries(client, "/admin/deliveries/")
    make_batch("二", make_record(2))
    make_batch("三", make_record(3))
    assert _queries(client, "/admin/deliveries/") == one


def _queries(client: Client, address: str) -> int:
    client.get(address)  # the first visit fills Wagtail's caches
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


# -- one delivery ---------------------------------------------------------------------------------


def test_page_names_place_and_mend(at_desk: At, batch: Batch, record: Record) -> None:
    answer = at_desk("reviewer").get(url("delivery", batch))
    first, second = answer.context["found"]
    assert (first.severity, first.sheet, first.row, first.column) == ("error", "目錄", 2, "日期")
    assert (first.item_code, first.record_identifier) == (record.code, record.identifier)
    assert first.mend == "Write it as 19240903, 1924-09-03 or 1924年9月3日; 00 for what is not known."
    assert (second.severity, second.message) == (
        "warning",
        "The fonds L012 was not known; it is made with this delivery.",
    )


def test_page_names_what_has_no_picture_and_what_was_not_read(at_desk: At, batch: Batch, record: Record) -> None:
    scan = Instantiation.objects.create(record=record, identifier="scan", kind=CarrierKind.MASTER_SCAN)
    sound = {"record": record, "instantiation": scan}
    Page.objects.create(number=1, file="0001.tif", derive_error="“0001.tif” is cut off.", **sound)
    Page.objects.create(number=2, file="0002.tif", read_state="failed", read_error="No line was found.", **sound)
    Page.objects.create(number=3, file="0003.tif", **sound)
    answer = at_desk("digitiser").get(url("delivery", batch))
    assert (answer.context["work"].pictureless, answer.context["work"].unreadable) == (1, 1)
    assert [(one.number, one.no_picture, one.no_text) for one in answer.context["troubled"]] == [
        (1, "“0001.tif” is cut off.", ""),
        (2, "", "No line was found."),
    ]
    said = answer.content.decode()
    assert "1 page has no picture to show." in said
    assert "“0001.tif” is cut off." in said


def test_page_filters_findings(at_desk: At, batch: Batch) -> None:
    client = at_desk("reviewer")

    def codes(query: str) -> list[str]:
        return [one.code for one in client.get(url("delivery", batch) + query).context["found"]]

    assert codes("?severity=warning") == ["new-fonds"]
    assert codes("?code=bad-date") == ["bad-date"]
    assert codes("?severity=warning&code=bad-date") == []
    assert codes("?severity=worst&code=%20;") == ["bad-date", "new-fonds"]


def test_page_costs_the_same_with_more_findings(
    at_desk: At, batch: Batch, make_batch: Callable[..., Batch], make_record: Callable[..., Record]
) -> None:
    client = at_desk("reviewer")
    one = _queries(client, url("delivery", batch))
    for row in range(3, 6):
        batch.findings.create(code="bad-date", severity="error", sheet="目錄", row=row, found="x")
    assert _queries(client, url("delivery", batch)) == one


def test_items_page_through_by_cursor(
    at_desk: At, make_batch: Callable[..., Batch], make_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantai.office.queries.deliveries.ITEMS_A_PAGE", 2)
    batch = make_batch("五件", *(make_record(number) for number in range(1, 6)))
    client, seen, following = at_desk("reviewer"), [], ""
    while True:
        context = client.get(url("delivery_items", batch), {"after": following} if following else {}).context
        seen += [item.row for item in context["items"]]
        if not (following := context["next"]):
            break
    assert seen == [2, 3, 4, 5, 6]


def test_progress_says_state_and_stage(at_desk: At, make_batch: Callable[..., Batch]) -> None:
    batch = make_batch("在途", state=BatchState.RECEIVED)
    Batch.objects.filter(pk=batch.pk).update(stage="inspect", done=3, total=12)
    client = at_desk("digitiser")
    client.post(url("delivery_resume", batch))
    answer = client.get(url("delivery_progress", batch))
    assert (answer.headers["X-Batch-State"], answer.headers["X-Batch-Moving"]) == ("received", "yes")
    work = answer.context["work"]
    assert (work.label, work.done, work.total, work.percent) == ("Looking at the images", 3, 12, 25)
    assert [step.now for step in work.steps] == [False, True, False, False, False]


@pytest.mark.parametrize("wish", ["pause", "cancel"])
def test_a_wish_is_heard_and_journalled(at_desk: At, make_batch: Callable[..., Batch], wish: str) -> None:
    batch = make_batch("在途", state=BatchState.RECEIVED)
    client = at_desk("digitiser" if wish == "pause" else "administrator")
    client.post(url("delivery_resume", batch))
    client.post(url(f"delivery_{wish}", batch))
    batch.refresh_from_db()
    assert batch.wish == wish
    assert LogEntry.objects.filter(verb=f"batch.{wish}_wished", identifier=batch.identifier).count() == 1


# -- the decision ---------------------------------------------------------------------------------


def carry_out(batch: Batch) -> None:
    """What the worker does with the one task that the decision left it."""
    task = DBTaskResult.objects.get(task_path=work_on_batch.module_path)
    work_on_batch.call(*task.args_kwargs["args"])
    batch.refresh_from_db()


@pytest.mark.parametrize(("tick", "status"), [({"trust_opening": "on"}, "open"), ({}, "not_reviewed")])
def test_accept_opens_only_what_is_confirmed(
    tick: dict[str, str], status: str, at_desk: At, batch: Batch, record: Record
) -> None:
    at_desk("reviewer").post(url("delivery_accept", batch), tick)
    carry_out(batch)
    record.refresh_from_db()
    assert (batch.state, batch.opening_trusted) == ("accepted", bool(tick))
    assert (record.accepted, record.status) == (True, status)


def test_accept_twice_leads_back(at_desk: At, batch: Batch) -> None:
    client = at_desk("reviewer")
    client.post(url("delivery_accept", batch))
    client.post(url("delivery_accept", batch))
    carry_out(batch)
    answer = client.post(url("delivery_accept", batch), follow=True)
    assert answer.redirect_chain == [(url("delivery", batch), 302)]
    assert LogEntry.objects.filter(verb="batch.decided").count() == 1
    assert LogEntry.objects.filter(verb="batch.accepted").count() == 1


def test_nothing_else_is_offered_once_it_is_decided(at_desk: At, batch: Batch) -> None:
    client = at_desk("administrator")
    client.post(url("delivery_accept", batch))
    page = client.get(url("delivery", batch))
    assert page.context["work"].moving
    assert [url(name, batch) in page.content.decode() for name in ("delivery_accept", "delivery_roll_back")] == [
        False
    ] * 2
    client.post(url("delivery_roll_back", batch), {"sure": "on"})
    carry_out(batch)
    assert batch.state == "accepted"


def test_roll_back_asks_first(at_desk: At, batch: Batch, record: Record) -> None:
    client = at_desk("reviewer")
    assert client.post(url("delivery_roll_back", batch)).status_code == 422
    assert Record.objects.filter(pk=record.pk).exists()
    client.post(url("delivery_roll_back", batch), {"sure": "on"})
    carry_out(batch)
    assert batch.state == "rolled_back"
    assert not Record.objects.filter(pk=record.pk).exists()


def test_incoming_folder_is_in_the_home(at_desk: At) -> None:
    from lantai.office import incoming

    assert incoming.folder() == settings.LANTAI.home / "incoming"
    assert incoming.standing() == []

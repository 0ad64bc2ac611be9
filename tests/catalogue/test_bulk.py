"""Changing many records as one operation: what is planned, what is refused, what is saved, what outlives a death."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from tests.catalogue.conftest import Make

from lantai.accounts.models import User
from lantai.catalogue.domain import saving
from lantai.catalogue.domain.bulk import EditRefused, begin_edit, discard_edit
from lantai.catalogue.domain.opening import Opening, decide_on_record
from lantai.catalogue.domain.planning import Wanted, plan
from lantai.catalogue.domain.revising import revise
from lantai.catalogue.domain.saving import save_edit
from lantai.catalogue.enums import EditState, OpeningStatus
from lantai.catalogue.models import BulkEdit, DescriptionVersion, PlannedChange, Record
from lantai.catalogue.queries.versions import history
from lantai.catalogue.refusals import sentence
from lantai.catalogue.tasks import save_bulk_edits
from lantai.config.worker import take_up
from lantai.journal.models import LogEntry

BAD_DATE = (
    "“1924-13-45” is not a date that can be read; write it as 1924-09-03, 19240903 or 1924年9月3日. "
    "The calendar has no such month or day."
)


@pytest.fixture
def edit(administrator: User) -> BulkEdit:
    return begin_edit(choice={}, by=administrator)


def row(edit: BulkEdit, record: Record) -> PlannedChange:
    return edit.plan.get(record=record)


def test_a_plan_says_what_changes_and_changes_nothing(make: Make, edit: BulkEdit) -> None:
    record = make()

    plan(edit, [Wanted(record.pk, {"title": " 東街勘井日記 ", "date_text": "1924年9月", "creators": "沈若愚"})])

    planned = row(edit, record)
    assert planned.state == "planned"
    assert planned.changes["title"] == ["勘井日記", "東街勘井日記"]
    assert planned.changes["date_edtf"] == ["1924-09-03", "1924-09"]
    assert "creators" not in planned.changes
    record.refresh_from_db()
    assert (record.title, record.version) == ("勘井日記", 2)


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("title", "  ", "A record needs a title."),
        ("extent", "頁" * 201, "It has 201 characters; at most 200 fit."),
        ("note", "一\x07二", "It holds a control character, which nobody can see; type it anew."),
        (
            "date_text",
            "1924-13-45",
            BAD_DATE,
        ),
    ],
)
def test_a_cell_is_refused_in_one_sentence(make: Make, edit: BulkEdit, field: str, typed: str, told: str) -> None:
    record = make()

    plan(edit, [Wanted(record.pk, {field: typed, "doc_type": "日記"})])

    planned = row(edit, record)
    assert (planned.state, list(planned.changes)) == ("planned", ["doc_type"])
    assert sentence(planned.refused[field]["code"], planned.refused[field]) == told


def test_lines_become_one_where_a_field_has_one(make: Make, edit: BulkEdit) -> None:
    record = make()
    plan(edit, [Wanted(record.pk, {"title": "東街\r\n勘井", "scope": "第一行\r\n第二行"})])
    changes = row(edit, record).changes
    assert (changes["title"][1], changes["scope"][1]) == ("東街 勘井", "第一行\n第二行")


def test_typing_back_what_stands_takes_the_plan_back(make: Make, edit: BulkEdit) -> None:
    record = make()
    plan(edit, [Wanted(record.pk, {"title": "別名", "note": "注"})])
    plan(edit, [Wanted(record.pk, {"title": "勘井日記"})])
    assert row(edit, record).changes == {"note": ["", "注"]}
    plan(edit, [Wanted(record.pk, {"note": ""})])
    assert not edit.plan.exists()


def test_a_stale_row_tells_what_changed_and_is_left_out(make: Make, edit: BulkEdit, administrator: User) -> None:
    record, other = make(1), make(2)
    seen = record.version
    revise(record, columns={"note": "別人的注"}, version=seen, by=administrator)

    plan(edit, [Wanted(record.pk, {"title": "我的"}, seen), Wanted(other.pk, {"title": "乙"}, other.version)])

    assert (row(edit, record).state, row(edit, record).stale) == ("stale", {"note": ["", "別人的注"]})
    save_edit(edit, reason="", by=administrator)
    assert (Record.objects.get(pk=record.pk).title, Record.objects.get(pk=other.pk).title) == ("勘井日記", "乙")
    assert (edit.state, edit.done) == ("saved", 1)


def test_a_version_that_says_the_same_is_not_stale(make: Make, edit: BulkEdit, administrator: User) -> None:
    record = make()
    seen = record.version
    decide_on_record(record, opening=Opening(OpeningStatus.RESTRICTED), version=seen, reason="因", by=administrator)
    plan(edit, [Wanted(record.pk, {"title": "我的"}, seen)])
    assert row(edit, record).state == "planned"


def test_saving_writes_versions_and_the_journal(make: Make, edit: BulkEdit, administrator: User) -> None:
    records = [make(number) for number in range(3)]
    plan(edit, [Wanted(one.pk, {"doc_type": "日記", "date_text": "1925"}) for one in records])

    save_edit(edit, reason="統一文種", by=administrator)

    for record in Record.objects.all():
        newest = history(record)[0]
        assert (record.doc_type, record.date_edtf, record.version) == ("日記", "1925", 3)
        assert (newest.number, newest.reason, newest.by) == (2, "統一文種", administrator)
    verbs = list(LogEntry.objects.order_by("pk").values_list("verb", flat=True))[-5:]
    assert verbs == ["bulk_edit.begun", "record.revised", "record.revised", "record.revised", "bulk_edit.saved"]


def test_what_changes_between_preview_and_saving_is_left_and_told(
    make: Make, edit: BulkEdit, administrator: User
) -> None:
    first, second = make(1), make(2)
    plan(edit, [Wanted(one.pk, {"title": "我的"}) for one in (first, second)])
    revise(first, columns={"title": "別人的"}, version=first.version, by=administrator)

    save_edit(edit, reason="", by=administrator)

    assert [one.title for one in Record.objects.order_by("code_key")] == ["別人的", "我的"]
    assert (row(edit, first).state, row(edit, first).stale) == ("stale", {"title": ["勘井日記", "別人的"]})
    assert row(edit, second).state == "applied"


@pytest.mark.usefixtures("in_english")
def test_an_operation_is_saved_once(make: Make, edit: BulkEdit, administrator: User) -> None:
    record = make()
    with pytest.raises(EditRefused, match="Nothing is to be changed"):
        save_edit(edit, reason="", by=administrator)
    plan(edit, [Wanted(record.pk, {"title": "甲"})])
    save_edit(edit, reason="", by=administrator)

    for again in (
        lambda: save_edit(edit, reason="", by=administrator),
        lambda: plan(edit, [Wanted(record.pk, {"title": "乙"})]),
        lambda: discard_edit(edit, by=administrator),
    ):
        with pytest.raises(EditRefused, match="This change is saved already; begin another one"):
            again()
    assert DescriptionVersion.objects.count() == 1


def test_a_discarded_plan_is_gone(make: Make, edit: BulkEdit, administrator: User) -> None:
    plan(edit, [Wanted(make().pk, {"title": "甲"})])
    discard_edit(edit, by=administrator)
    assert (edit.state, edit.plan.count()) == ("discarded", 0)


def test_a_large_operation_goes_on_after_a_death(
    make: Make, edit: BulkEdit, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "CHUNK", 2)
    records = [make(number) for number in range(7)]
    plan(edit, [Wanted(one.pk, {"doc_type": "日記"}) for one in records])

    save_edit(edit, reason="", by=administrator)
    assert (edit.state, edit.done, Record.objects.filter(doc_type="日記").count()) == ("saving", 2, 2)

    with monkeypatch.context() as broken:  # dies in the middle of a chunk
        broken.setattr(saving, "write_versions", _die)
        with pytest.raises(KeyboardInterrupt):
            saving.go_on()
    assert Record.objects.filter(doc_type="日記").count() == 2

    assert saving.go_on() == 5
    edit.refresh_from_db()
    assert (edit.state, edit.done, Record.objects.filter(doc_type="日記").count()) == ("saved", 7, 7)
    assert DescriptionVersion.objects.count() == 7
    assert (saving.has_work(), saving.go_on()) == (False, 0)


def _die(*_what: object, **_how: object) -> None:
    raise KeyboardInterrupt


def test_a_worker_that_starts_takes_up_what_is_left(
    make: Make, edit: BulkEdit, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "CHUNK", 1)
    plan(edit, [Wanted(make(number).pk, {"title": "甲"}) for number in range(2)])
    save_edit(edit, reason="", by=administrator)

    take_up("descriptions")

    assert edit.state == EditState.SAVING
    assert DBTaskResult.objects.filter(task_path="lantai.catalogue.tasks.save_bulk_edits").count() == 1


def test_what_one_transaction_cannot_hold_wakes_a_worker(
    make: Make,
    edit: BulkEdit,
    administrator: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(saving, "CHUNK", 1)
    plan(edit, [Wanted(make(number).pk, {"title": "甲"}) for number in range(2)])
    with django_capture_on_commit_callbacks(execute=True):
        save_edit(edit, reason="", by=administrator)
    assert DBTaskResult.objects.filter(task_path="lantai.catalogue.tasks.save_bulk_edits").count() == 1

    save_bulk_edits.call()

    edit.refresh_from_db()
    assert (edit.state, edit.done) == ("saved", 2)


def test_planning_and_saving_cost_the_same_with_more_records(make: Make, administrator: User) -> None:
    def cost(count: int, start: int) -> tuple[int, int]:
        edit = begin_edit(choice={}, by=administrator)
        wanted = [Wanted(make(start + number).pk, {"title": "甲"}, 2) for number in range(count)]
        with CaptureQueriesContext(connection) as planning:
            plan(edit, wanted)
        with CaptureQueriesContext(connection) as saving:
            save_edit(edit, reason="", by=administrator)
        return len(planning), len(saving)

    assert cost(1, 0) == cost(3, 10)

"""Long plannings: in steps, paused and gone on with, given up, thrown away; and whole changes taken back."""

from __future__ import annotations

import errno
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from tests.catalogue.conftest import Make

from lantai.accounts.models import User
from lantai.catalogue.domain import bulk, replacing, saving
from lantai.catalogue.domain.bulk import EditRefused, begin_edit, choose, discard_edit, pause_edit, resume_edit
from lantai.catalogue.domain.planning import Wanted, plan
from lantai.catalogue.domain.replacing import Replacement, ReplacementSource
from lantai.catalogue.domain.revising import revise
from lantai.catalogue.domain.saving import save_edit
from lantai.catalogue.domain.taking_back import UndoSource, begin_taking_back
from lantai.catalogue.domain.working import Note, Step, WorkRefused, begin_work, carry_on, stopped_by
from lantai.catalogue.models import BulkEdit, DescriptionVersion, Record
from lantai.journal.models import LogEntry


@pytest.fixture
def edit(administrator: User) -> BulkEdit:
    return begin_edit(choice={}, by=administrator)


@dataclass
class Told:
    """A source that gives these steps; what stands among them and is no step is called, or raised."""

    given: Sequence[Any]
    stages: Sequence[str] = ("replace",)
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def total(self) -> int:
        return len(self.given)

    def steps(self, stage: str, place: Any) -> Generator[Step, None, None]:
        self.asked.append((stage, place))
        for number, one in enumerate(self.given, start=1):
            if number <= (place or 0):
                continue
            if isinstance(one, Exception):
                raise one
            if callable(one):
                one()
            yield one if isinstance(one, Step) else Step(place=number, looked_at=1)


def a_step(number: int, record: Record, **cells: str) -> Step:
    return Step(place=number, looked_at=1, wanted=(Wanted(record.pk, cells),), chosen=((record.pk, record.code_key),))


def carried(edit: BulkEdit, source: Told) -> BulkEdit:
    if edit.state == "draft":
        begin_work(edit, {"kind": "replace"}, source)
    carry_on(edit, source)
    edit.refresh_from_db()
    return edit


def test_steps_are_planned_chosen_and_counted(make: Make, edit: BulkEdit) -> None:
    first, second, third = make(1), make(2), make(3)
    source = Told(
        [a_step(1, first, title="甲"), a_step(2, second, date_text="無"), a_step(3, third, title=third.title)]
    )
    carried(edit, source)
    assert (edit.state, edit.stage, edit.chosen_count) == ("draft", "", 3)
    assert (edit.planned_count, edit.refused_count, edit.stale_count) == (1, 1, 0)
    assert (edit.looked_count, edit.unchanged_count, edit.done, edit.total) == (3, 1, 3, 3)


def test_counts_follow_what_is_typed_back(make: Make, edit: BulkEdit) -> None:
    record = make()
    plan(edit, [Wanted(record.pk, {"title": "甲", "date_text": "無"})])
    assert (edit.planned_count, edit.refused_count) == (1, 1)
    plan(edit, [Wanted(record.pk, {"date_text": record.date_text})])
    assert (edit.planned_count, edit.refused_count) == (1, 0)
    plan(edit, [Wanted(record.pk, {"title": record.title})])
    assert (edit.planned_count, edit.refused_count, edit.plan.count()) == (0, 0, 0)


def test_a_pause_lets_the_step_in_hand_be_the_last(make: Make, edit: BulkEdit, administrator: User) -> None:
    first, second = make(1), make(2)
    source = Told(
        [a_step(1, first, title="甲"), lambda: pause_edit(edit, by=administrator), a_step(3, second, title="乙")]
    )
    carried(edit, source)
    assert (edit.state, edit.wish, edit.place, edit.planned_count) == ("planning", "pause", 1, 1)
    carry_on(edit, source)  # a worker that was not told leaves it alone
    edit.refresh_from_db()
    assert edit.place == 1

    source.given = [source.given[0], Step(place=2, looked_at=1), source.given[2]]
    resume_edit(edit, by=administrator)
    carried(edit, source)
    assert (edit.state, edit.planned_count, edit.looked_count) == ("draft", 2, 3)
    assert source.asked[-1] == ("replace", 1)
    verbs = list(LogEntry.objects.filter(verb__startswith="bulk_edit").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["bulk_edit.paused", "bulk_edit.resumed"]


def test_two_workers_take_no_step_twice(make: Make, edit: BulkEdit) -> None:
    first, second = make(1), make(2)
    source = Told([a_step(1, first, title="甲"), a_step(2, second, title="乙")])
    begin_work(edit, {"kind": "replace"}, source)
    other = BulkEdit.objects.get(pk=edit.pk)
    rival = Told([source.given[0], lambda: carry_on(other, source), source.given[1]])
    carry_on(edit, rival)
    edit.refresh_from_db()
    assert (edit.state, edit.looked_count, edit.planned_count) == ("draft", 2, 2)


@pytest.mark.usefixtures("in_english")
def test_while_it_is_planned_nothing_else_is_done_to_it(make: Make, edit: BulkEdit, administrator: User) -> None:
    record = make()
    begin_work(edit, {"kind": "replace"}, Told([]))
    for what in (
        lambda: plan(edit, [Wanted(record.pk, {"title": "甲"})]),
        lambda: save_edit(edit, reason="", by=administrator),
        lambda: begin_work(edit, {"kind": "replace"}, Told([])),
    ):
        with pytest.raises(EditRefused, match="This change is being planned; wait until that is done"):
            what()


def test_thrown_away_while_it_is_planned_it_plans_no_more(make: Make, edit: BulkEdit, administrator: User) -> None:
    first, second = make(1), make(2)
    source = Told(
        [a_step(1, first, title="甲"), lambda: discard_edit(edit, by=administrator), a_step(3, second, title="乙")]
    )
    carried(edit, source)
    assert (edit.state, edit.plan.count(), edit.chosen.count()) == ("discarded", 0, 0)


def test_much_that_is_thrown_away_is_removed_by_a_worker(
    make: Make, edit: BulkEdit, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_GONE_CHUNK", 2)
    records = [make(number) for number in range(5)]
    plan(edit, [Wanted(record.pk, {"title": "甲"}) for record in records])
    discard_edit(edit, by=administrator)
    assert (edit.state, edit.plan.count(), saving.has_work()) == ("discarded", 3, True)
    saving.go_on()
    assert (edit.plan.count(), saving.has_work()) == (0, False)


def test_what_cannot_be_done_is_told_and_what_was_planned_stays(make: Make, edit: BulkEdit) -> None:
    source = Told([a_step(1, make(), title="甲"), WorkRefused("sheet-broke-off", row=7, reason="damaged")])
    carried(edit, source)
    assert (edit.state, edit.planned_count) == ("draft", 1)
    assert edit.error == {"code": "sheet-broke-off", "row": 7, "reason": "damaged"}


def test_a_trial_that_fails_plans_nothing(make: Make, edit: BulkEdit) -> None:
    source = Told([a_step(1, make(), title="甲"), WorkRefused("slow-pattern")], stages=("try", "replace"))
    carried(edit, source)
    assert (edit.state, edit.plan.count(), edit.looked_count) == ("draft", 0, 0)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk-full"),
        (OperationalError("database or disk is full"), "disk-full"),
        (OperationalError("database is locked"), "not-written"),
    ],
)
def test_what_stops_the_work_is_told_in_its_row(
    edit: BulkEdit, administrator: User, error: Exception, code: str
) -> None:
    begin_work(edit, {"kind": "replace"}, Told([]))
    stopped_by(error, edit)  # type: ignore[arg-type] # pytest's tuple of both kinds
    edit.refresh_from_db()
    assert (edit.state, edit.error["code"]) == ("planning", code)
    resume_edit(edit, by=administrator)
    edit.refresh_from_db()
    assert edit.error == {}


def test_notes_about_rows_are_kept_and_lost_rows_are_not_unchanged(make: Make, edit: BulkEdit) -> None:
    lost = Note(3, "row-unknown", {"row": 3, "identifier": "x"}, {"identifier": "x"})
    other = Note(4, "row-other-code", {"row": 4, "about": "L012-1-0001"}, {})
    carried(edit, Told([Step(place=4, looked_at=3, notes=(lost, other))]))
    assert (edit.noted_count, edit.looked_count, edit.unchanged_count) == (2, 3, 2)
    assert list(edit.row_notes.values_list("row", "code")) == [(3, "row-unknown"), (4, "row-other-code")]
    carried(edit, Told([]))  # the next work begins with a clean page
    assert (edit.noted_count, edit.row_notes.count()) == (0, 0)


def test_replacing_goes_on_where_it_was(make: Make, edit: BulkEdit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "_STEP", 2)
    records = [make(number) for number in range(5)]
    choose(edit, [(record.pk, record.code_key) for record in records])
    edit.save()
    source = ReplacementSource(edit, Record.objects.all(), Replacement(("title",), "勘井", "井"))
    assert [step.place for step in source.steps("replace", records[1].pk)] == [records[3].pk, records[4].pk]


def test_planning_costs_the_same_with_more_records(make: Make, administrator: User) -> None:
    def cost(count: int, start: int) -> int:
        edit = begin_edit(choice={}, by=administrator)
        choose(edit, [(one.pk, one.code_key) for one in (make(start + number) for number in range(count))])
        edit.save()
        source = ReplacementSource(edit, Record.objects.all(), Replacement(("title",), "勘井", "井"))
        begin_work(edit, {"kind": "replace"}, source)
        with CaptureQueriesContext(connection) as seen:
            carry_on(edit, source)
        assert edit.planned_count == count
        return len(seen)

    assert cost(3, 0) == cost(60, 100)


# -- saving that rests ----------------------------------------------------------------------------


def test_saving_rests_and_goes_on(
    make: Make, edit: BulkEdit, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "CHUNK", 2)
    plan(edit, [Wanted(make(number).pk, {"title": "甲"}) for number in range(5)])
    save_edit(edit, reason="", by=administrator)
    pause_edit(edit, by=administrator)
    assert (saving.has_work(), saving.go_on()) == (False, 0)
    assert DescriptionVersion.objects.count() == 2

    resume_edit(edit, by=administrator)
    saving.go_on()
    edit.refresh_from_db()
    assert (edit.state, edit.applied_count, edit.planned_count, edit.done) == ("saved", 5, 0, 5)


def test_saving_that_was_stopped_is_left_until_somebody_resumes(
    make: Make, edit: BulkEdit, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "CHUNK", 1)
    plan(edit, [Wanted(make(number).pk, {"title": "甲"}) for number in range(2)])
    save_edit(edit, reason="", by=administrator)
    with monkeypatch.context() as broken:
        broken.setattr(saving, "write_versions", _full)
        saving.go_on()
    edit.refresh_from_db()
    assert (edit.state, edit.error["code"], saving.has_work()) == ("saving", "disk-full", False)
    resume_edit(edit, by=administrator)
    saving.go_on()
    edit.refresh_from_db()
    assert (edit.state, edit.applied_count) == ("saved", 2)


def _full(*_what: object, **_how: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_resuming_wakes_a_worker(
    make: Make,
    edit: BulkEdit,
    administrator: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(saving, "CHUNK", 1)
    plan(edit, [Wanted(make(number).pk, {"title": "甲"}) for number in range(2)])
    save_edit(edit, reason="", by=administrator)
    pause_edit(edit, by=administrator)
    with django_capture_on_commit_callbacks(execute=True):
        resume_edit(edit, by=administrator)
    (task,) = DBTaskResult.objects.filter(task_path="lantai.catalogue.tasks.save_bulk_edits")
    assert task.queue_name == "descriptions"


# -- taking back ----------------------------------------------------------------------------------


@pytest.fixture
def saved(make: Make, edit: BulkEdit, administrator: User) -> BulkEdit:
    """A change of three records: one of them to a day that another calendar had, and back to text that is no day."""
    first, second, third = make(1), make(2), make(3)
    Record.objects.filter(pk=second.pk).update(date_text="某年", date_edtf="19XX", date_first=1, date_last=2)
    wanted = [
        Wanted(first.pk, {"title": "甲", "note": "注"}),
        Wanted(second.pk, {"date_text": "1925"}),
        Wanted(third.pk, {"title": "丙"}),
    ]
    plan(edit, wanted)
    return save_edit(edit, reason="統一", by=administrator)


def taking_back(saved: BulkEdit, by: User) -> BulkEdit:
    undoing = begin_taking_back(saved, by=by)
    source = UndoSource(saved, Record.objects.all())
    begin_work(undoing, {"kind": "undo"}, source)
    carry_on(undoing, source)
    return undoing


def said() -> list[tuple[Any, ...]]:
    return list(
        Record.objects.order_by("code_key").values_list("title", "note", "date_text", "date_edtf", "date_first")
    )


def test_a_change_is_taken_back_column_for_column(saved: BulkEdit, administrator: User) -> None:
    assert [row[0] for row in said()] == ["甲", "勘井日記", "丙"]
    undoing = taking_back(saved, administrator)
    assert [row[0] for row in said()] == ["甲", "勘井日記", "丙"]  # nothing before somebody looked
    assert (undoing.state, undoing.planned_count, undoing.chosen_count, undoing.undoes) == ("draft", 3, 3, saved)

    save_edit(undoing, reason="改錯了", by=administrator)

    assert [row[:2] for row in said()] == [("勘井日記", "")] * 3
    assert said()[1][2:] == ("某年", "19XX", 1)
    version = DescriptionVersion.objects.filter(record__code="L012-1-0001").latest("number")
    assert (version.number, version.reason, version.changes["title"]) == (3, "改錯了", ["甲", "勘井日記"])
    begun = LogEntry.objects.filter(verb="bulk_edit.begun").latest("pk")
    assert begun.payload.data["undoes"] == saved.identifier


def test_what_was_changed_since_is_not_taken_back(saved: BulkEdit, administrator: User) -> None:
    record = Record.objects.get(code="L012-1-0001")
    revise(record, columns={"title": "別人的"}, version=record.version, by=administrator)
    undoing = taking_back(saved, administrator)
    assert (undoing.planned_count, undoing.stale_count) == (2, 1)
    stale = undoing.plan.get(state="stale")
    assert (stale.record_id, stale.stale, stale.changes["title"]) == (
        record.pk,
        {"title": ["甲", "別人的"]},
        ["別人的", "勘井日記"],
    )
    save_edit(undoing, reason="", by=administrator)
    assert [row[0] for row in said()] == ["別人的", "勘井日記", "勘井日記"]


def test_a_planned_value_that_is_sent_again_stays_as_it_is(saved: BulkEdit, administrator: User) -> None:
    """The table sends every cell; a date that nobody could type today is no reason to refuse it."""
    undoing = taking_back(saved, administrator)
    record = Record.objects.get(code="L012-1-0002")
    plan(undoing, [Wanted(record.pk, {"date_text": "某年", "title": record.title})])
    row = undoing.plan.get(record=record)
    assert (row.state, row.refused, row.changes["date_edtf"]) == ("planned", {}, ["1925", "19XX"])


def test_taken_back_twice_nothing_is_left(saved: BulkEdit, administrator: User) -> None:
    save_edit(taking_back(saved, administrator), reason="", by=administrator)
    again = taking_back(saved, administrator)
    assert (again.planned_count, again.plan.exclude(state="stale").count()) == (0, 0)


@pytest.mark.usefixtures("in_english")
def test_only_what_is_saved_can_be_taken_back(edit: BulkEdit, administrator: User) -> None:
    with pytest.raises(EditRefused, match="Only a change that is saved can be taken back"):
        begin_taking_back(edit, by=administrator)

"""Deciding on opening after acceptance: the strictest on the path wins, and the tree follows in chunks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from tests.catalogue.conftest import Make

from lantai.access.queries import Reader, visible
from lantai.accounts.models import User
from lantai.catalogue.domain import opening
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.domain.errors import StaleWrite
from lantai.catalogue.domain.opening import Opening, OpeningRefused, decide_on_record, decide_on_record_set
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models import OpeningDecision, Record, RecordSet
from lantai.catalogue.tasks import carry_openings_down
from lantai.config.worker import take_up
from lantai.journal.models import LogEntry
from lantai.ports.search import NEVER

DAY = 2_433_283
"""1950-01-01."""
CLOSED = Opening(OpeningStatus.RESTRICTED)
LATER = Opening(OpeningStatus.POSTPONED, DAY)


def close(record_set: RecordSet, by: User, what: Opening = CLOSED) -> RecordSet:
    now = RecordSet.objects.get(pk=record_set.pk)
    return decide_on_record_set(now, opening=what, version=now.version, reason="審核", by=by)


def open_days() -> list[int]:
    return list(Record.objects.order_by("code_key").values_list("open_day", flat=True))


def test_a_decision_on_a_record_says_who_and_why(make: Make, administrator: User) -> None:
    record = make()

    decided = decide_on_record(record, opening=LATER, version=record.version, reason="涉及個人", by=administrator)

    assert (decided.status, decided.opening_day, decided.open_day) == ("postponed", DAY, DAY)
    told = OpeningDecision.objects.get()
    assert (told.status_before, told.status, told.day, told.reason, told.by) == (
        "open",
        "postponed",
        DAY,
        "涉及個人",
        administrator,
    )
    entry = LogEntry.objects.get(verb="record.opening_decided")
    assert entry.payload.data["after"] == {"status": "postponed", "opening_day": DAY}


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("what", "reason", "sentence"),
    [
        (Opening(OpeningStatus.POSTPONED), "因", "“Postponed” needs the day on which it opens"),
        (Opening(OpeningStatus.OPEN, 2_433_283), "因", "“Postponed” needs the day on which it opens"),
        (Opening(None), "因", "A record needs an opening status of its own"),
        (Opening("secret"), "因", "“secret” is no opening status"),
        (CLOSED, "  ", "A decision on opening needs its reason"),
    ],
)
def test_what_makes_no_sense_is_refused(
    make: Make, administrator: User, what: Opening, reason: str, sentence: str
) -> None:
    record = make()
    with pytest.raises(OpeningRefused, match=sentence):
        decide_on_record(record, opening=what, version=record.version, reason=reason, by=administrator)


@pytest.mark.usefixtures("in_english")
def test_in_custody_nothing_is_decided(make: Make, administrator: User) -> None:
    record = make(accepted=False)
    with pytest.raises(OpeningRefused, match="is in custody"):
        decide_on_record(record, opening=CLOSED, version=record.version, reason="因", by=administrator)


def test_a_stale_decision_is_refused(make: Make, administrator: User) -> None:
    record = make()
    with pytest.raises(StaleWrite):
        decide_on_record(record, opening=CLOSED, version=record.version - 1, reason="因", by=administrator)


def test_the_same_decision_again_writes_nothing(make: Make, administrator: User) -> None:
    record = make()
    same = decide_on_record(
        record, opening=Opening(OpeningStatus.OPEN), version=record.version, reason="因", by=administrator
    )
    assert (same.version, OpeningDecision.objects.count()) == (record.version, 0)


def test_the_strictest_on_the_path_wins(
    make: Make, waterworks: RecordSet, well_volume: RecordSet, administrator: User
) -> None:
    first, second = make(1), make(2)
    decide_on_record(first, opening=LATER, version=first.version, reason="因", by=administrator)

    close(waterworks, administrator, Opening(OpeningStatus.POSTPONED, DAY + 10))
    assert open_days() == [DAY + 10] * 2

    close(well_volume, administrator)
    assert open_days() == [NEVER, NEVER]

    close(well_volume, administrator, Opening(None))
    close(waterworks, administrator, Opening(None))
    assert open_days() == [DAY, 0]
    second.refresh_from_db()
    assert (second.status, second.version) == ("open", 2)


def test_nobody_sees_what_is_closed_at_once(make: Make, waterworks: RecordSet, administrator: User) -> None:
    make()
    anybody = visible(to=Reader(today=2_460_000))
    assert anybody.records().count() == 1

    close(waterworks, administrator)

    assert (anybody.records().count(), anybody.record_sets().count()) == (0, 0)
    assert LogEntry.objects.filter(verb="record.opening_followed").count() == 1


def test_a_large_tree_follows_in_chunks_and_goes_on_after_a_death(
    make: Make, waterworks: RecordSet, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "CHUNK", 3)
    for volume in range(2, 6):
        below = describe_record_set(
            code=f"L012-{volume}", title="卷", level=Level.VOLUME, by=administrator, parent=waterworks, accepted=True
        )
        for number in range(volume):
            make(number, in_set=below)

    close(waterworks, administrator)
    decision = OpeningDecision.objects.get()
    assert (decision.carried, decision.sets_done) == (False, False)
    assert set(open_days()) == {NEVER}  # what is closed is closed at once, however large the tree
    assert set(RecordSet.objects.values_list("open_day", flat=True)) == {NEVER}

    for _turn in range(4):  # some chunks, then the worker dies
        decision = OpeningDecision.objects.get()
        opening._carry_chunk(decision)
    assert LogEntry.objects.filter(verb="record.opening_followed").count() < 14
    opening.carry_down()

    assert set(open_days()) == {NEVER}
    assert set(RecordSet.objects.values_list("open_day", flat=True)) == {NEVER}
    assert LogEntry.objects.filter(verb="record.opening_followed").count() == 14
    assert (opening.has_work(), opening.carry_down()) == (False, 0)

    close(waterworks, administrator, Opening(None))
    assert set(open_days()) == {NEVER}  # what is opened follows, and is too closed until then
    opening.carry_down()
    assert set(open_days()) == {0}


def test_a_worker_that_starts_takes_up_what_is_left(
    make: Make,
    waterworks: RecordSet,
    administrator: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "CHUNK", 1)
    make(1), make(2)
    close(waterworks, administrator)
    DBTaskResult.objects.all().delete()

    take_up("descriptions")

    assert DBTaskResult.objects.filter(task_path="lantai.catalogue.tasks.carry_openings_down").count() == 1


def test_what_one_transaction_cannot_hold_wakes_a_worker(
    make: Make,
    waterworks: RecordSet,
    administrator: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(opening, "CHUNK", 1)
    make(1), make(2)
    with django_capture_on_commit_callbacks(execute=True):
        close(waterworks, administrator)
    assert DBTaskResult.objects.filter(task_path="lantai.catalogue.tasks.carry_openings_down").count() == 1

    carry_openings_down.call()

    assert open_days() == [NEVER, NEVER]


def test_a_chunk_costs_the_same_with_more_records(make: Make, waterworks: RecordSet, administrator: User) -> None:
    def cost(what: Opening) -> int:
        with CaptureQueriesContext(connection) as seen:
            close(waterworks, administrator, what)
        return len(seen)

    make(1)
    one = cost(CLOSED)
    make(2), make(3)
    assert cost(Opening(OpeningStatus.OPEN)) == one


def test_acceptance_asks_again_how_open_the_set_is(make: Make, well_volume: RecordSet, administrator: User) -> None:
    record = Record.objects.select_related("record_set").get(pk=make(accepted=False).pk)
    close(well_volume, administrator)

    accept_records([record.pk], trust_opening=True, by=administrator)
    record.refresh_from_db()

    assert Record.objects.get(pk=record.pk).open_day == NEVER

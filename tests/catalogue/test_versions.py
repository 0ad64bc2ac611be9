"""Versions: every change is one, two can be compared, any can be said again."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from tests.catalogue.conftest import Make

from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.domain.errors import StaleWrite
from lantai.catalogue.domain.record import PLAIN_FIELDS, Description, revise_record
from lantai.catalogue.domain.record_set import SetDescription, revise_record_set
from lantai.catalogue.domain.restoring import NoSuchVersion, restore_version
from lantai.catalogue.domain.revising import ReasonTooLong
from lantai.catalogue.models import DescriptionVersion, Record, RecordSet
from lantai.catalogue.queries.versions import RECORD_FIELDS, SET_FIELDS, changed_since, history, said_at, versions_of
from lantai.journal.models import LogEntry
from lantai.values.dates import parse


def say(record: Record, by: User, *, reason: str = "", **said: str) -> Record:
    """Revise some fields and leave the others as they are."""
    now = Record.objects.get(pk=record.pk)
    date = parse(said.pop("date")) if "date" in said else now.date
    kept = {"title": now.title, "creators": now.creators, "note": now.note}
    description = Description(date=date, **(kept | said))
    return revise_record(now, description=description, version=now.version, by=by, reason=reason)


def test_records_without_edits_have_no_versions_kept(make: Make) -> None:
    record = make()

    (first,) = history(record)

    assert DescriptionVersion.objects.count() == 0
    assert (first.number, str(first.by), first.was_accepted) == (1, "administrator", True)


def test_a_change_is_a_version_with_who_and_why(make: Make, administrator: User) -> None:
    record = say(make(), administrator, title="東街勘井日記", date="1924年9月", reason="  按原件\n改正 ")

    newest, first = history(record)

    assert (newest.number, newest.by, newest.reason) == (2, administrator, "按原件 改正")
    assert newest.fields == ("title", "date_text")
    assert (newest.was_accepted, first.was_accepted) == (False, True)
    entry = LogEntry.objects.get(verb="record.revised")
    assert entry.payload.data["reason"] == "按原件 改正"
    assert entry.payload.data["before"]["title"] == "勘井日記"


def test_nothing_changed_is_no_version(make: Make, administrator: User) -> None:
    record = make()

    assert say(record, administrator).version == record.version
    assert history(record)[0].number == 1


@pytest.mark.usefixtures("in_english")
def test_too_long_a_reason_is_refused_and_nothing_written(make: Make, administrator: User) -> None:
    record = make()

    with pytest.raises(ReasonTooLong, match="501 characters, more than 500"):
        say(record, administrator, title="別名", reason="因" * 501)

    assert Record.objects.get(pk=record.pk).title == "勘井日記"


def test_any_version_can_be_read_again(make: Make, administrator: User) -> None:
    record = make()
    for title, note in (("甲", ""), ("甲", "注"), ("乙", "注")):
        record = say(record, administrator, title=title, note=note)
    changes = versions_of(record)

    said = [said_at(record, changes, number) for number in (1, 2, 3, 4)]

    assert [(one["title"], one["note"]) for one in said if one] == [
        ("勘井日記", ""),
        ("甲", ""),
        ("甲", "注"),
        ("乙", "注"),
    ]
    assert (said_at(record, changes, 0), said_at(record, changes, 5)) == (None, None)


def test_a_restore_is_a_version_and_brings_the_dates_days_back(make: Make, administrator: User) -> None:
    record = make()
    before = (record.date_text, record.date_edtf, record.date_first, record.date_last)
    record = say(record, administrator, title="誤", date="1925")

    restored = restore_version(record, number=1, version=record.version, by=administrator, reason="原來不誤")

    assert (restored.title, restored.date_text, restored.date_edtf, restored.date_first, restored.date_last) == (
        "勘井日記",
        *before,
    )
    newest = history(restored)[0]
    assert (newest.number, newest.restores, newest.reason) == (3, 1, "原來不誤")
    assert LogEntry.objects.filter(verb="record.restored").count() == 1


@pytest.mark.usefixtures("in_english")
def test_a_restore_refuses_what_is_stale_or_was_never(make: Make, administrator: User) -> None:
    seen = make()
    record = say(seen, administrator, title="別人的")

    with pytest.raises(StaleWrite) as refused:
        restore_version(record, number=1, version=seen.version, by=administrator)
    with pytest.raises(NoSuchVersion, match="has no version 7"):
        restore_version(record, number=7, version=record.version, by=administrator)

    assert refused.value.changed == {"title": "別人的"}


def test_sets_have_versions_too(well_volume: RecordSet, administrator: User) -> None:
    said = SetDescription(title="勘井卷", date=parse("1921—1924"), scope="東街各井。")

    revised = revise_record_set(
        well_volume, description=said, version=well_volume.version, by=administrator, reason="補題名"
    )
    restored = restore_version(revised, number=1, version=revised.version, by=administrator)

    assert (revised.title, revised.date_edtf, revised.scope) == ("勘井卷", "1921/1924", "東街各井。")
    assert (restored.title, restored.date, restored.scope) == ("勘井", None, "")
    assert [one.number for one in history(restored)] == [3, 2, 1]
    assert history(restored)[1].fields == ("title", "date_text", "scope")


def test_the_version_that_was_accepted_is_told(make: Make, administrator: User) -> None:
    record = make(accepted=False)
    record = say(record, administrator, title="在檢")
    accept_records([record.pk], trust_opening=True, by=administrator)
    record.refresh_from_db()
    record = say(record, administrator, title="入庫後")

    assert [(one.number, one.was_accepted) for one in history(record)] == [(3, False), (2, True), (1, False)]


def test_what_changed_since_somebody_looked(make: Make, administrator: User) -> None:
    record = make()
    seen = record.version
    record = say(record, administrator, title="甲")
    record = say(record, administrator, note="注")
    record = say(record, administrator, title="勘井日記")

    assert changed_since(record, versions_of(record), seen) == {"note": ""}


def test_history_costs_the_same_with_more_versions(
    make: Make, administrator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record = make()
    for count in range(4):
        with django_assert_num_queries(2):
            assert len(history(record)) == count + 1
        record = say(record, administrator, title=f"題名{count}")


def test_every_field_of_a_description_is_compared() -> None:
    assert sorted(RECORD_FIELDS) == sorted([*PLAIN_FIELDS, "date_text"])
    assert sorted(SET_FIELDS) == sorted(name for name in SetDescription(title="").columns() if name in RECORD_FIELDS)


def test_a_revision_costs_the_same_with_more_versions(make: Make, administrator: User) -> None:
    record, costs = make(), set()
    for count in range(3):
        with CaptureQueriesContext(connection) as seen:
            record = say(record, administrator, title=f"題名{count}")
        costs.add(len(seen))
    assert len(costs) == 1

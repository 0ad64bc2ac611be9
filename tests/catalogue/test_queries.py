"""Reads of the catalogue: what they give, and in how many queries."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records
from lantai.catalogue.domain.record import Description, NewRecord, describe_records
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.catalogue.models import CodeAlias, Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.catalogue.queries.chunks import Cursor, chunk
from lantai.catalogue.queries.record import by_code, neighbours, newest, on_this_day
from lantai.journal.domain import issue_identifier
from lantai.values import dates


@pytest.fixture
def fonds(administrator: User) -> RecordSet:
    return describe_record_set(code="L1", title="全宗", level=Level.FONDS, by=administrator, accepted=True)


def volume_in(fonds: RecordSet, code: str, by: User) -> RecordSet:
    return describe_record_set(code=code, title=code, level=Level.VOLUME, by=by, parent=fonds, accepted=True)


def record_in(record_set: RecordSet, code: str, by: User, written: str = "1924") -> Record:
    new = NewRecord(
        identifier=issue_identifier("record"),
        code=code,
        in_set=record_set,
        description=Description(title=code, date=dates.parse(written)),
        stated_status=OpeningStatus.OPEN,
    )
    (record,) = describe_records([new], by=by)
    accept_records([record.pk], trust_opening=True, by=by)
    record.refresh_from_db()
    return record


@pytest.mark.parametrize("volumes", [1, 3])
def test_tallies_count_at_any_depth_in_one_query(
    fonds: RecordSet, administrator: User, volumes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(volumes):
        record_in(volume_in(fonds, f"L1-{number}", administrator), f"L1-{number}-1", administrator, f"19{number + 10}")
    other = describe_record_set(code="L2", title="他", level=Level.FONDS, by=administrator, accepted=True)

    with django_assert_num_queries(1):
        found = tree.tallies(Record.objects.all(), of=[fonds, other])

    first, last = dates.parse("1910").first, dates.parse(f"19{volumes + 9}").last
    assert found == {fonds.pk: tree.Tally(volumes, first, last)}


def test_ancestors_come_from_the_fonds_down(
    fonds: RecordSet, administrator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    series = volume_in(fonds, "L1-1", administrator)
    volume = volume_in(series, "L1-1-1", administrator)

    with django_assert_num_queries(1):
        above = tree.ancestors(RecordSet.objects.all(), of=volume)

    assert above == [fonds, series]
    assert tree.ancestors(RecordSet.objects.all(), of=fonds) == []


def test_chunks_visit_everything_once_in_the_order_people_read(fonds: RecordSet, administrator: User) -> None:
    for number in (10, 2, 1, 30, 21):
        record_in(fonds, f"L1-{number}", administrator)
    rows = Record.objects.all()

    first = chunk(rows, size=2)
    second = chunk(rows, Cursor(after=first.after or ""), size=2)
    third = chunk(rows, Cursor(after=second.after or ""), size=2)

    assert [one.code for part in (first, second, third) for one in part] == ["L1-1", "L1-2", "L1-10", "L1-21", "L1-30"]
    assert (first.before, third.after) == (None, None)
    assert chunk(rows, Cursor(before=third.before or ""), size=2).rows == second.rows


def test_a_cursor_to_what_is_not_among_the_rows_begins_anew(fonds: RecordSet, administrator: User) -> None:
    record_in(fonds, "L1-1", administrator)

    assert len(chunk(Record.objects.all(), Cursor(after="nothing"))) == 1


def test_codes_and_former_codes_lead_to_what_they_name(fonds: RecordSet, administrator: User) -> None:
    record = record_in(fonds, "L1-1", administrator)
    CodeAlias.objects.create(code="舊1", record=record)
    CodeAlias.objects.create(code="舊全宗", record_set=fonds)
    everything = (Record.objects.all(), RecordSet.objects.all())

    found = [by_code(*everything, code) for code in ("L1-1", "舊1", "L1", "舊全宗", "無")]

    assert found == [record.identifier, record.identifier, fonds.identifier, fonds.identifier, None]


def test_neighbours_are_of_the_same_set(fonds: RecordSet, administrator: User) -> None:
    volume = volume_in(fonds, "L1-9", administrator)
    first, second = (record_in(fonds, code, administrator) for code in ("L1-1", "L1-2"))
    record_in(volume, "L1-3", administrator)

    beside = neighbours(Record.objects.all(), of=second)

    assert (beside.previous, beside.next) == (first, None)


def test_anniversaries_are_dated_to_the_day(fonds: RecordSet, administrator: User) -> None:
    for number, written in enumerate(("1924-02-29", "1924-02-28", "1924-02", "1928-02-29", "1924-02-28/1924-02-29")):
        record_in(fonds, f"L1-{number}", administrator, written)

    found = on_this_day(Record.objects.all(), today=date(2024, 2, 29))

    assert [one.date_text for one in found] == ["1924-02-29", "1928-02-29"]


def test_newest_are_the_last_accepted(fonds: RecordSet, administrator: User) -> None:
    for number in range(3):
        record_in(fonds, f"L1-{number}", administrator)

    assert [one.code for one in newest(Record.objects.all())[:2]] == ["L1-2", "L1-1"]

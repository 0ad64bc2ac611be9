"""Pages of volumes: visible with every record that holds them, and the index reckons the same as the database."""

from __future__ import annotations

from itertools import product

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.volumes import Bound, hold

from lantai.access.queries import Reader, today, visible
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.models import Page
from lantai.discovery import documents
from lantai.ports.search import NEVER

pytestmark = pytest.mark.django_db

READERS = {
    "public": Reader(today=today()),
    "sees closed": Reader(today=today(), sees_closed=True),
    "sees custody": Reader(today=today(), sees_custody=True),
    "sees both": Reader(today=today(), sees_closed=True, sees_custody=True),
}
OPEN = {"open_day": 0, "accepted": True, "withdrawn_at": None}
STATES = {
    "open": {},
    "closed": {"open_day": NEVER},
    "not yet": {"open_day": today() + 1},
    "since today": {"open_day": today()},
    "custody": {"accepted": False},
    "withdrawn": {"withdrawn_at": timezone.now()},
}
SEEN = {
    "public": {"open", "since today"},
    "sees closed": {"open", "since today", "closed", "not yet", "withdrawn"},
    "sees custody": {"open", "since today", "custody"},
    "sees both": set(STATES),
}


def put(one: Record | RecordSet, **columns: object) -> None:
    type(one).objects.filter(pk=one.pk).update(**columns)


def numbers(reader: Reader) -> set[int]:
    return set(visible(to=reader).pages().values_list("number", flat=True))


def test_shared_page_is_seen_by_who_sees_both_records(bound: Bound) -> None:
    for first, second in product(STATES, STATES):
        put(bound.first, **OPEN | STATES[first])
        put(bound.second, **OPEN | STATES[second])
        for name, reader in READERS.items():
            seen = numbers(reader)
            mine, theirs = first in SEEN[name], second in SEEN[name]
            found = (3 in seen, 4 in seen, 5 in seen, 6 in seen)
            assert found == (mine, mine and theirs, theirs, True), (name, first, second)


@pytest.mark.parametrize("state", [state for state in STATES if state != "withdrawn"])
def test_pages_are_seen_by_who_sees_the_volume(bound: Bound, state: str) -> None:
    put(bound.volume, **STATES[state])
    for name, reader in READERS.items():
        assert (6 in numbers(reader)) == (state in SEEN[name]), name


@pytest.mark.parametrize(
    ("status", "day", "opened"),
    [
        (None, None, False),
        (OpeningStatus.OPEN, None, True),
        (OpeningStatus.POSTPONED, today(), True),
        (OpeningStatus.POSTPONED, today() + 1, False),
        (OpeningStatus.RESTRICTED, None, False),
        (OpeningStatus.NOT_REVIEWED, None, False),
    ],
)
def test_page_that_no_record_holds_is_opened_by_a_decision_on_the_volume(
    bound: Bound, status: str | None, day: int | None, opened: bool
) -> None:
    put(bound.volume, status=status, opening_day=day, open_day=day or 0)
    for name, reader in READERS.items():
        assert ({1, 8} <= numbers(reader)) == (opened or reader.sees_closed), name


def test_decision_on_the_volume_opens_nothing_that_a_record_closes(bound: Bound) -> None:
    put(bound.volume, status=OpeningStatus.OPEN)
    put(bound.second, open_day=NEVER)
    assert numbers(READERS["public"]) == {1, 2, 3, 6, 7, 8}


def test_closed_fonds_keeps_an_open_volume_closed(bound: Bound) -> None:
    put(bound.volume, status=OpeningStatus.OPEN, open_day=NEVER)
    assert numbers(READERS["public"]) == set()


@pytest.mark.parametrize("name", READERS)
def test_parts_are_the_whole(bound: Bound, name: str) -> None:
    own = Page.objects.create(record=bound.third, instantiation=bound.pages[1].instantiation, number=1)
    put(bound.second, open_day=NEVER)
    seen = visible(to=READERS[name])
    in_parts = {*seen.pages_of_records(), *seen.pages_of_volumes()}
    assert in_parts == set(seen.pages())
    assert own in in_parts


def test_index_reckons_what_the_database_decides(bound: Bound) -> None:
    hold(bound.third, bound.volume, 3, 3)
    for first, second, above in product(STATES, STATES, ("open", "closed", "custody")):
        put(bound.first, **OPEN | STATES[first])
        put(bound.second, **OPEN | STATES[second])
        put(bound.volume, **{"open_day": 0, "accepted": True} | STATES[above])
        indexed = list(documents.of_pages(Record.objects.all()))
        assert len(indexed) == 8
        for name, reader in READERS.items():
            rule, seen = visible(to=reader).in_index(), numbers(reader)
            for one in indexed:
                in_index = (one.accepted or rule.custody) and (rule.open_by is None or one.open_day <= rule.open_by)
                assert in_index == (one.page in seen), (name, first, second, above, one.page)


def test_withdrawn_is_seen_as_a_stub_by_who_could_have_seen_it(bound: Bound) -> None:
    put(bound.first, withdrawn_at=timezone.now())
    put(bound.second, withdrawn_at=timezone.now(), open_day=today() + 1)
    found = {
        name: (bound.first in visible(to=reader).records(), set(visible(to=reader).withdrawn()))
        for name, reader in READERS.items()
    }
    assert found == {
        "public": (False, {bound.first}),
        "sees closed": (True, set()),
        "sees custody": (False, {bound.first}),
        "sees both": (True, set()),
    }


@pytest.mark.parametrize("records", [1, 3])
def test_documents_of_volumes_take_six_queries(
    bound: Bound, records: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chosen = list(Record.objects.order_by("code_key").values_list("pk", flat=True)[:records])
    with django_assert_num_queries(6):
        list(documents.of_pages(Record.objects.filter(pk__in=chosen)))


def test_documents_of_what_has_no_page_take_one(
    bound: Bound, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bound.first.spans.all().delete()
    with django_assert_num_queries(1):
        assert list(documents.of_pages(Record.objects.filter(pk=bound.first.pk))) == []

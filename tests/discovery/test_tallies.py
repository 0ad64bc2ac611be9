"""The tallies that a worker keeps say what counting would say, to every reader, whatever was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from django.utils import timezone

from lantai.access.queries import Reader, Visible, today, visible
from lantai.accounts.models import User
from lantai.catalogue.domain.custody import accept_records, remove_record_sets, remove_records
from lantai.catalogue.domain.record import Description, NewRecord, describe_records, revise_record
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import CarrierKind, Level, OpeningStatus
from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.digitisation.enums import ReadState
from lantai.digitisation.models import Page, PageSpan
from lantai.discovery import indexing, tallies, tallying
from lantai.discovery.models import SetTally, TallyMark
from lantai.discovery.volume_pages import limits_of_volume_pages
from lantai.journal import domain as journal
from lantai.ports.search import NEVER
from lantai.values.dates import parse

pytestmark = pytest.mark.django_db(transaction=True)

READERS = [Reader(today(), sees_closed=closed, sees_custody=custody) for closed in (0, 1) for custody in (0, 1)]
READERS.append(Reader(today() + 400))

Describe = Callable[..., list[Record]]


@pytest.fixture
def sets(administrator: User) -> dict[str, RecordSet]:
    """Two fonds; in the first a series with two volumes, and records that lie in the fonds itself."""
    made: dict[str, RecordSet] = {}
    for code, level, parent in (
        ("A", Level.FONDS, None),
        ("A-1", Level.SERIES, "A"),
        ("A-1-1", Level.VOLUME, "A-1"),
        ("A-1-2", Level.VOLUME, "A-1"),
        ("B", Level.FONDS, None),
    ):
        above = made[parent] if parent else None
        made[code] = describe_record_set(
            code=code, title=code, level=level, by=administrator, parent=above, accepted=True
        )
    return made


@pytest.fixture
def describe(administrator: User) -> Describe:
    def make(
        in_set: RecordSet,
        *years: int,
        status: str = OpeningStatus.OPEN,
        day: int | None = None,
        accepted: bool = True,
    ) -> list[Record]:
        new = [
            NewRecord(
                identifier=journal.issue_identifier("record"),
                code=f"{in_set.code}-{journal.issue_identifier('record')}",
                in_set=in_set,
                description=Description(title="呈文", date=parse(str(year)), issue_number=number_of(year)),
                stated_status=status,
                stated_opening_day=day,
                carriers=((journal.issue_identifier("record"), CarrierKind.MASTER_SCAN),),
            )
            for year in years
        ]
        made = describe_records(new, by=administrator)
        if accepted:
            accept_records([one.pk for one in made], trust_opening=True, by=administrator)
            for one in made:
                one.refresh_from_db()
        return made

    return make


def number_of(year: int) -> str:
    """In every other year it is an issue of a serial."""
    return str(year) if year % 2 else ""


def page(record: Record, number: int, state: ReadState = ReadState.READ) -> Page:
    carrier = Instantiation.objects.get(record=record)
    return Page.objects.create(record=record, instantiation=carrier, number=number, read_state=state)


def counted(seen: Visible, sets: Iterable[RecordSet]) -> dict[str, tree.Tally]:
    """As it would be counted now, set by set."""
    records = {one.code: tree.below(seen.records(), one.path) for one in sets}
    spans = {
        code: [
            (one.date_first, one.date_last) for one in below.filter(date_first__isnull=False, date_last__isnull=False)
        ]
        for code, below in records.items()
    }
    return {
        code: tree.Tally(
            below.count(),
            min((first for first, _ in spans[code] if first is not None), default=None),
            max((last for _, last in spans[code] if last is not None), default=None),
            below.exclude(issue_number="").count(),
        )
        for code, below in records.items()
    }


def assert_tallies_are_true(sets: dict[str, RecordSet]) -> None:
    standing = [one for one in sets.values() if RecordSet.objects.filter(pk=one.pk).exists()]
    for reader in READERS:
        seen = visible(to=reader)
        kept = {one.code: tallies.below([one], seen).get(one.pk, tree.Tally()) for one in standing}
        assert kept == counted(seen, standing)
        held = tallies.sums(seen)
        assert (held.records, held.pages) == (seen.records().count(), seen.pages().count())
        assert held.readable == seen.pages().filter(read_state__in=ReadState.with_text()).count()


def test_sets_with_issues_are_known_before_they_are_counted(sets: dict[str, RecordSet], describe: Describe) -> None:
    describe(sets["A-1-1"], 1924, 1931)
    describe(sets["A-1-1"], 1933, status=OpeningStatus.RESTRICTED)
    seen = visible(to=READERS[0])
    before = tallies.with_issues(seen)
    tallying.follow()
    assert tallies.with_issues(seen) == before
    assert {one.issues for one in before.values()} == {1}


def test_tallies_are_true_after_every_write(
    sets: dict[str, RecordSet], describe: Describe, administrator: User
) -> None:
    describe(sets["A-1-1"], 1924, 1931)
    tallying.follow()
    assert_tallies_are_true(sets)

    describe(sets["A"], 1912, accepted=False)
    describe(sets["A-1-2"], 1949, status=OpeningStatus.RESTRICTED)
    later = describe(sets["A-1-2"], 1936, 1937, status=OpeningStatus.POSTPONED, day=today() + 100)
    page(later[0], 1)
    page(later[0], 2, ReadState.QUEUED)
    page(describe(sets["B"], 1911)[0], 1)
    tallying.follow()
    assert_tallies_are_true(sets)

    record = describe(sets["A-1-1"], 1905)[0]
    tallying.follow()
    revise_record(
        record, description=Description(title="改", date=parse("1900")), version=record.version, by=administrator
    )
    tallying.follow()
    assert_tallies_are_true(sets)


def test_what_was_removed_is_not_counted_any_more(
    sets: dict[str, RecordSet], describe: Describe, administrator: User
) -> None:
    records = describe(sets["A-1-1"], 1924, 1931, accepted=False)
    describe(sets["A-1-2"], 1932)
    tallying.follow()
    remove_records(records[:1], by=administrator)
    tallying.follow()
    assert_tallies_are_true(sets)
    remove_records(records[1:], by=administrator)
    remove_record_sets([sets["A-1-1"]], by=administrator)
    tallying.follow()
    assert_tallies_are_true(sets)


def test_set_that_gets_its_first_set_below_is_counted_whole(
    sets: dict[str, RecordSet], describe: Describe, administrator: User
) -> None:
    describe(sets["B"], 1911)
    tallying.follow()
    sets["B-1"] = describe_record_set(
        code="B-1", title="卷", level=Level.VOLUME, by=administrator, parent=sets["B"], accepted=True
    )
    describe(sets["B-1"], 1912)
    tallying.follow()
    assert_tallies_are_true(sets)


def test_killed_before_everything_was_counted_it_is_counted_again(
    sets: dict[str, RecordSet], describe: Describe, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe(sets["A-1-1"], 1924)
    monkeypatch.setattr(tallying, "_SETS", 1)
    monkeypatch.setattr(tallying, "_sum_up", lambda path: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tallying.follow()
    assert (SetTally.objects.exists(), TallyMark.objects.exists()) == (True, False)
    assert_tallies_are_true(sets)  # counted as they are asked for
    monkeypatch.undo()
    tallying.follow()
    assert_tallies_are_true(sets)


@pytest.mark.parametrize("count", [3, 30])
def test_number_of_queries_does_not_grow_with_the_sets(
    sets: dict[str, RecordSet], administrator: User, count: int, django_assert_num_queries: object
) -> None:
    volumes = [
        describe_record_set(
            code=f"B-{number}", title="卷", level=Level.VOLUME, by=administrator, parent=sets["B"], accepted=True
        )
        for number in range(count)
    ]
    indexing.follow()
    seen = visible(to=READERS[0])
    with django_assert_num_queries(2):  # type: ignore[operator]
        tallies.below(volumes, seen)
    with django_assert_num_queries(4):  # type: ignore[operator]
        tallies.sums(seen)


def test_page_of_a_volume_is_as_open_as_every_record_on_it(
    sets: dict[str, RecordSet], describe: Describe, administrator: User
) -> None:
    volume = sets["A-1-1"]
    first, second, third = (
        describe(volume, 1924)[0],
        describe(volume, 1925, status=OpeningStatus.RESTRICTED)[0],
        describe(volume, 1926, accepted=False)[0],
    )
    carrier = Instantiation.objects.create(identifier="scan", record_set=volume, kind=CarrierKind.MASTER_SCAN)
    for number in range(1, 6):
        state = ReadState.READ if number == 1 else ReadState.QUEUED
        Page.objects.create(record_set=volume, instantiation=carrier, number=number, read_state=state)
    for record, begin, end in ((first, 1, 2), (second, 2, 3), (third, 4, 4)):
        PageSpan.objects.create(record=record, record_set=volume, first=begin, last=end)
    limits = sorted(limits_of_volume_pages([volume.pk]), key=repr)
    assert limits == sorted(
        [
            ((volume.pk, True, 0), True),
            ((volume.pk, True, NEVER), False),
            ((volume.pk, True, NEVER), False),
            ((volume.pk, False, NEVER), False),
            ((volume.pk, True, NEVER), False),  # no record holds it
        ],
        key=repr,
    )


def test_withdrawn_record_is_counted_for_those_who_see_closed_things(
    sets: dict[str, RecordSet], describe: Describe, administrator: User
) -> None:
    record = describe(sets["B"], 1924)[0]
    Record.objects.filter(pk=record.pk).update(withdrawn_at=timezone.now())
    tallying.follow()
    public, staff = (tallies.sums(visible(to=reader)).records for reader in (READERS[0], READERS[3]))
    assert (public, staff) == (0, 1)

"""The index follows the journal: in windows, by several processes in turn, and never the same document twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from lantai.accounts.models import User
from lantai.catalogue.domain.record import Description, NewRecord, describe_records, revise_record
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level
from lantai.catalogue.models import CodeAlias, Record, RecordSet
from lantai.discovery import descriptions, documents, following, indexing
from lantai.discovery.engine import search_engine
from lantai.discovery.following import Follower
from lantai.journal import domain as journal
from lantai.ports.search import Document, Everything, Request, Visibility
from lantai.values.codes import fold_code
from lantai.values.dates import parse
from lantai.values.folding import fold

pytestmark = pytest.mark.django_db(transaction=True)

ALL = Request(Everything(), Visibility(open_by=None, custody=True), limit=1_000)


@pytest.fixture
def fonds(administrator: User) -> RecordSet:
    return describe_record_set(code="L001", title="臨河縣政府", level=Level.FONDS, by=administrator, accepted=True)


def describe(fonds: RecordSet, count: int, by: User, first: int = 1) -> list[Record]:
    new = [
        NewRecord(
            identifier=journal.issue_identifier("record"),
            code=f"L001-{number}",
            in_set=fonds,
            description=Description(
                title=f"關於水井的呈文（{number}）",
                date=parse("1931-09-18") if number % 2 else None,
                creators="縣政府；商會" if number % 3 else "",
                scope="述及ｶﾞｽ燈、e\u0301lite與水塔" if number % 4 else "",
                note="附圖" if number % 5 else "",
            ),
        )
        for number in range(first, first + count)
    ]
    return describe_records(new, by=by)


def titles() -> list[str]:
    keys = [hit.identifier for hit in search_engine().search(ALL).hits]
    by_identifier = dict(Record.objects.values_list("identifier", "title"))
    return sorted(by_identifier[key] for key in keys if key in by_identifier)


@pytest.fixture
def small_windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(following, "WINDOW", 3)
    monkeypatch.setattr(following, "_COMMIT", 6)
    return


@pytest.mark.usefixtures("small_windows")
def test_what_changes_between_the_windows_stands_once(fonds: RecordSet, administrator: User) -> None:
    records = describe(fonds, 10, administrator)
    for record in (records[0], records[7]):
        revise_record(record, description=Description(title="改"), version=record.version, by=administrator)
    assert indexing.follow() == 11
    assert titles().count("改") == 2
    assert (len(titles()), search_engine().counts()["description"]) == (10, 11)


@pytest.mark.usefixtures("small_windows")
def test_what_was_not_committed_is_taken_over_again(fonds: RecordSet, administrator: User) -> None:
    describe(fonds, 10, administrator)
    follower = Follower(search_engine())
    while follower.step():
        if follower.is_full:
            follower.commit()
    search_engine().close()  # as a killed process leaves it
    assert 0 < search_engine().counts()["description"] < 11
    indexing.follow()
    assert (len(titles()), search_engine().counts()["description"]) == (10, 11)


def test_revised_before_it_was_indexed_and_again_after_it_stands_once(fonds: RecordSet, administrator: User) -> None:
    (record,) = describe(fonds, 1, administrator)
    revise_record(record, description=Description(title="甲"), version=record.version, by=administrator)
    indexing.follow()
    record.refresh_from_db()
    revise_record(record, description=Description(title="乙"), version=record.version, by=administrator)
    describe(fonds, 1, administrator, first=2)
    indexing.follow()
    assert titles() == ["乙", "關於水井的呈文（2）"]


def test_keeping_follows_until_it_is_told_to_end(fonds: RecordSet, administrator: User) -> None:
    describe(fonds, 3, administrator)

    class AfterAll(Event):
        """Set as soon as there is nothing more to follow."""

        def wait(self, timeout: float | None = None) -> bool:
            self.set()
            return True

    assert indexing.keep_following(AfterAll()) == 4
    assert indexing.is_caught_up()


def test_index_that_another_writes_is_left_to_it(fonds: RecordSet, administrator: User) -> None:
    describe(fonds, 3, administrator)
    with indexing.writing():
        assert indexing.follow_if_free() == 0
        assert indexing.keep_following(Event(), wait=False) == 0
    assert indexing.follow_if_free() == 4


def test_number_of_queries_does_not_grow_with_the_window(
    fonds: RecordSet, administrator: User, django_assert_num_queries: object
) -> None:
    indexing.follow()
    for count, first in ((3, 1), (30, 100)):
        describe(fonds, count, administrator, first=first)
        follower = Follower(search_engine())
        with django_assert_num_queries(7):  # type: ignore[operator]
            follower.step()
        follower.commit()
    search_engine().close()


def test_documents_of_many_are_those_of_each(fonds: RecordSet, administrator: User) -> None:
    records = describe(fonds, 12, administrator)
    CodeAlias.objects.create(code="舊·1", record=records[3])
    CodeAlias.objects.create(code="A/2", record=records[3])
    made = {one.key: one for one in descriptions.of_records(Record.objects.all())}
    assert made == {one.identifier: _document_of(one) for one in Record.objects.all()}
    assert list(documents.of_pages(Record.objects.all())) == []


def _document_of(record: Record) -> Document:
    """As the contract has it, field by field."""
    words = (record.title, record.code, *record.creator_names, record.scope, record.masthead_text, record.note)
    aliases = [one.code for one in record.aliases.order_by("pk")]
    return Document(
        key=record.identifier,
        identifier=record.identifier,
        kind="description",
        segments=tuple(folded for word in words if (folded := fold(word))),
        title=fold(record.title),
        creators=tuple(map(fold, record.creator_names)),
        code=record.code,
        code_key=record.code_key,
        codes=tuple(map(fold_code, (record.code, *aliases))),
        fonds="L001",
        level="item",
        first=record.date_first,
        last=record.date_last,
        years=record.date.years() if record.date else (),
        serial=0,
        accepted=False,
        open_day=record.open_day,
    )


def test_home_without_an_index_gets_one(small_delivery: Path) -> None:
    assert indexing.follow() == 0
    assert search_engine().search(ALL).total == 0

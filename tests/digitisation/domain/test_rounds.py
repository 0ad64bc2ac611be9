"""A delivery that comes again, in custody and after acceptance: what is added, changed, unchanged and missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from digitisation.domain.laying import folder_per_item, folder_per_volume
from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.domain.custody import accept_batch, roll_back_batch
from lantai.digitisation.domain.intake import NotInCustody, Terms, take_in
from lantai.digitisation.enums import BatchPurpose, BatchState, ItemOutcome, ReadState
from lantai.digitisation.models import Batch, BatchItem, Page, PageSpan
from lantai.preservation.models import StoredObject
from lantai.preservation.store import masters

pytestmark = pytest.mark.django_db(transaction=True)

REVISION = Terms(purpose=BatchPurpose.REVISION)


def outcomes(batch: Batch) -> dict[str, str]:
    found = batch.items.filter(is_volume=False).values_list("code", "outcome")
    return {code[-4:]: outcome for code, outcome in found}


def counts(batch: Batch) -> tuple[int, int, int, int]:
    batch.refresh_from_db()
    return batch.created_count, batch.changed_count, batch.unchanged_count, batch.missing_count


def bytes_of(record: Record) -> bytes:
    page = record.pages.get(number=1)
    with masters().open(page.instantiation.identifier, page.file) as file:
        return file.read()


# -- volumes that came as one ---------------------------------------------------------------------


def test_a_volume_scanned_as_one_gives_its_items_spans(tmp_path: Path, administrator: User) -> None:
    batch = take_in(folder_per_volume(tmp_path, {1: (1, 2), 2: (2, 3)}, [1, 2, 3, 4]), by=administrator).batch
    spans = [(span.record.code[-4:], span.first, span.last) for span in PageSpan.objects.order_by("record__code")]
    pages = list(Page.objects.order_by("number").values_list("record_set__code", "number", "derived"))
    assert batch.state == BatchState.REFUSED  # the fourth page lies in no span
    assert (spans, pages) == ([], [])

    good = folder_per_volume(tmp_path / "again", {1: (1, 2), 2: (2, 3)}, [1, 2, 3])
    batch = take_in(good, by=administrator).batch
    spans = [(span.record.code[-4:], span.first, span.last) for span in PageSpan.objects.order_by("record__code")]
    pages = list(Page.objects.order_by("number").values_list("record_set__code", "number", "derived"))
    assert batch.layout == "folder-per-volume"
    assert spans == [("0001", 1, 2), ("0002", 2, 3)]
    assert pages == [("L099-01-0001", number, True) for number in (1, 2, 3)]
    assert StoredObject.objects.get().file_count == 3


def test_a_volume_that_is_rolled_back_leaves_nothing(tmp_path: Path, administrator: User) -> None:
    batch = take_in(folder_per_volume(tmp_path, {1: (1, 2), 2: (2, 3)}, [1, 2, 3]), by=administrator).batch
    roll_back_batch(batch, by=administrator)
    assert (Page.objects.count(), Record.objects.count(), list(masters().objects())) == (0, 0, [])


def test_pages_of_a_volume_that_stand_are_taken(tmp_path: Path, administrator: User) -> None:
    take_in(folder_per_volume(tmp_path / "one", {1: (1, 2)}, [1, 2]), by=administrator)
    second = folder_per_volume(tmp_path / "two", {2: (2, 3)}, [7, 8, 9])
    (second / "圖像/L099-01-0001/0001.jpg").unlink()
    batch = take_in(second, by=administrator).batch
    assert [(one.code, one.found) for one in batch.findings.filter(severity="error")] == [("page-taken", "2")]


# -- into a batch ---------------------------------------------------------------------------------


def test_what_comes_again_keeps_what_is_the_same_and_replaces_what_is_not(tmp_path: Path, administrator: User) -> None:
    batch = take_in(folder_per_item(tmp_path / "a", {1: 1, 2: 2, 3: 3}), by=administrator).batch
    before = {record.code: record.identifier for record in Record.objects.all()}
    again = folder_per_item(tmp_path / "b", {1: 1, 2: 22, 4: 4}, t1="修渠第1件")
    take_in(again, into=batch, by=administrator)
    batch.refresh_from_db()
    after = {record.code: record.identifier for record in Record.objects.all()}
    assert (batch.state, batch.round) == (BatchState.DESCRIBED, 2)
    assert outcomes(batch) == {"0001": "unchanged", "0002": "created", "0003": "created", "0004": "created"}
    assert {code: after[code] for code in before} == before
    assert (
        bytes_of(Record.objects.get(code__endswith="0002")) == (again / "圖像/L099-01-0001-0002/0001.jpg").read_bytes()
    )
    assert sorted(masters().objects()) == sorted(one.object_id for one in StoredObject.objects.all())


def test_what_does_not_come_again_is_taken_out_only_when_told(tmp_path: Path, administrator: User) -> None:
    batch = take_in(folder_per_item(tmp_path / "a", {1: 1, 2: 2}), by=administrator).batch
    take_in(folder_per_item(tmp_path / "b", {1: 1}), into=batch, terms=Terms(withdraw_missing=True), by=administrator)
    assert [record.code[-4:] for record in Record.objects.all()] == ["0001"]
    assert len(list(masters().objects())) == 1


def test_a_redelivery_with_errors_leaves_what_came_before(tmp_path: Path, administrator: User) -> None:
    batch = take_in(folder_per_item(tmp_path / "a", {1: 1, 2: 2}), by=administrator).batch
    bad = folder_per_item(tmp_path / "b", {1: 1, 2: 22}, t2="")
    take_in(bad, into=batch, by=administrator)
    batch.refresh_from_db()
    assert (batch.state, batch.round, Record.objects.count()) == (BatchState.DESCRIBED, 2, 2)
    assert [run.passed for run in batch.checks.order_by("round")] == [True, False]
    assert batch.findings.filter(code="missing-field").exists()
    accept_batch(batch, trust_opening=True, by=administrator)
    assert Record.objects.filter(accepted=True).count() == 2


def test_a_refused_batch_takes_the_mended_delivery(tmp_path: Path, administrator: User) -> None:
    batch = take_in(folder_per_item(tmp_path / "a", {1: 1}, t1=""), by=administrator).batch
    assert batch.state == BatchState.REFUSED
    take_in(folder_per_item(tmp_path / "b", {1: 1}), into=batch, by=administrator)
    batch.refresh_from_db()
    assert (batch.state, batch.round, batch.checks.count()) == (BatchState.DESCRIBED, 2, 2)


def test_nothing_comes_again_for_what_is_accepted(tmp_path: Path, administrator: User) -> None:
    batch = take_in(folder_per_item(tmp_path / "a", {1: 1}), by=administrator).batch
    accept_batch(batch, trust_opening=True, by=administrator)
    with pytest.raises(NotInCustody, match="revised by a delivery of its own"):
        take_in(folder_per_item(tmp_path / "b", {1: 2}), into=batch, by=administrator)


# -- revising the archive -------------------------------------------------------------------------


@pytest.fixture
def accepted(tmp_path: Path, administrator: User) -> Batch:
    """Three items in the archive, read by nobody."""
    batch = take_in(folder_per_item(tmp_path / "a", {1: 1, 2: 2, 3: 3}), by=administrator).batch
    return accept_batch(batch, trust_opening=True, by=administrator)


def test_a_revision_changes_nothing_before_it_is_accepted(accepted: Batch, tmp_path: Path, administrator: User) -> None:
    before = bytes_of(Record.objects.get(code__endswith="0002"))
    revised = folder_per_item(tmp_path / "b", {1: 1, 2: 22, 4: 4}, t1="修渠第一件，改題")
    batch = take_in(revised, terms=REVISION, by=administrator).batch
    assert counts(batch) == (1, 2, 0, 1)
    assert outcomes(batch) == {"0001": "changed", "0002": "changed", "0003": "missing", "0004": "created"}
    assert Record.objects.get(code__endswith="0001").title == "修渠第1件"
    assert bytes_of(Record.objects.get(code__endswith="0002")) == before


def test_an_accepted_revision_makes_versions(accepted: Batch, tmp_path: Path, administrator: User) -> None:
    revised = folder_per_item(tmp_path / "b", {1: 1, 2: 22}, t1="修渠第一件，改題")
    accept_batch(take_in(revised, terms=REVISION, by=administrator).batch, trust_opening=True, by=administrator)
    first, second = Record.objects.get(code__endswith="0001"), Record.objects.get(code__endswith="0002")
    assert (first.title, [version.changes for version in first.versions.all()]) == (
        "修渠第一件，改題",
        [{"title": ["修渠第1件", "修渠第一件，改題"]}],
    )
    assert bytes_of(second) == (revised / "圖像/L099-01-0001-0002/0001.jpg").read_bytes()
    stored = second.instantiations.get().stored
    assert (stored.version, len(masters().versions(stored.object_id)), masters().verify(stored.object_id)) == (2, 2, ())
    page = second.pages.get()
    assert (page.number, page.derived, page.read_state) == (1, True, ReadState.QUEUED)
    assert sorted(masters().objects()) == sorted(one.object_id for one in StoredObject.objects.all())
    assert Record.objects.filter(withdrawn_at=None).count() == 3


def test_a_revision_withdraws_what_it_leaves_out_only_when_told(
    accepted: Batch, tmp_path: Path, administrator: User
) -> None:
    terms = Terms(purpose=BatchPurpose.REVISION, withdraw_missing=True)
    batch = take_in(folder_per_item(tmp_path / "b", {1: 1, 2: 2}), terms=terms, by=administrator).batch
    assert counts(batch) == (0, 0, 2, 1)
    accept_batch(batch, trust_opening=True, by=administrator)
    gone = Record.objects.exclude(withdrawn_at=None).get()
    assert (gone.code[-4:], batch.identifier in gone.withdrawn_reason) == ("0003", True)


def test_a_revision_that_is_rolled_back_leaves_the_archive_as_it_was(
    accepted: Batch, tmp_path: Path, administrator: User
) -> None:
    objects = sorted(masters().objects())
    batch = take_in(folder_per_item(tmp_path / "b", {1: 11, 4: 4}), terms=REVISION, by=administrator).batch
    roll_back_batch(batch, by=administrator)
    assert sorted(masters().objects()) == objects
    assert Record.objects.filter(accepted=True).count() == Record.objects.count() == 3


def test_columns_that_a_revision_does_not_have_are_left_alone(
    accepted: Batch, tmp_path: Path, administrator: User
) -> None:
    Record.objects.filter(code__endswith="0001").update(note="原件有破損")
    lines = "檔號,題名,日期\nL099-01-0001-0001,改題,1926\n"
    (tmp_path / "目錄.csv").write_text(lines, encoding="utf-8")
    batch = take_in(tmp_path / "目錄.csv", terms=REVISION, by=administrator).batch
    accept_batch(batch, trust_opening=True, by=administrator)
    record = Record.objects.get(code__endswith="0001")
    assert (record.title, record.note, record.pages.count()) == ("改題", "原件有破損", 1)


# -- what is good ---------------------------------------------------------------------------------


def test_errors_stop_only_the_items_that_they_concern(tmp_path: Path, administrator: User) -> None:
    folder = folder_per_item(tmp_path / "a", {1: 1, 2: 2, 3: 3}, t2="")
    (folder / "圖像/L099-01-0001-0003/0001.jpg").write_bytes(b"no picture at all")
    batch = take_in(folder, terms=Terms(accept_good=True), by=administrator).batch
    assert (batch.state, batch.refused_count) == (BatchState.DESCRIBED, 2)
    assert outcomes(batch) == {"0001": "created", "0002": "refused", "0003": "refused"}
    assert [record.code[-4:] for record in Record.objects.all()] == ["0001"]


def test_what_concerns_the_whole_stops_the_good_ones_too(tmp_path: Path, administrator: User) -> None:
    folder = folder_per_item(tmp_path / "a", {1: 1})
    (folder / "卷內.xlsx").write_bytes(b"PK\x03\x04 and then nothing of a workbook")
    batch = take_in(folder, terms=Terms(accept_good=True), by=administrator).batch
    assert (batch.state, BatchItem.objects.count()) == (BatchState.REFUSED, 0)


def test_a_page_in_two_items_concerns_both(tmp_path: Path, administrator: User) -> None:
    folder = folder_per_volume(tmp_path, {1: (1, 2), 2: (2, 3), 3: (4, 4)}, [1, 2, 3, 4])
    (folder / "圖像/L099-01-0001/0002.jpg").write_bytes(b"no picture at all")
    batch = take_in(folder, terms=Terms(accept_good=True), by=administrator).batch
    assert outcomes(batch) == {"0001": ItemOutcome.REFUSED, "0002": ItemOutcome.REFUSED, "0003": ItemOutcome.CREATED}

"""A delivery on its way: checked, stored, described, accepted or rolled back, and killed in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import override
from samples.make.faults import make_faulty, make_small

from lantai.accounts.models import User
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.check import Asked, Observation, check_delivery
from lantai.digitisation.domain import describing, storing
from lantai.digitisation.domain.custody import BatchRefused, accept_batch, roll_back_batch
from lantai.digitisation.domain.intake import Terms, resume, take_in
from lantai.digitisation.domain.work import PAUSE
from lantai.digitisation.enums import BatchState, ReadState
from lantai.digitisation.models import Batch, Page, Transcription
from lantai.digitisation.progress import SilentProgress, Stopped
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.journal.models import IssuedIdentifier, LogEntry
from lantai.preservation.models import StoredObject
from lantai.preservation.store import masters

pytestmark = pytest.mark.django_db(transaction=True)


def findings_of(source: Path, asked: Asked | None = None) -> list[Observation]:
    """Everything that the check says of a delivery."""
    with check_delivery(source, asked) as check:
        return list(check.findings())


def test_take_in_describes_in_custody(small_delivery: Path, administrator: User) -> None:
    intake = take_in(small_delivery, by=administrator)
    batch = intake.batch
    assert (batch.state, batch.created_count, batch.unchanged_count) == (BatchState.DESCRIBED, 6, 0)
    assert Record.objects.filter(accepted=False).count() == 6
    assert [(one.code, one.level) for one in RecordSet.objects.order_by("path")] == [
        ("L099", "fonds"),
        ("L099-01-0001", "volume"),
    ]
    assert Page.objects.filter(read_state=ReadState.DELIVERED, derived=True, width=200, height=300).count() == 9
    assert Transcription.objects.filter(current=True).count() == 9


def test_masters_are_the_bytes_that_came(small_delivery: Path, administrator: User) -> None:
    take_in(small_delivery, by=administrator)
    page = Page.objects.select_related("instantiation").get(record__code="L099-01-0001-0001", number=2)
    with masters().open(page.instantiation.identifier, page.file) as stored:
        assert stored.read() == (small_delivery / page.file).read_bytes()
    assert [damage for stored in StoredObject.objects.all() for damage in masters().verify(stored.object_id)] == []


def test_same_delivery_again_is_nothing_to_do(small_delivery: Path, administrator: User) -> None:
    first = take_in(small_delivery, by=administrator)
    accept_batch(first.batch, trust_opening=True, by=administrator)
    entries = LogEntry.objects.count()
    again = take_in(small_delivery, by=administrator)
    assert (again.nothing_to_do, again.batch) == (True, first.batch)
    assert LogEntry.objects.count() == entries


def test_check_finds_what_was_planted_and_nothing_else(tmp_path: Path, administrator: User) -> None:
    planted = {(one.code, one.row) for one in make_faulty(tmp_path / "bad")}
    with check_delivery(tmp_path / "bad") as check:
        assert not check.ok
        consequences = {"new-fonds", "sequence-gap"}
        assert {(one.code, one.row) for one in check.findings() if one.code not in consequences} == planted


def test_a_date_at_odds_with_its_weekday_is_taken_in_with_a_warning(tmp_path: Path, administrator: User) -> None:
    sheet = tmp_path / "目錄.csv"
    sheet.write_bytes("檔號,題名,日期\nL099-WS-0001,修渠章程,1924年7月9日星期一\n".encode("big5"))
    batch = take_in(sheet, by=administrator).batch
    (doubt,) = batch.findings.filter(code="doubtful-date")
    assert (batch.state, doubt.severity, doubt.expected) == (BatchState.DESCRIBED, "warning", "wrong-weekday")
    with override("en"):
        assert doubt.message == "“1924年7月9日星期一” can be read, but: The day fell on another day of the week."


@pytest.mark.parametrize("written", ["3", "３", "三", "3頁", "叁"])
def test_a_count_of_pages_is_read_however_it_is_written(tmp_path: Path, administrator: User, written: str) -> None:
    make_small(tmp_path, items=2)
    rows = f"檔號,題名,日期,頁數\nL099-01-0001-0009,修渠章程,1926,{written}\n"
    (tmp_path / "補錄.csv").write_text(rows, encoding="utf-8")
    findings = {one.code: one for one in findings_of(tmp_path)}
    assert findings["missing-image"].expected == "3"


def test_what_has_no_file_waits_for_no_storing(tmp_path: Path, administrator: User) -> None:
    (tmp_path / "目錄.csv").write_text("檔號,題名,日期\nL099-WS-0001,修渠章程,1926\n", encoding="utf-8")

    class Told(SilentProgress):
        stages: dict[str, int] = {}

        def stage(self, name: str, total: int) -> None:
            self.stages[name] = total

    take_in(tmp_path, by=administrator, progress=(told := Told()))
    assert (told.stages["store"], told.stages["describe"]) == (0, 1)


def test_a_catalogue_alone_misses_no_image(tmp_path: Path, administrator: User) -> None:
    (tmp_path / "目錄.csv").write_text("檔號,題名,日期,頁數\nL099-WS-0001,修渠章程,1926,3\n", encoding="utf-8")
    with check_delivery(tmp_path) as check:
        assert (check.layout, check.ok, check.page_count) == ("catalogue-only", True, 0)


def test_refused_delivery_leaves_nothing_behind(tmp_path: Path, administrator: User) -> None:
    make_faulty(tmp_path / "bad")
    intake = take_in(tmp_path / "bad", by=administrator)
    assert intake.batch.state == BatchState.REFUSED
    assert (Record.objects.count(), RecordSet.objects.count(), list(masters().objects())) == (0, 0, [])
    assert intake.batch.findings.filter(severity="error").exists()


def test_every_finding_has_words(tmp_path: Path, administrator: User) -> None:
    make_faulty(tmp_path / "bad")
    batch = take_in(tmp_path / "bad", by=administrator).batch
    assert all(one.message != one.code and one.mend != one.code for one in batch.findings.all())


@pytest.mark.parametrize("trust", [True, False])
def test_accept_confirms_what_the_sender_stated_only_when_told(
    small_delivery: Path, administrator: User, trust: bool
) -> None:
    batch = take_in(small_delivery, by=administrator).batch
    accept_batch(batch, trust_opening=trust, by=administrator)
    expected = OpeningStatus.OPEN if trust else OpeningStatus.NOT_REVIEWED
    assert set(Record.objects.values_list("accepted", "status")) == {(True, expected)}
    assert set(Record.objects.values_list("open_day", flat=True)) == {0 if trust else 2**31 - 1}


def test_roll_back_removes_rows_and_objects_and_burns_identifiers(small_delivery: Path, administrator: User) -> None:
    batch = take_in(small_delivery, by=administrator).batch
    issued = IssuedIdentifier.objects.count()
    roll_back_batch(batch, by=administrator)
    assert (Record.objects.count(), RecordSet.objects.count(), list(masters().objects())) == (0, 0, [])
    assert IssuedIdentifier.objects.count() == issued
    assert LogEntry.objects.filter(verb="record.removed").count() == 6
    assert take_in(small_delivery, by=administrator).batch.created_count == 6


def test_accepted_batch_cannot_be_rolled_back(small_delivery: Path, administrator: User) -> None:
    batch = accept_batch(take_in(small_delivery, by=administrator).batch, trust_opening=True, by=administrator)
    with pytest.raises(BatchRefused, match="in the archive"):
        roll_back_batch(batch, by=administrator)


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@pytest.mark.parametrize("stage", ["store", "describe", "derive"])
def test_killed_at_any_stage_it_ends_as_if_it_had_never_stopped(
    small_delivery: Path, administrator: User, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "_CHUNK", 2)
    monkeypatch.setattr(describing, "_CHUNK", 2)

    class Kills(SilentProgress):
        steps = 0

        def stage(self, name: str, total: int) -> None:
            self.at = name

        def advance(self, count: int = 1) -> None:
            self.steps += self.at == stage
            if self.steps == 2:
                raise Killed

    with pytest.raises(Killed):
        take_in(small_delivery, by=administrator, progress=Kills())
    intake = take_in(small_delivery, by=administrator)
    assert (intake.batch.state, intake.batch.created_count) == (BatchState.DESCRIBED, 6)
    assert (Batch.objects.count(), Record.objects.count(), StoredObject.objects.count()) == (1, 6, 12)
    assert Page.objects.filter(derived=True).count() == 9
    assert sorted(masters().objects()) == sorted(one.object_id for one in StoredObject.objects.all())


def test_wish_to_stop_is_heard_and_the_batch_resumes(small_delivery: Path, administrator: User) -> None:
    class Wishes(SilentProgress):
        def stage(self, name: str, total: int) -> None:
            if name == "store":
                Batch.objects.update(wish=PAUSE)

    with pytest.raises(Stopped):
        take_in(small_delivery, by=administrator, progress=Wishes())
    assert resume(Batch.objects.get(), by=administrator).batch.created_count == 6


def test_what_was_only_checked_can_be_rolled_back(small_delivery: Path, administrator: User) -> None:
    class Kills(SilentProgress):
        def stage(self, name: str, total: int) -> None:
            if name == "store":
                raise Killed

    with pytest.raises(Killed):
        take_in(small_delivery, by=administrator, progress=Kills())
    batch = roll_back_batch(Batch.objects.get(), by=administrator)
    assert (batch.state, Record.objects.count()) == (BatchState.ROLLED_BACK, 0)


def test_sheet_that_cannot_be_read_sends_the_delivery_back(tmp_path: Path, administrator: User) -> None:
    (tmp_path / "目錄.xlsx").write_bytes(b"PK\x03\x04 and then nothing of a workbook")
    batch = take_in(tmp_path, by=administrator).batch
    found = {(one.code, one.path, one.severity) for one in batch.findings.all()}
    assert (batch.state, found) == (
        BatchState.REFUSED,
        {("truncated", "目錄.xlsx", "error"), ("no-catalogue", "", "error")},
    )


def test_one_bad_sheet_does_not_hide_what_is_in_another(tmp_path: Path, administrator: User) -> None:
    (tmp_path / "甲.csv").write_text("檔號,題名,日期\nL099-WS-0001,修渠章程,十三月\n", encoding="utf-8")
    (tmp_path / "乙.xlsx").write_bytes(b"PK\x03\x04 and then nothing of a workbook")
    found = {(one.code, one.sheet or one.path, one.row) for one in findings_of(tmp_path)}
    assert found >= {("truncated", "乙.xlsx", None), ("bad-date", "甲.csv", 2)}


def test_dirt_is_mended_told_and_kept(tmp_path: Path, administrator: User) -> None:
    rows = "檔號,題名,責任者,日期\nL099-WS-0001,修渠章程,臨河縣,１９２４年\nL099-WS-0002,添購路燈,〃,１９２５年\n"
    (tmp_path / "目錄.csv").write_text(rows, encoding="utf-8")
    batch = take_in(tmp_path, by=administrator).batch
    told = [(one.code, one.row, one.column, one.found) for one in batch.findings.filter(severity="info")]
    assert told == [("full-width", 2, "日期", "１９２４年 (×2)"), ("ditto", 3, "責任者", "〃")]
    second = batch.items.get(row=3)
    assert second.values["given"] == {"creators": "〃", "date": "１９２５年"}
    assert Record.objects.get(code="L099-WS-0002").creators == "臨河縣"


def test_a_mapping_says_what_unknown_columns_are(tmp_path: Path, administrator: User) -> None:
    (tmp_path / "目錄.csv").write_text("檔號,題名,日期,甲欄\nL099-WS-0001,修渠章程,1924,臨河縣\n", encoding="utf-8")
    (told,) = [one for one in findings_of(tmp_path) if one.code == "unknown-column"]
    assert (told.column, told.found, told.severity) == ("甲欄", "臨河縣", "warning")
    batch = take_in(tmp_path, terms=Terms(mapping=ColumnMapping({"甲欄": "creators"})), by=administrator).batch
    assert not batch.findings.filter(code="unknown-column").exists()
    assert Record.objects.get().creators == "臨河縣"


def test_a_sheet_of_volumes_tells_their_titles_and_dates(tmp_path: Path, administrator: User) -> None:
    volumes = "檔號,案卷題名,起始時間,終止時間,件數\nL099-01-0001,建設雜卷,1924,1926,1\n"
    (tmp_path / "案卷目錄.csv").write_text(volumes, encoding="utf-8")
    items = "檔號,題名,日期,文號\nL099-01-0001-0001,修渠章程,1924,字第一號\n"
    (tmp_path / "卷內目錄.csv").write_text(items, encoding="utf-8")
    take_in(tmp_path, by=administrator)
    volume = RecordSet.objects.get(level="volume")
    assert (volume.code, volume.title, volume.date_edtf) == ("L099-01-0001", "建設雜卷", "1924/1926")
    assert Record.objects.get().record_set == volume


def test_a_sheet_of_volumes_alone_is_taken_for_items(tmp_path: Path, administrator: User) -> None:
    volumes = "檔號,案卷題名,起始時間,終止時間,件數\nL099-01-0001,建設雜卷,1924,1926,1\n"
    (tmp_path / "案卷目錄.csv").write_text(volumes, encoding="utf-8")
    take_in(tmp_path, by=administrator)
    assert (Record.objects.get().title, Record.objects.get().date_edtf) == ("建設雜卷", "1924/1926")


def test_a_text_file_is_a_sheet_in_a_folder_of_catalogues_only(tmp_path: Path, administrator: User) -> None:
    (tmp_path / "目錄數據").mkdir()
    rows = "檔號\t題名\t日期\nL099-WS-0001\t修渠章程\t1924\n"
    (tmp_path / "目錄數據" / "目錄.txt").write_text(rows, encoding="utf-8")
    (tmp_path / "全文TXT" / "L099-WS-0001").mkdir(parents=True)
    (tmp_path / "全文TXT" / "L099-WS-0001" / "0001.txt").write_text("修渠", encoding="utf-8")
    with check_delivery(tmp_path) as check:
        assert [(item.code, len(item.texts)) for item in check.items()] == [("L099-WS-0001", 1)]


def test_catalogue_alone_in_gb18030_is_a_delivery(tmp_path: Path, administrator: User) -> None:
    rows = "档号,题名,日期\nX001-WS·1956·Y-0001,关于修路的通知,19560300\n"
    (tmp_path / "目录.csv").write_bytes(rows.encode("gb18030"))
    assert take_in(tmp_path, by=administrator).batch.created_count == 1
    record = Record.objects.get()
    assert (record.title, record.date_text, record.date_edtf) == ("关于修路的通知", "19560300", "1956-03")


def test_accepted_records_bring_the_sets_that_an_earlier_batch_made(tmp_path: Path, administrator: User) -> None:
    batches = []
    for number in (1, 2):
        (folder := tmp_path / f"disk{number}").mkdir()
        row = f"L099-01-0001-000{number},L099,關於路燈的呈文,1926"
        (folder / "目錄.csv").write_text(f"檔號,全宗號,題名,日期\n{row}\n", encoding="utf-8")
        batches.append(take_in(folder, by=administrator).batch)
    accept_batch(batches[1], trust_opening=False, by=administrator)
    assert list(RecordSet.objects.values_list("accepted", flat=True)) == [True, True]
    roll_back_batch(batches[0], by=administrator)
    assert Record.objects.get().code == "L099-01-0001-0002"
    assert RecordSet.objects.count() == 2

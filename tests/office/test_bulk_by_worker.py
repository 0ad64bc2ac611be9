"""Changes of many records that are more than a request does: the worker, the panel, the preview of a large plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import Workbook, load_workbook

from lantai.accounts.models import User
from lantai.catalogue.domain.bulk import begin_edit, choose
from lantai.catalogue.domain.planning import Wanted, plan
from lantai.catalogue.domain.revising import revise
from lantai.catalogue.domain.saving import save_edit
from lantai.catalogue.models import BulkEdit, Record, RecordSet
from lantai.config.worker import take_up
from lantai.digitisation.models import Batch
from lantai.discovery import indexing
from lantai.office import bulk_work
from lantai.office.record_sheets import coming_back, kept
from lantai.office.tasks import plan_bulk_edits

pytestmark = pytest.mark.django_db

At = Callable[..., Client]
Make = Callable[..., Record]


@pytest.fixture
def cataloguer(user_with: Callable[..., User]) -> User:
    return user_with("cataloguer")


@pytest.fixture
def client(at_desk: At, cataloguer: User) -> Client:
    return at_desk(user=cataloguer)


@pytest.fixture
def nothing_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is, a worker does it."""
    monkeypatch.setattr(bulk_work, "SMALL", 0)
    monkeypatch.setattr(bulk_work, "SMALL_CHOICE", 0)
    monkeypatch.setattr(coming_back, "_SMALL", 0)


def url(name: str, edit: BulkEdit) -> str:
    return reverse(f"office_{name}", args=[edit.identifier])


def latest() -> BulkEdit:
    return BulkEdit.objects.latest("pk")


def waiting() -> int:
    return DBTaskResult.objects.filter(task_path=plan_bulk_edits.module_path, status="READY").count()


def sheet_of(rows: list[list[object]]) -> SimpleUploadedFile:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return SimpleUploadedFile("記錄.xlsx", out.getvalue())


def rows_of(client: Client, address: str) -> list[tuple[object, ...]]:
    content = b"".join(client.get(address))  # type: ignore[call-overload]
    return list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))


# -- planned by a worker --------------------------------------------------------------------------


@pytest.mark.usefixtures("nothing_is_small")
def test_a_set_is_chosen_by_a_worker(client: Client, fonds: RecordSet, make_record: Make) -> None:
    make_record(2), make_record(1)
    answer = client.post(reverse("office_record_set_edit_records", args=[fonds.identifier]))
    edit = latest()
    assert answer.headers["Location"] == url("edit_preview", edit)
    assert (edit.state, edit.chosen_count, edit.total, waiting()) == ("planning", 0, 2, 1)
    assert client.get(url("bulk_edit_cells", edit)).status_code == 302  # not offered yet

    plan_bulk_edits.call()

    grid = client.get(url("bulk_edit_cells", edit)).context["form"].grid
    assert [row.record.code for row in grid.rows] == ["L012-0001", "L012-0002"]


@pytest.mark.usefixtures("nothing_is_small")
def test_a_delivery_and_a_search_are_chosen_by_a_worker(
    client: Client, batch: Batch, record: Record, make_record: Make
) -> None:
    make_record(9, "水塔合同")
    indexing.follow()
    client.post(reverse("office_delivery_edit_records", args=[batch.identifier]))
    of_batch = latest()
    client.post(reverse("office_bulk_edit_begin"), {"search": "勘井"})
    of_search = latest()
    plan_bulk_edits.call()
    for edit in (of_batch, of_search):
        assert list(edit.chosen.values_list("record", flat=True)) == [record.pk]


@pytest.mark.usefixtures("nothing_is_small")
def test_what_was_to_be_chosen_from_is_gone(client: Client, fonds: RecordSet, record: Record) -> None:
    client.post(reverse("office_record_set_edit_records", args=[fonds.identifier]))
    edit = latest()
    record.delete(), fonds.delete()
    plan_bulk_edits.call()
    page = client.get(url("edit_preview", edit))
    assert page.context["refused"].startswith("What the records were to be taken from is not there any more")
    assert page.context["edit"].state == "draft"


@pytest.mark.usefixtures("nothing_is_small")
def test_replacing_is_planned_by_a_worker_that_starts(client: Client, fonds: RecordSet, make_record: Make) -> None:
    make_record(1), make_record(2, "水塔")
    client.post(reverse("office_record_set_edit_records", args=[fonds.identifier]))
    edit = latest()
    plan_bulk_edits.call()
    asked = {"fields_asked": ["title"], "words": "勘", "by": "鑿", "how": "pattern"}
    client.post(url("bulk_edit_replace", edit), asked)
    DBTaskResult.objects.all().delete()  # the worker died with its task

    take_up("descriptions")

    assert waiting() == 1
    plan_bulk_edits.call()
    page = client.get(url("edit_preview", edit))
    report = page.context["edit"]
    assert (report.looked_count, report.unchanged_count, report.planned_count) == (2, 1, 1)
    assert [one.row.record.code for one in page.context["page"].rows] == ["L012-0001"]


@pytest.mark.usefixtures("nothing_is_small")
def test_a_sheet_is_kept_while_it_is_read_and_no_longer(
    client: Client, fonds: RecordSet, make_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming_back, "_STEP", 2)
    records = [make_record(number) for number in range(1, 6)]
    rows: list[list[object]] = [["identifier", "version", "title"], *([one.identifier, 1, "甲"] for one in records)]
    client.post(reverse("office_bulk_edit_begin"), {"sheet": sheet_of(rows)})
    edit = latest()
    assert (edit.state, kept.path_of(edit).exists()) == ("planning", True)
    source = bulk_work.source_of(edit, edit.work)
    assert [step.place for step in source.steps("read", 3)] == [5, 6]  # row 2 and 3 were taken up before

    plan_bulk_edits.call()

    edit.refresh_from_db()
    assert (edit.state, edit.planned_count, edit.chosen_count, edit.looked_count) == ("draft", 5, 5, 5)
    assert not kept.path_of(edit).exists()


@pytest.mark.usefixtures("nothing_is_small")
def test_a_sheet_that_is_lost_is_told(client: Client, record: Record) -> None:
    rows: list[list[object]] = [["identifier", "version"], [record.identifier, 1]]
    client.post(reverse("office_bulk_edit_begin"), {"sheet": sheet_of(rows)})
    edit = latest()
    kept.path_of(edit).unlink()
    plan_bulk_edits.call()
    page = client.get(url("edit_preview", edit))
    assert page.context["refused"] == "The file cannot be read as a sheet (it cannot be opened); save it anew as XLSX."


def test_a_row_that_comes_twice_is_known_after_a_death(record: Record, cataloguer: User, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_of([["identifier", "version"], *[[record.identifier, 1]] * 2]).read())
    source = coming_back.SheetSource(path, coming_back.find_table(path), Record.objects.all())
    (step,) = source.steps("read", 2)
    assert [note.code for note in step.notes] == ["row-twice"]


def test_an_upload_that_is_refused_leaves_nothing(client: Client) -> None:
    client.post(reverse("office_bulk_edit_begin"), {"sheet": sheet_of([["題名"], ["甲"]])})
    assert not BulkEdit.objects.exists()
    assert list((settings.LANTAI.run_dir / "sheets").glob("*")) == []


# -- the panel ------------------------------------------------------------------------------------


@pytest.fixture
def planning(cataloguer: User) -> BulkEdit:
    """An operation of which a worker has planned 300 of 1,000, for a minute."""
    edit = begin_edit(choice={"search": "勘井"}, by=cataloguer)
    BulkEdit.objects.filter(pk=edit.pk).update(
        state="planning", stage="replace", work={"kind": "replace"}, done=300, total=1000,
        stage_at=timezone.now() - timedelta(minutes=1),
    )  # fmt: skip
    return edit


def panel(client: Client, edit: BulkEdit) -> tuple[str, str]:
    answer = client.get(url("edit_progress", edit))
    return answer.headers["X-Batch-Moving"], " ".join(answer.content.decode().split())


def test_the_panel_tells_stage_count_pace_and_time_left(client: Client, planning: BulkEdit) -> None:
    plan_bulk_edits.enqueue()
    moving, body = panel(client, planning)
    assert moving == "yes"
    for words in ("Finding and replacing", "300 / 1,000", "5 a second", "about 2 min left", "Pause"):
        assert words in body
    page = client.get(url("edit_preview", planning)).content.decode()
    assert f'data-poll="{url("edit_progress", planning)}"' in page


def test_what_no_worker_has_in_hand_can_go_on(client: Client, planning: BulkEdit) -> None:
    moving, body = panel(client, planning)
    assert (moving, "The work stands still" in body, "Resume" in body) == ("no", True, True)
    client.post(url("bulk_edit_resume", planning))
    assert waiting() == 1


def test_pause_and_resume(client: Client, planning: BulkEdit) -> None:
    plan_bulk_edits.enqueue()
    client.post(url("bulk_edit_pause", planning))
    moving, body = panel(client, planning)
    assert (moving, "Paused" in body) == ("no", True)
    assert not bulk_work.has_work()
    client.post(url("bulk_edit_resume", planning))
    planning.refresh_from_db()
    assert (planning.wish, planning.stage_from) == ("", 300)


def test_an_error_is_one_sentence(client: Client, planning: BulkEdit) -> None:
    BulkEdit.objects.filter(pk=planning.pk).update(error={"code": "disk-full", "error": "x"})
    _moving, body = panel(client, planning)
    assert "The work was interrupted" in body
    assert "The disk is full: make room, then resume." in body


def test_it_can_be_thrown_away_while_it_is_planned(client: Client, planning: BulkEdit) -> None:
    client.post(url("bulk_edit_discard", planning))
    assert client.get(reverse("office_edits")).context["edits"] == []


# -- a large plan ---------------------------------------------------------------------------------


@pytest.fixture
def drawn_up(make_record: Make, cataloguer: User) -> Callable[[int], BulkEdit]:
    """``drawn_up(300)``: so many records chosen and changed, every third with a refused date."""

    def make(count: int) -> BulkEdit:
        start = Record.objects.count() + 1
        records = [make_record(number) for number in range(start, start + count)]
        edit = begin_edit(choice={"codes": count}, by=cataloguer)
        choose(edit, [(one.pk, one.code_key) for one in records])
        edit.save()
        date = {0: {"date_text": "無"}}
        plan(edit, [Wanted(one.pk, {"title": "甲", **date.get(place % 3, {})}) for place, one in enumerate(records)])
        return edit

    return make


def test_pages_cost_the_same_with_3_and_with_300(client: Client, drawn_up: Callable[[int], BulkEdit]) -> None:
    few, many = drawn_up(3), drawn_up(300)
    for name, query in (
        ("edit_preview", ""),
        ("edit_preview", "?kind=refused"),
        ("edit_preview", "?kind=planned"),
        ("bulk_edit_cells", ""),
        ("edit_progress", ""),
    ):
        assert _queries(client, url(name, few) + query) == _queries(client, url(name, many) + query)


def test_the_list_costs_the_same_with_one_and_many(client: Client, fonds: RecordSet, batch: Batch) -> None:
    client.post(reverse("office_record_set_edit_records", args=[fonds.identifier]))
    client.post(reverse("office_delivery_edit_records", args=[batch.identifier]))
    few = _queries(client, reverse("office_edits"))
    client.post(reverse("office_record_set_edit_records", args=[fonds.identifier]))
    client.post(reverse("office_delivery_edit_records", args=[batch.identifier]))
    assert _queries(client, reverse("office_edits")) == few


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_preview_leads_on_and_back_and_is_sifted(client: Client, drawn_up: Callable[[int], BulkEdit]) -> None:
    edit = drawn_up(120)

    def codes(query: str) -> list[str]:
        return [one.row.record.code[-3:] for one in client.get(url("edit_preview", edit) + query).context["page"].rows]

    first = client.get(url("edit_preview", edit)).context["page"]
    assert (first.before, codes("")[0], codes("")[-1]) == (0, "001", "050")
    second = client.get(url("edit_preview", edit) + f"?after={first.after}").context["page"]
    assert codes(f"?after={second.after}")[-1] == "120"
    assert codes(f"?before={second.before}") == codes("")
    assert codes("?kind=refused")[:3] == ["001", "004", "007"]
    assert codes("?kind=stale") == []


def test_what_was_changed_since_it_was_planned_is_shown_before_saving(
    client: Client, drawn_up: Callable[[int], BulkEdit], clerk: User
) -> None:
    edit = drawn_up(2)
    record = Record.objects.latest("pk")
    revise(record, columns={"title": "別人的"}, version=1, by=clerk)
    shown = client.get(url("edit_preview", edit)).context["page"].rows
    assert [one.row.state for one in shown] == ["planned", "stale"]
    assert [one.field for one in shown[1].stale] == ["title"]


def test_a_new_date_is_shown_as_it_is_read(client: Client, record: Record, cataloguer: User) -> None:
    edit = begin_edit(choice={"codes": 1}, by=cataloguer)
    plan(edit, [Wanted(record.pk, {"date_text": "民國十三年九月"})])
    assert "read as September 1924" in client.get(url("edit_preview", edit)).content.decode()


# -- what is to be mended -------------------------------------------------------------------------


def test_rows_to_be_mended_come_with_what_is_wrong_and_can_come_back(
    client: Client, make_record: Make, clerk: User
) -> None:
    first, second, third = make_record(1), make_record(2), make_record(3)
    revise(second, columns={"title": "別人的"}, version=1, by=clerk)
    rows: list[list[object]] = [
        ["identifier", "version", "title", "date"],
        [first.identifier, 1, "甲", "某年"],
        [second.identifier, 1, "乙", "1924-09-03"],
        [third.identifier, 1, "丙", "1924-09-03"],
        ["nobody", 1, "丁", ""],
    ]
    client.post(reverse("office_bulk_edit_begin"), {"sheet": sheet_of(rows)})
    edit = latest()

    head, *faulty = rows_of(client, url("edit_faulty", edit))

    assert (head[0], head[1], head[-1]) == ("Row", "identifier", "What is to be mended")
    assert [row[:5] for row in faulty] == [
        (5, "nobody", None, "1", "丁"),
        (None, first.identifier, first.code, 1, "甲"),
        (None, second.identifier, second.code, 2, "乙"),
    ]
    assert [str(row[-1]) for row in faulty] == [
        "Row 5: there is no record nobody, or you may not see it.",
        "date: “某年” is not a date that can be read; write it as 1924-09-03, 19240903 or 1924年9月3日. "
        + str(faulty[1][-1]).split("日. ")[1],
        "title: somebody else wrote “別人的” meanwhile; it was “勘井日記”.",
    ]

    back = [list(head), *(list(row) for row in faulty[1:])]
    back[1][5] = "1925"
    client.post(url("bulk_edit_sheet", edit), {"sheet": sheet_of(back)})
    page = client.get(url("edit_preview", edit))
    assert (page.context["notes"], page.context["edit"].refused_count, page.context["edit"].stale_count) == ([], 0, 0)
    client.post(url("bulk_edit_save", edit))
    said = Record.objects.order_by("code_key").values_list("title", "date_edtf")
    assert list(said) == [("甲", "1925"), ("乙", "1924-09-03"), ("丙", "1924-09-03")]


def test_a_sheet_goes_out_as_a_stream(client: Client, drawn_up: Callable[[int], BulkEdit]) -> None:
    edit = drawn_up(3)
    answer = client.get(url("edit_sheet", edit))
    assert answer.streaming
    pieces = iter(answer)  # type: ignore[call-overload]
    assert next(pieces)[:2] == b"PK"
    answer.close()  # nobody wants the rest


# -- taking back ----------------------------------------------------------------------------------


def test_a_saved_change_is_taken_back_from_its_page(
    client: Client, drawn_up: Callable[[int], BulkEdit], cataloguer: User
) -> None:
    edit = drawn_up(2)
    save_edit(edit, reason="統一題名", by=cataloguer)

    answer = client.post(url("bulk_edit_undo", edit))

    undoing = latest()
    assert answer.headers["Location"] == url("edit_preview", undoing)
    page = client.get(url("edit_preview", undoing))
    assert page.context["form"]["reason"].value() == "taking back what was changed: 統一題名"
    assert [one.changes[0].field for one in page.context["page"].rows] == ["title", "title"]
    assert Record.objects.filter(title="甲").count() == 2

    client.post(url("bulk_edit_save", undoing), {"reason": "改錯了"})

    assert Record.objects.filter(title="甲").count() == 0
    assert url("edit_preview", undoing) in client.get(url("edit_preview", edit)).content.decode()
    assert url("edit_preview", edit) in client.get(url("edit_preview", undoing)).content.decode()


def test_a_draft_cannot_be_taken_back(client: Client, drawn_up: Callable[[int], BulkEdit]) -> None:
    edit = drawn_up(1)
    assert client.post(url("bulk_edit_undo", edit)).headers["Location"] == url("edit_preview", edit)
    assert latest() == edit


def test_nobody_else_gets_its_rows(at_desk: At, drawn_up: Callable[[int], BulkEdit]) -> None:
    edit = drawn_up(1)
    other = at_desk("administrator")
    for name in ("edit_faulty", "bulk_edit_undo", "bulk_edit_pause", "bulk_edit_resume"):
        assert other.get(url(name, edit)).status_code == 404


def test_the_work_of_a_user_who_was_switched_off_chooses_nothing_closed(
    fonds: RecordSet, record: Record, cataloguer: User
) -> None:
    edit = begin_edit(choice={"set": fonds.identifier}, by=cataloguer)
    bulk_work.start(edit, {"kind": "set", "of": fonds.identifier}, small=False)
    User.objects.filter(pk=cataloguer.pk).update(is_active=False)
    plan_bulk_edits.call()
    edit.refresh_from_db()
    assert (edit.state, edit.chosen_count) == ("draft", 0)

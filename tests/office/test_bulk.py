"""Changing many records from the office: choosing, the grid, replacing, sheets out and in, preview, saving."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from lantai.accounts.models import User
from lantai.catalogue.domain import saving
from lantai.catalogue.domain.revising import revise
from lantai.catalogue.models import BulkEdit, CodeAlias, Record, RecordSet
from lantai.digitisation.models import Batch
from lantai.discovery import indexing

pytestmark = pytest.mark.django_db

At = Callable[..., Client]
Make = Callable[..., Record]


@pytest.fixture
def client(at_desk: At, user_with: Callable[..., User]) -> Client:
    return at_desk(user=user_with("cataloguer"))


def url(name: str, edit: BulkEdit) -> str:
    return reverse(f"office_{name}", args=[edit.identifier])


def begin(client: Client, **asked: object) -> BulkEdit:
    answer = client.post(reverse("office_bulk_edit_begin"), asked)
    assert answer.status_code == 302, answer.context["form"].errors
    return BulkEdit.objects.latest("pk")


def begin_with(client: Client, fonds: RecordSet) -> BulkEdit:
    client.post(reverse("office_record_set_edit_records", args=[fonds.identifier]))
    return BulkEdit.objects.latest("pk")


def codes(answer: HttpResponse) -> list[str]:
    return [row.record.code for row in answer.context["form"].grid.rows]  # type: ignore[attr-defined]


def cell(record: Record, field: str) -> str:
    return f"c.{record.identifier}.{field}"


def typed(record: Record, **cells: str) -> dict[str, str]:
    """What the browser sends for one row: every cell that is shown, and the version that was seen."""
    return {f"v.{record.identifier}": str(record.version), **{cell(record, name): text for name, text in cells.items()}}


# -- choosing -------------------------------------------------------------------------------------


def test_a_set_and_what_lies_below(client: Client, fonds: RecordSet, make_record: Make) -> None:
    make_record(2), make_record(1)
    edit = begin_with(client, fonds)
    assert codes(client.get(url("bulk_edit_cells", edit))) == ["L012-0001", "L012-0002"]


def test_a_delivery(client: Client, batch: Batch, record: Record, make_record: Make) -> None:
    make_record(9)
    client.post(reverse("office_delivery_edit_records", args=[batch.identifier]))
    assert codes(client.get(url("bulk_edit_cells", BulkEdit.objects.get()))) == [record.code]


def test_a_list_of_codes_tells_what_is_unknown(client: Client, make_record: Make) -> None:
    first, second = make_record(1), make_record(2)
    CodeAlias.objects.create(code="舊二", record=second)
    edit = begin(client, codes=f"{first.code}\n舊二，無此號\t{first.code}")
    assert codes(client.get(url("bulk_edit_cells", edit))) == [first.code, second.code]
    assert client.get(url("edit_preview", edit)).context["notes"] == [
        "There is no record with the code 無此號, or you may not see it."
    ]


def test_a_search_is_asked_once(client: Client, make_record: Make) -> None:
    one = make_record(1, "勘井日記")
    make_record(2, "水塔合同")
    indexing.follow()
    edit = begin(client, search="勘井")
    make_record(3, "勘井圖")
    indexing.follow()
    assert codes(client.get(url("bulk_edit_cells", edit))) == [one.code]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "Choose in one of the three ways."),
        ({"codes": "L1", "search": "井"}, "Choose in one of the three ways."),
        ({"codes": "L1"}, "No record was found that could be changed."),
        ({"search": "date:never"}, "“never” is no date that can be read: write it as 1924, 1924-07-09 or 1924..1926."),
    ],
)
def test_a_choice_of_nothing_is_refused(client: Client, asked: dict[str, str], sentence: str) -> None:
    indexing.follow()
    answer = client.post(reverse("office_bulk_edit_begin"), asked)
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [sentence])
    assert not BulkEdit.objects.exists()


def test_it_is_nobody_elses(client: Client, at_desk: At, fonds: RecordSet) -> None:
    edit = begin_with(client, fonds)
    other = at_desk("administrator")
    for name in ("bulk_edit_cells", "edit_preview", "bulk_edit_save", "edit_sheet", "edit_progress"):
        assert other.get(url(name, edit)).status_code == 404
    assert [one for one, _label in client.get(reverse("office_edits")).context["edits"]] == [edit]


# -- the grid -------------------------------------------------------------------------------------


def test_cells_are_kept_looked_at_and_saved(client: Client, fonds: RecordSet, make_record: Make) -> None:
    first, second = make_record(1), make_record(2)
    edit = begin_with(client, fonds)
    sent = {
        **typed(first, title="東街勘井日記", date_text="1924年9月"),
        **typed(second, title="勘井日記", date_text="某年"),
        "then": "preview",
    }

    answer = client.post(url("bulk_edit_cells", edit), sent)

    assert answer.headers["Location"] == url("edit_preview", edit)
    page = client.get(answer.headers["Location"])
    assert (page.context["edit"].planned_count, page.context["edit"].refused_count) == (1, 1)
    changed, refused = page.context["page"].rows
    assert [one.field for one in changed.changes] == ["title", "date_text"]
    assert refused.refused[0].why.startswith("“某年” is not a date that can be read")
    assert "<ins>東街</ins>勘井日記" in page.content.decode()
    assert Record.objects.get(pk=first.pk).title == "勘井日記"

    client.post(url("bulk_edit_save", edit), {"reason": "按原件"})

    first.refresh_from_db()
    assert (first.title, first.date_edtf, first.version) == ("東街勘井日記", "1924-09", 2)
    assert Record.objects.get(pk=second.pk).version == 1
    history = client.get(reverse("office_versions", args=[first.identifier])).context["versions"]
    assert (history[0].reason, str(history[0].by)) == ("按原件", "cataloguer")


def test_pages_follow_and_what_is_kept_is_shown_again(
    client: Client, fonds: RecordSet, make_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantai.office.queries.bulk.GRID", 2)
    records = [make_record(number) for number in range(1, 6)]
    edit = begin_with(client, fonds)
    answer = client.post(
        url("bulk_edit_cells", edit), {**typed(records[0], title="甲"), "then": "next", "show": "title"}
    )
    following = client.get(answer.headers["Location"])
    assert codes(following) == ["L012-0003", "L012-0004"]
    assert following.context["form"].grid.fields == ("title",)
    first = client.get(url("bulk_edit_cells", edit) + following.context["form"].earlier)
    shown = first.context["form"].grid.rows[0].cells[0]
    assert (shown.value, shown.stands, shown.changed) == ("甲", "勘井日記", True)


def test_a_stale_row_is_told_and_taken_only_knowingly(
    client: Client, fonds: RecordSet, record: Record, clerk: User
) -> None:
    edit = begin_with(client, fonds)
    revise(record, columns={"title": "別人的"}, version=1, by=clerk)
    sent = {**typed(record, title="我的"), "then": "stay"}

    client.post(url("bulk_edit_cells", edit), sent)
    page = client.get(url("bulk_edit_cells", edit))
    (row,) = page.context["form"].grid.rows
    assert (row.seen, row.record.version, [one.field for one in row.stale]) == (1, 2, ["title"])
    client.post(url("bulk_edit_cells", edit), sent)  # sent again without a word it stays stale
    assert client.post(url("bulk_edit_save", edit)).status_code == 422

    client.post(url("bulk_edit_cells", edit), {**sent, f"mine.{record.identifier}": "2"})
    client.post(url("bulk_edit_save", edit))
    record.refresh_from_db()
    assert (record.title, record.version) == ("我的", 3)


def test_cells_of_records_outside_the_choice_are_not_looked_at(client: Client, make_record: Make) -> None:
    inside, outside = make_record(1), make_record(2)
    edit = begin(client, codes=inside.code)
    client.post(url("bulk_edit_cells", edit), {**typed(outside, title="甲"), "c.x.title": "乙", "c..": "", "v.": "1"})
    assert not edit.plan.exists()


def test_grid_and_preview_cost_the_same_with_more_records(client: Client, fonds: RecordSet, make_record: Make) -> None:
    edit = begin_with(client, fonds)

    def costs(*records: Record) -> list[int]:
        cells: dict[str, str] = {}
        for record in records:
            cells |= typed(record, title="甲", date_text="無")
        client.post(url("bulk_edit_cells", edit), cells)
        return [_queries(client, url(name, edit)) for name in ("bulk_edit_cells", "edit_preview", "edit_sheet")]

    one = costs(make_record(1))
    assert costs(make_record(2), make_record(3)) == one


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


# -- replacing ------------------------------------------------------------------------------------


def test_replacing_shows_what_it_would_change(client: Client, fonds: RecordSet, make_record: Make) -> None:
    make_record(1, "瀋陽來電"), make_record(2, "沈陽覆電"), make_record(3, "水塔")
    edit = begin_with(client, fonds)
    asked = {"fields_asked": ["title", "note"], "words": "沈阳", "by": "臨河", "how": "folded"}
    answer = client.post(url("bulk_edit_replace", edit), asked, follow=True)
    assert "It was found in 2 records. Nothing is written yet." in answer.content.decode()
    client.post(url("bulk_edit_save", edit))
    assert list(Record.objects.order_by("code_key").values_list("title", flat=True)) == ["臨河來電", "臨河覆電", "水塔"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"fields_asked": ["title"], "words": "(", "how": "pattern"}, "The pattern cannot be used: "),
        ({"fields_asked": ["title"], "words": "。", "how": "folded"}, "There is nothing to look for"),
    ],
)
def test_replacing_refuses_in_a_sentence(
    client: Client, fonds: RecordSet, record: Record, asked: dict[str, str], sentence: str
) -> None:
    edit = begin_with(client, fonds)
    answer = client.post(url("bulk_edit_replace", edit), asked)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()[0].startswith(sentence)


# -- sheets ---------------------------------------------------------------------------------------


def taken_out(client: Client, edit: BulkEdit) -> list[list[object]]:
    content = b"".join(client.get(url("edit_sheet", edit)))  # type: ignore[call-overload]
    return [list(row) for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True)]  # type: ignore[union-attr]


def brought(rows: list[list[object]]) -> SimpleUploadedFile:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(out)
    return SimpleUploadedFile("記錄.xlsx", out.getvalue())


def test_out_and_in_again_is_no_change(client: Client, fonds: RecordSet, make_record: Make) -> None:
    record = make_record(1, "=HYPERLINK(1)")
    Record.objects.filter(pk=record.pk).update(scope="一\n二 ", note="文" * 40_000, date_text="0020")
    edit = begin_with(client, fonds)
    rows = taken_out(client, edit)
    assert rows[0][:5] == ["identifier", "reference code", "version", "title", "date"]
    assert rows[1][:5] == [record.identifier, "L012-0001", 1, "=HYPERLINK(1)", "0020"]
    client.post(
        url("bulk_edit_sheet", edit), {"sheet": SimpleUploadedFile("x", b"".join(client.get(url("edit_sheet", edit))))}
    )  # type: ignore[call-overload]
    assert (edit.plan.count(), client.get(url("edit_preview", edit)).context["notes"]) == (0, [])


def test_what_differs_is_planned_and_the_rest_is_told(
    client: Client, fonds: RecordSet, make_record: Make, clerk: User
) -> None:
    first, second, third = make_record(1), make_record(2), make_record(3)
    revise(second, columns={"note": "別人的"}, version=1, by=clerk)
    rows: list[list[object]] = [
        ["標識符", "題名", "日期", "version", "頁邊注", "題名", "檔號"],
        [first.identifier, "新題名", "1925-13-40", 1, "x", "y", "L012-0001"],
        [second.identifier, "我的", "1924-09-03", 1],
        [third.identifier, "勘井日記", "1924-09-03", "1", None, None, "L999"],
        ["none", "甲", "", 1],
        ["", "乙", "", 1],
        [first.identifier, "丙", "", 1],
        [None, None],
    ]
    edit = begin(client, sheet=brought(rows))
    page = client.get(url("edit_preview", edit))
    assert page.context["notes"] == [
        "The column “頁邊注” is not known and was not read.",
        "The column “題名” stands there twice; the first was read.",
    ]
    assert page.context["row_notes"] == [
        "Row 4: the reference code is L012-0003 and cannot be changed here.",
        "Row 5: there is no record none, or you may not see it.",
        "Row 6 has no identifier and was not read.",
        f"Row 7: the record {first.identifier} stood in an earlier row; this one was not read.",
    ]
    plan = {row.record.code: row for row in edit.plan.all()}
    assert set(plan) == {"L012-0001", "L012-0002"}
    assert (plan["L012-0001"].changes, list(plan["L012-0001"].refused)) == (
        {"title": ["勘井日記", "新題名"]},
        ["date_text"],
    )
    assert (plan["L012-0002"].state, plan["L012-0002"].stale) == ("stale", {"note": ["", "別人的"]})

    client.post(url("bulk_edit_save", edit))
    assert list(Record.objects.order_by("code_key").values_list("title", flat=True)) == [
        "新題名",
        "勘井日記",
        "勘井日記",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04nothing", "The file cannot be read as a sheet"),
        (b"", "The submitted file is empty."),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(
    client: Client, fonds: RecordSet, record: Record, content: bytes, sentence: str
) -> None:
    edit = begin_with(client, fonds)
    answer = client.post(url("bulk_edit_sheet", edit), {"sheet": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 422
    assert str(answer.context["form"].errors).count(sentence) == 1


def test_a_sheet_without_the_columns_that_are_needed(client: Client) -> None:
    sheet = brought([["題名", "日期"], ["甲", "1924"]])
    answer = client.post(reverse("office_bulk_edit_begin"), {"sheet": sheet})
    assert answer.context["form"].non_field_errors() == [
        "The sheet has no columns “identifier” and “version”: take the records out here and change that sheet."
    ]


def test_of_many_notes_the_first_are_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantai.office.queries.bulk._NOTES", 2)
    edit = begin(client, sheet=brought([["identifier", "version"], *([f"x{number}", 1] for number in range(5))]))
    page = client.get(url("edit_preview", edit))
    assert (edit.noted_count, len(page.context["row_notes"])) == (5, 2)
    assert "… and more; all of them stand in the sheet of rows to be mended." in page.content.decode()


# -- saving ---------------------------------------------------------------------------------------


def test_a_large_change_shows_how_far_it_is(
    client: Client,
    fonds: RecordSet,
    make_record: Make,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(saving, "CHUNK", 2)
    for number in range(1, 6):
        make_record(number)
    edit = begin_with(client, fonds)
    client.post(
        url("bulk_edit_replace", edit), {"fields_asked": ["title"], "words": "勘井", "by": "井", "how": "exact"}
    )

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("bulk_edit_save", edit))

    panel = client.get(url("edit_progress", edit))
    assert (panel.headers["X-Batch-State"], panel.headers["X-Batch-Moving"]) == ("saving", "yes")
    assert (panel.context["work"].done, panel.context["work"].total) == (2, 5)
    saving.go_on()
    panel = client.get(url("edit_progress", edit))
    assert (panel.headers["X-Batch-State"], panel.headers["X-Batch-Moving"]) == ("saved", "no")
    assert client.get(url("bulk_edit_cells", edit)).headers["Location"] == url("edit_preview", edit)


def test_changes_are_thrown_away(client: Client, fonds: RecordSet, record: Record) -> None:
    edit = begin_with(client, fonds)
    client.post(url("bulk_edit_cells", edit), typed(record, title="甲"))
    client.post(url("bulk_edit_discard", edit))
    assert client.get(reverse("office_edits")).context["edits"] == []
    record.refresh_from_db()
    assert record.title == "勘井日記"

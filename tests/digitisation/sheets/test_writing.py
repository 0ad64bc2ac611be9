"""Reports as workbooks: everything stays text, nothing runs, other programs read them."""

from __future__ import annotations

import io

import openpyxl
import pytest

from lantai.digitisation.sheets import writing
from lantai.digitisation.sheets.faulty import Fault, FaultyRow, Headings, faulty_rows
from lantai.digitisation.sheets.writing import Marked, ReportSheet, write_workbook
from lantai.digitisation.sheets.xlsx.workbook import Workbook

WORDS = Headings("問題行", "表", "行", "問題", "改法")


def written(*sheets: ReportSheet) -> openpyxl.Workbook:
    out = io.BytesIO()
    write_workbook(out, sheets)
    return openpyxl.load_workbook(out)


def cells(book: openpyxl.Workbook, name: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "<c>&amp;", " a \n b"])
def test_texts_stay_texts(text: str) -> None:
    cell = written(ReportSheet("a", ["甲"], [9], [[text]]))["a"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_what_looks_escaped_is_read_back_as_it_was() -> None:
    out = io.BytesIO()
    write_workbook(out, [ReportSheet("a", ["甲"], [9], [["_x0041_"]])])
    book = Workbook(out, "a.xlsx")
    assert [row.cells for row in book.rows(book.tables[0], [])] == [["甲"], ["_x0041_"]]


def test_what_xml_cannot_hold_is_left_out_and_what_a_cell_cannot_is_cut() -> None:
    book = written(ReportSheet("a", ["甲"], [9], [["a\x00\x0b\ud800b"], ["燈" * 40_000]]))
    assert book["a"]["A2"].value == "ab"
    assert len(book["a"]["A3"].value) == 32_767


def test_the_headings_stay_in_sight_and_columns_have_widths() -> None:
    sheet = written(ReportSheet("a", ["甲", "乙"], [9, 40], [["1", 2]]))["a"]
    assert (sheet.freeze_panes, sheet.column_dimensions["B"].width, sheet["A1"].font.b) == ("A2", 40, True)
    assert sheet["B2"].value == 2


def test_names_of_sheets_are_made_fit_and_different() -> None:
    names = ["a/b:c", "A b C", "", "長" * 40, "長" * 40]
    book = written(*(ReportSheet(name, ["甲"], [9], []) for name in names))
    assert book.sheetnames == ["a b c", "A b C 2", "-", "長" * 31, "長" * 29 + " 2"]


def test_rows_that_do_not_fit_go_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    book = written(ReportSheet("a", ["甲"], [9], ([number] for number in range(5))))
    assert [cells(book, name) for name in book.sheetnames] == [[["甲"], [0], [1]], [["甲"], [2], [3]], [["甲"], [4]]]


def test_equal_reports_are_equal_bytes() -> None:
    one, other = io.BytesIO(), io.BytesIO()
    for out in (one, other):
        write_workbook(out, [ReportSheet("a", ["甲"], [9], [["乙", Marked("丙")]])])
    assert one.getvalue() == other.getvalue()


def test_faults_stand_beside_their_rows_and_mark_their_cells() -> None:
    row = FaultyRow(
        "目錄",
        7,
        {"code": "=A-1", "title": "路燈"},
        [Fault("date", "不能為空。", "補填。"), Fault("", "沒有圖像。", "補填。")],
    )
    labels = {"code": "檔號", "title": "題名", "date": "日期"}
    book = written(faulty_rows([row], columns=["code", "title", "date"], labels=labels, words=WORDS))
    assert cells(book, "問題行") == [
        ["表", "行", "檔號", "題名", "日期", "問題", "改法"],
        ["目錄", 7, "=A-1", "路燈", " ", "日期：不能為空。\n沒有圖像。", "補填。"],
    ]
    marked = [cell.coordinate for cell in book["問題行"][2] if cell.fill.fgColor.rgb == "FFFFE699"]
    assert marked == ["E2"]

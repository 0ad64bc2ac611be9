"""Headers as they stand at the top of contractors' sheets, and the two levels."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.digitisation.sheets.sheet_files import NAMES, delimited, entries, left_out, opened, values, xlsx

from lantai.digitisation.sheets.mapping import BadMapping, ColumnMapping, as_toml, load_mapping
from lantai.digitisation.sheets.opening import open_sheets


def keys(path: Path) -> list[str]:
    return [column.key for column in opened(path).columns]


def test_title_rows_above_do_no_harm(tmp_path: Path) -> None:
    table = [
        ("臨河縣檔案館卷內文件目錄",),
        ("全宗號：L099", None, "頁"),
        (),
        ("序號", "檔號", "題名"),
        (1, "A-1", "路燈"),
    ]
    path = xlsx(tmp_path / "a.xlsx", table)
    assert opened(path).header_row == 4
    assert values(path) == [{"item": "1", "code": "A-1", "title": "路燈"}]


def merged(sheet: Worksheet) -> None:
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        sheet.merge_cells(cells)


def test_two_rows_are_one_header_where_cells_are_merged(tmp_path: Path) -> None:
    table = [("檔號", "題名", "頁號", None, "日期"), (None, None, "起", "止", None), ("A-1", "路燈", 1, 3, "1926")]
    path = xlsx(tmp_path / "a.xlsx", table, change=merged)
    assert keys(path) == ["code", "title", "first_page", "last_page", "date"]
    assert opened(path).header_row == 2
    assert values(path) == [{"code": "A-1", "title": "路燈", "first_page": "1", "last_page": "3", "date": "1926"}]


def test_simplified_names_brackets_spaces_and_line_breaks(tmp_path: Path) -> None:
    header = ("*档 号（必填）", "题\n名", "件号(顺序号)", "年度/起止时间", "起页号（页号）")
    path = xlsx(tmp_path / "a.xlsx", [header, ("A-1", "路灯", "001", "1926", "5")])
    assert keys(path) == ["code", "title", "item", "year", "first_page"]


def test_the_surer_name_gets_the_field(tmp_path: Path) -> None:
    sheet = opened(xlsx(tmp_path / "a.xlsx", [("序號", "檔號", "件號", "題名"), (1, "A-7", "007", "路燈")]))
    assert [column.name for column in sheet.columns] == ["檔號", "件號", "題名"]
    assert [(one.name, one.letters, one.samples, one.claimed) for one in sheet.unknown] == [
        ("序號", "A", ("1",), "item")
    ]


def test_levels_are_told_apart_in_one_workbook(tmp_path: Path) -> None:
    book = Workbook()
    volumes, items = book.worksheets[0], book.create_sheet("Sheet2")
    volumes.append(["序號", "檔號", "案卷題名", "起止時間", "件數", "頁數"])
    volumes.append([1, "L099-01-0001", "建設雜卷", "1926-1927", 2, 15])
    items.append(["檔號", "文號", "題名", "日期", "起頁號"])
    items.append(["L099-01-0001-0001", "建字1號", "路燈", "19260302", 1])
    book.create_sheet("說明").append(["本目錄由承包商製作"])
    book.save(tmp_path / "a.xlsx")
    sheets = open_sheets(tmp_path / "a.xlsx", profile=NAMES)
    assert [(one.name, one.level) for one in sheets] == [("Sheet", "volume"), ("Sheet2", "item")]
    assert [row.values for row in sheets[0].rows()] == [
        {
            "running_number": "1",
            "code": "L099-01-0001",
            "title": "建設雜卷",
            "date": "1926-1927",
            "items": "2",
            "pages": "15",
        }
    ]


@pytest.mark.parametrize(
    ("name", "level"), [("案卷級目錄", "volume"), ("卷內目錄", "item"), ("案卷卷內目錄", "item"), ("表", "item")]
)
def test_even_columns_leave_the_level_to_the_name(tmp_path: Path, name: str, level: str) -> None:
    assert opened(xlsx(tmp_path / "a.xlsx", [("檔號", "題名"), ("A-1", "路燈")], name=name)).level == level


def test_totals_signatures_and_repeated_headers_are_left_out_and_told(tmp_path: Path) -> None:
    table = [
        ("檔號", "題名", "頁數"),
        ("A-1", "合計表的呈文", 3),
        ("檔號", "題名", "頁數"),
        ("A-2", "路燈", 4),
        ("合　計", None, 7),
        ("製表人：甲", None, "審核：乙"),
    ]
    path = xlsx(tmp_path / "a.xlsx", table)
    assert [row.row for row in entries(path)] == [2, 4]
    assert [(one.row, one.reason) for one in left_out(path)] == [(3, "repeated-header"), (5, "total"), (6, "signature")]


def test_unknown_columns_are_listed_with_samples_and_mapped(tmp_path: Path) -> None:
    table = [("編碼", "內容", "掃描員", None), ("A-1", "路燈", "甲", "x"), ("A-2", "石階", "甲", "y")]
    path = delimited(tmp_path / "a.csv", table)
    sheet = opened(path)
    assert sheet.level == "unknown"
    assert list(sheet.rows()) == []
    assert [(one.name, one.letters, one.samples) for one in sheet.unknown] == [
        ("編碼", "A", ("A-1", "A-2")),
        ("內容", "B", ("路燈", "石階")),
        ("掃描員", "C", ("甲",)),
        ("", "D", ("x", "y")),
    ]
    mapping = ColumnMapping({"編碼": "code", "内容": "title", "掃描員": "ignored", "#D": "note"})
    assert opened(path, mapping).unknown == ()
    assert [row.values for row in entries(path, mapping)] == [
        {"code": "A-1", "title": "路燈", "note": "x"},
        {"code": "A-2", "title": "石階", "note": "y"},
    ]


def test_a_mapping_overrules_the_profile(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [("檔號", "題名", "備註"), ("A-1", "路燈", "提燈會")])
    (row,) = entries(path, ColumnMapping({"備註": "scope"}))
    assert row.values == {"code": "A-1", "title": "路燈", "scope": "提燈會"}


def test_a_mapping_is_kept_as_it_was(tmp_path: Path) -> None:
    mapping = ColumnMapping({'「甲」"乙"\\\n丙': "code", "#F": "ignored"})
    (tmp_path / "m.toml").write_text(as_toml(mapping), encoding="utf-8")
    assert load_mapping(tmp_path / "m.toml", NAMES) == mapping


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"甲": "nonsense"}, "The column '甲' is given to 'nonsense', which is no field; see the profile's columns."),
        ({"甲": "code", "乙": "code"}, "The columns '甲' and '乙' are both given to 'code'; one must be ignored."),
        ({" ": "code"}, "' ' names no column; give the heading, or # and the column's letters."),
    ],
)
def test_a_bad_mapping_is_refused(columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadMapping) as caught:
        ColumnMapping(columns).validate(NAMES)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("text", ["[mapping", "a = 1", "[mapping]\na = 1", "[[mapping]]"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.toml").write_text(text)
    with pytest.raises(BadMapping):
        load_mapping(tmp_path / "m.toml", NAMES)

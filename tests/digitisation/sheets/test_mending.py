"""Dirt: mended where it is plain, always noted, the original kept."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.digitisation.sheets.sheet_files import NAMES, delimited, entries, inline, raw_xlsx, worksheet, xlsx

from lantai.digitisation.sheets.rows import CellNote, SheetRow


def cell(path: Path, heading: str, value: Any) -> SheetRow:
    """The row of a clean sheet in which one cell is as given; written as XLSX so that its type is kept."""
    return entries(xlsx(path / "a.xlsx", [("檔號", "題名", heading), ("A-1", "路燈", value)]))[0]


@pytest.mark.parametrize(
    ("heading", "given", "used", "codes"),
    [
        ("責任者", "建設局\u00a0 ", "建設局", ["spaces"]),
        ("責任者", "建設\u200b局", "建設局", ["invisible-character"]),
        ("責任者", "建設_x0007_局", "建設局", ["control-character"]),
        ("責任者", "建設局\n警察局", "建設局警察局", ["line-break"]),
        ("責任者", "Public Works\r\nOffice", "Public Works Office", ["line-break"]),
        ("案卷號", "００１２", "0012", ["full-width"]),
        ("頁數", "１２", "12", ["full-width"]),
        ("日期", "１９５６０３０２", "19560302", ["full-width"]),
        ("責任者", "第１科", "第１科", []),
        ("備註", "一\n二", "一\n二", []),
        ("責任者", "#REF!", "", ["error-cell"]),
        ("日期", 20516, "1956-03-02", ["serial-date"]),
        ("日期", "20516", "1956-03-02", ["serial-date"]),
        ("日期", 6612, "1918-02-06", ["serial-date"]),
        ("日期", "6612", "1918-02-06", ["serial-date"]),
        ("日期", "2100", "2100", []),
        ("日期", 19560300, "19560300", []),
        ("日期", 1956, "1956", []),
        ("日期", 1956.3, "1956.3", []),
        ("日期", 1956.1, "1956.1", ["ambiguous-date"]),
        ("案卷號", 1.2345678901234568e17, "123456789012345700", ["rounded-number"]),
        ("案卷號", "1.23457E+17", "1.23457E+17", ["rounded-number"]),
        ("件號", "1E+05", "1E+05", ["rounded-number"]),
        ("文號", "1.95603E+19", "1.95603E+19", ["rounded-number"]),
        ("文號", "5E3", "5E3", []),
        ("文號", True, "TRUE", ["boolean"]),
        ("責任者", "臨河?建設局", "臨河?建設局", ["encoding"]),
        ("責任者", "？？", "？？", []),
    ],
)
def test_dirt_is_mended_and_noted(tmp_path: Path, heading: str, given: Any, used: str, codes: list[str]) -> None:
    row = cell(tmp_path, heading, given)
    key = {column: key for key, column in NAMES.labels.items()}[heading]
    assert row.get(key) == used
    assert [note.code for note in row.notes] == codes


def test_what_stood_there_is_kept(tmp_path: Path) -> None:
    row = cell(tmp_path, "日期", 20516)
    assert row.given == {"date": "20516"}
    assert row.notes == (CellNote("serial-date", "日期", "20516", "1956-03-02"),)


def test_wrongly_decoded_text_is_told_with_what_it_was(tmp_path: Path) -> None:
    wrong = "關於修理渡口石階的呈文".encode().decode("gb18030", "replace")
    row = cell(tmp_path, "責任者", wrong)
    assert [note.code for note in row.notes] == ["encoding"]
    assert row.get("creators") == wrong


def test_signs_of_repetition_take_the_value_above(tmp_path: Path) -> None:
    table = [("檔號", "題名", "責任者"), ("A-1", "路燈", "建設局"), ("A-2", "石階", "〃"), ("A-3", "〃", " 同 上 ")]
    rows = entries(xlsx(tmp_path / "a.xlsx", table))
    assert [(row.get("title"), row.get("creators")) for row in rows[1:]] == [("石階", "建設局"), ("石階", "建設局")]
    assert rows[1].given == {"creators": "〃"}
    assert rows[1].notes == (CellNote("ditto", "責任者", "〃", "建設局"),)


def test_a_sign_of_repetition_under_nothing_stays(tmp_path: Path) -> None:
    (row,) = entries(xlsx(tmp_path / "a.xlsx", [("檔號", "題名", "責任者"), ("A-1", "路燈", "同上")]))
    assert row.get("creators") == "同上"
    assert row.notes == (CellNote("ditto", "責任者", "同上", "同上"),)


def test_merged_cells_count_for_every_row_they_cover(tmp_path: Path) -> None:
    table = [
        ("檔號", "題名", "責任者"),
        ("A-1", "路燈", "建設局"),
        ("A-2", "石階", None),
        ("A-3", "渡口", None),
        ("A-4", "井", None),
    ]
    rows = entries(xlsx(tmp_path / "a.xlsx", table, change=lambda sheet: sheet.merge_cells("C2:C4")))
    assert [row.get("creators") for row in rows] == ["建設局", "建設局", "建設局", ""]
    assert rows[1].notes == (CellNote("merged-cell", "責任者", "", "建設局"),)


def test_lost_zeros_are_put_back_where_others_kept_them(tmp_path: Path) -> None:
    table: list[tuple[object, ...]] = [("檔號", "題名", "件號")]
    table += [(f"A-{number}", "路燈", f"{number:03d}") for number in range(1, 6)]
    table += [("A-6", "路燈", 6), ("A-7", "路燈", "7"), ("A-8", "路燈", 1234)]
    rows = entries(xlsx(tmp_path / "a.xlsx", table))
    assert [row.get("item") for row in rows] == ["001", "002", "003", "004", "005", "006", "007", "1234"]
    assert rows[5].notes == (CellNote("lost-leading-zeros", "件號", "6", "006"),)
    assert rows[5].given == {"item": "6"}
    assert rows[7].notes == ()


def test_zeros_that_the_later_rows_kept_count_for_the_first(tmp_path: Path) -> None:
    table: list[tuple[object, ...]] = [("檔號", "題名", "件號"), ("A-1", "路燈", 1)]
    table += [(f"A-{number}", "路燈", f"{number:03d}") for number in range(2, 6)]
    assert entries(xlsx(tmp_path / "a.xlsx", table))[0].get("item") == "001"


def test_a_formula_is_never_worked_out(tmp_path: Path) -> None:
    rows = f'<row r="1">{inline("A1", "檔號")}{inline("B1", "題名")}{inline("C1", "頁數")}</row>'
    rows += f'<row r="2">{inline("A2", "A-1")}{inline("B2", "路燈")}<c r="C2"><f>1+2</f><v>7</v></c></row>'
    rows += f'<row r="3">{inline("A3", "A-2")}{inline("B3", "井")}<c r="C3"><f>[1]X!A1</f></c></row>'
    kept, without = entries(raw_xlsx(tmp_path / "a.xlsx", worksheet(rows)))
    assert kept.get("pages") == "7"
    assert kept.given == {"pages": "=1+2"}
    assert kept.notes == (CellNote("formula", "頁數", "=1+2", "7"),)
    assert without.values == {"code": "A-2", "title": "井"}
    assert without.notes == (CellNote("formula", "頁數", "=[1]X!A1", ""),)


def test_digits_that_are_written_out_are_kept(tmp_path: Path) -> None:
    rows = f'<row r="1">{inline("A1", "檔號")}{inline("B1", "題名")}{inline("C1", "案卷號")}</row>'
    rows += f'<row r="2">{inline("A2", "A-1")}{inline("B2", "路燈")}<c r="C2"><v>123456789012345678</v></c></row>'
    (row,) = entries(raw_xlsx(tmp_path / "a.xlsx", worksheet(rows)))
    assert row.values["volume"] == "123456789012345678"
    assert row.notes == ()


def test_a_code_that_became_a_date_is_told(tmp_path: Path) -> None:
    row = cell(tmp_path, "件號", datetime.datetime(2024, 1, 2))  # noqa: DTZ001 - as above
    assert row.get("item") == "2024-01-02"
    assert [note.code for note in row.notes] == ["became-date"]


def test_text_is_the_same_in_csv(tmp_path: Path) -> None:
    path = delimited(tmp_path / "a.csv", [("檔號", "題名", "件號"), (" A-1", '路"燈"', "０１")])
    assert entries(path)[0].values == {"code": "A-1", "title": '路"燈"', "item": "01"}

"""Sheets that lie, burst, lock or never end."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.digitisation.sheets.sheet_files import NAMES, dbf, delimited, entries, inline, raw_xlsx, worksheet, xlsx

from lantai.digitisation.sheets.cells import column_letters
from lantai.digitisation.sheets.opening import open_sheets
from lantai.digitisation.sheets.rows import SheetRow
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet

HEAD = f'<row r="1">{inline("A1", "檔號")}{inline("B1", "題名")}</row>'


def refused(path: Path) -> UnreadableSheet:
    with pytest.raises(UnreadableSheet) as caught:
        for sheet in open_sheets(path, profile=NAMES):
            list(sheet.rows())
    return caught.value


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", worksheet(HEAD), more={"xl/sharedStrings.xml": b"<sst>" + bytes(60 << 20)})
    assert refused(path).reason == Reason.UNSAFE


def test_a_size_that_lies_is_no_way_around(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", worksheet(HEAD + f'<row r="2">{inline("A2", "A-1" * 5_000)}</row>'))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    place = data.rfind(size.to_bytes(4, "little"))
    data[place : place + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert refused(path).reason in {Reason.DAMAGED, Reason.TRUNCATED}


@pytest.mark.parametrize("rows", [HEAD, "<!-- a -->" + HEAD])
def test_a_document_type_is_refused(tmp_path: Path, rows: str) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    path = raw_xlsx(tmp_path / "a.xlsx", worksheet(rows, before=laughs))
    assert refused(path).reason == Reason.UNSAFE


def test_a_document_type_among_the_strings_is_refused(tmp_path: Path) -> None:
    strings = '<!DOCTYPE a [<!ENTITY a "ha">]><sst><si><t>&a;</t></si></sst>'
    assert refused(raw_xlsx(tmp_path / "a.xlsx", worksheet(HEAD), strings=strings)).reason == Reason.UNSAFE


def test_an_entity_that_nobody_declared_is_damage(tmp_path: Path) -> None:
    rows = f'{HEAD}<row r="2">{inline("A2", "&bomb;")}</row>'
    assert refused(raw_xlsx(tmp_path / "a.xlsx", worksheet(rows))).reason == Reason.DAMAGED


def test_a_million_rows_of_nothing_are_nothing(tmp_path: Path) -> None:
    rows = HEAD + "".join(f'<row r="{number}" s="1"/>' for number in range(2, 200_000))
    rows += '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    assert entries(raw_xlsx(tmp_path / "a.xlsx", worksheet(rows))) == []


def test_a_row_beyond_the_last_is_refused(tmp_path: Path) -> None:
    rows = f'{HEAD}<row r="1048577">{inline("A1048577", "A-1")}</row>'
    assert refused(raw_xlsx(tmp_path / "a.xlsx", worksheet(rows))).reason == Reason.TOO_LARGE


def test_cells_far_to_the_right_are_not_looked_at(tmp_path: Path) -> None:
    rows = f'{HEAD}<row r="2">{inline("A2", "A-1")}{inline("B2", "路燈")}{inline("XFD2", "x")}</row>'
    (row,) = entries(raw_xlsx(tmp_path / "a.xlsx", worksheet(rows)))
    assert row.values == {"code": "A-1", "title": "路燈"}


def test_a_cell_of_megabytes_is_cut_and_told(tmp_path: Path) -> None:
    rows = f'{HEAD}<row r="2">{inline("A2", "A-1")}{inline("B2", "燈" * 2_000_000)}</row>'
    (row,) = entries(raw_xlsx(tmp_path / "a.xlsx", worksheet(rows)))
    assert len(row.get("title")) == 32_767
    assert [(note.code, note.found) for note in row.notes] == [("long-cell", "2000000 characters")]


def test_a_row_of_giant_cells_is_refused(tmp_path: Path) -> None:
    cells = "".join(inline(f"{column_letters(place)}2", "a" * 30_000) for place in range(300))
    path = raw_xlsx(tmp_path / "a.xlsx", worksheet(f'{HEAD}<row r="2">{cells}</row>'))
    assert refused(path).reason == Reason.UNSAFE


def test_too_many_sheets_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    for _ in range(500):
        book.create_sheet()
    book.save(tmp_path / "a.xlsx")
    assert refused(tmp_path / "a.xlsx").reason == Reason.TOO_LARGE


def test_merged_ranges_over_each_other_cost_little(tmp_path: Path) -> None:
    merges = "".join(f'<mergeCell ref="A{row}:A1048576"/>' for row in range(2, 30_000))
    rows = HEAD + "".join(f'<row r="{n}">{inline(f"A{n}", "A-1")}</row>' for n in range(2, 3_000))
    path = raw_xlsx(tmp_path / "a.xlsx", worksheet(rows, after=f"<mergeCells>{merges}</mergeCells>"))
    assert len(entries(path)) == 2_998


def test_a_text_that_begins_like_a_table_of_dbase_is_text(tmp_path: Path) -> None:
    path = delimited(tmp_path / "a.csv", [("code", "title"), ("A-1", "x" * 100)])
    assert entries(path)[0].values["code"] == "A-1"


def test_what_is_cut_short_says_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [("檔號", "題名"), *((f"A-{n}", "路燈") for n in range(500))])
    path.write_bytes(path.read_bytes()[:-400])
    error = refused(path)
    assert (error.reason, error.path) == (Reason.TRUNCATED, "a.xlsx")
    assert str(error) == "a.xlsx ends before it is whole; copy it again from the contractor's own disk."


def test_rows_that_break_off_are_damage_after_those_that_stand(tmp_path: Path) -> None:
    rows = HEAD + "".join(f'<row r="{n}">{inline(f"A{n}", "A-1")}{inline(f"B{n}", "燈")}</row>' for n in range(2, 400))
    path = raw_xlsx(tmp_path / "a.xlsx", worksheet(rows)[:-60])
    (sheet,) = open_sheets(path, profile=NAMES)
    read: list[SheetRow] = []
    with pytest.raises(UnreadableSheet) as caught:
        read.extend(sheet.rows())
    assert caught.value.reason == Reason.DAMAGED
    assert [row.row for row in read] == list(range(2, 399))


def test_a_table_that_counts_more_records_than_it_holds_says_so(tmp_path: Path) -> None:
    path = dbf(tmp_path / "a.dbf", [("DH", "C", 9), ("TM", "C", 9)], [("A-1", "a"), ("A-2", "b")])
    path.write_bytes(path.read_bytes()[:-10])
    assert str(refused(path)) == (
        "a.dbf ends before it is whole; copy it again from the contractor's own disk (it counts 2 records and holds 1)."
    )


def test_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(99)
    )
    assert refused(path).reason == Reason.PASSWORD


def test_a_locked_entry_is_told(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", worksheet(HEAD))
    data = bytearray(path.read_bytes())
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    path.write_bytes(data)
    assert refused(path).reason == Reason.PASSWORD


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"%PDF-1.7",
        b"<html><table><tr><td>1</td></tr></table>",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(500),
    ],
)
def test_what_is_no_sheet_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xls").write_bytes(data)
    assert refused(tmp_path / "a.xls").reason == Reason.NOT_A_SHEET


def test_another_archive_is_no_sheet(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refused(tmp_path / "a.xlsx").reason == Reason.NOT_A_SHEET


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", [("檔號", "題名"), ("A-1", "路燈")])
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert refused(tmp_path / "b.xlsx").reason == Reason.GONE


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert refused(tmp_path / "a.csv").reason == Reason.GONE


def test_an_open_quotation_mark_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('檔號,題名\nA-1,路燈\nA-2,"井\n' + "A-3,石階\n" * 200_000, encoding="utf-8")
    assert refused(path).reason == Reason.DAMAGED


def test_a_name_that_is_an_option_is_a_name(tmp_path: Path) -> None:
    path = delimited(tmp_path / "--help", [("檔號", "題名"), ("A-1", "路燈")])
    assert entries(path)[0].values == {"code": "A-1", "title": "路燈"}


def test_modules_in_the_delivery_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert len(entries(delimited(tmp_path / "a.csv", [("檔號", "題名"), ("A-1", "路燈")]))) == 1


def test_random_bytes_are_never_more_than_unreadable(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "a.xlsx", [("檔號", "題名"), *((f"A-{n}", "路燈") for n in range(50))]).read_bytes()
    dice = random.Random(4)
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 20)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        (tmp_path / "b.xlsx").write_bytes(data)
        try:
            for sheet in open_sheets(tmp_path / "b.xlsx", profile=NAMES):
                list(sheet.rows())
        except UnreadableSheet as error:
            assert error.path == "b.xlsx"


def test_a_cell_of_nonsense_does_not_change_the_encoding(tmp_path: Path) -> None:
    """A hundred accents on one letter are unlike any language, and UTF-8 all the same."""
    path = tmp_path / "a.csv"
    path.write_text(f"檔號,題名,日期\nA-1,路燈,1926\nA-2,e{chr(0x301) * 900},1926\n", encoding="utf-8")
    rows = list(entries(path))
    assert [row.get("title")[:2] for row in rows] == ["路燈", "e\u0301"]

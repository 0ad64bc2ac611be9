"""ODS, read by calamine: its cells, its places, its locks."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.digitisation.sheets.sheet_files import NAMES, entries

from lantai.digitisation.sheets.opening import open_sheets
from lantai.digitisation.sheets.rows import CellNote
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def ods(path: Path, rows: str) -> Path:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}><office:body><office:spreadsheet>'
        f'<table:table table:name="目錄">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def test_ods_keeps_places_numbers_and_dates(tmp_path: Path) -> None:
    table = row() + row("<table:table-cell/>", *map(TEXT.format, ("檔號", "題名", "頁數", "日期")))
    number = '<table:table-cell office:value-type="float" office:value="3"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="1956-03-02"/>'
    table += row("<table:table-cell/>", TEXT.format("A-1"), TEXT.format("路燈"), number, day)
    (read,) = entries(ods(tmp_path / "a.ods", table))
    assert read.row == 3
    assert read.values == {"code": "A-1", "title": "路燈", "pages": "3", "date": "1956-03-02"}


def test_the_first_rows_of_an_ods_may_be_dirty(tmp_path: Path) -> None:
    table = row(*map(TEXT.format, ("檔號", "題名", "責任者")))
    table += row(*map(TEXT.format, ("A-1", "路燈", "建設局"))) + row(*map(TEXT.format, ("A-2", "井", "〃")))
    assert entries(ods(tmp_path / "a.ods", table))[1].notes == (CellNote("ditto", "責任者", "〃", "建設局"),)


def test_an_ods_that_repeats_itself_without_end_costs_no_more_than_its_process(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    table = row(*map(TEXT.format, ("檔號", "題名")))
    table += f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with pytest.raises(UnreadableSheet) as caught:
        open_sheets(ods(tmp_path / "a.ods", table), profile=NAMES)
    assert caught.value.reason in {Reason.TOO_LARGE, Reason.DAMAGED}

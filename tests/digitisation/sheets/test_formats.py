"""The same catalogue in every form that it comes in."""

from __future__ import annotations

import datetime
import errno
import io
import os
import re
from pathlib import Path

import pytest
from tests.digitisation.sheets.sheet_files import (
    dbf,
    delimited,
    entries,
    inline,
    opened,
    raw_xlsx,
    values,
    worksheet,
    xlsx,
)

from lantai.digitisation.sheets.formats import format_of
from lantai.digitisation.sheets.rows import SheetRow
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet

HEADER = ("檔號", "題名", "責任者", "日期", "頁數")
ROWS = (
    ("L099-01-0001-0001", "關於修理渡口石階的呈文", "臨河縣建設局", "19260302", "2"),
    ("L099-01-0001-0002", "請撥款添購路燈的函", "臨河縣警察局", "19260415", "13"),
)
EXPECTED = [dict(zip(("code", "title", "creators", "date", "pages"), row, strict=True)) for row in ROWS]


def test_xlsx_gives_rows_with_their_numbers(tmp_path: Path) -> None:
    rows = entries(xlsx(tmp_path / "目錄.xlsx", [HEADER, *ROWS]))
    assert rows == [SheetRow("目錄", number, values) for number, values in enumerate(EXPECTED, start=2)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_judged(tmp_path: Path, separator: str) -> None:
    assert values(delimited(tmp_path / "a.csv", [HEADER, *ROWS], separator=separator)) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_encodings_are_judged(tmp_path: Path, encoding: str) -> None:
    assert values(delimited(tmp_path / "a.csv", [HEADER, *ROWS], encoding=encoding)) == EXPECTED


def test_the_ending_does_not_matter(tmp_path: Path) -> None:
    assert values(xlsx(tmp_path / "目錄.xlsx", [HEADER, *ROWS]).rename(tmp_path / "目錄.csv")) == EXPECTED


def test_rare_bytes_far_into_a_file_decide_its_encoding(tmp_path: Path) -> None:
    rows = [(f"L099-01-0001-{number:05d}", "plain words", "office", "19260302", "1") for number in range(60_000)]
    rows[31_234] = ("L099-01-0001-31234", "关于修理渡口石阶的呈文", "临河县建设局", "19260302", "1")
    path = delimited(tmp_path / "a.csv", [("code", "title", "author", "date", "pages"), *rows], encoding="gb18030")
    assert entries(path)[31_234].values["title"] == "关于修理渡口石阶的呈文"


def test_bytes_without_meaning_are_noted(tmp_path: Path) -> None:
    path = delimited(tmp_path / "a.csv", [HEADER, *ROWS], encoding="gb18030")
    path.write_bytes(path.read_bytes().replace("渡口".encode("gb18030"), b"\xff\xff"))
    row = entries(path)[0]
    assert [note.code for note in row.notes] == ["encoding"]
    assert "\ufffd" in row.values["title"]


def test_dbf_in_gbk_without_a_code_page(tmp_path: Path) -> None:
    fields = [("档号", "C", 20), ("题名", "C", 60), ("责任者", "C", 30), ("日期", "C", 8), ("页数", "N", 4)]
    simplified = [
        ("L099-01-0001-0001", "关于修理渡口石阶的呈文", "临河县建设局", "19260302", 2),
        ("L099-01-0001-0002", "deleted", "", "", 0),
        ("L099-01-0001-0003", "请拨款添购路灯的函", "临河县警察局", "19260415", 13),
    ]
    rows = entries(dbf(tmp_path / "ML.DBF", fields, simplified, deleted=[1]))
    assert [(row.row, row.get("title"), row.get("pages")) for row in rows] == [
        (2, "关于修理渡口石阶的呈文", "2"),
        (4, "请拨款添购路灯的函", "13"),
    ]


def test_dbf_with_initials_for_names_and_a_date(tmp_path: Path) -> None:
    path = dbf(tmp_path / "ML.DBF", [("DH", "C", 20), ("TM", "C", 20), ("RQ", "D", 8)], [("A-1", "路燈", "19260302")])
    assert values(path) == [{"code": "A-1", "title": "路燈", "date": "19260302"}]


def test_dbf_text_cut_inside_a_character_is_noted(tmp_path: Path) -> None:
    path = dbf(tmp_path / "ML.DBF", [("DH", "C", 20), ("TM", "C", 5)], [("A-1", "修理渡口")], driver=0x4D)
    (row,) = entries(path)
    assert row.get("title") == "修理\ufffd"
    assert [note.code for note in row.notes] == ["encoding"]


def test_dbf_memo_is_told(tmp_path: Path) -> None:
    path = dbf(tmp_path / "ML.DBF", [("DH", "C", 9), ("TM", "C", 9), ("BZ", "M", 10)], [("A-1", "路燈", "        12")])
    (row,) = entries(path)
    assert [(note.code, note.column) for note in row.notes] == [("unread-memo", "BZ")]


def test_shared_strings_join_runs_and_leave_readings_out(tmp_path: Path) -> None:
    strings = (
        "<sst><si><t>檔號</t></si><si><t>題名</t></si>"
        "<si><r><t>修理</t></r><r><t>渡口</t></r><rPh sb='0' eb='2'><t>xiuli</t></rPh></si>"
        "<si><t>A_x002D_1</t></si></sst>"
    )
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    cells += '<row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" t="s"><v>2</v></c></row>'
    rows = entries(raw_xlsx(tmp_path / "a.xlsx", worksheet(cells), strings=strings))
    assert rows == [SheetRow("目錄", 4, {"code": "A-1", "title": "修理渡口"})]


PREFIXED = worksheet(
    '<row r="1"><c r="A1" t="str"><v>檔號</v></c><c r="B1" t="str"><v>題名</v></c></row>'
    '<row r="2"><c r="A2" t="str"><v>A-1</v></c><c r="B2" t="str"><v>路&amp;燈</v></c></row>'
)
UNUSUAL = {
    "prefixes": re.sub(r"(</?)(?=[a-z])", r"\1x:", PREFIXED).replace("xmlns=", "xmlns:x="),
    "blanks": worksheet(
        f"\n <row r='1'>\n {inline('A1', '檔號')}\n {inline('B1', '題名')}</row>\n"
        f"<row r='2'>{inline('A2', 'A-1')}<!-- a --> {inline('B2', '路&amp;燈')}</row>"
    ),
    "no-references": worksheet(
        "<row><c t='str'><v>檔號</v></c><c t='str'><v>題名</v></c></row>"
        "<row><c t='str'><v>A-1</v></c><c t='str'><v>路&amp;燈</v></c></row>"
    ),
    "empty-rows": worksheet(
        f'<row r="1">{inline("A1", "檔號")}{inline("B1", "題名")}</row>'
        f'<row r="2" ht="3">{inline("A2", "A-1")}{inline("B2", "路&#38;&#x71c8;")}</row><row r="3"/><row r="4" s="1"/>'
    ),
}


@pytest.mark.parametrize("way", sorted(UNUSUAL))
def test_unusual_xml_is_read_as_the_usual(tmp_path: Path, way: str) -> None:
    assert values(raw_xlsx(tmp_path / "a.xlsx", UNUSUAL[way])) == [{"code": "A-1", "title": "路&燈"}]


def test_dates_and_numbers_are_what_their_formats_show(tmp_path: Path) -> None:
    def formats(sheet: object) -> None:
        sheet["B2"].number_format = 'yyyy"年"m"月"'  # type: ignore[index]
        sheet["B3"].number_format = "yyyy-mm-dd"  # type: ignore[index]
        sheet["C2"].number_format = sheet["C3"].number_format = "0000"  # type: ignore[index]

    day = datetime.datetime(1956, 3, 1)  # noqa: DTZ001 - a spreadsheet knows no zones
    table = [("檔號", "日期", "件號", "題名"), ("A-1", day, 3, "甲"), ("A-2", day, 12, "乙")]
    rows = entries(xlsx(tmp_path / "a.xlsx", table, change=formats))
    assert [(row.get("date"), row.get("item"), row.given.get("item")) for row in rows] == [
        ("1956-03", "0003", "3"),
        ("1956-03-01", "0012", "12"),
    ]


def test_rows_may_be_read_again(tmp_path: Path) -> None:
    sheet = opened(xlsx(tmp_path / "a.xlsx", [HEADER, *ROWS]))
    assert list(sheet.rows()) == list(sheet.rows())


@pytest.mark.parametrize(("number", "reason"), [(errno.EIO, Reason.GONE), (errno.EINVAL, Reason.TRUNCATED)])
def test_disk_that_goes_is_not_taken_for_a_broken_file(tmp_path: Path, number: int, reason: Reason) -> None:
    whole = xlsx(tmp_path / "a.xlsx", [HEADER, *ROWS]).read_bytes()

    class Pulled(io.BytesIO):
        def seek(self, offset: int, whence: int = 0, /) -> int:
            if whence == 2:
                raise OSError(number, os.strerror(number))
            return super().seek(offset, whence)

    with pytest.raises(UnreadableSheet) as refused:
        format_of(Pulled(whole), "a.xlsx")
    assert refused.value.reason == reason

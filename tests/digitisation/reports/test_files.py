"""Reports as files: what they hold is read back, hostile texts do nothing, and a million findings take no memory."""

from __future__ import annotations

import io
import json as plain_json
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from lxml import html as lxml_html
from tests.digitisation.reports.report_values import (
    HOSTILE,
    SHOWN,
    bad_date,
    findings,
    hostile,
    hostile_rows,
    report,
    rows_at,
)

from lantai.digitisation.check.observation import Observation
from lantai.digitisation.reports import (
    Place,
    PlacedRow,
    Report,
    UnknownEnding,
    ending_of,
    html,
    json,
    no_rows,
    page,
    workbook,
    write,
    xlsx,
)
from lantai.digitisation.sheets import writing

Writer = Callable[..., None]
MEND = "Write it as 19240903, 1924-09-03 or 1924年9月3日; 00 for what is not known."


def written(writer: Writer, of: Report, language: str = "en") -> bytes:
    out = io.BytesIO()
    writer(out, of, language=language)
    return out.getvalue()


def book(of: Report, language: str = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(xlsx, of, language)))


def document(of: Report, language: str = "en") -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(written(html, of, language).decode())


# -- the page -------------------------------------------------------------------------------------


def test_page_tells_verdict_kinds_and_every_finding() -> None:
    tree = document(report())
    assert tree.findtext(".//h1") == "水廠第一批"
    assert tree.find_class("banner")[0].text_content() == "It cannot be taken in as it is."
    kinds, *lists = tree.iter("table")
    assert [row.xpath("string(td[3])") for row in kinds.iter("tr")][1:] == ["2", "1", "1", "1", "1", "1"]
    assert [heading.text for heading in tree.iter("h3")] == ["Files and the whole delivery", "目錄.xlsx"]
    rows = [[cell.text_content() for cell in row.iter("td")] for one in lists for row in one.iter("tr")]
    assert [row[0] for row in rows if row] == ["", "", "2", "2", "3", "4", "4"]
    assert rows[-1] == ["4", "error", "“去年秋天” is not a date that can be read.日期", "Unreadable date"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-Hant", "不能接收，應予退回。"),
        ("zh-Hans", "不能接收，应予退回。"),
        ("en", "It cannot be taken in as it is."),
    ],
)
def test_page_speaks_the_language_asked_for(language: str, said: str) -> None:
    tree = document(report(), language)
    assert tree.get("lang") == language
    assert tree.find_class("banner")[0].text_content() == said


def test_page_needs_nothing_beside_itself_and_runs_nothing() -> None:
    text = written(html, report(hostile, hostile_rows)).decode()
    tree = lxml_html.document_fromstring(text)
    assert [tree.findall(f".//{name}") for name in ("script", "link", "img", "iframe")] == [[], [], [], []]
    assert [value for one in tree.iter() for name, value in one.attrib.items() if name.startswith("on")] == []
    assert {one.get("href", "#")[0] for one in tree.iter("a")} == {"#"}
    assert SHOWN in tree.text_content()


def test_page_lists_the_first_and_tells_the_number_of_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LISTED", 10)
    tree = document(report(lambda: map(bad_date, range(2, 1_502))))
    assert [row.xpath("string(td[1])") for row in list(tree.iter("table"))[1].iter("tr")][-1] == "11"
    assert tree.find_class("banner")[-1].text_content() == (
        "1,490 more findings are not listed here; the report as XLSX or JSON holds all of them."
    )


def test_links_of_the_page_lead_to_the_kinds() -> None:
    tree = document(report())
    ids = {one.get("id") for one in tree.iter("tr")}
    assert {one.get("href", "")[1:] for one in tree.iter("a")} <= ids


def test_page_of_a_good_delivery() -> None:
    tree = document(report(list))
    assert tree.find_class("banner")[0].text_content() == "It can be taken in."
    assert tree.findall(".//table") == []


# -- the workbook ---------------------------------------------------------------------------------


def test_workbook_has_rows_the_rest_and_the_summary() -> None:
    rows, others, summed = book(report()).worksheets
    assert [sheet.title for sheet in (rows, others, summed)] == ["Faulty rows", "Files and notes", "Summary"]
    assert list(rows.iter_rows(values_only=True)) == [
        ("Sheet", "Row", "檔號", "題名", "日期", "What is wrong", "How to mend it"),
        (
            "目錄.xlsx",
            2,
            "L012-01-0002",
            "勘井日記 2",
            "去年秋天",
            "日期：“去年秋天” is not a date that can be read.\n題名：The column 題名 is empty; it must be filled in.",
            f"{MEND}\nFill in the cell and deliver again.",
        ),
        (
            "目錄.xlsx",
            4,
            "L012-01-0004",
            "勘井日記 4",
            "去年秋天",
            "日期：“3/4/24” may be 1924-03-04. (warning)\n日期：“去年秋天” is not a date that can be read.",
            f"Compare with the original, and correct the cell where it is wrong.\n{MEND}",
        ),
    ]
    assert [row[:6] for row in others.iter_rows(min_row=2, values_only=True)] == [
        ("warning", "New fonds", None, None, None, None),
        ("error", "Empty file", None, None, None, "圖像/L012-01-0009/0001.jpg"),
        ("note", "Spaces", "目錄.xlsx", 3, "題名", None),
    ]
    assert ("Verdict", "It cannot be taken in as it is.") in [row[:2] for row in summed.iter_rows(values_only=True)]
    assert ("error", "Unreadable date (bad-date)", 2) in [
        (row[0], row[4], row[2]) for row in summed.iter_rows(values_only=True)
    ]


def test_faulty_cells_are_coloured() -> None:
    rows = book(report()).worksheets[0]
    coloured = [cell.coordinate for row in rows.iter_rows(min_row=2) for cell in row if cell.fill.fill_type == "solid"]
    assert coloured == ["D2", "E2", "E3"]


def test_workbook_runs_nothing_and_shows_what_xml_cannot_hold() -> None:
    data = written(xlsx, report(hostile, hostile_rows))
    read = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.quotePrefix for cell in cells if cell.data_type == "s")
    row = [cell.value for cell in read.worksheets[0][2]][:5]
    assert row == [SHOWN, 2, SHOWN, "=HYPERLINK(1)", "@SUM(A1)"]
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert other.get_sheet_by_index(0).to_python()[1][:5] == row


def test_rows_go_on_in_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 5)
    read = book(report(lambda: map(bad_date, range(2, 12))))
    assert read.sheetnames[:3] == ["Faulty rows", "Faulty rows 2", "Faulty rows 3"]
    numbers = [row[1] for sheet in read.worksheets[:3] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert numbers == list(range(2, 12))


def test_findings_come_without_their_rows_too() -> None:
    rows = book(report(rows=no_rows)).worksheets[0]
    assert [row[:4] for row in rows.iter_rows(values_only=True)] == [
        ("Sheet", "Row", "題名", "日期"),
        ("目錄.xlsx", 2, " ", " "),
        ("目錄.xlsx", 4, None, " "),
    ]


# -- JSON -----------------------------------------------------------------------------------------


def test_json_has_the_fields_of_ingest_and_how_to_mend() -> None:
    told = plain_json.loads(written(json, report()))
    assert told["findings"][2] == {
        "code": "bad-date",
        "severity": "error",
        "sheet": "目錄.xlsx",
        "row": 2,
        "column": "日期",
        "path": "",
        "found": "去年秋天",
        "expected": "",
        "message": "“去年秋天” is not a date that can be read.",
        "mend": MEND,
    }
    assert (told["items"], told["pages"], told["ok"], told["batch"], told["state"]) == (60, 512, False, "7k2m9x", None)
    assert told["counts"] == {"error": 4, "warning": 2, "info": 1}
    assert len(told["findings"]) == 7


def test_json_holds_hostile_texts_as_they_are() -> None:
    told = plain_json.loads(written(json, report(hostile)))
    assert (told["findings"][1]["found"], told["findings"][1]["column"]) == (HOSTILE, HOSTILE)
    assert plain_json.loads(written(json, report(list)))["findings"] == []


# -- many -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", [html, xlsx, json])
def test_memory_does_not_grow_with_the_findings(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LISTED", 1_000)
    monkeypatch.setattr(workbook, "_IN_MEMORY", 2**16)
    few, many = (_peak(writer, count) for count in (2_000, 20_000))
    assert many < few + 2**18


def _peak(writer: Writer, count: int) -> int:
    of = report(lambda: map(bad_date, range(2, count)))
    with open("/dev/null", "wb") as out:  # noqa: PTH123 - no file
        tracemalloc.start()
        writer(out, of, language="en")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


def test_rows_are_asked_for_as_findings_come() -> None:
    """However far ahead the rows are looked up, the findings are not read to their end before."""
    drawn = 0

    def found() -> Iterator[Observation]:
        nonlocal drawn
        for row in range(2, 5_000):
            drawn = row
            yield bad_date(row)

    ahead: list[int] = []

    def in_chunks(places: Iterable[Place]) -> Iterator[PlacedRow]:
        left = iter(places)
        while chunk := list(islice(left, 100)):
            ahead.append(drawn - chunk[-1][1])
            yield from rows_at(chunk)

    written(xlsx, report(found, in_chunks))
    assert max(ahead) <= 1


# -- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["報告.html", "報告.XLSX", "報告.json"])
def test_the_ending_says_what_is_written(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    write(path, report(), language="en")
    first = path.read_bytes()[:2]
    assert first == {"html": b"<!", "xlsx": b"PK", "json": b"{\n"}[ending_of(path)]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["報告.pdf", "報告", ".html", "報告.html.bak"])
def test_another_ending_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownEnding, match=r"does not say what report it is to be; give it one of the endings \.html"):
        write(tmp_path / name, report())
    assert list(tmp_path.iterdir()) == []


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    def breaks_off() -> Iterator[Observation]:
        yield from findings()
        raise OSError("the disk is gone")

    path = tmp_path / "報告.json"
    path.write_text("earlier")
    with pytest.raises(OSError, match="the disk is gone"):
        write(path, report(breaks_off))
    assert [one.read_text() for one in tmp_path.iterdir()] == ["earlier"]


def test_equal_reports_are_equal_bytes() -> None:
    assert [written(one, report()) for one in (html, xlsx, json)] == [
        written(one, report()) for one in (html, xlsx, json)
    ]

"""The report of a batch: its findings in the order of the sheet, its rows from items and from the sheet again."""

from __future__ import annotations

import io
from collections.abc import Callable
from json import loads
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.digitisation.enums import BatchState, Severity
from lantai.digitisation.models import Batch, BatchItem, Finding, Transcription
from lantai.digitisation.reports import html, json, xlsx
from lantai.digitisation.reports.of_batch import correspondence_about, report_of
from lantai.digitisation.reports.rereading import rows_of
from lantai.digitisation.sheets.mapping import ColumnMapping

pytestmark = pytest.mark.django_db

CSV = "檔號,題名,日期\nL012-01-0001-0001,招股簡章,去年秋天\nL012-01-0001-0002, 創立會議錄,1925-03-01\n,無檔號,1925\n"


@pytest.fixture
def batch(user_with: Callable[..., User], tmp_path: Path) -> Batch:
    (tmp_path / "目錄.csv").write_text(CSV, encoding="utf-8")
    return Batch.objects.create(
        identifier="b1",
        name="第一批",
        source=str(tmp_path),
        state=BatchState.REFUSED,
        item_count=2,
        received_at=timezone.now(),
        received_by=user_with("digitiser"),
    )


def find(batch: Batch, *rows: int | None) -> None:
    for row in rows:
        sheet = "" if row is None else "目錄.csv"
        Finding.objects.create(
            batch=batch, code="bad-date", severity=Severity.ERROR, sheet=sheet, row=row, column="日期"
        )


def enter(batch: Batch, row: int, **values: object) -> None:
    BatchItem.objects.create(batch=batch, sheet="目錄.csv", row=row, code="x", values={"code": "x", **values})


def rows(batch: Batch) -> list[tuple[object, ...]]:
    out = io.BytesIO()
    xlsx(out, report_of(batch), language="en")
    sheet = openpyxl.load_workbook(out).worksheets[0]
    return [row[:5] for row in sheet.iter_rows(values_only=True)]


def test_findings_come_in_the_order_of_the_sheet(batch: Batch) -> None:
    find(batch, 9, 2, None, 4)
    assert [one.row for one in report_of(batch).findings()] == [None, 2, 4, 9]


def test_rows_of_a_refused_delivery_are_read_again_as_they_stood(batch: Batch) -> None:
    find(batch, 1, 2, 3, 9)
    assert rows(batch) == [
        ("Sheet", "Row", "檔號", "題名", "日期"),
        ("目錄.csv", 1, None, None, " "),
        ("目錄.csv", 2, "L012-01-0001-0001", "招股簡章", "去年秋天"),
        ("目錄.csv", 3, "L012-01-0001-0002", " 創立會議錄", "1925-03-01"),
        ("目錄.csv", 9, None, None, " "),
    ]


def test_rows_come_from_the_items_and_what_is_none_from_the_sheet(batch: Batch) -> None:
    enter(batch, 2, date="1924", given={"date": "=1+1"}, fonds="L012", profile="plain")
    find(batch, 2, 4)
    assert rows(batch)[1:] == [
        ("目錄.csv", 2, "x", None, "=1+1"),
        ("目錄.csv", 4, None, "無檔號", "1925"),
    ]


def test_rows_cost_a_query_for_many(batch: Batch, tmp_path: Path) -> None:
    numbers = range(2, 42)
    for row in numbers:
        enter(batch, row)
    report = report_of(batch)
    with CaptureQueriesContext(connection) as seen:
        found = list(report.rows_at(("目錄.csv", row) for row in numbers))
    assert [row for _sheet, row, _values in found] == list(numbers)
    assert len(seen) == 1


def test_rows_of_sheets_are_one_for_each_place_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "甲.csv").write_text("檔號,題名,日期\na-1,甲,1924\n", encoding="utf-8")
    (tmp_path / "乙.csv").write_text("號,題名,日期\nb-1,乙,1924\n", encoding="utf-8")
    places = [("乙.csv", 2), ("甲.csv", 1), ("甲.csv", 2), ("丙.csv", 7)]
    read = list(rows_of(tmp_path, ColumnMapping({"號": "code"}))(places))
    assert [(sheet, row, values.get("code")) for sheet, row, values in read] == [
        ("乙.csv", 2, "b-1"),
        ("甲.csv", 1, None),
        ("甲.csv", 2, "a-1"),
        ("丙.csv", 7, None),
    ]


def test_rows_of_a_delivery_that_is_gone_are_empty(tmp_path: Path) -> None:
    assert list(rows_of(tmp_path / "gone")([("甲", 2)])) == [("甲", 2, {})]


def test_the_letter_speaks_the_language_of_the_holdings(batch: Batch) -> None:
    find(batch, 2)
    about = correspondence_about(batch)
    assert (about.language, about.office) == ("zh-Hant", "Lantai 蘭臺")
    assert about.draft().addressee == "承包單位"
    assert correspondence_about(batch, language="en").draft().addressee == "Contractor"


def test_how_the_pages_were_read_is_in_every_kind_of_report(batch: Batch, bound: Bound) -> None:
    BatchItem.objects.create(batch=batch, row=9, code="v", values={}, record_set=bound.volume, is_volume=True)
    assert b"reading" not in written(batch, json)
    Transcription.objects.update(error_rate=0.03, error_low=0.01, error_high=0.1)
    said = "8 pages read by machine: on average about 3 of 100 characters wrong (1 to 10 of 100)"
    assert loads(written(batch, json))["reading"]["estimate"]["rate"] == pytest.approx(0.03)
    assert said in written(batch, html).decode()
    summary = openpyxl.load_workbook(io.BytesIO(written(batch, xlsx))).worksheets[-1]
    (told,) = [row[1] for row in summary.iter_rows(values_only=True) if row[0] == "Reading by machine"]
    assert str(told).startswith(said)


def written(batch: Batch, kind: Callable[..., None]) -> bytes:
    out = io.BytesIO()
    kind(out, report_of(batch), language="en")
    return out.getvalue()

"""A report to test with: findings of every kind, hostile ones among them, and rows to stand beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from lantai.digitisation.check.observation import Observation, observe
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.reports import Delivered, Place, PlacedRow, Report, RowsAt

HOSTILE = "<script>alert(1)</script>&\"'=1+1\x00\x0b\ud800\u202e"
SHOWN = "<script>alert(1)</script>&\"'=1+1␀␋\ufffd\ufffd"
"""How the hostile text is shown where it can do no harm."""

DELIVERED = Delivered(
    name="水廠第一批",
    items=60,
    pages=512,
    batch="7k2m9x",
    contractor="廣濟數字化公司",
    received_at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
)


def bad_date(row: int, found: str = "去年秋天") -> Observation:
    return observe("bad-date", sheet="目錄.xlsx", row=row, column="日期", found=found)


def findings() -> list[Observation]:
    """One of the whole delivery, one of a file, three errors and a warning at rows 2 and 4, a note at row 3."""
    return [
        observe("new-fonds", found="L012"),
        observe("empty-file", path="圖像/L012-01-0009/0001.jpg"),
        bad_date(2),
        observe("missing-field", sheet="目錄.xlsx", row=2, column="題名"),
        observe("spaces", sheet="目錄.xlsx", row=3, column="題名", found="勘井 日記 "),
        observe("ambiguous-date", sheet="目錄.xlsx", row=4, column="日期", found="3/4/24", expected="1924-03-04"),
        bad_date(4),
    ]


def rows_at(places: Iterable[Place]) -> Iterator[PlacedRow]:
    for sheet, row in places:
        yield sheet, row, {"title": f"勘井日記 {row}", "code": f"L012-01-{row:04d}", "date": "去年秋天"}


def report(
    found: Callable[[], Iterable[Observation]] = findings, rows: RowsAt = rows_at, delivered: Delivered = DELIVERED
) -> Report:
    return Report(delivered=delivered, findings=found, rows_at=rows, labels=delivery_profile().labels)


def hostile() -> list[Observation]:
    """A finding at a row and one at a file, of which every text is hostile."""
    row = observe("bad-date", sheet=HOSTILE, row=2, column=HOSTILE, found=HOSTILE, expected=HOSTILE)
    return [replace(row, sheet="", row=None, path=HOSTILE, code="page-count"), row]


def hostile_rows(places: Iterable[Place]) -> Iterator[PlacedRow]:
    return ((sheet, row, {"code": HOSTILE, "title": "=HYPERLINK(1)", "note": "@SUM(A1)"}) for sheet, row in places)

"""What rows say of pages, and what they leave out."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from tests.digitisation.layouts.conftest import row

from lantai.digitisation.layouts.rows import ItemRow, PageSpan, item_row, read_range
from lantai.digitisation.layouts.spans import place


@dataclass
class OfSheet:
    values: dict[str, str] = field(default_factory=dict)
    sheet: str = "卷內"
    row: int = 7

    def get(self, key: str) -> str:
        return self.values.get(key, "")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1-3", 1, 3),
        ("001—003", 1, 3),
        ("１～３", 1, 3),
        ("第1至3頁", 1, 3),
        ("5 - 9", 5, 9),
        ("12", 12, None),
        ("", None, None),
        ("封面", None, None),
        ("1-3-5", None, None),
        ("9999999", None, None),
    ],
)
def test_range(text: str, first: int | None, last: int | None) -> None:
    assert read_range(text) == (first, last)


@pytest.mark.parametrize(
    ("told", "pages"), [("5頁", 5), ("十二", 12), ("9" * 24, 999_999), ("約十頁", None), ("", None)]
)
def test_a_count_of_pages_beyond_all_reason_is_still_a_count(told: str, pages: int | None) -> None:
    assert item_row(OfSheet({"code": "X001-0012-003", "pages": told})).pages == pages


def test_row_of_a_sheet() -> None:
    given = OfSheet({"code": "X001－0012－003", "first_page": "5", "last_page": "9", "pages": "5頁"})
    assert item_row(given) == ItemRow(
        sheet="卷內", row=7, code="X001-0012-003", volume="X001-0012", pages=5, first=5, last=9
    )
    assert item_row(OfSheet({"code": "X001-0012-003", "page_range": "5-9"})).last == 9
    assert item_row(OfSheet({"code": "X001-0012-003"}), lambda _code: "").volume == ""


def _spans(*rows: ItemRow) -> list[str]:
    return [str(one.span) for one in place(rows)]


def _first(first: int) -> ItemRow:
    return ItemRow(sheet="s", row=1, code="c", first=first)


def test_spans_are_filled_in() -> None:
    assert _spans(row("a", span=(1, 3)), row("b", pages=2), row("c", pages=1)) == ["1-3", "4-5", "6-6"]
    assert _spans(_first(1), _first(4), _first(4), _first(9)) == ["1-3", "4-4", "4-8", "9-"]
    assert _spans(row("a", span=(3, 1)), row("b"), row("c", pages=2)) == ["None", "None", "1-2"]


def test_length_of_a_span() -> None:
    assert (PageSpan(3, 5).length, PageSpan(3, None).length) == (3, None)

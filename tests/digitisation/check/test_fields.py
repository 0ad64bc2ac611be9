"""What the cells of a row must hold."""

from __future__ import annotations

import pytest
from tests.digitisation.check.rows import LABELS, row, told

from lantai.digitisation.check.fields import look_at_item
from lantai.digitisation.profile import delivery_profile


def numbers(**cells: str) -> list[tuple[str, str, str, str]]:
    return told(one for one in look_at_item(row(**cells), delivery_profile()) if one.code == "bad-number")


@pytest.mark.parametrize("count", ["12", "１２", "十二", "12頁", "共12頁", "12張", "0012"])
def test_a_count_of_pages_may_be_written_in_many_ways(count: str) -> None:
    assert numbers(pages=count, last_page=count) == []


@pytest.mark.parametrize("pages", ["3", "3-5", "第3至5頁", "3～5", "3..5"])
def test_pages_may_be_one_or_two_numbers(pages: str) -> None:
    assert numbers(first_page=pages, page_range=pages) == []


@pytest.mark.parametrize("key", ["pages", "first_page", "last_page", "page_range"])
@pytest.mark.parametrize("text", ["約十頁", "不詳", "3-5-7", "1/2 頁"])
def test_what_is_no_number_of_pages_is_told(key: str, text: str) -> None:
    assert numbers(**{key: text}) == [("warning", LABELS[key], text, "")]

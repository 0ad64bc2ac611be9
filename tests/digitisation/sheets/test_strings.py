"""The table of shared strings, in memory and beyond it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet
from lantai.digitisation.sheets.xlsx import strings
from lantai.digitisation.sheets.xlsx.strings import SharedStrings


@pytest.mark.parametrize("in_memory", [1 << 20, 10])
def test_strings_are_found_by_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: int) -> None:
    monkeypatch.setattr(strings, "_IN_MEMORY", in_memory)
    table = SharedStrings(tmp_path)
    texts = ["路燈", "", "a", "修理渡口石階" * 5, "井"]
    table.extend(texts[:2])
    table.extend(texts[2:])
    table.finish()
    assert [table[number] for number in range(len(table))] == texts
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [-1, 1])
def test_a_number_that_no_string_has_is_an_error(number: int) -> None:
    table = SharedStrings()
    table.extend(["路燈"])
    with pytest.raises(IndexError):
        table[number]


def test_more_text_than_fits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "_LARGEST_IN_MEMORY", 10)
    with pytest.raises(UnreadableSheet) as caught:
        SharedStrings().extend(["修理渡口石階"])
    assert caught.value.reason == Reason.TOO_LARGE

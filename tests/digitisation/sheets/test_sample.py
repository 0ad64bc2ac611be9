"""The sample archive's own catalogue is read without a note, and whole."""

from __future__ import annotations

from pathlib import Path

from tests.digitisation.sheets.sheet_files import opened

SAMPLE = Path(__file__).parents[3] / "samples" / "delivery" / "目錄.xlsx"


def test_the_sample_is_read_whole() -> None:
    sheet = opened(SAMPLE)
    rows = list(sheet.rows())
    assert sheet.level == "item"
    assert sheet.unknown == ()
    assert [row.row for row in rows] == list(range(2, len(rows) + 2))
    assert all({"code", "title", "date"} <= row.values.keys() for row in rows)
    assert [(row.row, note) for row in rows for note in row.notes] == []

"""The sample archive's own catalogue is read without a note, and as it has been read so far."""

from __future__ import annotations

from pathlib import Path

from tests.digitisation.sheets.sheet_files import opened

from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.sheet import read_sheets

SAMPLE = Path(__file__).parents[3] / "samples" / "delivery" / "目錄.xlsx"


def test_the_sample_is_read_as_before() -> None:
    sheet = opened(SAMPLE)
    rows = list(sheet.rows())
    (before,) = read_sheets(SAMPLE, delivery_profile())
    assert sheet.level == "item"
    assert sheet.unknown == ()
    assert [(row.sheet, row.row, row.values) for row in rows] == [
        (row.sheet, row.row, row.values) for row in before.rows
    ]
    assert [(row.row, note) for row in rows for note in row.notes] == []

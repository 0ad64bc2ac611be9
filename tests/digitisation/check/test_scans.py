"""What is said of scans when their rows are known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.digitisation.domain.laying import HEADER, folder_per_volume, row, scan, sheet

from lantai.digitisation.check import check_delivery, scans
from lantai.digitisation.inspection.profile import image_profile

pytestmark = pytest.mark.django_db


def low(folder: Path) -> list[tuple[str, int | None, str, str]]:
    """Path, row, what was found and what was asked for."""
    with check_delivery(folder) as check:
        return [
            (one.path, one.row, one.found, one.expected) for one in check.findings() if one.code == "low-resolution"
        ]


def test_every_image_is_judged_by_the_paper_that_its_row_states(tmp_path: Path) -> None:
    stated = {1: "A4", 2: "17×25.4mm", 3: "", 4: "大小不一"}
    rows = [row(number, 頁數=2, 原件尺寸=size) for number, size in stated.items()]
    sheet(tmp_path, rows, (*HEADER, "原件尺寸"))
    for number in stated:
        for page in (1, 2):
            scan(tmp_path / f"圖像/L099-01-0001-{number:04}/{page:04}.jpg", number * 10 + page)
    told = "24 dpi (200 × 300)"
    assert low(tmp_path) == [
        ("圖像/L099-01-0001-0001/0001.jpg", 2, told, "200 dpi"),
        ("圖像/L099-01-0001-0001/0002.jpg", 2, told, "200 dpi"),
    ]


def test_pages_of_a_volume_are_judged_by_the_rows_that_they_are_of(tmp_path: Path) -> None:
    folder_per_volume(tmp_path, {1: (1, 1), 2: (2, 3)}, [1, 2, 3])
    rows = [row(1, 頁數=1, 起頁號=1, 止頁號=1, 開本="16開"), row(2, 頁數=2, 起頁號=2, 止頁號=3, 開本="")]
    sheet(tmp_path, rows, (*HEADER, "起頁號", "止頁號", "開本"))
    assert [(path, at) for path, at, *_rest in low(tmp_path)] == [("圖像/L099-01-0001/0001.jpg", 2)]


def test_the_row_comes_before_the_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = image_profile()
    asked = replace(profile, thresholds=replace(profile.thresholds, sheet=(210.0, 297.0)))
    monkeypatch.setattr(scans, "image_profile", lambda: asked)
    sheet(tmp_path, [row(1, 規格="1.7×2.54cm"), row(2)], (*HEADER, "規格"))
    for number in (1, 2):
        scan(tmp_path / f"圖像/L099-01-0001-{number:04}/0001.jpg", number)
    assert [(path, at) for path, at, *_rest in low(tmp_path)] == [("圖像/L099-01-0001-0002/0001.jpg", 3)]

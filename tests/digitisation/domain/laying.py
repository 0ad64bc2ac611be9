"""Small deliveries for the tests of taking in: a sheet of rows and tiny images, laid as a test wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

HEADER = ("檔號", "全宗號", "題名", "日期", "頁數", "開放標識")


def scan(path: Path, seed: int) -> None:
    """A page of noise and strokes that no other seed gives."""
    draw = np.random.default_rng(seed)
    page = draw.normal(225, 6, (300, 200)).clip(0, 255).astype(np.uint8)
    for column in range(30, 170, 20):
        page[40:260, column : column + 8] = draw.integers(20, 90, (220, 8))
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(page).save(path, dpi=(300, 300))


def sheet(folder: Path, rows: Sequence[Mapping[str, object]], header: Sequence[str] = HEADER) -> None:
    """A CSV of these rows; a column that a row has not is empty."""
    lines = [",".join(header), *(",".join(str(row.get(name, "")) for name in header) for row in rows)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "目錄.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def row(number: int, **more: object) -> dict[str, object]:
    """The row of item ``number`` of the volume L099-01-0001, of one page unless told otherwise."""
    told = {"檔號": f"L099-01-0001-{number:04}", "全宗號": "L099", "題名": f"修渠第{number}件", "日期": "1926"}
    return {**told, "頁數": 1, "開放標識": "開放", **more}


def folder_per_item(folder: Path, pages: Mapping[int, int], **titles: str) -> Path:
    """Items with one page each: ``pages`` are the seeds of their scans by item number."""
    sheet(
        folder, [row(number, **({"題名": titles[f"t{number}"]} if f"t{number}" in titles else {})) for number in pages]
    )
    for number, seed in pages.items():
        scan(folder / f"圖像/L099-01-0001-{number:04}/0001.jpg", seed)
    return folder


def folder_per_volume(folder: Path, spans: Mapping[int, tuple[int, int]], seeds: Sequence[int]) -> Path:
    """A volume scanned as one: the pages of each item, and the seeds of the scans in page order."""
    rows = [row(number, 頁數=last - first + 1, 起頁號=first, 止頁號=last) for number, (first, last) in spans.items()]
    sheet(folder, rows, (*HEADER, "起頁號", "止頁號"))
    for page, seed in enumerate(seeds, start=1):
        scan(folder / f"圖像/L099-01-0001/{page:04}.jpg", seed)
    return folder

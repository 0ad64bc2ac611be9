"""The pages to be read, with their ground truth: the sample archive, the measuring set, and pages for trying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[2] / "samples"
PARTS = ("tuning", "measuring")


@dataclass(frozen=True)
class Page:
    """One page: its part, its image, its truth, and what it can be grouped by."""

    name: str
    part: str
    image: Path
    told: dict[str, Any]
    kind: str
    face: str
    dpi: str
    features: tuple[str, ...]


def pages(parts: tuple[str, ...], only: str) -> Iterator[Page]:
    """Every page of these parts with an image and a truth that has text, whose name holds ``only``."""
    readers = {"tuning": _tuning, "measuring": _measuring}
    for part in parts:
        yield from (page for page in readers[part]() if only in page.name and page.told["text"].strip())


def _tuning() -> Iterator[Page]:
    for truth in sorted((SAMPLES / "truth").glob("*/*.json")):
        image = SAMPLES / "delivery" / "圖像" / truth.parent.name / f"{truth.stem}.jpg"
        if image.is_file():
            told = json.loads(truth.read_text("utf-8"))
            kind = f"{truth.parent.name.split('-')[0]} {told['direction']}"
            name = f"{truth.parent.name}/{truth.stem}"
            yield Page(name, "tuning", image, told, kind, "serif, kai", "200–300", (told["direction"],))


def _measuring() -> Iterator[Page]:
    for truth in sorted((SAMPLES / "measuring" / "truth").glob("*.json")):
        yield _page(truth, SAMPLES / "measuring" / "images" / f"{truth.stem}.jpg", "measuring")


def of_folder(folder: Path, only: str) -> Iterator[Page]:
    """Every page of a folder, image and truth side by side, whose name holds ``only``."""
    for truth in sorted(one for one in folder.glob("*.json") if only in one.name):
        yield _page(truth, truth.with_suffix(".jpg"), "trying")


def _page(truth: Path, image: Path, part: str) -> Page:
    told = json.loads(truth.read_text("utf-8"))
    return Page(truth.stem, part, image, told, told["kind"], told["face"], str(told["dpi"]), tuple(told["features"]))

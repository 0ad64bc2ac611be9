"""Pictures of what was read: every line's box with its place in the order, every region with its kind and article."""

from __future__ import annotations

from pathlib import Path

import cv2
from bench.reading.pages import Page

from lantai.ports.ocr import Box, Reading

SIDE = 1500  # pixels of the longer side
COLOURS = (
    (200, 30, 30),
    (30, 140, 30),
    (30, 30, 220),
    (160, 30, 160),
    (0, 120, 180),
    (120, 120, 0),
)  # blue, green, red


def draw(page: Page, reading: Reading, folder: Path) -> None:
    """Write the page with its boxes into ``folder`` as a PNG."""
    image = cv2.imread(str(page.image))
    scale = SIDE / max(image.shape[:2])
    image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)

    def frame(box: Box, colour: tuple[int, int, int], thickness: int, words: str, below: int) -> None:
        left, top, right, bottom = (
            round(value * scale) for value in (box.x, box.y, box.x + box.width, box.y + box.height)
        )
        cv2.rectangle(image, (left, top), (right, bottom), colour, thickness)
        at = (left, bottom + below if below < 0 else top + below)
        cv2.putText(image, words, at, cv2.FONT_HERSHEY_SIMPLEX, 0.45, colour, 1, cv2.LINE_AA)

    number = 0
    for index, region in enumerate(reading.regions):
        colour = COLOURS[index % len(COLOURS)]
        article = f" {region.article.number}" if region.article else ""
        frame(region.box, colour, 2, f"{region.kind}{article}", -2)
        for line in region.lines:
            number += 1
            frame(line.box, colour, 1, str(number), 12)
    folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(folder / f"{page.name.replace('/', '-')}.png"), image)

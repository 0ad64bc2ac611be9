"""Tesseract beside us: the command as it comes, given the page as it is and given it binarised.

Its own binarisation is Otsu's; Sauvola's is done here with OpenCV. Each page is read in two ways that suit its
direction (languages, and how it looks for lines), and the one that gives fewer errors counts: better than a user
could choose without the truth.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from time import perf_counter

import cv2
import numpy as np
from bench.reading.pages import Page
from bench.reading.scores import Score, score
from lxml import etree

from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region

AUTOMATIC, ONE_VERTICAL_BLOCK = "3", "5"  # --psm
WAYS = {
    "vertical": (("chi_tra_vert", ONE_VERTICAL_BLOCK), ("chi_tra_vert+chi_tra", AUTOMATIC)),
    "horizontal": (("chi_tra", AUTOMATIC), ("chi_tra+chi_sim", AUTOMATIC)),
}
PREPARED = ("as it is", "Sauvola")
PATIENCE = 240  # seconds for one page


def here() -> bool:
    """Whether the command and its traditional Chinese models are installed."""
    if which("tesseract") is None:
        return False
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    return {"chi_tra", "chi_tra_vert", "chi_sim"} <= set(told.split())


def version() -> str:
    """The command's version."""
    told = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True)
    return told.stdout.split("\n")[0].removeprefix("tesseract ")


def best(page: Page, prepared: str, *, threads: int) -> Score:
    """The page's score in the way that does best."""
    with TemporaryDirectory() as folder:
        image = page.image
        if prepared == "Sauvola":
            image = Path(folder) / "page.png"
            cv2.imwrite(str(image), sauvola(cv2.imread(str(page.image), cv2.IMREAD_GRAYSCALE)))
        ways = WAYS.get(page.told["direction"], WAYS["horizontal"])
        scores = [score(page, read(image, page, *way, threads=threads)) for way in ways]
    return min(scores, key=lambda one: one.edits)


def sauvola(grey: np.ndarray, *, side: int = 41, strength: float = 0.2) -> np.ndarray:
    """Black and white by the mean and deviation around each pixel."""
    values = grey.astype(np.float32)
    mean = cv2.boxFilter(values, -1, (side, side))
    spread = np.sqrt(np.maximum(cv2.boxFilter(values * values, -1, (side, side)) - mean * mean, 0))
    return np.where(values > mean * (1 + strength * (spread / 128 - 1)), 255, 0).astype(np.uint8)


def read(image: Path, page: Page, languages: str, layout: str, *, threads: int) -> Reading:
    """One run of the command; nothing read when it gives up or does not end."""
    began = perf_counter()
    command = ["tesseract", str(image), "stdout", "-l", languages, "--psm", layout]
    command += ["--dpi", str(page.told.get("dpi", 300)), "hocr"]
    limited = os.environ | {"OMP_THREAD_LIMIT": str(threads)}
    try:
        told = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE, env=limited).stdout
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        told = b"<html/>"
    lines = tuple(lines_of(told))
    regions = (Region(_around([line.box for line in lines]), lines),) if lines else ()
    engine = EngineInfo("tesseract", version(), settings={"languages": languages, "psm": layout})
    return Reading(page.told["width"], page.told["height"], regions, engine, perf_counter() - began)


def lines_of(hocr: bytes) -> Iterator[Line]:
    """The lines of an hOCR document, in its order."""
    for element in etree.fromstring(hocr).iter():
        if element.get("class", "") in {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}:
            glyphs = tuple(glyph for word in element.iter() for glyph in _characters(word))
            if glyphs:
                text = "".join(glyph.text for glyph in glyphs)
                yield Line(text, _around([glyph.box for glyph in glyphs]), 1.0, "ltr", glyphs)


def _characters(word: etree._Element) -> Iterator[Glyph]:
    """The characters of a word in equal shares of its box; the boxes that it gives characters of a column are wrong."""
    text = "".join("".join(word.itertext()).split()) if word.get("class") == "ocrx_word" else ""
    box = _box(word)
    for at, char in enumerate(text):
        if box.height > box.width:
            share = box.height / len(text)
            yield Glyph(char, Box(box.x, box.y + round(share * at), box.width, max(1, round(share))), 1.0)
        else:
            share = box.width / len(text)
            yield Glyph(char, Box(box.x + round(share * at), box.y, max(1, round(share)), box.height), 1.0)


def _box(element: etree._Element) -> Box:
    """The box in an element's title: ``bbox left top right bottom``."""
    found = re.search(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)", str(element.get("title")))
    left, top, right, bottom = map(int, found.groups()) if found else (0, 0, 0, 0)
    return Box(left, top, max(1, right - left), max(1, bottom - top))


def _around(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)

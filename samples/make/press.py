"""The press: lays out a page of HTML in Chromium and reads back the picture and a box for every character.

Every element with ``data-t`` is a run of text, every one with ``data-picture`` a picture among it; the runs stand in
the document in reading order. Inside a run a new line begins where the next character leaves its column (vertical) or
row (horizontal), or changes its size much, as notes do, or at a ``<br>``. A mark of the class ``beside`` stands next to
its column and belongs to it.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from samples.make.glyphs import Glyph, Line

CHROMIUM = "/usr/bin/chromium"  # Debian's; the same build draws the same page
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
]

# Range.getClientRects gives the advance along the line and the font's ascent and descent across it; the em box
# is cut out of both, so that a box is the same for every font.
READ_LINES = """() => {
  const out = [];
  for (const run of document.querySelectorAll('[data-t]')) {
    let line = null, last = null;
    const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 1) { if (node.tagName === 'BR') line = null; continue; }
      const style = getComputedStyle(node.parentElement), em = parseFloat(style.fontSize);
      const upright = style.writingMode.startsWith('vertical') && style.textCombineUpright !== 'all';
      const gap = parseFloat(style.letterSpacing) || 0;
      const beside = node.parentElement.classList.contains('beside');
      let at = 0;
      for (const char of node.data) {
        const range = document.createRange();
        range.setStart(node, at); range.setEnd(node, at += char.length);
        if (/\\s/u.test(char)) { if (line && char === '　') line.text += char; continue; }
        const r = range.getClientRects()[0];
        if (!r) continue;
        const cx = (r.left + r.right) / 2, cy = (r.top + r.bottom) / 2;
        const box = upright
          ? [cx - em / 2, r.top, em, Math.max(em * .5, r.height - gap)]
          : [r.left, cy - em / 2, Math.max(em * .3, r.width - gap), em];
        if (beside && line) { line.text += char; line.glyphs.push([char, ...box]); continue; }
        const cross = upright ? cx : cy;
        const other = last && (last.upright !== upright || last.em / em > 1.3 || em / last.em > 1.3);
        if (line && (other || Math.abs(cross - last.cross) > em * .42)) line = null;
        if (!line) { line = {text: '', glyphs: []}; out.push(line); }
        line.text += char; line.glyphs.push([char, ...box]); last = {cross, upright, em};
      }
    }
  }
  return out;
}"""

READ_PICTURES = """() => [...document.querySelectorAll('[data-picture]')].map(picture => {
  const r = picture.getBoundingClientRect();
  return [r.left, r.top, r.width, r.height];
})"""


@dataclass(frozen=True)
class Sheet:
    """A page before it is drawn: HTML body and style, size in CSS pixels, and how it reads."""

    html: str
    width: int
    height: int
    direction: str
    scale: float = 2.0


@dataclass(frozen=True)
class Drawn:
    """A clean page: RGB picture of shape (height, width, 3) and its lines in pixels of the picture."""

    picture: NDArray[np.uint8]
    lines: tuple[Line, ...]
    direction: str
    pictures: tuple[Line, ...] = ()
    """Where pictures stand among the text, each as a line of one glyph without a character."""


class Press:
    """Draws sheets with one running browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def draw(self, sheet: Sheet) -> Drawn:
        """The sheet as a picture, with its characters' boxes."""
        page = self._browser.new_page(
            viewport={"width": sheet.width, "height": sheet.height}, device_scale_factor=sheet.scale
        )
        try:
            page.set_content(f'<!doctype html><html lang="zh-Hant"><meta charset="utf-8">{sheet.html}')
            page.evaluate("document.fonts.ready")
            png = page.screenshot(type="png")
            raw = page.evaluate(READ_LINES)
            shown = page.evaluate(READ_PICTURES)
        finally:
            page.close()
        picture = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
        lines = tuple(_line(item, sheet.scale) for item in raw if item["glyphs"])
        pictures = tuple(_line({"text": "", "glyphs": [["", *box]]}, sheet.scale) for box in shown)
        return Drawn(picture, lines, sheet.direction, pictures)


def _line(item: dict[str, Any], scale: float) -> Line:
    glyphs = tuple(Glyph(str(char), *(v * scale for v in box)) for char, *box in item["glyphs"])
    return Line(str(item["text"]).strip("　"), glyphs)


@contextmanager
def running_press() -> Iterator[Press]:
    """A press with its browser, closed again at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield Press(browser)
        finally:
            browser.close()

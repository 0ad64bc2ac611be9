"""The text layer of a PDF page on its canvas: the same text, with a box a code point in pixels."""

from __future__ import annotations

import numpy as np

from lantai.digitisation.layouts.pdf import UNITS, PdfText
from lantai.values.geometry import GlyphBoxes

DPI = 300
"""At which pages of PDFs are drawn (``domain.deriving``)."""


def canvas_text(told: PdfText, dpi: int = DPI) -> tuple[str, GlyphBoxes]:
    """Text and boxes of a page as drawn at ``dpi``."""
    scale = dpi / (72 * UNITS)
    rows = [
        (round(left * scale), round(top * scale), round((right - left) * scale), round((bottom - top) * scale))
        for left, top, right, bottom in told.boxes
    ]
    return told.text, GlyphBoxes.from_rows(np.array(rows, dtype=np.int32).reshape(-1, 4))

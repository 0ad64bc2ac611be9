"""Horizontal lines on old vertical pages run from right to left: a head 「報時河臨」, a date 「日四十月七」.

The engine reads them from the left. They are turned round only where the words prove it, because letterheads and stamps
of the same years run either way and a name alone tells nothing. What is proof is listed here: a number or date whose
parts stand in the order in which they can only be written from right to left.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lantai.ports.ocr import Line

NUMBER = "[〇○零一二三四五六七八九十廿卅百千元正]+"

PROOFS = re.compile(
    rf"[號期版頁張卷次]{NUMBER}第"
    rf"|日{NUMBER}(月|初)|月{NUMBER}(年|閏)|年{NUMBER}(國民|緒光|統宣|治明|正大|和昭|同大|德康|曆西)"
    rf"|[一二三四五六日]期星|(國民華中)"
)


def runs_backwards(text: str) -> bool:
    """Whether a line read from the left says of itself that it was written from the right."""
    return PROOFS.search(text.replace(" ", "")) is not None


def turned_round(line: Line) -> Line:
    """The same line with its characters in the order in which they were written."""
    return replace(line, text=line.text[::-1], glyphs=line.glyphs[::-1], direction="rtl")

"""Horizontal lines on old pages often run from right to left: a head 「報時河臨」, a date 「日四十月七」.

The engine reads every horizontal line from the left. A line is turned round only on proof, because letterheads and
stamps of the same years run either way. Proof is a number or a date whose parts stand in the order in which they can
only be written from the right, or common words that are words from the right alone. Where a page's proofs all point
one way, its other lines of nothing but Chinese characters follow them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lantai.ports.ocr import Line

NUMBER = "[〇○零一二三四五六七八九十廿卅百千元正]+"

DATED = re.compile(
    rf"第{NUMBER}[號期版頁張卷次]|月(初|廿|卅|[一二三四五六七八九十])+日|年(閏?{NUMBER})月"
    rf"|(民國|光緒|宣統|明治|大正|昭和|大同|康德|西曆|公元){NUMBER}年|星期[一二三四五六日]"
)

WORDS = re.compile(
    "中華|民國|臨時|時報|日報|新聞|公報|官報|公司|公署|公所|政府|學校|小學|中學|車站|鐵路|醫院|藥房|戲園|戲院|舞臺|銀行"
    "|商店|商號|商會|工廠|攝影|照相|旅館|飯店|書局|印刷|圖書|警察|郵政|電報|電話|委員|協會|廣告|啟事|通告|佈告|布告|特刊"
    "|目錄|摘要|要聞|紀念|全圖|平面|縣志|縣署|街道|自來|開幕|落成|典禮|畢業"
)

CHINESE_ONLY = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,}")

_OPENING, _CLOSING = "([{<（［｛〔【〖《〈「『“‘", ")]}>）］｝〕】〗》〉」』”’"
_FACING = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)
"""A bracket opens to the other side where the line runs the other way."""


def leaning(text: str) -> int:
    """Above zero when the words prove that a line read from the left was written from the right, below when the left.

    A number or date weighs more than any words.
    """
    plain = text.replace(" ", "")
    return _weight(plain[::-1]) - _weight(plain)


def set_right(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, those turned round that were written from the right. Vertical lines stay as they are."""
    leanings = [leaning(line.text) if line.direction == "ltr" else 0 for line in lines]
    all_from_the_right = any(one > 0 for one in leanings) and not any(one < 0 for one in leanings)
    return [
        turned_round(line)
        if line.direction == "ltr"
        and (lean > 0 or (all_from_the_right and CHINESE_ONLY.fullmatch(line.text) is not None))
        else line
        for line, lean in zip(lines, leanings, strict=True)
    ]


def turned_round(line: Line) -> Line:
    """The same line with its characters in the order in which they were written."""
    glyphs = tuple(replace(glyph, text=glyph.text.translate(_FACING)) for glyph in reversed(line.glyphs))
    return replace(line, text=line.text[::-1].translate(_FACING), glyphs=glyphs, direction="rtl")


def _weight(text: str) -> int:
    return 10 * len(DATED.findall(text)) + len(WORDS.findall(text))

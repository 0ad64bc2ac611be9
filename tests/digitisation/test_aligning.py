"""A delivered text gets its places from what a machine read on the page."""

from __future__ import annotations

import numpy as np

from lantai.digitisation.aligning import align
from lantai.values.geometry import GlyphBoxes


def boxes_of(text: str) -> GlyphBoxes:
    """One box a code point, told apart by x; none for line breaks."""
    rows = [(10 * at + 10, 0, 9, 9) if char != "\n" else (0, 0, 0, 0) for at, char in enumerate(text)]
    return GlyphBoxes.from_rows(np.array(rows).reshape(-1, 4))


def places(delivered: str, read: str) -> str:
    """The characters of the reading whose boxes the delivered characters got; a dot for none."""
    rows = align(delivered, read, boxes_of(read)).rows
    return "".join(read[(row[0] - 10) // 10] if row[2] else "." for row in rows.tolist())


def test_punctuation_and_line_breaks_do_not_matter() -> None:
    assert places("呈為水災，之後井泉。\n穢濁", "呈為水災之\n後井泉穢濁") == "呈為水災.之後井泉..穢濁"


def test_variants_are_the_same_character() -> None:
    assert places("瀋陽自來水廠", "沈陽自來水厂") == "沈陽自來水厂"


def test_what_was_read_otherwise_has_no_box() -> None:
    assert places("井水必須煮沸飲用", "井水必須者沸飲用") == "井水必須.沸飲用"


def test_articles_in_another_order_are_found_by_themselves() -> None:
    first, second = "澄河大水續誌本城訊九日夜半", "火車照常開行上下行客車"
    assert places(first + second, second + first) == first + second


def test_nothing_read_gives_no_boxes() -> None:
    assert places("井泉", "") == ".."


def test_one_row_a_code_point_of_the_delivered_text() -> None:
    delivered = "甲\n乙 丙"
    assert len(align(delivered, "甲乙丙", boxes_of("甲乙丙"))) == len(delivered)

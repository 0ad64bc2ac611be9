"""Text layers placed on the canvas: horizontal, downwards with one stroke a column, and character by character."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples.make.deliveries.hostile.documents import sound
from tests.digitisation.layouts.pdf_files import cjk, shown

from lantai.digitisation.layouts.pdf import PdfReader, PdfText, UnreadablePdf
from lantai.digitisation.layouts.pdf_text import PlacedText, page_texts, placed

COLUMNS = ("臨河縣公署", "第一科呈", "民國")


def read(folder: Path, data: bytes) -> PlacedText:
    (folder / "a.pdf").write_bytes(data)
    (found,) = page_texts(folder / "a.pdf", [1])
    assert len(found.boxes) == len(found.text)
    return found


def box(found: PlacedText, words: str) -> tuple[int, int, int, int]:
    start = found.text.index(words)
    (one,) = found.boxes.union(found.text, start, start + len(words))
    return one


def pixels(points: float) -> float:
    return points * 300 / 72


def assert_near(found: tuple[int, ...], points: tuple[float, ...], by: float = 6) -> None:
    """Within as many points as fonts differ in their ascent."""
    assert found == pytest.approx([pixels(length) for length in points], abs=pixels(by))


def test_horizontal_lines(tmp_path: Path) -> None:
    found = read(tmp_path, cjk(shown("臨河縣公署", 30, 350) + shown("第一科", 30, 310)))
    assert (found.text, found.is_vertical) == ("臨河縣公署\n第一科", False)
    assert_near(box(found, "臨河縣公署"), (30, 32, 100, 20))
    assert_near(box(found, "河"), (50, 32, 20, 20))
    assert_near(box(found, "第一科"), (30, 72, 60, 20))
    assert found.boxes.rows[5].tolist() == [0, 0, 0, 0]


def test_columns_written_downwards_are_read_from_the_right(tmp_path: Path) -> None:
    """One stroke a column, in a font whose characters run downwards; the library tells them from the left."""
    data = cjk("".join(shown(text, 250 - 40 * at, 350) for at, text in enumerate(COLUMNS)), way="V")
    (tmp_path / "a.pdf").write_bytes(data)
    with PdfReader() as reader:
        assert reader.text(tmp_path / "a.pdf", 1).text.startswith("民國")
    found = read(tmp_path, data)
    assert (found.text, found.is_vertical) == ("\n".join(COLUMNS), True)
    assert_near(box(found, "臨河縣公署"), (240, 50, 20, 100))
    assert_near(box(found, "公"), (240, 110, 20, 20))
    assert_near(box(found, "民國"), (160, 50, 20, 40))


def test_characters_set_one_by_one_downwards(tmp_path: Path) -> None:
    """As programs that recognise characters write their text layers."""
    each = [
        shown(char, 250 - 40 * column, 350 - 22 * row)
        for column, text in enumerate(COLUMNS)
        for row, char in enumerate(text)
    ]
    found = read(tmp_path, cjk("".join(each)))
    assert (found.text, found.is_vertical) == ("\n".join(COLUMNS), True)
    assert_near(box(found, "第一科呈"), (210, 32, 20, 86))


def test_tiers_stay_one_below_the_other() -> None:
    """Two columns above and two below, each told from the left."""
    char = 1000
    text, boxes = "", []
    for y, tier in ((0, ("左上", "右上")), (5000, ("左下", "右下"))):
        for x, column in zip((0, 3000), tier, strict=True):
            for at, sign in enumerate(column):
                text += sign
                boxes.append((x, y + at * char, x + char, y + (at + 1) * char))
            text += "\r\n"
            boxes += [(0, 0, 0, 0)] * 2
    found = placed(PdfText(text, tuple(boxes), 10_000, 10_000), dpi=72)
    assert (found.text, found.is_vertical) == ("右上\n左上\n右下\n左下", True)
    assert found.boxes.rows[0].tolist() == [30, 0, 10, 10]


def test_signs_that_are_no_text_are_left_out() -> None:
    """Marks of the library, blank lines, white space at the ends; what has no area and what lies outside has no box."""
    text = " 臨\x02河 縣 \r\n\r\n\ufffe\r\n署"
    boxes = [(at * 100, 0, at * 100 + 100, 100) for at in range(len(text))]
    boxes[4] = (400, 50, 400, 50)
    boxes[5] = (9_950, 0, 10_100, 100)
    boxes[-1] = (20_000, 0, 20_100, 100)
    found = placed(PdfText(text, tuple(boxes), 10_000, 10_000), dpi=72)
    assert found.text == "臨河 縣\n署"
    assert found.boxes.rows.tolist() == [
        [1, 0, 1, 1], [3, 0, 1, 1], [0, 0, 0, 0], [99, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0],
    ]  # fmt: skip


def test_page_without_text() -> None:
    found = placed(PdfText("", (), 10_000, 10_000))
    assert (found.text, len(found.boxes), found.is_vertical) == ("", 0, False)


def test_pages_of_a_double_layer_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(sound(3))
    assert [one.text for one in page_texts(tmp_path / "a.pdf", [3, 1])] == ["第一行", "第一行"]
    with pytest.raises(UnreadablePdf, match="no page 4"):
        list(page_texts(tmp_path / "a.pdf", [4]))

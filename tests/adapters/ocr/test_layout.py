"""Kinds of regions and articles on drawn-up layouts: lines with words and places, regions out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lantai.adapters.ocr.articles import CONTINUED, TO_BE_CONTINUED
from lantai.adapters.ocr.captions import Shown
from lantai.adapters.ocr.layout import laid_out
from lantai.adapters.ocr.places import Extent
from lantai.ports.ocr import Article, Box, Line, Region

Printed = tuple[str, Extent]


def column(text: str, right: float, top: float, size: float = 24, length: float | None = None) -> Printed:
    return text, Extent(right - size, top, right, top + (length or size * len(text)))


def across(text: str, left: float, top: float, size: float) -> Printed:
    return text, Extent(left, top, left + size * len(text), top + size)


def body(right: float, top: float, count: int, *, pitch: float = 34) -> list[Printed]:
    return [column("本埠近日市面平靜行人", right - pitch * n, top) for n in range(count)]


def regions(
    page: Sequence[Printed],
    *,
    vertical: bool = True,
    rules: Sequence[Extent] = (),
    pictures: Sequence[Extent] = (),
) -> tuple[Region, ...]:
    lines = []
    for text, extent in page:
        box = Box(int(extent.left), int(extent.top), int(extent.right - extent.left), int(extent.bottom - extent.top))
        down = vertical and box.height > box.width
        lines.append(Line(text, box, 1.0, "ttb" if down else "ltr"))
    shown = [
        Shown(Box(*map(int, (x, y, right - x, bottom - y))), Extent(x, y, right, bottom))
        for x, y, right, bottom in pictures
    ]
    return laid_out(lines, [extent for _, extent in page], vertical=vertical, rules=rules, pictures=shown)


def told(page: Sequence[Printed], *, vertical: bool = True, rules: Sequence[Extent] = ()) -> list[tuple[str, int, int]]:
    """Kind, number of lines, and number of the article (0 for none) of each region."""
    found = regions(page, vertical=vertical, rules=rules)
    return [(one.kind, len(one.lines), one.article.number if one.article else 0) for one in found]


def test_no_lines_are_no_regions() -> None:
    assert regions([]) == ()


def test_plain_columns_are_text() -> None:
    assert told(body(900, 100, 8)) == [("text", 8, 0)]


def test_headlines_head_what_follows() -> None:
    page = [
        column("大霧成災", 900, 100, 40),
        *body(850, 100, 5),
        column("拾金不昧", 680, 100, 40),
        *body(630, 100, 5),
    ]
    assert told(page) == [("heading", 1, 1), ("text", 5, 1), ("heading", 1, 2), ("text", 5, 2)]


def test_a_headline_across_the_columns_heads_them() -> None:
    page = [across("栽植楊柳", 700, 100, 40), *[column("本埠近日市面平", 900 - 34 * n, 150) for n in range(6)]]
    assert told([*page, *body(680, 100, 4)]) == [("heading", 1, 1), ("text", 6, 1), ("text", 4, 1)]


def test_a_rule_between_columns_parts_them_and_ruled_paper_does_not() -> None:
    page = body(900, 100, 8)
    assert told(page, rules=[Extent(767, 95, 769, 345)]) == [("text", 4, 0), ("text", 4, 0)]
    paper = [Extent(871 - 34 * n, 95, 872 - 34 * n, 345) for n in range(8)]
    assert told(page, rules=paper) == [("text", 8, 0)]


def test_the_name_of_a_newspaper_with_what_stands_beneath_it() -> None:
    imprint = [column(text, 880 - 30 * n, 480, 20) for n, text in enumerate(("民國二十三年", "六月六日", "第三號"))]
    page = [column("臨河時報", 900, 100, 90), *imprint, *body(780, 100, 8), *body(780, 420, 8)]
    assert told(page)[0] == ("masthead", 4, 0)


def test_a_running_title_and_the_number_of_a_page() -> None:
    page = [across("收養嬰孩名簿", 760, 40, 20), *body(900, 100, 10), ("九十八", Extent(600, 400, 660, 420))]
    assert told(page) == [("header", 1, 0), ("text", 10, 0), ("page-number", 1, 0)]


def test_rows_of_several_cells_are_a_table() -> None:
    cells = [
        printed
        for n in range(6)
        for printed in (column("高粱", 900 - 60 * n, 100), column("四元七角", 900 - 60 * n, 220))
    ]
    assert told(cells) == [("table", 12, 0)]


def test_a_table_across_a_horizontal_page_with_its_title() -> None:
    page = [across("收支流水", 300, 40, 44)]
    page += [
        across(text, 100 + 200 * n, 140 + 50 * row, 24)
        for row in range(6)
        for n, text in enumerate(("甲", "杉木", "88.7"))
    ]
    found = told(page, vertical=False)
    assert found[0][0] in ("heading", "text")
    assert found[1][:2] == ("table", 18)


def test_a_shop_and_what_it_says_is_an_advertisement() -> None:
    page = [
        column("恆豐號", 900, 700, 48),
        *[column(text, 840 - 40 * n, 700, 26) for n, text in enumerate(("本號精選茶葉", "定價從廉"))],
    ]
    assert told([*body(900, 100, 12), *body(900, 380, 12), *page])[-1] == ("advertisement", 3, 0)


def test_words_of_continuation_are_kept_with_the_article() -> None:
    end = column("待明日再登（未完）", 900 - 50 - 34 * 5, 100)
    page = [column("堤工紀要", 900, 100, 40), column("（續昨）本埠近日市面", 850, 100), *body(816, 100, 4), end]
    found = regions([*page, column("拾金不昧", 600, 100, 40), *body(550, 100, 5)])
    assert [one.article for one in found] == [
        *([Article(1, "（續昨）", "（未完）")] * 2),
        *([Article(2)] * 2),
    ]


@pytest.mark.parametrize("text", ["（未完）", "此事未完", "（下接第三版）", "〔待續〕", "轉第四版"])
def test_words_that_say_it_goes_on(text: str) -> None:
    assert TO_BE_CONTINUED.search(text)


@pytest.mark.parametrize("text", ["（續）", "堤工紀要（續昨）", "續前", "上接第二版", "（續第一版）某日"])
def test_words_that_say_it_began_elsewhere(text: str) -> None:
    assert CONTINUED.search(text)


@pytest.mark.parametrize("text", ["陸續到埠", "工程未完竣", "手續完備"])
def test_words_that_say_nothing_of_the_kind(text: str) -> None:
    assert not CONTINUED.search(text)
    assert not TO_BE_CONTINUED.search(text)


PICTURE = Extent(500, 200, 660, 340)
WHOLE, ABOVE, BENEATH = "本埠近日市面平靜行人絡繹", "河水漸退", "渡口如常"


def around_a_picture(caption: Printed) -> tuple[list[Printed], list[str]]:
    """Whole columns, short ones above and beneath the picture, whole ones; and their texts in order."""
    rights = [660 - 34 * n for n in range(5)]
    before = [column(f"甲{n}{WHOLE}", 830 - 34 * n, 60, length=430) for n in range(5)]
    above = [column(f"乙{n}{ABOVE}", right, 60, length=130) for n, right in enumerate(rights)]
    beneath = [column(f"丙{n}{BENEATH}", right, 370, length=120) for n, right in enumerate(rights)]
    after = [column(f"丁{n}{WHOLE}", 490 - 34 * n, 60, length=430) for n in range(5)]
    order = [*before, *above, *beneath, *after, caption]
    return [caption, *after, *beneath, *above, *before], [text for text, _ in order]


@pytest.mark.parametrize(
    "caption", [across("河岸之圖", 540, 342, 18), column("河岸之圖", 498, 210, 18)], ids=["beneath", "beside"]
)
def test_text_around_a_picture_is_read_whole_and_its_caption_after_it(caption: Printed) -> None:
    page, order = around_a_picture(caption)
    found = regions(page, pictures=[PICTURE])
    texts = [line.text for region in found for line in region.lines if region.kind != "caption"]
    assert texts == order[:-1]
    at = next(at for at, region in enumerate(found) if region.kind == "picture")
    assert (found[at].lines, found[at].box) == ((), Box(500, 200, 160, 140))
    assert (found[at + 1].kind, [line.text for line in found[at + 1].lines]) == ("caption", ["河岸之圖"])


def test_a_headline_across_beneath_a_picture_is_no_caption() -> None:
    page = [across("河堤告成", 520, 350, 40), *[column("本埠近日市面平靜", 660 - 34 * n, 400) for n in range(5)]]
    found = regions([*page, *body(900, 60, 6)], pictures=[PICTURE])
    assert "caption" not in [region.kind for region in found]
    assert sum(len(region.lines) for region in found) == 12


def test_a_picture_without_any_text_near_it_stands_where_it_stands() -> None:
    found = regions([*body(900, 60, 5), *body(900, 900, 5)], pictures=[Extent(500, 500, 700, 700)])
    assert [region.kind for region in found] == ["text", "picture", "text"]


def test_a_picture_alone_is_a_region() -> None:
    assert [region.kind for region in regions([], pictures=[PICTURE])] == ["picture"]

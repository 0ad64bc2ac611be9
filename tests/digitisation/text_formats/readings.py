"""Readings to write and read back: one page by hand, and any that hypothesis draws."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from lantai.ports.ocr import Article, Box, EngineInfo, Glyph, Line, Reading, Region

SCHEMAS = Path(os.environ.get("LANTAI_SCHEMAS", Path(__file__).parents[3] / ".." / "shared" / "schemas"))

ENGINE = EngineInfo("rapidocr", "3.10.0", {"rec.onnx": "ab" * 32}, {"max_side": "2000", "標點": "不錄"})

COLUMN = Line(
    "井水　必須",
    Box(700, 60, 30, 150),
    0.9975,
    "ttb",
    (
        Glyph("井", Box(700, 60, 30, 30), 0.9, (("并", 0.08), ("丼", 0.02))),
        Glyph("水", Box(700, 90, 30, 30), 1.0),
        Glyph("必", Box(700, 150, 30, 30), 0.75),
        Glyph("須", Box(700, 180, 30, 30), 0.5),
    ),
)
HEAD = Line("報時", Box(100, 10, 80, 40), 0.5, "rtl")
PAGE = Reading(
    1000,
    1360,
    (Region(Box(100, 10, 80, 40), (HEAD,), "masthead"), Region(Box(660, 60, 70, 150), (COLUMN,))),
    ENGINE,
    4.25,
)

HEADED = replace(
    PAGE,
    regions=(
        PAGE.regions[0],
        Region(Box(660, 60, 70, 150), (COLUMN,), "heading", Article(1)),
        Region(Box(560, 60, 70, 150), (COLUMN,), "text", Article(1)),
        Region(Box(460, 60, 70, 150), (COLUMN,), "advertisement"),
        Region(Box(360, 60, 70, 150), (COLUMN,), "heading", Article(2, "（續）", "（下接第三版）")),
        Region(Box(260, 60, 70, 150), (COLUMN,), "table", Article(2, "（續）", "（下接第三版）")),
        Region(Box(160, 60, 70, 150), (COLUMN,), "seal"),
        Region(Box(60, 60, 70, 150), (), "picture"),
        Region(Box(60, 215, 70, 20), (HEAD,), "caption"),
    ),
)
"""A page with articles, of which the second goes on elsewhere."""

boxes = st.builds(Box, *[st.integers(0, 20_000)] * 4)
shares = st.integers(0, 10_000).map(lambda value: value / 10_000)
characters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufffe\uffff")
glyphs = st.builds(
    Glyph,
    st.sampled_from("井水□〇a1\U000f0001\U00020bb7") | st.just("葛\U000e0100"),
    boxes,
    shares,
    st.lists(st.tuples(characters, shares), max_size=2).map(tuple),
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    drawn = tuple(draw(st.lists(glyphs, max_size=4)))
    joint = draw(st.sampled_from(["", " ", "　"]))
    text = joint.join(glyph.text for glyph in drawn) if drawn else draw(st.text(characters, max_size=5))
    return Line(text, draw(boxes), draw(shares), draw(st.sampled_from(["ltr", "rtl", "ttb", "btt"])), drawn)


regions = st.builds(
    Region,
    boxes,
    st.lists(lines(), max_size=3).map(tuple),
    st.sampled_from(["text", "head", "題", "heading", "header", "page-number", "caption", "table", "seal", "picture"]),
)
words = st.sampled_from(["", "（續）", "續昨", "（下接第三版）"])


@st.composite
def pages(draw: st.DrawFn) -> tuple[Region, ...]:
    """Regions, some of them in articles, which are counted as they come."""
    found: list[Region] = []
    article, number = None, 0
    for region in draw(st.lists(regions, max_size=4)):
        if draw(st.booleans()):
            number += draw(st.booleans()) or article is None
            if article is None or article.number != number:
                article = Article(number, draw(words), draw(words))
        else:
            article = None
        found.append(replace(region, article=article))
    return tuple(found)


readings = st.builds(
    Reading,
    st.integers(1, 30_000),
    st.integers(1, 30_000),
    pages(),
    st.just(ENGINE),
    shares,
).map(lambda reading: replace(reading, seconds=round(reading.seconds, 3)))

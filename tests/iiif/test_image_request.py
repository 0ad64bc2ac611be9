"""The grammar of Image API 3.0 requests, clause by clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.iiif.image_path import split_key, split_path
from lantai.iiif.image_request import (
    BadRequest,
    Box,
    Extent,
    Limits,
    Rotation,
    View,
    parse,
    parse_region,
    parse_rotation,
    parse_size,
)

CANVAS = Extent(300, 200)
WIDE_OPEN = Limits(side=100_000, area=10**12)


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("full", (0, 0, 300, 200)),
        ("square", (50, 0, 200, 200)),
        ("10,20,30,40", (10, 20, 30, 40)),
        ("250,150,100,100", (250, 150, 50, 50)),
        ("0,0,999999999,999999999", (0, 0, 300, 200)),
        ("pct:10,20,30,40", (30, 40, 90, 80)),
        ("pct:41.6,7.5,40,70", (125, 15, 120, 140)),
        ("pct:50,50,.5,1.", (150, 100, 2, 2)),
        ("pct:50,50,90,90", (150, 100, 150, 100)),
    ],
)
def test_region(text: str, box: tuple[int, ...]) -> None:
    assert parse_region(text).on(CANVAS) == box


@pytest.mark.parametrize(
    "text", ["300,0,10,10", "0,200,10,10", "10,10,0,10", "10,10,10,0", "pct:100,0,1,1", "pct:1,1,0,0"]
)
def test_region_outside_or_empty_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="outside the image of 300 × 200 pixels, or is empty"):
        parse_region(text).on(CANVAS)


@pytest.mark.parametrize(
    "text",
    ["", "Full", "1,2,3", "1,2,3,4,5", "-1,2,3,4", "1.5,2,3,4", "a,b,c,d", "pct:1,2,3", "pct:-1,2,3,4", "１,2,3,4"],
)
def test_region_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="is no region; expected full, square"):
        parse_region(text)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("max", (300, 200)),
        ("^max", (1000, 666)),
        ("150,", (150, 100)),
        (",50", (75, 50)),
        ("pct:50", (150, 100)),
        ("pct:33.3", (100, 67)),
        ("100,100", (100, 100)),
        ("300,200", (300, 200)),
        ("!100,100", (100, 66)),
        ("!100,20", (30, 20)),
        ("!600,600", (300, 200)),
        ("^600,", (600, 400)),
        ("^,400", (600, 400)),
        ("^pct:200", (600, 400)),
        ("^150,", (150, 100)),
        ("^400,100", (400, 100)),
        ("^!600,600", (600, 400)),
        ("^!5000,5000", (1000, 666)),
        ("!100,1", (1, 1)),
    ],
)
def test_size(text: str, size: tuple[int, int]) -> None:
    assert parse_size(text).on(Box(0, 0, 300, 200), Limits(side=1000, area=10**9)) == size


@pytest.mark.parametrize("text", ["301,", ",201", "pct:101", "301,200", "300,201", "301,1"])
def test_size_enlarged_without_caret_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match=r"300 × 200 pixels; to enlarge it, put \^"):
        parse_size(text).on(Box(0, 0, 300, 200), WIDE_OPEN)


@pytest.mark.parametrize("text", ["0,", ",0", "0,0", "pct:0", "pct:0.1", "!0,5", "!5,0", "^0,0", "1,0"])
def test_size_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="less than one pixel"):
        parse_size(text).on(Box(0, 0, 300, 200), WIDE_OPEN)


@pytest.mark.parametrize(
    "text", ["", ",", "!", "!,", "!10,", "!,10", "full", "^", "^^max", "-1,", "1.5,", "pct:", "pct:-1", "ten,"]
)
def test_size_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="is no size; expected max"):
        parse_size(text)


@pytest.mark.parametrize("text", ["^1001,", "^,1001", "^900,900", "^pct:400", "^999999999,999999999"])
def test_size_above_the_limits_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="at most 1,000 a side and 500,000 in all"):
        parse_size(text).on(Box(0, 0, 300, 200), Limits(side=1000, area=500_000))


def test_max_stays_within_the_limits() -> None:
    assert parse_size("max").on(Box(0, 0, 4000, 3000), Limits(side=2000, area=10**9)) == (2000, 1500)
    assert parse_size("max").on(Box(0, 0, 4000, 3000), Limits(side=10**6, area=3_000_000)) == (2000, 1500)
    assert parse_size("!3000,3000").on(Box(0, 0, 4000, 3000), Limits(side=2000, area=10**9)) == (2000, 1500)


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(1, 6000), st.integers(1, 6000), st.booleans())
def test_confined_is_as_large_as_it_may_be(width: int, height: int, w: int, h: int, upscale: bool) -> None:
    size = parse_size(f"{'^' * upscale}!{w},{h}").on(Box(0, 0, width, height), WIDE_OPEN)
    assert 1 <= size.width <= w
    assert 1 <= size.height <= h
    if not upscale:
        assert (size.width <= width, size.height <= height) == (True, True)
    assert size.width == w or size.height == h or (not upscale and size == (width, height))


@pytest.mark.parametrize(
    ("text", "rotation"),
    [
        ("0", Rotation()),
        ("90", Rotation(90)),
        ("!0", Rotation(0, mirrored=True)),
        ("!180", Rotation(180, mirrored=True)),
        ("360", Rotation()),
        ("22.50", Rotation(22.5)),
        (".5", Rotation(0.5)),
    ],
)
def test_rotation(text: str, rotation: Rotation) -> None:
    assert parse_rotation(text) == rotation


@pytest.mark.parametrize("text", ["", "!", "-90", "361", "360.1", "ninety", "1e2", "!!90", "nan", "９０"])
def test_rotation_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="is no rotation; expected degrees from 0 to 360"):
        parse_rotation(text)


@pytest.mark.parametrize(
    ("quality", "format_"), [("native", "jpg"), ("default", "tif"), ("", ""), ("Default", "jpg"), ("color", "JPG")]
)
def test_quality_and_format_that_are_not_served_are_refused(quality: str, format_: str) -> None:
    with pytest.raises(BadRequest, match="that is served; expected"):
        parse("full", "max", "0", quality, format_)


@pytest.mark.parametrize(
    ("request_", "canonical"),
    [
        ("full/max/0/default.jpg", "full/max/0/default.jpg"),
        ("full/300,/0/color.jpg", "full/max/0/default.jpg"),
        ("0,0,300,200/pct:100/360/default.jpg", "full/max/0/default.jpg"),
        ("pct:0,0,100,100/150,/!0/gray.png", "full/150,100/!0/gray.png"),
        ("square/,100/22.50/default.webp", "50,0,200,200/100,100/22.5/default.webp"),
        ("full/^600,/0/default.jpg", "full/^600,400/0/default.jpg"),
        ("full/^max/0/default.jpg", "full/^max/0/default.jpg"),
        ("full/^150,/.50/default.jpg", "full/150,100/0.5/default.jpg"),
    ],
)
def test_canonical(request_: str, canonical: str) -> None:
    region, size, rotation, name = request_.split("/")
    limits = Limits(side=1000, area=10**9)
    view = parse(region, size, rotation, *name.split(".")).on(CANVAS, limits)
    assert view.canonical(limits, native="color") == canonical


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 400), st.integers(1, 400))
def test_canonical_asks_for_the_same_again(x: int, y: int, w: int, h: int) -> None:
    limits = Limits(side=1000, area=100_000)
    try:
        view = parse(f"{x},{y},{w},{h}", "max", "0", "default", "jpg").on(CANVAS, limits)
    except BadRequest:
        return
    region, size, rotation, name = view.canonical(limits, native="color").split("/")
    again: View = parse(region, size, rotation, *name.split(".")).on(CANVAS, limits)
    assert again == view


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("x7k2m9q4tbz.p3", ("x7k2m9q4tbz.p3", None)),
        ("x7k2m9q4tbz.p3/", ("x7k2m9q4tbz.p3", "")),
        ("x7k2m9q4tbz.p12/info.json", ("x7k2m9q4tbz.p12", "info.json")),
        ("ark:/99999/x7k2.p3/full/max/0/default.jpg", ("ark:/99999/x7k2.p3", "full/max/0/default.jpg")),
        ("x7k2m9q4tbz", None),
        ("x7k2m9q4tbz.p0/info.json", None),
        ("x7k2m9q4tbz.p/info.json", None),
        (".p1", None),
        ("臨河.p1", None),
        ("a\x00b.p1", None),
        ("a\nb.p1", None),
        ("", None),
        ("x" * 101 + ".p1", None),
    ],
)
def test_path_is_split_at_the_page_key(path: str, parts: tuple[str, str | None] | None) -> None:
    assert split_path(path) == parts


def test_key_is_split_into_identifier_and_number() -> None:
    assert split_key("x7k2.p12") == ("x7k2", 12)
    assert split_key("x7k2.p1.p2") == ("x7k2.p1", 2)
    assert split_key("x7k2") is None

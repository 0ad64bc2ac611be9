"""Characters keep their places over a correction that came back without any."""

from __future__ import annotations

from dataclasses import replace

from lantai.digitisation.inheriting import with_places_of
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region


def column(text: str, x: int = 100, direction: str = "ttb") -> Line:
    glyphs = tuple(Glyph(char, Box(x, 20 * at, 18, 20), 0.5, (("丼", 0.1),)) for at, char in enumerate(text))
    return Line(text, Box(x, 0, 18, 20 * len(text)), 0.5, direction, glyphs)  # type: ignore[arg-type] # a literal


def page(*lines: Line) -> Reading:
    return Reading(200, 300, (Region(Box(0, 0, 200, 300), lines),), EngineInfo("drawn", "1"), 0.0)


def corrected(text: str, before: Line) -> Line:
    """What comes back: a line somewhat larger, without glyphs, its direction guessed."""
    (back,) = with_places_of(
        page(column("別行之字", 40), before),
        page(Line(text, Box(before.box.x - 4, 2, 26, before.box.height), 0.0, "ltr")),
    ).lines
    return back


def places(line: Line) -> list[tuple[str, int, int]]:
    return [(glyph.text, glyph.box.y, glyph.box.height) for glyph in line.glyphs]


def test_a_line_that_stayed_keeps_its_glyphs() -> None:
    before = column("臨河自來水")
    assert corrected("臨河自來水", before).glyphs == before.glyphs
    assert corrected("臨河自來水", before).direction == "ttb"


def test_what_had_no_place_in_a_line_that_stayed_is_given_none() -> None:
    before = replace(column("臨河自來水"), glyphs=column("臨河自來水").glyphs[:2])
    assert corrected("臨河自來水", before).glyphs == before.glyphs


def test_a_character_put_right_is_certain_and_stands_where_the_wrong_one_stood() -> None:
    back = corrected("臨河自來井", column("臨河自來水"))
    assert back.glyphs[4] == Glyph("井", Box(100, 80, 18, 20), 1.0)
    assert back.glyphs[:4] == column("臨河自來水").glyphs[:4]


def test_what_was_put_in_shares_the_room_between() -> None:
    before = column("臨河來水")
    apart = replace(before, glyphs=tuple(replace(one, box=one.box._replace(height=10)) for one in before.glyphs))
    assert places(corrected("臨河之自來水", apart)) == [
        ("臨", 0, 10),
        ("河", 20, 10),
        ("之", 30, 5),
        ("自", 35, 5),
        ("來", 40, 10),
        ("水", 60, 10),
    ]


def test_what_was_taken_out_takes_its_place_along() -> None:
    assert places(corrected("臨自來水", column("臨河自來水"))) == [
        ("臨", 0, 20),
        ("自", 40, 20),
        ("來", 60, 20),
        ("水", 80, 20),
    ]


def test_another_line_in_the_same_place_inherits_nothing() -> None:
    assert corrected("全不相干", column("臨河自來水")).glyphs == ()


def test_several_characters_put_right_and_one_left_out() -> None:
    assert places(corrected("臨江自水司", column("臨河自來水司"))) == [
        ("臨", 0, 20),
        ("江", 20, 20),
        ("自", 40, 20),
        ("水", 80, 20),
        ("司", 100, 20),
    ]


def test_a_head_that_was_read_from_the_wrong_end_is_turned_with_its_places() -> None:
    glyphs = tuple(Glyph(char, Box(20 * at, 0, 18, 20), 0.5) for at, char in enumerate("時報河臨"))
    head = Line("時報河臨", Box(0, 0, 80, 20), 0.5, "ltr", glyphs)
    (back,) = with_places_of(page(head), page(Line("臨河報時", Box(0, 0, 80, 20), 0.0, "ltr"))).lines
    assert (back.direction, back.glyphs) == ("rtl", glyphs[::-1])


def test_glyphs_from_before_the_text_was_changed_are_put_right() -> None:
    stale = replace(column("臨河自來水"), text="臨江 自來水")
    (back,) = with_places_of(None, page(stale)).lines
    assert [glyph.text for glyph in back.glyphs] == ["臨", "江", "自", "來", "水"]
    assert [glyph.box.y for glyph in back.glyphs if glyph.text != "江"] == [0, 40, 60, 80]
    foreign = replace(column("全不相干"), text="臨河自來水")
    assert with_places_of(None, page(foreign)).lines[0].glyphs == ()


def test_glyphs_that_lie_beside_their_line_are_not_believed() -> None:
    before = column("臨河自來水")
    beside = replace(before, glyphs=tuple(replace(one, box=Box(0, 900, 0, 9)) for one in before.glyphs))
    assert with_places_of(page(before), page(beside)).lines[0].glyphs == before.glyphs
    assert with_places_of(None, page(beside)).lines[0].glyphs == ()


def test_a_line_elsewhere_inherits_nothing() -> None:
    line = Line("臨河", Box(0, 200, 20, 40), 0.0, "ttb")
    assert with_places_of(page(column("臨河")), page(line)).lines == (line,)


def test_glyphs_that_came_back_are_believed() -> None:
    moved = column("臨河", 102)
    assert with_places_of(page(column("臨河")), page(moved)).lines == (moved,)

"""Ageing moves the characters and their boxes together, and does the same each time."""

import numpy as np
from samples.make.ageing import Lie, Look, aged
from samples.make.glyphs import Glyph, Line
from samples.make.press import Drawn

CLEAN = Look(spots=0, tide=0, bleed=0, grain=0, angle=0.8)


def drawn_squares() -> Drawn:
    """A page of 300 × 400 pixels with black squares, each of them a glyph."""
    picture = np.full((400, 300, 3), 255, dtype=np.uint8)
    glyphs = [Glyph("口", x, y, 20, 20) for x in (30, 140, 250) for y in (40, 190, 340)]
    for glyph in glyphs:
        picture[int(glyph.y) : int(glyph.y) + 20, int(glyph.x) : int(glyph.x) + 20] = 0
    return Drawn(picture, (Line("口" * 9, tuple(glyphs)),), "vertical")


def test_seen_is_the_inverse_of_source() -> None:
    lie = Lie(width=2000, height=2800, margin=44, angle=-0.5, bend=8.0, phase=2.0)
    points = np.random.default_rng(1).uniform(0, 2000, (200, 2)).astype(np.float32)
    seen = lie.seen(points)
    back = np.stack(lie.source(seen[:, 0], seen[:, 1]), axis=1)
    assert np.abs(back - points).max() < 0.01


def test_boxes_follow_their_characters() -> None:
    scan = aged(drawn_squares(), CLEAN, seed=5)
    (line,) = scan.lines
    dark = scan.pixels.mean(axis=2)
    for glyph in line.glyphs:
        left, top = round(glyph.x), round(glyph.y)
        right, bottom = round(glyph.x + glyph.w), round(glyph.y + glyph.h)
        assert dark[top + 4 : bottom - 4, left + 4 : right - 4].max() < 90
        assert dark[top - 8 : top - 4, left:right].min() > 120


def test_page_ages_the_same_each_time() -> None:
    first, second = (aged(drawn_squares(), Look(), seed=9).pixels for _ in range(2))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, aged(drawn_squares(), Look(), seed=10).pixels)


def test_scan_is_larger_by_the_margin() -> None:
    scan = aged(drawn_squares(), Look(margin=44), seed=1)
    assert scan.pixels.shape == (488, 388, 3)


def test_worn_type_prints_less_and_moves_nothing() -> None:
    whole, worn = (
        aged(drawn_squares(), Look(spots=0, tide=0, bleed=0, grain=0, angle=0.0, bend=0.0, wear=wear), seed=3)
        for wear in (0.0, 1.0)
    )
    assert worn.lines == whole.lines
    (line,) = whole.lines
    ink = [
        sum(float(255 - dark[round(g.y) : round(g.y + g.h), round(g.x) : round(g.x + g.w)].mean()) for g in line.glyphs)
        for dark in (whole.pixels, worn.pixels)
    ]
    assert ink[1] < ink[0] * 0.97

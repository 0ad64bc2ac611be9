"""Facts held against thresholds: what is a problem is data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lantai.digitisation.inspection import (
    BadThresholds,
    Inspected,
    Limits,
    Measures,
    Problem,
    Thresholds,
    from_json,
    judge,
    low_resolution,
    to_json,
)
from lantai.digitisation.inspection.profile import image_profile, read_profile

MEASURES = Measures(
    skew=0.2, ink=0.05, blur=30.0, borders=(0, 0, 0, 0), cut=0.0, dark=0.0, light=0.0, phash=0xFFFF_0000_FFFF_0000
)
GOOD = Inspected(
    path="0001.tif", size=9, format="tiff", width=2480, height=3508, dpi=300, mode="rgb", bits=8, compression="lzw",
    pages=1, measures=MEASURES,
)  # fmt: skip


def codes(one: Inspected, thresholds: Thresholds | None = None) -> list[str]:
    return [problem.code for problem in judge(one, thresholds or Thresholds()).problems]


def seen(**changes: object) -> Inspected:
    return replace(GOOD, measures=replace(MEASURES, **changes))  # type: ignore[arg-type]  # by name, as in the test


def test_a_good_scan_has_no_problem() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (replace(GOOD, dpi=150), "low-resolution"),
        (replace(GOOD, pages=2), "many-pages"),
        (replace(GOOD, turn=6), "exif-turn"),
        (seen(skew=-3.2), "skewed"),
        (seen(ink=0.00005), "blank-page"),
        (seen(borders=(0, 0, 0.06, 0)), "black-border"),
        (seen(cut=0.1), "cut-text"),
        (seen(blur=1.0), "blurred"),
        (seen(dark=0.7), "clipped-shadows"),
    ],
)
def test_each_fact_beyond_its_threshold_is_one_problem(one: Inspected, code: str) -> None:
    assert codes(one) == [code]


def test_a_blank_page_is_not_blurred_nor_skewed() -> None:
    assert codes(seen(ink=0.0, skew=8.0, blur=0.1, cut=0.5)) == ["blank-page"]


def test_what_a_profile_switches_off_is_not_told() -> None:
    off = Thresholds(dpi=None, pages=None, turned=False, skew=None)
    assert codes(replace(seen(skew=9.0), dpi=72, pages=3, turn=8), off) == []


def test_what_a_profile_switches_on() -> None:
    wanted = Thresholds(modes=("grey",), shortest_side=3000, light=0.5)
    assert codes(replace(seen(light=0.9)), wanted) == ["too-few-pixels", "colour-mode", "clipped-lights"]


@pytest.mark.parametrize(
    ("width", "height", "dpi", "sheet", "expected"),
    [
        (2480, 3508, 300, (210.0, 297.0), None),
        (3508, 2480, 300, (210.0, 297.0), None),
        (2400, 3400, None, (210.0, 297.0), None),  # trimmed by a few millimetres
        (1240, 1754, None, (210.0, 297.0), "150 dpi (1240 × 1754)"),
        (1240, 1754, 300, (210.0, 297.0), "150 dpi (1240 × 1754)"),  # the file's word against its pixels
        (1240, 1754, 150, (210.0, 297.0), "150 dpi"),
        (1240, 1754, None, None, None),
    ],
)
def test_resolution_by_the_files_word_then_by_pixels(
    width: int, height: int, dpi: int | None, sheet: tuple[float, float] | None, expected: str | None
) -> None:
    found = low_resolution(replace(GOOD, width=width, height=height, dpi=dpi), dpi=300, sheet=sheet)
    assert found == (Problem("low-resolution", expected, "300 dpi") if expected else None)


def test_problems_of_reading_stand_before_those_of_judging() -> None:
    broken = replace(GOOD, turn=3, problems=(Problem("truncated-image", "has no end marker"),))
    assert codes(broken) == ["truncated-image", "exif-turn"]


def test_what_could_not_be_read_is_not_judged() -> None:
    assert codes(Inspected(path="a", problems=(Problem("unreadable-image", "pdf"),))) == ["unreadable-image"]


def test_json_and_back() -> None:
    one = replace(GOOD, path="圖像/\udcff.tif", problems=(Problem("skewed", "2°", "1°"),))
    assert from_json(json.loads(json.dumps(to_json(one)))) == one


@pytest.mark.parametrize("change", [{"width": -1}, {"width": "9"}, {"path": None}, {"problems": [3]}, {"measures": []}])
def test_json_of_something_else_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not the inspection of a file"):
        from_json({**to_json(GOOD), **change})


def test_shipped_profile_states_the_defaults() -> None:
    profile = image_profile()
    assert (profile.thresholds, profile.limits, profile.distance) == (Thresholds(), Limits(), 6)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[thresholds]\nskwe = 3", "“skwe” is no threshold"),
        ("[thresholds]\nskew = -3", "a number not below 0 was expected"),
        ("[thresholds]\nskew = 'much'", "a number or false was expected"),
        ("[thresholds]\nsheet = [210]", "two sides in millimetres"),
        ("[limits]\nseconds = 0", "a whole number above 0 was expected"),
        ("[likeness]\ndistance = 40", "0 to 12 were expected"),
    ],
)
def test_nonsense_in_a_profile_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadThresholds, match=sentence):
        read_profile(text)


def test_thresholds_from_a_profile() -> None:
    profile = read_profile(
        '[thresholds]\nskew = 3\nsheet = [210, 297]\nmodes = ["grey"]\nblank = false\nturned = false'
    )
    assert profile.thresholds == Thresholds(skew=3, sheet=(210, 297), modes=("grey",), blank=None, turned=False)

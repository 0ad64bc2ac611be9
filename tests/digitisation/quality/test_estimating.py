"""What an engine's confidence is worth, and the words for it."""

from __future__ import annotations

import pytest
from django.utils import translation

from lantai.digitisation.quality import words
from lantai.digitisation.quality.doubt import expected_wrong
from lantai.digitisation.quality.engines import engine_key
from lantai.digitisation.quality.estimate import Estimate
from lantai.digitisation.quality.scale import Scale, scale_from
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region

BOX = Box(0, 0, 10, 10)


def reading(*lines: Line) -> Reading:
    return Reading(100, 100, (Region(BOX, lines),), EngineInfo("x", "1"), 0.0)


def test_doubt_is_the_mean_over_characters() -> None:
    sure = Line("甲乙", BOX, 0.5, "ttb", (Glyph("甲", BOX, 1.0), Glyph("乙", BOX, 0.8)))
    alone = Line("丙 丁", BOX, 0.9, "ttb")
    assert expected_wrong(reading(sure, alone)) == pytest.approx((0.0 + 0.2 + 0.1 + 0.1) / 4)
    assert expected_wrong(reading(Line("甲", BOX, 7.0, "ttb"))) == 0.0
    assert expected_wrong(reading()) is None


def test_engine_is_known_by_its_models() -> None:
    read = {"name": "rapidocr", "version": "3.10", "models": {"a": "1"}, "settings": {"runtime": "onnx"}}
    assert engine_key(read) == engine_key(read | {"version": "4.0", "settings": {}})
    assert engine_key(read) != engine_key(read | {"models": {"a": "2"}})
    assert engine_key({"name": "x", "version": "1"}) != engine_key({"name": "x", "version": "2"})
    assert len(engine_key({})) == 16


def test_scale_is_made_of_measured_pages() -> None:
    scale = scale_from([(0.01, 2, 100)] * 6 + [(0.01, 0, 100)] * 2 + [(0.01, 6, 100)] * 2)
    assert scale.factor == pytest.approx(2.33, abs=0.01)
    assert scale.low < scale.factor < scale.high
    assert scale.of(0.01) == pytest.approx((scale.factor / 100, scale.low / 100, scale.high / 100))
    assert Scale(2.0, 1.0, 9.0).of(0.9) == (1.0, 0.9, 1.0)


def test_pages_without_an_error_leave_a_doubt() -> None:
    assert 0 < scale_from([(0.01, 0, 100)] * 20).factor < 0.1


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Read by machine; about 3 of 100 characters are wrong, between 1 and 11."),
        ("zh-hant", "機器識讀；每百字約有 3 字有誤，介於 1 至 11 字之間。"),
        ("zh-hans", "机器识读；每百字约有 3 字有误，介于 1 至 11 字之间。"),
    ],
)
def test_readers_are_told_in_their_language(language: str, told: str) -> None:
    with translation.override(language):
        assert words.for_readers(Estimate(0.03, 0.006, 0.11)) == told


def test_less_than_one_in_a_hundred_is_told_as_such() -> None:
    few = Estimate(0.002, 0.0004, 0.004)
    assert words.wrong_of_hundred(few) == "fewer than 1 of 100 characters wrong"
    assert words.for_readers(few) == "Read by machine; fewer than 1 of 100 characters are wrong, at most 1."
    assert words.bounds(few) == "0 to 1 of 100"


def test_basis_is_told() -> None:
    assert words.basis(Estimate(0.1, 0.1, 0.1)) == "by the sample pages of the release"
    told = words.basis(Estimate(0.1, 0.1, 0.1, pages=1_234))
    assert told == "by 1,234 corrected pages of this archive, read by the same engine"

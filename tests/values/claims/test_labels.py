"""The labelled texts are whole: every label stands in its text, and the scoring counts as its rules say."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction

import pytest
from tests.values.claims.scoring import KINDS, LabelledText, judge, labelled_texts, table

TEXTS = tuple(labelled_texts())
BY_NAME = [pytest.param(text, id=text.name) for text in TEXTS]


@dataclass(frozen=True)
class Claim:
    kind: str
    start: int
    end: int
    value: int | float | Fraction | None = None
    low: int | float | None = None
    high: int | float | None = None
    unit: str | None = None


def test_there_are_seventeen_kinds_of_writing() -> None:
    assert len(TEXTS) == len({text.genre for text in TEXTS}) == 17
    assert {text.language for text in TEXTS} == {"zh-Hans", "zh-Hant", "en"}


@pytest.mark.parametrize("text", BY_NAME)
def test_every_label_stands_in_its_text(text: LabelledText) -> None:
    assert 400 <= len(text.text) <= 2000
    assert len(text.labels) >= 40
    for label in text.labels:
        assert text.text[label.start : label.end] == label.text
        assert set(label.kinds) <= set(KINDS)


@pytest.mark.parametrize("text", BY_NAME)
def test_labels_have_the_fields_of_their_kind(text: LabelledText) -> None:
    for label in text.labels:
        if "first" in label.more:
            assert isinstance(label.more["first"], datetime.date)
            assert label.more["first"] <= label.more["last"]
        if "figure" in label.kinds and not label.optional:
            assert "unit" in label.more, label.text
        if "low" in label.more and "high" in label.more:
            assert label.more["low"] <= label.more["high"]


@pytest.mark.parametrize("text", BY_NAME)
def test_no_place_is_labelled_twice_with_one_kind(text: LabelledText) -> None:
    places = [(label.kinds[0], label.start, label.end) for label in text.labels]
    assert len(places) == len(set(places))


def test_scoring_counts_right_missed_spurious_and_doubled_claims() -> None:
    [first, second] = [label for label in TEXTS[0].labels if label.kinds == ("figure",) and not label.optional][:2]
    unit = first.more["unit"]
    right = Claim("figure", first.start, first.end, first.more["value"], unit=unit)
    doubled = Claim("figure", first.start, first.end, first.more["value"], unit=unit)
    wrong_value = Claim("figure", second.start, second.end, 1, unit=second.more["unit"])
    verdict = judge([first, second], [right, doubled, wrong_value])
    assert verdict.missed == (second,)
    assert len(verdict.spurious) == 2
    score = verdict.scores["figure"]
    assert (score.labelled, score.recalled, score.right, score.spurious) == (2, 1, 1, 2)
    assert score.recall == 0.5
    assert score.precision == pytest.approx(1 / 3)
    assert "figure" in table(verdict.scores)


def test_what_is_optional_counts_neither_way() -> None:
    [optional, *_] = [label for label in TEXTS[0].labels if label.optional]
    claim = Claim(optional.kinds[0], optional.start, optional.end)
    assert judge([optional], [claim]).spurious == judge([optional], []).missed == ()

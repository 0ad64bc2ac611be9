"""Measuring a reading against a corrected text, and the bounds that some measured pages set for all."""

from __future__ import annotations

import pytest

from lantai.digitisation.quality.interval import Interval, interval
from lantai.digitisation.quality.measuring import Measured, measure


@pytest.mark.parametrize(
    ("read", "true", "told"),
    [
        ("添購路燈", "添購路燈。", Measured(0, 4)),
        ("添购路灯", "添購路燈", Measured(0, 4)),
        ("流購略燈", "添購路燈", Measured(2, 4)),
        ("添購路燈\n民國十三年", "民國十三年\n添購路燈", Measured(0, 9)),
        ("朱印", "", Measured(2, 0)),
    ],
)
def test_signs_and_order_do_not_count(read: str, true: str, told: Measured) -> None:
    assert measure(read, true) == told


def test_rate_of_a_page_without_text_is_all_or_nothing() -> None:
    assert [Measured(0, 0).rate, Measured(2, 0).rate, Measured(1, 4).rate] == [0.0, 1.0, 0.25]


def test_few_pages_say_nothing() -> None:
    assert interval([Measured(3, 100)] * 4) is None
    assert interval([Measured(0, 0)] * 9) is None


def test_pages_alike_are_surer_than_pages_that_differ() -> None:
    alike, differing = interval([Measured(3, 100)] * 20), interval([Measured(0, 100), Measured(6, 100)] * 10)
    assert alike is not None
    assert differing is not None
    assert alike.rate == differing.rate == 0.03
    assert (round(alike.low, 3), round(alike.high, 3)) == (0.023, 0.039)
    assert differing.low < alike.low < 0.03 < alike.high < differing.high


def test_pages_without_an_error_do_not_say_that_there_is_never_any() -> None:
    found = interval([Measured(0, 100)] * 10)
    assert found is not None
    assert (found.rate, found.low) == (0.0, 0.0)
    assert 0.004 < found.high < 0.006


def test_more_wrong_than_there_is_counts_as_all() -> None:
    assert interval([Measured(30, 10)] * 5) == Interval(1.0, pytest.approx(0.88, abs=0.02), 1.0)

"""The summary: counts, what findings of a kind have in common, examples, the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation
from tests.digitisation.reports.report_values import DELIVERED, bad_date, findings, report

from lantai.digitisation.check.observation import Observation, observe
from lantai.digitisation.enums import Severity
from lantai.digitisation.reports import Verdict, nearest, summary


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_kinds_are_counted_the_gravest_and_most_frequent_first() -> None:
    summed = summary(report())
    assert [(kind.code, kind.count) for kind in summed.kinds] == [
        ("bad-date", 2),
        ("empty-file", 1),
        ("missing-field", 1),
        ("ambiguous-date", 1),
        ("new-fonds", 1),
        ("spaces", 1),
    ]
    assert (summed.count(), summed.count(Severity.ERROR), summed.count(Severity.INFO)) == (7, 4, 1)
    assert (summed.items, summed.pages) == (60, 512)


def test_a_kind_says_what_all_of_it_have_in_common() -> None:
    def found() -> list[Observation]:
        return [
            bad_date(2, "去年"),
            bad_date(3, "前年"),
            observe("low-resolution", path="1.jpg", found="72 dpi", expected="200 dpi"),
            observe("low-resolution", path="2.jpg", found="72 dpi", expected="200 dpi"),
        ]

    dates, images = summary(report(found)).kinds
    assert dates.message == "“…” is not a date that can be read."
    assert images.message == "… has 72 dpi; at least 200 dpi are asked for."
    assert images.mend == "Scan it again as agreed, or change the image profile."


def test_the_first_are_examples() -> None:
    (kind,) = summary(report(lambda: map(bad_date, range(2, 2_000)))).kinds
    assert [one.row for one in kind.examples] == [2, 3, 4]
    assert kind.count == 1_998


@pytest.mark.parametrize(
    ("found", "accept_good", "error", "verdict"),
    [
        (findings, False, "", Verdict.BACK),
        (findings, True, "", Verdict.PARTLY),
        (list, False, "", Verdict.GOOD),
        (list, True, "It holds no catalogue.", Verdict.BACK),
    ],
)
def test_verdict(found: type[list[Observation]], accept_good: bool, error: str, verdict: Verdict) -> None:
    delivered = replace(DELIVERED, accept_good=accept_good, error=error)
    summed = summary(report(found, delivered=delivered))
    assert (summed.verdict, summed.ok) == (verdict, verdict != Verdict.BACK)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-Hant-HK", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("lzh", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("en-GB", "en"),
    ],
)
def test_nearest_language(tag: str, language: str) -> None:
    assert nearest(tag) == language

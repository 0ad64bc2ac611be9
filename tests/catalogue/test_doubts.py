from __future__ import annotations

import pytest
from django.utils.translation import override

from lantai.catalogue.doubts import SENTENCES, doubts_about
from lantai.values.dates import parse
from lantai.values.dates.problems import KINDS


def test_every_problem_of_a_date_has_its_sentence() -> None:
    assert set(SENTENCES) == set(KINDS)


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
def test_the_sentences_are_translated(language: str) -> None:
    with override("en"):
        english = {code: str(sentence) for code, sentence in SENTENCES.items()}
    with override(language):
        assert not [code for code, sentence in SENTENCES.items() if str(sentence) == english[code]]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1931年9月18日", ()),
        ("1931年底", ()),
        ("1931年9月18日星期四", ("wrong-weekday",)),
        ("大同四年", ("era-year-out-of-range",)),
        ("甲午年", ("ambiguous",)),
    ],
)
def test_what_somebody_should_look_at_is_named(text: str, codes: tuple[str, ...]) -> None:
    assert doubts_about(parse(text)) == codes


def test_no_date_is_no_doubt() -> None:
    assert doubts_about(None) == ()

"""The model of the language tells sound text from mojibake, and likely words from unlikely ones."""

from __future__ import annotations

import math

import pytest

from lantai.values import likelihood


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        ("慶祝活動和黨史", "慶?;顒雍忘h史"),
        ("的，", "鐨勶紝"),
        ("中國", "い瓣"),
        ("中国", "ä¸\xadå›½"),
        ("盛京時報", "報時京盛"),
        ("下撥專項黨費", "下揋軐m楛h費"),
    ],
)
def test_sound_text_is_likelier(sound: str, damaged: str) -> None:
    assert likelihood.total(sound) > likelihood.total(damaged)
    assert likelihood.mean(sound) > likelihood.mean(damaged)


def test_both_scripts_are_the_same() -> None:
    assert likelihood.total("歷史檔案") == pytest.approx(likelihood.total("历史档案"))


def test_a_total_is_the_sum_of_its_steps() -> None:
    text = "縣志1906，a é\ud800"
    steps = [likelihood.step(first, second) for first, second in zip("\n" + text, text, strict=False)]
    assert likelihood.total(text) == pytest.approx(math.fsum(steps))
    assert (likelihood.total(""), likelihood.mean("")) == (0, 0)


def test_a_document_knows_its_own_words() -> None:
    context = likelihood.Context(["臨河縣志，" * 30])
    assert context.step("臨", "河") > likelihood.step("臨", "河")
    assert context.step("臨", "水") <= likelihood.step("臨", "水") + 0.1


def test_everyday_characters_are_the_most_common() -> None:
    assert likelihood.commonness("人") < 100 < likelihood.commonness("縣") < likelihood.commonness("鱖")

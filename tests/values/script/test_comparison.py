"""Comparing: every kind of difference, offsets exact, and no input on which it takes long."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import folded_like, texts

from lantai.values.folding import fold
from lantai.values.script import Comparison, compare
from lantai.values.script.alignment import common_runs

HAN = "臨河縣志卷一的是了我不人在他有這個上們來到時大地為子中你說生國年著就那和要她出也得裡後自以會家可下"


def kinds(a: str, b: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.a_text, one.b_text) for one in compare(a, b).differences]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("瀋陽的幹部", "沈阳的干部", [("script", "瀋陽", "沈阳"), ("script", "幹", "干")]),
        ("裏面為何", "裡面爲何", [("variant", "裏", "裡"), ("variant", "為", "爲")]),
        ("１９３１", "1931", [("width", "１９３１", "1931")]),
        ("甲，乙", "甲,乙", [("width", "，", ",")]),
        ("Linhe", "LINHE", [("case", "inhe", "INHE")]),
        ("e\u0301té", "éte\u0301", [("normalisation", "e\u0301", "é"), ("normalisation", "é", "e\u0301")]),
        ("「甲」乙。", "“甲”乙", [("punctuation", "「", "“"), ("punctuation", "」", "”"), ("punctuation", "。", "")]),
        ("臨 河\n縣", "臨河縣", [("space", " ", ""), ("space", "\n", "")]),
        ("臨河\u200b縣", "臨河縣", [("space", "\u200b", "")]),
        ("6900萬元", "6800萬元", [("text", "9", "8")]),
        ("1.9萬", "19萬", [("text", ".", "")]),
        ("館長林一鳴", "副館長林一鳴", [("text", "", "副")]),
        ("", "甲", [("text", "", "甲")]),
        ("1921-2021", "1921—2021", [("punctuation", "-", "—")]),
        ("⼀日", "一日", [("normalisation", "⼀", "一")]),
        ("10²", "102", [("text", "²", "2")]),
        ("，", "", [("punctuation", "，", "")]),
        ("", "", []),
    ],
)
def test_each_kind_of_difference(a: str, b: str, expected: list[tuple[str, str, str]]) -> None:
    assert kinds(a, b) == expected


def test_words_that_are_the_same_are_told() -> None:
    assert compare("瀋陽，1931", "沈阳 １９３１").same_words
    assert not compare("瀋陽，1931", "沈阳 １９３２").same_words
    assert compare("甲", "甲") == Comparison(equal=True, same_words=True, differences=())
    assert not compare("甲", "甲。").equal


def test_what_matters_is_told_from_what_does_not() -> None:
    found = compare("臨河縣檔案館，一九三一年", "临河县档案馆，一九三二年")
    assert [(one.a_text, one.b_text) for one in found.that_matter] == [("一", "二")]


def put_right(a: str, found: Comparison) -> str:
    """The first text with every difference replaced by what the second has."""
    pieces = []
    at = 0
    for one in found.differences:
        assert one.a_text == a[one.a_start : one.a_end]
        pieces += [a[at : one.a_start], one.b_text]
        at = one.a_end
    return "".join([*pieces, a[at:]])


@given(texts, texts)
def test_the_differences_lead_from_one_text_to_the_other(a: str, b: str) -> None:
    found = compare(a, b)
    assert put_right(a, found) == b
    assert found.same_words or fold(a) != fold(b)


@given(texts, st.data())
def test_an_edited_text_is_led_to(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    other = text[:cut] + data.draw(folded_like) + text[cut + data.draw(st.integers(0, 5)) :]
    assert put_right(text, compare(text, other)) == other


@given(texts, texts)
def test_comparing_is_symmetric_in_what_it_says(a: str, b: str) -> None:
    one, two = compare(a, b), compare(b, a)
    assert (one.equal, one.same_words) == (two.equal, two.same_words)


@given(st.text("甲乙丙", max_size=300), st.text("甲乙丙", max_size=300))
def test_common_runs_are_common_and_rise(a: str, b: str) -> None:
    runs = common_runs(a, b)
    assert all(a[run.a : run.a + run.length] == b[run.b : run.b + run.length] for run in runs)
    assert all(left.a + left.length <= right.a and left.b + left.length <= right.b for left, right in pairwise(runs))


def test_two_long_texts_differ_only_where_they_were_changed() -> None:
    rng = Random(3)  # noqa: S311
    chars = [rng.choice(HAN) for _ in range(200_000)]
    places = range(500, 200_000, 1000)
    other = list(chars)
    for place in places:
        other[place] = "變"
    found = compare("".join(chars), "".join(other))
    assert [(one.a_start, one.a_end, one.b_text) for one in found.differences] == [(at, at + 1, "變") for at in places]


def test_a_moved_half_is_aligned_by_the_heavier_half() -> None:
    rng = Random(4)  # noqa: S311
    first, second = ("".join(rng.choice(HAN) for _ in range(size)) for size in (3000, 2000))
    found = compare(first + second, second + first)
    assert put_right(first + second, found) == second + first
    assert sum(len(one.a_text) for one in found.differences) == len(second)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("一" * 300_000, "一" * 299_990 + "二"),
        ("一二" * 150_000, "二一" * 150_000),
        ("一" * 150_000 + "二" * 150_000, "二" * 150_000 + "一" * 150_000),
        ("(" * 300_000, ")" * 300_000),
        ("a" * 100_000, "A" * 100_000),
    ],
)
def test_hostile_texts_end(a: str, b: str) -> None:
    assert put_right(a, compare(a, b)) == b

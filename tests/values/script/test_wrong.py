"""Wrong conversions: must, style and reject, told only where a text was turned character for character."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from tests.values.strategies import texts

from lantai.values.script import wrong_conversions
from lantai.values.script.tables import grades

SOURCE = Path(__file__).parents[4] / "shared" / "source" / "press-conference-2021-06-23.txt"


def graded(text: str) -> dict[str, str]:
    """What is proposed, as pairs of characters, by pair."""
    return {wrong.found + wrong.replacement: wrong.grade for wrong in wrong_conversions(text)}


def mended(text: str) -> str:
    chars = list(text)
    for wrong in wrong_conversions(text):
        if wrong.grade == "must":
            chars[wrong.start] = wrong.replacement
    return "".join(chars)


@pytest.mark.parametrize(
    ("turned", "right"),
    [
        ("沈陽的干部關于斗爭的范圍", "瀋陽的幹部關於鬥爭的範圍"),
        ("以后建筑、制造、開辟與干凈的復雜聯系", "以後建築、製造、開闢與乾淨的複雜聯繫"),
        ("駐沈單位并行采訪，細致搜索，余萬人", "駐瀋單位並行採訪，細緻搜索，餘萬人"),
        ("我們的頭發與日歷，在里面，面粉和谷物", "我們的頭髮與日曆，在裏面，麪粉和穀物"),
    ],
)
def test_a_turned_text_is_mended_by_what_must_change(turned: str, right: str) -> None:
    assert mended(turned) == right


@pytest.mark.parametrize(
    "right",
    [
        "余致力國民革命凡四十年，其目的在求中國之自由平等。",
        "皇后與太后在後宮，范仲淹在瀋陽的幹部家中，于右任書於松花江畔。",
        "百年歷程與新征程，乾隆年間的山谷，北斗在天，岳飛與姜子牙。",
        "子曰詩云，人云亦云；公里與里程，丑時，准將，台甫。",
        "",
        "1931 Linhe",
    ],
)
def test_a_right_text_has_none(right: str) -> None:
    assert graded(right) == {}


def test_a_simplified_text_has_none() -> None:
    assert graded("沈阳的干部关于斗争的范围") == {}


def test_style_and_reject_are_told_apart() -> None:
    found = graded("沈陽的干部了解百年歷程，發布新征程，周年與搜索")
    assert found == {
        "沈瀋": "must",
        "干幹": "must",
        "了瞭": "style",
        "歷曆": "reject",
        "布佈": "style",
        "征徵": "reject",
        "周週": "style",
    }


def test_names_are_left_alone() -> None:
    text = "沈陽的干部余干"
    assert [wrong.start for wrong in wrong_conversions(text, names=["余干"])] == [0, 3]


@given(texts)
def test_what_is_found_stands_there(text: str) -> None:
    assert all(text[wrong.start : wrong.end] == wrong.found != wrong.replacement for wrong in wrong_conversions(text))


def test_every_grade_is_of_one_pair() -> None:
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in grades())


@pytest.mark.skipif(not SOURCE.exists(), reason="the source text lies beside the checkout only")
def test_the_source_text_has_what_the_handbook_counts() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    found = list(wrong_conversions(text))
    must = Counter(wrong.found + wrong.replacement for wrong in found if wrong.grade == "must")
    style = Counter(wrong.found + wrong.replacement for wrong in found if wrong.grade == "style")
    rejected = Counter(wrong.found + wrong.replacement for wrong in found if wrong.grade == "reject")
    # The handbook counts 60 + 3 for 干: two of its 乾 are OpenCC's mistake in 好干部.
    expected = {"沈瀋": 103, "干幹": 62, "干乾": 1, "余餘": 19, "于於": 18, "斗鬥": 15, "后後": 10, "范範": 4}
    expected |= {"筑築": 5, "扎紮": 6, "辟闢": 3, "并並": 3, "凈淨": 2, "復複": 2, "云雲": 1, "采採": 1, "致緻": 1}
    assert {pair: must[pair] for pair in expected} == expected
    assert {pair: style[pair] for pair in ("周週", "鑒鑑", "了瞭")} == {"周週": 7, "鑒鑑": 5, "了瞭": 3}
    assert {pair: rejected[pair] for pair in ("歷曆", "征徵")} == {"歷曆": 4, "征徵": 2}

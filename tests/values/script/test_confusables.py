"""Confusable names: found in a list by what they share, made up where there is no list, ranked, bounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.values.strategies import texts

from lantai.values.script import confusables


def ranked(name: str, among: list[str]) -> list[tuple[str, str]]:
    return [(one.text, one.kind) for one in confusables(name, among=among)]


@pytest.mark.parametrize(
    ("name", "other", "kind"),
    [
        ("尉鳳英", "慰鳳英", "look-alike"),
        ("黃顯聲", "黃顯生", "homophone"),
        ("陳云", "陳雲", "variant"),
        ("陈云", "陳雲", "variant"),
        ("盛京時報", "報時京盛", "reversed"),
        ("林鳴一", "林一鳴", "transposed"),
        ("林一鳴", "林鳴", "omitted"),
        ("二十里堡", "廿里堡", "merged"),
        ("林志高", "林致高", "homophone"),
        ("張建中", "章建中", "homophone"),
        ("陳平", "岑平", "homophone"),
        ("侯大成", "候太戎", "look-alike"),
    ],
)
def test_a_name_of_a_list_is_found_with_its_kind(name: str, other: str, kind: str) -> None:
    assert ranked(name, ["王小河", other]) == [(other, kind)]
    assert confusables(name, among=[other])[0].reason != ""


def test_names_of_a_list_are_ranked() -> None:
    among = ["魏鳳英", "英鳳尉", "尉鳳英", "慰鳳英", "尉凤英", "李鳳英"]
    assert [text for text, _ in ranked("尉鳳英", among)] == ["尉凤英", "慰鳳英", "魏鳳英", "英鳳尉"]


def test_what_has_nothing_in_common_is_not_confused() -> None:
    assert ranked("林一鳴", ["王大河", "臨河縣檔案館", "碼頭"]) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("尉鳳英", {"尉凤英": "variant", "慰鳳英": "look-alike", "英鳳尉": "reversed"}),
        ("黃顯聲", {"黄显声": "variant", "黃顯生": "homophone", "聲顯黃": "reversed"}),
        ("陳云", {"陳雲": "variant", "陈云": "variant"}),
        ("二十里堡", {"廿里堡": "merged"}),
    ],
)
def test_likely_misreadings_are_made_up(name: str, expected: dict[str, str]) -> None:
    found = {one.text: one.kind for one in confusables(name, limit=40)}
    assert {text: found.get(text) for text in expected} == expected


def test_the_limit_holds_and_scores_fall() -> None:
    found = confusables("黃顯聲", limit=7)
    assert len(found) == 7
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert confusables("黃顯聲", limit=0) == ()


@given(texts)
def test_any_text_is_a_name(text: str) -> None:
    found = confusables(text[:12], limit=5)
    assert len(found) <= 5
    assert all(one.text != text[:12] and 0 < one.score <= 1 for one in found)


def test_a_long_name_is_bounded() -> None:
    assert len(confusables("甲" * 100_000)) == 20

"""The source text of handbook 9, damage by damage; it lies beside the checkout, and these tests rest without it."""

from __future__ import annotations

from collections import Counter

import pytest

from lantai.values.repair import Repaired, repair


@pytest.fixture(scope="module")
def repaired(source_text: str) -> Repaired:
    return repair(source_text)


def test_every_rule_finds_what_the_handbook_counted(repaired: Repaired) -> None:
    counted = Counter((change.rule, change.applied) for change in repaired.changes if change.rule != "D7")
    assert counted == {
        ("D1", True): 339, ("D2", True): 2, ("D3", False): 4, ("D4", False): 1, ("D5", False): 7, ("D6", True): 433,
        ("D8", True): 2,
    }  # fmt: skip
    assert repaired.damaged


def test_the_annotated_characters_are_the_22(repaired: Repaired) -> None:
    annotated = Counter(repaired.original[change.start - 1] for change in repaired.changes if change.rule == "D1")
    assert len(annotated) == 22
    assert annotated.most_common(5) == [("發", 86), ("業", 44), ("創", 33), ("現", 32), ("優", 28)]


def test_narrowed_signs_are_those_of_the_handbook(repaired: Repaired) -> None:
    signs = Counter(change.found for change in repaired.changes if change.rule == "D6")
    assert signs == {",": 359, "(": 31, ")": 31, ";": 8, ":": 3, "!": 1}


def test_misaligned_annotations_are_computed(repaired: Repaired) -> None:
    assert "下撥專項黨費2600余萬元" in repaired.text
    assert "忠誠干凈擔當的高素質干部隊伍" in repaired.text


def test_lost_characters_are_ranked_with_the_right_one_first_in_three_of_four(repaired: Repaired) -> None:
    found = [change for change in repaired.changes if change.rule == "D3"]
    right = ["專”", "祝活動和黨", "。“以史實說", "。“四史”檔"]
    assert [one.replacement == wanted for one, wanted in zip(found, right, strict=True)].count(True) >= 3
    assert all(wanted in (one.replacement, *one.alternatives) for one, wanted in zip(found, right, strict=True))


def test_lost_signs_are_suggested(repaired: Repaired) -> None:
    found = [(one.rule, one.found, one.replacement) for one in repaired.changes if one.rule in ("D4", "D5")]
    assert Counter(found) == {
        ("D4", "?", "·"): 1, ("D5", "文化 ", "文化+"): 4, ("D5", "1 9 N", "1+9+N"): 1,
        ("D5", "項目 團隊", "項目+團隊"): 1, ("D5", "概述 故事 配圖 音頻", "概述+故事+配圖+音頻"): 1,
    }  # fmt: skip


def test_genuine_question_marks_and_spaces_are_left_alone(repaired: Repaired) -> None:
    for genuine in (
        "工作打算?",
        "學習教育?",
        "哪些特色?",
        "共慶百年華誕 奮力",
        "不忘初心 牢記使命",
        "百年歷程 蘭臺印記",
        "” “壯麗",
    ):
        assert genuine in repaired.text
        at = repaired.original.index(genuine[-4:])
        place = at + max(genuine[-4:].find("?"), genuine[-4:].find(" "))
        assert not [one for one in repaired.changes if one.start <= place < one.end]


def test_wrong_conversions_are_suggested(repaired: Repaired) -> None:
    pairs = Counter(one.found + one.replacement for one in repaired.changes if one.rule == "D7")
    assert pairs["沈瀋"] >= 103
    assert pairs["余餘"] == 19
    assert "歷曆" not in pairs


def test_bytes_give_the_same(source_bytes: bytes, repaired: Repaired) -> None:
    again = repair(source_bytes)
    assert (again.text, again.changes, again.encoding) == (repaired.text, repaired.changes, "utf-8")

"""D2 and D3: bytes lost between characters, with the handbook's vectors and with damage made afresh."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.repair.mirror import mirrored
from tests.values.repair.passages import PASSAGES
from tests.values.repair.sentences import TRADITIONAL

from lantai.values.repair import repair
from lantai.values.repair.changes import put_in


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("聚焦抓好疫情防控,下?lián)軐m楛h費2600余萬元", "下撥專項黨費"),
        ("打造忠誠干凈擔當?shù)母咚刭|干部隊伍", "擔當的高素質干部"),
    ],
)
def test_a_misaligned_annotation_is_computed(damaged: str, sound: str) -> None:
    repaired = repair(damaged)
    assert sound in repaired.text
    assert [change.rule for change in repaired.applied][-1] in ("D2", "D6")


@pytest.mark.parametrize(
    ("damaged", "first"),
    [
        ("圍繞建黨百年慶?;顒雍忘h史學習", "祝活動和黨"),
        ("起航新征程?!耙允穼嵳f話,用檔案發言”", "。“以史實說"),
        ("檔案保管利用基地?!八氖贰睓n案文史資料", "。“四史”檔"),
    ],
)
def test_the_right_lost_character_is_first(damaged: str, first: str) -> None:
    (change,) = [one for one in repair(damaged).changes if one.rule == "D3"]
    assert (change.replacement, change.applied) == (first, False)


def test_an_open_quotation_is_closed() -> None:
    (change,) = [one for one in repair("商圈和“小個?!?、互聯網").changes if one.rule == "D3"]
    assert change.found == "?!?"
    assert change.replacement.endswith("”")


@pytest.mark.parametrize(
    "text", ["真的?!我不信。", "什麼?;他問。", "好嗎?! 行!", "他問?ok", "甲?乙", "what?!", "?lián)", "一?lián)"]
)
def test_a_genuine_question_is_no_lost_character(text: str) -> None:
    assert not [change for change in repair(text).changes if change.rule in ("D2", "D3")]


@given(st.lists(st.sampled_from(TRADITIONAL), min_size=1, max_size=12))
def test_what_a_mirror_did_to_our_sentences_is_undone(sentences: list[str]) -> None:
    text = "".join([*sentences, TRADITIONAL[1]]).replace("「", "“").replace("」", "”")
    repaired = repair(mirrored(text))
    assert repaired.text == text


@pytest.mark.parametrize("seed", range(10))
def test_signs_looked_for_between_characters_are_undone_or_told(seed: int) -> None:
    """Byte-wise marking of signs hits pairs of characters by chance; each hit is found, and none is applied."""
    chosen = random.Random(seed)
    words = ["慶祝活動", "常規工作", "海關很忙", "學校或者", "保護科學", "專業看法", "發展創業", "數據監測"]
    text = "，".join(chosen.choices(words, k=12)) + "。創業發展。"
    damaged = mirrored(text, marked="；！：？")
    repaired = repair(damaged)
    suggested = [change for change in repaired.changes if change.applied or change.rule == "D3"]
    full = put_in(damaged, suggested).replace(",", "，")
    assert full.count("?") <= damaged.count("?") // 2
    assert abs(len(full) - len(text)) <= damaged.count("?")


OURS = re.findall(
    "[^。]+",
    (
        "全縣農民慶祝豐收活動。常規工作按期完成。海關看守很嚴。學校或者圖書館都可以。自然保護科學研究所成立。請專家看過這份計劃。"
        "大家非常快樂地回家。夏天去海邊玩。日常工作很繁忙。學校後面有一條河。他們看見海鷗飛翔。建築模型和設計圖。教師講解模型結構。"
        "經常看望老人。祝賀他們獲獎。祝你們身體健康。海軍和空軍演習。母校和同學。保留會議紀錄。專科和本科。確保和平環境。全校很多同學參加。"
        "海洋科學博物館。常見問題很多。校園很美麗。在海灘看日出。擔保合同生效。牢記校訓很重要。校長很關心學生。他買了一頭牛和三隻羊。"
    ),
)


def test_lost_characters_of_our_sentences_are_ranked_well() -> None:
    """In damage nobody typed the right character is first in three of four, and offered in nine of ten."""
    chosen = random.Random(3)
    first = offered = found = 0
    for _ in range(30):
        text = "。".join(chosen.sample(OURS, 10)) + "。創業發展統一。"
        for change in repair(mirrored(text, marked="；！：？")).changes:
            if change.rule == "D3":
                found += 1
                first += change.replacement in text
                offered += any(way in text for way in (change.replacement, *change.alternatives))
    assert found > 50
    assert first >= 0.75 * found
    assert offered >= 0.9 * found


def test_lost_characters_of_many_kinds_of_text_are_ranked_well() -> None:
    """News, letters, laws, both scripts: the right reading is first in four of five, offered in nine of ten."""
    first = offered = found = 0
    for at, passage in enumerate(PASSAGES):
        text = passage + ("發展創業統一。" if at < 16 else "发展创业统一。")
        for marked in ("！", "；：", "！；：？"):
            damaged = mirrored(text, marked=marked)
            for change in repair(damaged).changes:
                if change.rule == "D3":
                    before = re.sub(r"\([^()]*\)", "", damaged[: change.start])[-2:]
                    ways = [
                        unicodedata.normalize("NFKC", before + way) in unicodedata.normalize("NFKC", text)
                        for way in (change.replacement, *change.alternatives)
                    ]
                    found, first, offered = found + 1, first + ways[0], offered + any(ways)
    assert found >= 10
    assert first >= 0.8 * found
    assert offered >= 0.9 * found


def test_what_a_document_says_often_is_what_it_has_lost() -> None:
    text = "專業市場由專人看管。" * 20 + "小微企業、個體戶和“小個?!?、互聯網。"
    (change,) = [one for one in repair(text).changes if one.rule == "D3"]
    assert change.replacement == "專”"

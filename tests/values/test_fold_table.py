"""The folding table against the handbook: its list, its forbidden unions, and every large class."""

from __future__ import annotations

import unicodedata

import pytest

from lantai.values.fold_table import fold_table
from lantai.values.folding import fold

# Handbook 5.4: one class each.
LIST = (
    "臺台檯枱颱 乾干幹榦 後后 於于 裏裡里 鬥斗鬪鬭 面麵麪 穀谷 發髮 曆歷厯暦 製制 係系繫 鐘鍾 "
    "復複覆 彙匯 週周 餘余 誌志 徵征 準准 醜丑 雲云 嶽岳 鬱郁 鬆松 闢辟 瞭了 僕仆 捨舍 "
    "瀋沈沉 衝沖 遊游 豔艷 喫吃 峯峰 羣群 衆眾 麽麼 爲為 僞偽 啓啟 綫線 敎教 靑青 黃黄 "
    "錄録 淸清 卽即 旣既 產産 眞真 竝並併并 甯寧 祕秘 襍雜 廼乃迺 閒間閑 濶闊 鉅巨 刱剙創 "
    "畧略 鷄雞 佈布 佔占 採采 諮咨 湧涌 蹟跡迹 鍊煉 鑑鑒 讚贊 莊庄 蘇甦 姊姉 牀床 鑛礦 "
    "銕鐵鉄"
)
# Handbook 5.4: Japanese forms in print of 1932-1945.
JAPANESE = (
    "満滿 国國囯 会會 鉄鐵 駅驛 県縣 図圖 学學 広廣 実實 対對 総總 経經 済濟 関關 辺邊 "
    "戦戰 拡擴 沢澤 亜亞 両兩 万萬 与與 仮假 価價 号號 旧舊"
)
OURS = "廠厂厰 沈瀋 台臺 干幹 浜濱滨 芸藝艺"
NEVER = (
    *("煉鏈", "鍊鏈", "畫劃", "連聯", "滬濾", "辯辨", "辯瓣", "辨瓣"),
    *("予豫", "欠缺"),
    *("巳己", "未末", "日曰", "戊戌", "藉籍", "札扎", "祗祇", "徹澈"),
)
"""Pairs that stay apart: those of the ``never`` list, and look-alikes that are not variants (handbook 5.3)."""

LARGE = (
    "举挙擧舉𢪓𢸁",  # one character in six forms
    "历厤厯暦曆歴歷",  # 曆 and 歷 share 历
    "台枱檯臺颱𱃗",  # all share 台
    "坛墰壇壜罈罎",  # altar and jar share 坛
    "並併倂并幷竝",  # one word in many forms
    "閑閒間闲间𫔮",  # 閒 was written for both 間 and 閑
)
"""Every class of more than five, each looked at: none unites more than writing itself did."""


@pytest.mark.parametrize("line", [*LIST.split(), *JAPANESE.split(), *OURS.split()])
def test_a_line_of_the_handbook_folds_to_one(line: str) -> None:
    assert {fold(char) for char in line} == {fold(line[0])}


@pytest.mark.parametrize("pair", NEVER)
def test_a_forbidden_pair_stays_apart(pair: str) -> None:
    assert fold(pair[0]) != fold(pair[1])


def test_every_class_of_more_than_five_is_known() -> None:
    large = {"".join(sorted(members)) for members in fold_table().classes if len(members) > 5}
    print(*sorted(large), sep="\n")
    assert large == {"".join(sorted(members)) for members in LARGE}


def test_classes_are_disjoint_and_at_rest_in_nfc() -> None:
    members = "".join(fold_table().classes)
    assert len(members) == len(set(members))
    assert unicodedata.is_normalized("NFC", members)


def test_table_leads_everything_to_its_end_at_once() -> None:
    mapping = fold_table().mapping
    assert [to for to in mapping.values() if to is not None and ord(to) in mapping] == []


def test_ordinary_by_decision_is_untouched() -> None:
    ordinary = "□○■〇々△▲●◎" + "\ue000\uf8ff\U000f0000\U0010fffd"
    assert fold(ordinary) == ordinary

"""D1: annotations of mirror sites go, authors' glosses stay."""

from __future__ import annotations

import pytest

from lantai.values.repair import repair


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("創(chuàng)新發(fā)展", "創新發展"),
        ("奮力開創(chuàng)新局", "奮力開創新局"),
        ("全市組織系統(tǒng)的戰(zhàn)斗力", "全市組織系統的戰斗力"),
        ("创(chuàng)新发(fā)展", "创新发展"),
        ("我國(guó)經(jīng)濟(jì)平穩(wěn)", "我國經濟平穩"),
        ("創（chuàng）新，發（fā）展", "創新，發展"),
        ("創(chuànɡ)業(yè)", "創業"),
        ("創(chua\u0300ng)業(ye\u0300)", "創業"),
    ],
)
def test_annotations_are_deleted(damaged: str, sound: str) -> None:
    assert repair(damaged).text == sound


@pytest.mark.parametrize(
    "text", ["翁同龢(hé)", "重(chóng)慶", "叶(xié)音", "銀行(háng)", "發(bá)", "發(fā)：起也。", "件(a)", "發(fa)展"]
)
def test_an_authors_gloss_stays(text: str) -> None:
    assert repair(text).text == text


def test_an_authors_gloss_stays_in_a_damaged_text() -> None:
    repaired = repair("創(chuàng)業(yè)者翁同龢(hé)發(fā)現(xiàn)叶(xié)韻")
    assert repaired.text == "創業者翁同龢（hé）發現叶（xié）韻"


def test_a_character_that_is_not_listed_goes_when_it_is_always_annotated() -> None:
    damaged = "邊(biān)境線(xiàn)很長，邊(biān)民沿線(xiàn)居住，守邊(biān)的人熟悉路線(xiàn)。"
    assert repair(damaged).text == "邊境線很長，邊民沿線居住，守邊的人熟悉路線。"

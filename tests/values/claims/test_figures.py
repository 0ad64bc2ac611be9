"""Figures: what is one, what it counts, and for whom and when it holds."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from tests.values.claims.told import of_kind, told

from lantai.values.dates.days import julian_day


def test_figure_is_the_number_with_its_bounds_and_unit() -> None:
    (figure,) = of_kind("化解集體債務6900餘萬元。", "figure")
    assert (figure.text, figure.value, figure.low, figure.high) == ("6900餘萬元", 69_000_000, 69_000_000, None)
    assert (figure.unit, figure.qualifier, figure.subject) == ("元", "餘", "集體債務")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("完成1527個村換屆任務", "村"),
        ("動員2.9萬餘名黨員", "黨員"),
        ("高層次人才8323人", "高層次人才"),
        ("全市高新技術企業達到2560家。", "高新技術企業"),
        ("提供近3萬字的史料。", "史料"),
        ("下撥專項黨費2600餘萬元，", "專項黨費"),
        ("舉辦43期“營商下午茶”，", "營商下午茶"),
        ("馆藏档案共12.6万卷。", "档案"),
        ("We welcomed 1,204 visitors in May.", "visitors"),
        ("a budget of 3.2 million yuan", "budget"),
    ],
)
def test_figure_says_what_is_counted(text: str, subject: str) -> None:
    (figure,) = of_kind(text, "figure")
    assert subject in (figure.subject or "")


def test_figure_has_its_period_cut_off_and_scope() -> None:
    (figure,) = of_kind("截至2023年5月底，全市累計認定人才8323人。", "figure")
    assert figure.as_of == julian_day(datetime.date(2023, 5, 31))
    assert figure.scope == "全市、累計"
    (figure,) = of_kind("近3年選派幹部1822名。", "figure")
    assert figure.period == "近3年"
    assert [one.period for one in of_kind("首批印刷了2萬冊，2020年加印5000冊。", "figure")] == ["首批", "2020年"]


@pytest.mark.parametrize(
    "text",
    [
        "《改革開放30年》", "慶祝建館100周年", "1931年9月", "80後幹部", "第三卷",
        "「1+9+N」體系", "“萬人計劃”專家", "“三嚴三實”教育",
        "一項重要舉措", "主要有三個特點", "從四個方面介紹", "一、加強領導", "享年87歲", "三級宣講體系",
        "近3年來成績很大", "電話024-1234567",
        "百年歷程", "一等獎",
    ],
)  # fmt: skip
def test_no_figure(text: str) -> None:
    assert told(text, "figure") == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("成果9個方面26項舉措", 9, "個"),
        ("僅一項未完成", 1, "項"),
        ("經過近一年半的努力", Fraction(3, 2), "年"),
        ("歷時三年完成", 3, "年"),
        ("年鑒編纂實現全覆蓋", 100, "%"),
        ("展覽分為四大部分", 4, "部分"),
        ("拿出三分之一以上時間", Fraction(1, 3), None),
    ],
)
def test_figure_all_the_same(text: str, value: int | Fraction, unit: str | None) -> None:
    figure = of_kind(text, "figure")[0]
    assert (figure.value, figure.unit) == (value, unit)


def test_figures_are_one_a_mention() -> None:
    assert told("展出40餘件檔案，這40餘件檔案首次面世。", "figure") == [("40餘件",), ("40餘件",)]


def test_full_coverage_that_is_only_meant_is_no_figure() -> None:
    assert told("力爭全覆蓋", "figure") == []


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("職工月平均工資由38元提高到61元。", ["平均工資", "平均工資"]),
        ("人才專項資金預算由3000萬元增加至全口徑10億元。", ["人才專項資金預算", "人才專項資金預算"]),
        ("第二產業增加值512.3億元，增長4.8%。", ["第二產業增加值", "第二產業增加值"]),
        ("全市粮食总产量增长5.6%，达到1358吨。", ["全市粮食总产量", "全市粮食总产量"]),
        ("碑通高二百三十六厘米，寬八十二厘米，重八百斤。", ["通高", "寬", "重"]),
        ("床位一百二十張 住院一千九百人", ["床位", "住院"]),
        ("展覽主要分為四大部分。", ["展覽"]),
        ("居民人均可支配收入38640元。", ["可支配收入"]),
        ("It drew about 71,000 people.", ["people"]),
    ],
)
def test_subject_is_the_noun_phrase_and_no_verb(text: str, subjects: list[str]) -> None:
    assert [figure.subject for figure in of_kind(text, "figure")] == subjects


def test_a_verb_with_its_particle_is_no_subject() -> None:
    assert [figure.subject for figure in of_kind("首批印刷了2萬冊。", "figure")] != ["印刷"]


def test_one_volume_of_several_is_an_ordinal() -> None:
    text = "完成了黨史一卷和二卷的編纂出版，啟動了黨史三卷的編纂工作。著有詩集三卷。"
    assert [figure.text for figure in of_kind(text, "figure")] == ["三卷"]
    assert [(one.text, one.value, one.unit) for one in of_kind(text, "ordinal")] == [
        ("一卷", 1, "卷"),
        ("二卷", 2, "卷"),
        ("三卷", 3, "卷"),
    ]

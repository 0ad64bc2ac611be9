"""Numbers found in sentences: the handbook's register of claims, sentences of our own, and any text at all."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.values.numbers import NO_NUMBERS, Number, find, load_units, scan
from lantai.values.numbers.plain import plain

HERE = Path(__file__).parent
PIECES = [
    "一", "三", "十", "百", "萬", "億", "兩", "半", "幾", "數", "廿", "〇", "零", "〡", "點", "分之", "百分之",
    "成", "1", "23", "2021",
    "1,234", "３", ".", "%", "至", "—", "-", "、", "/", ":", "+", "N", "近", "約", "超過", "不到", "餘", "多",
    "來", "以上", "左右", "第",
    "年", "月", "日", "時", "個", "人", "元", "公里", "部分", "後", "屆", "民國", "圖", "(", "）", "“", "”",
    "$", "RMB", "US$", " ", "\n", "。",
    "one", "two hundred", "million", "half", "dozens of", "nearly", "to", "kg", "people", "5G", "\ud800", "\0",
    "½", "統一", "成千上萬",
]  # fmt: skip


def lines(name: str) -> list[str]:
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


def shown(value: object) -> str:
    return "" if value is None else str(value)


def row(number: Number) -> str:
    fields = (number.text, number.kind, shown(number.value), shown(number.low), shown(number.high))
    return "\t".join((*fields, number.unit, number.qualifier))


def sentences() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in lines("expressions.txt"):
        if line.startswith("\t"):
            found[-1][1].append(line[1:])
        else:
            found.append((line, []))
    return found


@pytest.mark.parametrize(("sentence", "numbers"), sentences())
def test_every_number_of_a_sentence_is_found_and_nothing_else(sentence: str, numbers: list[str]) -> None:
    assert [row(number) for number in find(sentence)] == numbers


@pytest.mark.parametrize("line", lines("handbook.txt"))
def test_the_claims_of_the_handbook_are_found(line: str) -> None:
    phrase, *figures = line.split("\t")
    text = phrase.replace("_", " ")
    found = [
        " ".join(shown(field) or "-" for field in (n.text.replace(" ", "_"), n.value, n.low, n.high, n.unit))
        for n in find(text)
    ]
    assert found == figures


@pytest.mark.parametrize("word", [word for line in lines("no_numbers.txt") for word in line.split()])
def test_a_word_with_a_numeral_in_it_is_no_number(word: str) -> None:
    assert list(find(word)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1931年9月18日", "date"), ("一九三一年九月", "date"), ("民國二十年", "date"), ("公元前221年", "date"),
        ("20世紀30年代", "date"),
        ("6月23日", "date"), ("1921—2021年", "date"), ("1931-09-18", "date"), ("19310918", "date"),
        ("18 September 1931", "date"),
        ("10:30", "time"), ("上午9時30分", "time"), ("三點半", "time"),
        ("J019-WS·2011·D30-001", "code"), ("1+9+N", "code"), ("192.168.1.1", "code"), ("978-7-5554-0001-2", "code"),
        ("024-12345678", "code"), ("〔2021〕5號", "code"), ("COVID-19", "code"),
        ("3:1", "ratio"), ("12.3∶45.6", "ratio"), ("3比2", "ratio"),
        ("一、總則", "marker"), ("(二)機構", "marker"), ("3.人員", "marker"),
        ("第三卷", "ordinal"), ("十九屆", "ordinal"), ("二等獎", "ordinal"), ("3rd", "ordinal"),
        ("100周年", "anniversary"), ("80後", "cohort"), ("九〇后", "cohort"),
        ("數百份", "vague"), ("三四十人", "range"), ("三成", "percent"), ("一半", "fraction"),
        ("3人", "quantity"), ("3000", "number"),
    ],
)  # fmt: skip
def test_a_numeral_is_of_a_kind(text: str, kind: str) -> None:
    numbers = list(scan(text))
    assert [number.kind for number in numbers] == [kind]
    assert list(find(text)) == [number for number in numbers if kind not in NO_NUMBERS]


@pytest.mark.parametrize("text", ["6900餘萬元", "近2.2萬人", "三分之一以上", "約二十三萬噸", "五六百個"])
def test_simplified_and_full_width_text_reads_the_same(text: str) -> None:
    simplified = text.translate(str.maketrans("餘萬約噸個0123456789", "余万约吨个０１２３４５６７８９"))
    ours, theirs = next(find(text)), next(find(simplified))
    assert (theirs.value, theirs.low, theirs.high, theirs.unit) == (ours.value, ours.low, ours.high, ours.unit)
    assert theirs.text == simplified


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=60))
def test_numbers_stand_in_the_text_in_order_and_apart(text: str) -> None:
    numbers = list(scan(text))
    assert all(number.text == text[number.start : number.end] != "" for number in numbers)
    assert all(first.end <= second.start for first, second in pairwise(numbers))
    assert all(n.low <= n.high for n in numbers if n.low is not None and n.high is not None)


@given(st.text(max_size=80))
def test_plain_text_is_as_long_as_the_text(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    "piece", ["一", "1", "萬", ",", "第", "百分之", "十", "近", "餘", "1-", "1,111", "(一)", "數", "半", "2021年"]
)
def test_a_large_hostile_text_is_read_through(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert all(0 <= number.start < number.end <= len(text) for number in scan(text))


def test_an_installation_adds_units(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'dimension = "length"\n[units]\n"弓" = { factor = "5/3", spellings = ["步弓"] }\n', encoding="utf-8"
    )
    units = load_units([tmp_path])
    assert [n.unit for n in find("地長三百弓，寬20步弓", units=units)] == ["弓", "弓"]
    assert [n.unit for n in find("地長300弓")] == [""]
    assert units.named["公頃"].factor == 10_000


def test_many_words_before_a_number_are_no_burden() -> None:
    (number,) = find("近" * 200_000 + "3人")
    assert (number.value, number.unit) == (3, "人")


def test_a_unit_at_the_end_of_the_text_ends_there() -> None:
    (number,) = find("超過三兩")
    assert (number.end, number.unit) == (4, "兩")

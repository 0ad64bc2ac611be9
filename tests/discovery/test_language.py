from __future__ import annotations

from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.catalogue.enums import Level as LevelOfDescription
from lantai.discovery.language import LONGEST_WORD, MOST_MISREAD, MOST_TERMS, BadQuery, misread_instead, parse
from lantai.ports.search import And, Code, Dates, Fonds, Level, Node, Not, Or, Word
from lantai.values.dates import parse as parse_date
from lantai.values.doubts import doubtful_words
from lantai.values.folding import fold
from lantai.values.script.misreadings import misreadings


def word(text: str) -> Word:
    return Word(fold(text))


A, B, C = word("水井"), word("電報"), word("自來水")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("水井", A),
        ("  水井\u3000", A),
        ("水井 電報", And((A, B))),
        ("水井\u3000電報", And((A, B))),
        ("水井 AND 電報", And((A, B))),
        ("水井 OR 電報", Or((A, B))),
        ("水井|電報", Or((A, B))),
        ("水井｜電報", Or((A, B))),
        ("水井 OR 電報 自來水", Or((A, And((B, C))))),
        ("(水井 OR 電報) 自來水", And((Or((A, B)), C))),
        ("（水井 OR 電報）自來水", And((Or((A, B)), C))),
        ("((水井))", A),
        ("-水井", Not(A)),
        ("－水井", Not(A)),
        ("--水井", Not(A)),
        ("水井 -電報", And((A, Not(B)))),
        ("水井 - 電報", And((A, B))),
        ("-(水井 電報)", Not(And((A, B)))),
        ("-(-水井)", A),
        ("-(水井) -()", Not(A)),
        ('"水 井"', A),
        ("「水 井」", A),
        ("『水、井』", A),
        ("“水井”", A),
        ("＂水井＂", A),
        ("-「水 井」電報", And((Not(A), B))),
        ('"OR"', word("or")),
        ("-OR", Not(word("or"))),
        ("or", word("or")),
    ],
)
def test_words_phrases_and_signs(text: str, node: Node) -> None:
    assert parse(text).node == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("title:水井", Word(A.text, "title")),
        ("題名:水井", Word(A.text, "title")),
        ("题名：水井", Word(A.text, "title")),
        ("題名： 水井 電報", And((Word(A.text, "title"), B))),
        ("TITLE:「水 井」電報", And((Word(A.text, "title"), B))),
        ("-責任者:張三", Not(Word(fold("張三"), "creator"))),
        ("creator:張三", Word(fold("張三"), "creator")),
        ("fonds:B001", Fonds("B001")),
        ("全宗:b001", Or((Fonds("b001"), Fonds("B001")))),
        ("code:B001-WS·1924.D30", Code("b001-ws·1924·d30")),
        ("檔號:臨-1", Code(f"{fold('臨')}-1")),
        ("level:item", Level("item")),
        ("層級:案卷", Level("volume")),
        ("层级:件", Level("item")),
    ],
)
def test_fields(text: str, node: Node) -> None:
    assert parse(text).node == node


def days(first: str, last: str) -> tuple[int | None, int | None]:
    return (parse_date(first).first if first else None, parse_date(last).last if last else None)


@pytest.mark.parametrize(
    ("text", "first", "last", "within"),
    [
        ("date:1924", "1924", "1924", False),
        ("日期：1924年7月", "1924-07", "1924-07", False),
        ("date:1924..1926", "1924", "1926", False),
        ("date:1924..", "1924", "", False),
        ("date:..1911-10-10", "", "1911-10-10", False),
        ("date-within:1924-07-09", "1924-07-09", "1924-07-09", True),
        ('日期內:"1924 .. 1926"', "1924", "1926", True),
    ],
)
def test_dates(text: str, first: str, last: str, within: bool) -> None:
    assert parse(text).node == Dates(*days(first, last), within)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("民國十三年（1924）水災", "民國十三年1924水災"),
        ("(民國(1924)水災)", "民國1924水災"),
        ("他說「水」", "他說水"),
        ("C++", "C++"),
        ("http://linhe/1", "http://linhe/1"),
        ("水)井", "水 井"),
        ("電報, 。", "電報"),
        ("-- 電報 -", "電報"),
        ("OR 電報 OR OR", "電報"),
        ("電報 ()", "電報"),
    ],
)
def test_signs_inside_words_belong_to_them(text: str, meant: str) -> None:
    assert parse(text).node == parse(meant).node


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("水井", ()),
        ('"水井', ("unclosed-quote",)),
        ("「水井 電報", ("unclosed-quote",)),
        ("((水井", ("unclosed-parenthesis",)),
        ("水井 title:", ("empty-field",)),
        ("title: fonds: 水井", ("empty-field",)),
        ("title:(水井)", ("empty-field",)),
    ],
)
def test_what_was_mended_is_said(text: str, problems: tuple[str, ...]) -> None:
    assert parse(text).problems == problems


def test_words_are_those_that_a_hit_may_show() -> None:
    query = parse("水井 水井 -電報 -(自來水 -廠) title:圖 code:A1")
    assert query.words == (fold("水井"), fold("廠"), fold("圖"))
    assert query.text == "水井 水井 -電報 -(自來水 -廠) title:圖 code:A1"


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("", "empty", {}),
        ("，。 「」", "empty", {}),
        ("OR", "empty", {}),
        ("title:", "empty", {}),
        ("-()", "empty", {}),
        ("水" * 31, "long-word", {"word": "水" * 10, "length": 31, "limit": LONGEST_WORD}),
        ("水 " * 21, "many-terms", {"limit": MOST_TERMS}),
        ("~東北 " * 4, "many-misread", {"limit": MOST_MISREAD}),
        ("date:水", "bad-date", {"text": "水"}),
        ("date:1924..水", "bad-date", {"text": "1924..水"}),
        ("date:..", "bad-date", {"text": ".."}),
        ("date:不詳", "bad-date", {"text": "不詳"}),
        ("level:水", "bad-level", {"text": "水", "levels": "fonds, item, series, volume"}),
    ],
)
def test_what_cannot_be_asked_is_refused(text: str, code: str, params: dict[str, object]) -> None:
    with pytest.raises(BadQuery) as refusal:
        parse(text)
    assert (refusal.value.code, refusal.value.params) == (code, params)
    assert str(refusal.value).endswith(".")


def misread(text: str, where: Literal["any", "title", "creator"] = "any") -> Node:
    forms = tuple(Word(form, where) for form in misreadings(fold(text)))
    if where == "any":
        forms += tuple(Word(form, "doubtful") for form in doubtful_words(fold(text)))
    return And((Or(forms), Not(Word(fold(text), where))))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("~東北", misread("東北")),
        ("～東北", misread("東北")),
        ("~「東 北」", misread("東北")),
        ("水井 ~東北", And((A, misread("東北")))),
        ("-~東北", Not(misread("東北"))),
        ("title:~東北", misread("東北", "title")),
        ("~水井 OR 電報", Or((misread("水井"), B))),
        ("水井 ~", A),
        ("水~井", A),
    ],
)
def test_a_word_with_a_tilde_is_looked_for_where_it_was_misread(text: str, node: Node) -> None:
    assert parse(text).node == node


def test_words_with_a_tilde_are_told_and_show_what_stands_there() -> None:
    query = parse("水井 ~東北")
    assert query.misread == ("東北",)
    assert fold("束北") in query.words
    assert fold("東北") not in query.words
    assert parse("水井").misread == ()


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("東北", "~東北"),
        ("「東北」", "~「東北」"),
        ("東北 水井", ""),
        ("-東北", ""),
        ("title:東北", ""),
        ("~東北", ""),
        ("abc", ""),
        ("水" * 31, ""),
        ("", ""),
    ],
)
def test_one_plain_word_may_be_looked_for_misread(text: str, instead: str) -> None:
    assert misread_instead(text) == instead


def test_longest_word_and_most_terms_are_allowed() -> None:
    assert parse(f"「{'水，' * LONGEST_WORD}」").words == ("水" * LONGEST_WORD,)
    assert isinstance(parse("水 " * MOST_TERMS).node, And)


def test_levels_are_those_of_the_catalogue() -> None:
    assert {level.value: parse(f"level:{level.value}").node for level in LevelOfDescription} == {
        level.value: Level(level.value) for level in LevelOfDescription
    }


HOSTILE = '()（）"「」“”|-－:： \u3000\n水井aOR1.\ud800\U00020bb7\0,title:date:..'


@given(st.text(HOSTILE, max_size=80) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except BadQuery:
        return
    assert depth(query.node) <= 2 * MOST_TERMS + 1
    assert all(0 < len(one) <= LONGEST_WORD for one in query.words)


@pytest.mark.parametrize("sign", ["(", ")", "-(", '"', "「", "|", "OR ", "title:", "-", "水(", "((水 ", "date:", " "])
def test_ten_thousand_signs_are_read_or_refused(sign: str) -> None:
    try:
        parse((sign * 10_000)[:10_000])
    except BadQuery as refusal:
        assert refusal.code


def test_long_hostile_lines_are_read_or_refused() -> None:
    random = Random(1924)
    for _ in range(30):
        try:
            parse("".join(random.choices(HOSTILE, k=10_000)))
        except BadQuery as refusal:
            assert refusal.code


def depth(node: Node) -> int:
    match node:
        case And(parts) | Or(parts):
            return 1 + max(map(depth, parts))
        case Not(part):
            return 1 + depth(part)
        case _:
            return 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("date:民國十三年", "date:1924"),
        ("date:光緒三十四年十月廿一日", "date:1908-11-14"),
        ("date:光緒三十四年..宣統二年", "date:1908-02-02..1911-01-29"),
        ("date:1920年代", "date:1920..1929"),
        ("date:民國十三年至十五年", "date:1924..1926"),
    ],
)
def test_a_date_may_be_asked_for_in_any_calendar(text: str, meant: str) -> None:
    assert parse(text).node == parse(meant).node

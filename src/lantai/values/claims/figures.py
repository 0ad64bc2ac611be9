"""Figures: every number that states how many, how much or what share, with what is counted and for whom it holds.

Numbers that only name or structure are none: in titles and short quoted terms, dates and ages, anniversaries,
ordinals, codes, the indefinite article (一項), a speaker's own points (四個方面), grades (三級).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lantai.values.claims.claim import Claim
from lantai.values.claims.lexicon import any_of, words
from lantai.values.claims.passage import Passage, Sentence
from lantai.values.claims.rankings import is_volume
from lantai.values.claims.scopes import circumstances
from lantai.values.claims.subjects import english_noun, leading_unit, subject_of
from lantai.values.claims.titles import is_title
from lantai.values.claims.view import see
from lantai.values.numbers import Number

_COUNTING: Final = frozenset({"quantity", "percent", "fraction", "range", "vague", "number"})
_UNITLESS: Final = frozenset({"range", "vague", "number"})
_TERM: Final = 12
"""Quoted words as long as this at most, without a mark within, are a term, and their numbers part of it."""
_NAME: Final = 40
_AGED: Final = ("aged ", "the age of ", "年龄")
_POINTS: Final = 10
_BEFORE: Final = 6
_CLAUSE_MARK: Final = re.compile("[,。;:!?]")
_NUMERAL: Final = re.compile("[0-9一二两三四五六七八九十百]")
_LED: Final = re.compile(r"[达为共计至逾][到了有]? ?\Z")
_OF: Final = re.compile(" of (?:them|these|those|which)")


def figures(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    for number in passage.numbers_in(sentence):
        if is_figure(passage, number):
            yield _claim(passage, sentence, number)
    yield from _whole(passage, sentence)


def is_figure(passage: Passage, number: Number) -> bool:
    """Whether a number of the text states a count, an amount or a share."""
    return number.kind in _COUNTING and not (
        _is_age(passage, number)
        or _is_named(passage, number)
        or _is_time(passage, number)
        or _is_article(passage, number)
        or _is_structure(passage, number)
        or _is_bare(passage, number)
    )


def _claim(passage: Passage, sentence: Sentence, number: Number) -> Claim:
    around = circumstances(passage, sentence, number.start, number.end)
    return Claim(
        "figure",
        number.start,
        number.end,
        number.text,
        subject=subject_of(passage, sentence, number),
        value=number.value,
        low=number.low,
        high=number.high,
        unit=number.unit or leading_unit(passage, number) or english_noun(passage, number),
        qualifier=number.qualifier or None,
        period=around.period,
        as_of=around.as_of,
        scope=around.scope,
    )


def _is_age(passage: Passage, number: Number) -> bool:
    return see(number.unit) in _ages() or passage.view.endswith(_AGED, 0, number.start)


def _is_named(passage: Passage, number: Number) -> bool:
    """Part of a name: of a title, in whatever marks, or of a short term (「萬人計劃」, “兩個維護、四個意識”)."""
    if passage.title_spans.touches(number.start, number.end):
        return True
    near = passage.bracket_spans.between(number.start - _NAME, number.start)
    around = (passage.brackets[at] for at in near if passage.brackets[at].end > number.end)
    return any(
        is_title(passage, each) or _is_term(each.inside(passage.view)) for each in around if each.mark in '「『"'
    )


def _is_term(words: str) -> bool:
    if _CLAUSE_MARK.search(words):
        return False
    return len(words) <= _TERM or all(_NUMERAL.match(part) for part in words.split("、"))


def _is_time(passage: Passage, number: Number) -> bool:
    """A date, or a length of time that the text does not measure with."""
    unit = see(number.unit)
    if unit in _durations("long"):
        return not _is_measured(passage.view, number)
    if passage.date_spans.touches(number.start, number.end):
        return not (unit in _durations("short") and _is_measured(passage.view, number))
    return unit in _durations("short") and _is_counted_from(passage.view, number)


def _is_measured(view: str, number: Number) -> bool:
    before = _measuring().search(view, max(0, number.start - _BEFORE), number.start)
    return bool(before or _measured().match(view, number.end))


def _is_counted_from(view: str, number: Number) -> bool:
    """三天後, 近三天: a point of time, or a stretch of it up to now."""
    before = _relative().search(view, max(0, number.start - _BEFORE), number.start)
    return bool(before or _relative_at().match(view, number.start) or _counted_from().match(view, number.end))


def _is_article(passage: Passage, number: Number) -> bool:
    """一項, 一座: one of many, unless the text stresses that it is one (僅一項, 死一人)."""
    view = passage.view
    if number.value != 1 or not view.startswith(("一", "one", "a "), number.start):
        return False
    return not (number.start > 0 and view.startswith(_stressing(), number.start - 1)) and not _stress().search(
        view, max(0, number.start - 3), number.start
    )


def _is_structure(passage: Passage, number: Number) -> bool:
    view = passage.view
    if see(number.unit) in _grades() or is_volume(view, number.start):
        return True
    match = _points().match(view, number.end)
    if match is None:
        small = number.value is not None and number.value <= _POINTS
        return small and not view[number.start].isdigit() and bool(_loose().match(view, number.end))
    return not passage.number_spans.touches(match.end(), match.end() + 1)


def _is_bare(passage: Passage, number: Number) -> bool:
    """A number without a unit counts only where the text says of what: 共1,204, 戶一百二十七, 613 of them."""
    if number.unit or number.kind not in _UNITLESS or leading_unit(passage, number):
        return False
    is_small = number.value is not None and -_POINTS < number.value < _POINTS
    if is_small or passage.view[number.end : number.end + 1] in ("∶", ":"):
        return True
    led = _LED.search(passage.view, max(0, number.start - 4), number.start)
    return not (led or "," in number.text or english_noun(passage, number) or _OF.match(passage.text, number.end))


def _whole(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    """A share stated without a digit: 全覆蓋 is 100 %."""
    for match in _whole_words().finditer(passage.view, *sentence):
        start, end = match.span()
        if not passage.number_spans.touches(start, end) and not _plans().search(passage.view, max(0, start - 4), start):
            number = Number(start, end, passage.text[start:end], "percent", 100, 100, 100, "%")
            yield _claim(passage, sentence, number)


@cache
def _durations(length: str) -> frozenset[str]:
    return frozenset(words("figures", "duration", length))


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(any_of(words("figures", "duration", "relative")) + r" ?\Z")


@cache
def _relative_at() -> re.Pattern[str]:
    return re.compile(any_of(words("figures", "duration", "relative")))


@cache
def _counted_from() -> re.Pattern[str]:
    return re.compile(" ?" + any_of(words("figures", "duration", "counted_from")))


@cache
def _ages() -> frozenset[str]:
    return frozenset(words("figures", "age", "units"))


@cache
def _grades() -> frozenset[str]:
    return frozenset(words("figures", "structure", "grades"))


@cache
def _measuring() -> re.Pattern[str]:
    return re.compile(any_of(words("figures", "duration", "before")) + r"了? ?\Z")


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(" ?" + any_of(words("figures", "duration", "after")))


@cache
def _stressing() -> tuple[str, ...]:
    return tuple(word for word in words("figures", "sole", "before") if len(word) == 1)


@cache
def _stress() -> re.Pattern[str]:
    return re.compile(any_of(words("figures", "sole", "before")) + r"\Z")


@cache
def _points() -> re.Pattern[str]:
    return re.compile("大?" + any_of(words("figures", "structure", "points")))


@cache
def _loose() -> re.Pattern[str]:
    return re.compile("大?" + any_of(words("figures", "structure", "loose")))


@cache
def _whole_words() -> re.Pattern[str]:
    return re.compile(any_of(words("figures", "whole")))


@cache
def _plans() -> re.Pattern[str]:
    return re.compile(any_of(words("figures", "whole", "negations")) + r"\Z")

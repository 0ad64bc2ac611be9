"""What a figure counts: the noun after its measure word (1,527個|村), or before the number (高層次人才|8,323人)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lantai.values.claims.lexicon import any_of, words
from lantai.values.claims.passage import Passage, Sentence
from lantai.values.claims.phrases import past_of, phrase_after, phrase_before
from lantai.values.claims.view import see
from lantai.values.numbers import Number

_BACK: Final = 4
"""So many numbers before a change (增長5.3%) may say what it is a change of."""
_WORDS: Final = 5
_LATIN: Final = re.compile("[a-z]")
_ENGLISH_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SPACES: Final = re.compile(r"[ \n]*")
_EDGE: Final = re.compile(r"[^A-Za-z'’ \n-]")
_REACH: Final = 80
_PLURAL: Final = re.compile("[a-z]{2,}[^su]s|people|children|men|women")
_FROM: Final = re.compile("[由从自](?:[一-鿿] ?)?\\Z")
_TO: Final = re.compile("[一-鿿]{0,3}[到至为](?:了|全口径)?")
_PERSONS: Final = frozenset({"people", "persons", "households", "families"})
_LOWER: Final = re.compile(r"[ \n][a-z]")


def subject_of(passage: Passage, sentence: Sentence, number: Number) -> str | None:
    """What the number counts, in the words of the text; None where the sentence does not say it."""
    own = _own_subject(passage, sentence, _from_to(passage, sentence, number) or number)
    if own is None or _changes().fullmatch(see(own)) is None:
        return _less_change(own)
    for at in reversed(passage.number_spans.between(sentence[0], number.start)[-_BACK:]):
        before = _own_subject(passage, sentence, passage.numbers[at])
        if before and not _changes().fullmatch(see(before)):
            return _less_change(before)
    return _topic(passage, sentence, number) or own


def _own_subject(passage: Passage, sentence: Sentence, number: Number) -> str | None:
    """What stands beside the number itself."""
    floor = _floor(passage, sentence, number)
    if _is_english(passage, number):
        return _english_after(passage, number) or _persons(number) or _english_before(passage, number, floor)
    if measured := _dimension(passage, number):
        return measured
    before = phrase_before(passage, number.start, floor=floor)
    if see(number.unit) in _own_nouns():
        return _linked(passage, number) or before or _topic(passage, sentence, number)
    if before and passage.view.startswith(" ", number.end):  # 床位一百二十張 住院…: another column
        return before
    return phrase_after(passage, past_of(passage.view, number.end)) or before or _topic(passage, sentence, number)


def _less_change(subject: str | None) -> str | None:
    """全市地區生產總值|增長 5.6%: the change is not what changed."""
    if subject is None:
        return None
    change = _changes().search(see(subject))
    return subject[: change.start()] if change and change.end() == len(subject) and change.start() > 1 else subject


def leading_unit(passage: Passage, number: Number) -> str | None:
    """The noun before a number without a unit that is its unit: 戶|一百二十七."""
    match = _leading().search(passage.view, max(0, number.start - 3), number.start)
    return passage.text[match.start() : number.start].strip() if match and not number.unit else None


def english_noun(passage: Passage, number: Number) -> str | None:
    """The noun that a number without a unit counts, which serves as its unit: 3,100 written |enquiries."""
    if number.unit or number.kind not in ("number", "range", "vague") or not _LOWER.match(passage.text, number.end):
        return None
    phrase = _english_after(passage, number)
    return phrase.split()[-1] if phrase else None


def _from_to(passage: Passage, sentence: Sentence, number: Number) -> Number | None:
    """The first number of 由A提高到B: both are of one thing, which stands before the first."""
    numbers = passage.number_spans.between(sentence[0], number.start)
    if not numbers:
        return None
    first = passage.numbers[numbers[-1]]
    is_change = _TO.fullmatch(passage.view, first.end, number.start) if first.end < number.start else None
    return first if is_change and _FROM.search(passage.view, max(0, first.start - 3), first.start) else None


def _dimension(passage: Passage, number: Number) -> str | None:
    """What a length or weight is of: 通高|二百三十六厘米, 重|八百斤."""
    if see(number.unit) not in _dimension_units():
        return None
    match = _dimensions().search(passage.view, max(0, number.start - 4), number.start)
    return passage.text[match.start("noun") : match.end("noun")] if match else None


def _floor(passage: Passage, sentence: Sentence, number: Number) -> int:
    """No subject reaches back over the number before it, or over a date."""
    numbers = passage.number_spans.between(sentence[0], number.start)
    dates = passage.date_spans.between(sentence[0], number.start)
    ends = [_edge_of(passage.numbers[at]) for at in numbers[-1:]] + [passage.dates[at].end for at in dates[-1:]]
    return max([sentence[0], *(end for end in ends if end <= number.start)])


def _edge_of(number: Number) -> int:
    """Where a phrase after the number may begin: an ordinal may be part of it (第二產業增加值)."""
    return number.start if number.kind == "ordinal" else number.end


def _linked(passage: Passage, number: Number) -> str | None:
    """近3萬字的資料: joined by 的, what is counted may follow a unit that is a noun itself."""
    return phrase_after(passage, number.end + 1) if passage.view.startswith("的", number.end) else None


def _topic(passage: Passage, sentence: Sentence, number: Number) -> str | None:
    """What the clauses before are about, the nearest first: 該叢書是…，現已出版十輯."""
    start = sentence[0]
    commas = [at + 1 for at in range(max(start, number.start - _REACH), number.start) if passage.view[at] in ",:"]
    for at in [*reversed(commas[-3:]), start]:
        found = phrase_after(passage, at)
        if found and len(found) > 1:
            return found
    return None


# -- English -------------------------------------------------------------------------------------


def _is_english(passage: Passage, number: Number) -> bool:
    spaces = _SPACES.match(passage.view, number.end)
    follows = spaces.end() if spaces else number.end
    beside = passage.view[follows : follows + 1] + passage.view[max(0, number.start - 2) : number.start]
    return bool(_LATIN.search(beside)) or bool(_LATIN.search(see(number.unit)))


def _english_after(passage: Passage, number: Number) -> str | None:
    taken: list[str] = []
    unit = number.unit
    if unit.isascii() and unit.isalpha() and unit.lower() not in _own_nouns():
        taken.append(unit)
    end = number.end
    while len(taken) < _WORDS:
        spaces = _SPACES.match(passage.text, end)
        match = _ENGLISH_WORD.match(passage.text, spaces.end() if spaces else end)
        if match is None or match.group().lower() in _stops():
            break
        taken.append(match.group())
        end = match.end()
        if _PLURAL.fullmatch(match.group()):
            break
    return " ".join(taken) or None


def _persons(number: Number) -> str | None:
    """71,000 |people: a unit that is what is counted."""
    word = number.text.split(" ")[-1]
    return word if word.lower() in _PERSONS else None


def _english_before(passage: Passage, number: Number, floor: int) -> str | None:
    start = max(floor, number.start - _REACH)
    edges = [match.end() for match in _EDGE.finditer(passage.text, start, number.start)]
    before = _ENGLISH_WORD.findall(passage.text, edges[-1] if edges else start, number.start)
    while before and before[-1].lower() in _verbs():
        before.pop()
    taken: list[str] = []
    while before and len(taken) < _WORDS and before[-1].lower() not in _stops():
        taken.append(before.pop())
    return " ".join(reversed(taken)) or None


@cache
def _dimension_units() -> frozenset[str]:
    return frozenset(words("figures", "dimension", "units"))


@cache
def _dimensions() -> re.Pattern[str]:
    nouns, between = (any_of(words("figures", "dimension", key)) for key in ("nouns", "between"))
    return re.compile(f"(?<![馆局校院厅部处科所会站社队班组省市县区镇乡村州])(?P<noun>{nouns}){between}?\\Z")


@cache
def _changes() -> re.Pattern[str]:
    return re.compile(f"(?:同比|环比|年均|平均|年|累计|分别)?{any_of(words('figures', 'change'))}\\Z")


@cache
def _own_nouns() -> frozenset[str]:
    return frozenset(words("figures", "measures", "own_noun"))


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(any_of(words("figures", "leading", "units")) + r" ?\Z")


@cache
def _stops() -> frozenset[str]:
    return frozenset(words("figures", "english", "stops"))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(words("figures", "english", "verbs"))

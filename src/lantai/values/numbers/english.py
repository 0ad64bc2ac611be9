"""Numbers in English words: two hundred and five, 2.2 million, one third, dozens of; and the nouns they count."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from lantai.values.numbers.cores import Core

_DATA: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "english_numbers.toml").read_text(encoding="utf-8")
)
_ONES: Final[list[str]] = _DATA["ones"]
_PARTS: Final[dict[str, int]] = _DATA["parts"]
_SMALL: Final = {word: value for value, word in enumerate(_ONES)} | {
    word: value for value, word in zip(range(20, 100, 10), _DATA["tens"], strict=True)
}
_TIMES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_SHORT_TIMES: Final = {"bn": 10**9, "mn": 10**6, "mln": 10**6, "tn": 10**12}
_AFTER_MONEY: Final = _SHORT_TIMES | {"m": 10**6, "k": 1000, "b": 10**9}
_MANY: Final = {
    "dozens": (12, 99), "scores": (20, 99), "hundreds": (100, 999), "thousands": (1000, 9999),
    "millions": (10**6, 10**7 - 1), "billions": (10**9, 10**10 - 1),
}  # fmt: skip
_RANKS: Final = {word: rank for rank, word in enumerate(_DATA["ranks"], 3)}

_WORDS: Final = "|".join(sorted([*_SMALL, *_TIMES], key=len, reverse=True))
_PHRASE: Final = re.compile(rf"(?:(?:a|{_WORDS})(?![A-Za-z])(?:[ -](?:and (?={_WORDS}))?)?){{1,12}}", re.IGNORECASE)
_FRACTION: Final = re.compile(
    rf"(?P<count>a|an|{'|'.join(_ONES[1:])})[ -](?P<part>{'|'.join(_PARTS)})s?(?![A-Za-z])", re.IGNORECASE
)
_HALF: Final = re.compile(
    rf"half(?: an? (?P<times>{'|'.join(_TIMES)})(?![A-Za-z])|(?= (?:of|the|an?)\b))", re.IGNORECASE
)
_TIME: Final = (
    "(?:second|minute|hour|day|week|month|year|decade|century|mile|acre|tonne|ton|pound|metre|meter|litre|liter)"
)
_HALF_A: Final = re.compile(rf"half an?(?= {_TIME}(?![A-Za-z]))", re.IGNORECASE)
_AND_HALF_AFTER: Final = re.compile(rf"(?:one|an?) (?P<unit>{_TIME}) and a half(?![A-Za-z])", re.IGNORECASE)
_ONE_AND_A_HALF: Final = re.compile(r"(?:one|an?) and a half(?![A-Za-z])", re.IGNORECASE)
_AND_A_HALF: Final = re.compile(r" and a half(?![A-Za-z])", re.IGNORECASE)
_MULTIPLIER: Final = re.compile(r"[ -]?(?P<word>[A-Za-z]+)(?![A-Za-z])")
_MANY_OF: Final = re.compile(rf"(?:{'|'.join(_MANY)})(?= of\b)", re.IGNORECASE)
_OF: Final = re.compile(r"tens of thousands|hundreds of thousands|tens of millions|hundreds of millions", re.IGNORECASE)
_SEVERAL: Final = re.compile(
    r"(?:several|a few) (?P<word>dozen|hundred|thousand|million|billion)(?![A-Za-z])", re.IGNORECASE
)
_NOUN: Final = re.compile(r"(?: of)?[ -](?P<noun>[a-z]{3,24}s|people|persons|children|men|women|staff)(?![A-Za-z'’])")
_NO_NOUNS: Final = frozenset(_DATA["no_nouns"])
_ORDINAL: Final = re.compile(r"(?P<digits>[0-9]{1,4})(?:st|nd|rd|th)", re.IGNORECASE)
_FIRST: Final = frozenset([*_SMALL, *_TIMES, *_MANY, "a", "an", "several", "half", "tens", *_RANKS])
_CENTURY: Final = re.compile(r"[ -]centur(?:y|ies)", re.IGNORECASE)
_MONTHS: Final = "|".join(_DATA["months"])
_MONTH_AFTER: Final = re.compile(rf"(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})\b\.?(?:,? [0-9]{{4}})?", re.IGNORECASE)
_MONTH_BEFORE: Final = re.compile(rf"(?:{_MONTHS})\.? $", re.IGNORECASE)
_DAY_AFTER: Final = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?(?:[-–—][0-9]{1,2})?(?:,? [0-9]{4})?(?![0-9])")
_YEAR_BEFORE: Final = re.compile(rf"(?:\b(?:{'|'.join(_DATA['before_year'])})|[(（–—]) ?$", re.IGNORECASE)
_LABEL_BEFORE: Final = re.compile(rf"\b(?:{'|'.join(_DATA['labels'])})\.? $", re.IGNORECASE)
_WINDOW: Final = 12
_OPENS: Final = frozenset("(（–—.")


def begins_number(word: str) -> bool:
    """Whether a word of letters may begin a number: most do not, and are passed over at once."""
    return word.partition("-")[0].lower() in _FIRST


def words_core(text: str, start: int, word: str) -> Core | None:
    """The number that a word begins: two hundred, dozens; None for other words, and for a lone "one" or "a"."""
    if not begins_number(word):
        return None
    return _fraction(text, start) or _many(text, start) or _counted(text, start)


def _fraction(text: str, start: int) -> Core | None:
    if match := _HALF_A.match(text, start):
        return Core(start, match.end(), Fraction(1, 2), "latin")
    if match := _ONE_AND_A_HALF.match(text, start):
        return Core(start, match.end(), Fraction(3, 2), "latin")
    if match := _FRACTION.match(text, start):
        count = {"a": 1, "an": 1}.get(match["count"].lower()) or _SMALL[match["count"].lower()]
        part = match["part"].lower()
        if count < _PARTS[part]:
            return Core(start, match.end(), Fraction(count, _PARTS[part]), "latin", flat=True)
    if match := _HALF.match(text, start):
        times = _TIMES.get((match["times"] or "").lower())
        return Core(start, match.end(), Fraction(times or 1, 2), "latin", flat=times is None)
    return None


def unit_and_a_half(text: str, start: int) -> tuple[str, int] | None:
    """The unit of "an hour and a half", and where that ends."""
    match = _AND_HALF_AFTER.match(text, start)
    return (match["unit"].lower(), match.end()) if match else None


def _many(text: str, start: int) -> Core | None:
    if match := _OF.match(text, start):
        few, many = match.group().lower().split(" of ")
        low = {"tens": 10, "hundreds": 100}[few] * _MANY[many][0]
        return Core(start, match.end(), None, "latin", Fraction(low), Fraction(low * 10 - 1), "vague")
    if match := _SEVERAL.match(text, start):
        low, high = _MANY[match["word"].lower() + "s"]
        return Core(start, match.end(), None, "latin", Fraction(low), Fraction(high), "vague")
    match = _MANY_OF.match(text, start)
    if match:
        low, high = _MANY[match.group().lower()]
        return Core(start, match.end(), None, "latin", Fraction(low), Fraction(high), "vague")
    return None


def _counted(text: str, start: int) -> Core | None:
    match = _PHRASE.match(text, start)
    if match is None:
        return None
    words = [word for word in re.split(r"[ -]+", match.group().lower()) if word and word != "and"]
    end = start + len(match.group().rstrip(" -"))
    if words == ["one"] or words[-1] == "a" or set(words) == {"dozen"} or words[0] in _TIMES:
        return None
    value = _added(words)
    if value is None:
        return None
    half = _AND_A_HALF.match(text, end)
    return Core(start, half.end() if half else end, value + Fraction(1 if half else 0, 2), "latin")


def _added(words: list[str]) -> int | None:
    """Small numbers add up, hundred multiplies them, the greater ones close a group: strictly descending."""
    total, group, closed = 0, 0, 10**15
    for word in words:
        if word in _SMALL or word == "a":
            small = _SMALL.get(word, 1)
            if group % 100 and (group % 10 or small >= 10):
                return None
            group += small
        elif word in ("hundred", "dozen"):
            group = max(group, 1) * _TIMES[word]
        else:
            if _TIMES[word] >= closed:
                return None
            closed = _TIMES[word]
            total, group = total + max(group, 1) * closed, 0
    return total + group


def multiplied(text: str, core: Core, *, after_money: bool) -> Core:
    """An Arabic core with the million, bn or, after a sign of money, m that follows it."""
    match = _MULTIPLIER.match(text, core.end)
    if match is None or core.value is None:
        return core
    word = match["word"]
    times = _TIMES.get(word.lower()) or (_AFTER_MONEY if after_money else _SHORT_TIMES).get(word.lower())
    if times is None:
        return core
    core.value, core.end, core.times = core.value * times, match.end(), Fraction(times)
    return core


def noun_after(text: str, end: int) -> tuple[str, int] | None:
    """The plural noun right after a number, and where it ends: 1,527 villages."""
    match = _NOUN.match(text, end)
    if match is None or match["noun"] in _NO_NOUNS or match["noun"].endswith(("ss", "us", "is")):
        return None
    return match["noun"], match.end()


def ordinal(text: str, start: int, word: str) -> tuple[int, int, bool] | None:
    """The rank that 3rd, 21st or third names, where it ends, and whether it is a century."""
    match = _ORDINAL.fullmatch(word)
    rank = int(match["digits"]) if match else _RANKS.get(word.lower())
    if rank is None:
        return None
    century = _CENTURY.match(text, start + len(word))
    return rank, century.end() if century else start + len(word), century is not None


def date_span(text: str, start: int, end: int, floor: int) -> tuple[int, int] | None:
    """The English date that the digits at ``start:end`` are of: 18 September 1931, June 23, 2021, in 1931."""
    if match := _MONTH_AFTER.match(text, end):
        return start, match.end()
    if not _word_ends(text, start):
        return None
    begin = max(floor, start - _WINDOW)
    if (before := _MONTH_BEFORE.search(text, begin, start)) and (day := _DAY_AFTER.match(text, start)):
        return before.start(), day.end()
    is_year = end - start == 4 and "1000" <= text[start:end] <= "2200"
    if before and is_year:
        return before.start(), end
    return (start, end) if is_year and _YEAR_BEFORE.search(text, begin, start) else None


def is_label(text: str, start: int, floor: int) -> bool:
    """Whether a label such as No., p. or Table stands before a number."""
    return _word_ends(text, start) and _LABEL_BEFORE.search(text, max(floor, start - _WINDOW), start) is not None


def _word_ends(text: str, start: int) -> bool:
    """Whether a word of letters, a bracket or a dash stands before a number: before most there is none."""
    before = text[max(start - 2, 0) : start].rstrip(" ")[-1:]
    return (before.isascii() and before.isalpha()) or before in _OPENS

"""Ordinals (第六屆, 第三卷) and superlatives (首次, 全國唯一, 填補…空白).

Both claim a place in a row: the one can be checked against its neighbours, the other wants proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lantai.values.claims.claim import Claim
from lantai.values.claims.lexicon import any_of, by_script, frames, scan, words
from lantai.values.claims.passage import Passage, Sentence
from lantai.values.claims.phrases import past_of, phrase_after, phrase_before, words_after
from lantai.values.claims.view import see
from lantai.values.numbers import Number
from lantai.values.numerals import read_integer

_SCOPE_REACH: Final = 16
_CLAUSE: Final = 40
_TAKEN: Final = 3
"""How many words after a superlative are part of the claim."""
_RANK: Final = re.compile("第|首|末|[a-z]|[0-9]+(?:st|nd|rd|th)")
_LISTED: Final = re.compile("[,、:是]")
_COUNTED: Final = re.compile("[届期回版轮批代任名章节集部卷辑次条]")
_HAN: Final = re.compile("[一-鿿]")
_VOLUME: Final = re.compile(
    "(?<![ \n0-9一二两三四五六七八九十百千余])(?P<unit>卷)(?P<number>[一二三四五六七八九十百]+)(?![卷册余])"
)
_FIRST: Final = ("首", "第一", "the first", "first")


def rankings(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    taken: list[tuple[int, int]] = []
    for claim in sorted(_superlatives(passage, sentence), key=lambda claim: (claim.start, -claim.end)):
        if not taken or claim.start >= taken[-1][1]:
            taken.append((claim.start, claim.end))
            yield claim
    for number in passage.numbers_in(sentence):
        if number.kind == "ordinal" and _is_rank(passage, number) and not _is_taken(taken, number):
            yield _ordinal(passage, number)
    yield from _volumes(passage, sentence)


def _superlatives(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    for match in scan(_superlative_patterns(), passage.view, *sentence):
        start, end = match.span()
        begins = _with_scope(passage.view, sentence[0], start)
        if not _is_excepted(passage, start, end) and (begins < start or match.group() not in _need_scope()):
            yield _superlative_claim(passage, begins, start, end, words_after(passage, end, count=_TAKEN))
    for pattern in _frames():
        for match in pattern.finditer(passage.view, *sentence):
            if not passage.title_spans.touches(*match.span()):
                begins = _with_scope(passage.view, sentence[0], match.start())
                yield _superlative_claim(passage, begins, *match.span(), match.end())


def _superlative_claim(passage: Passage, begins: int, start: int, word_end: int, end: int) -> Claim:
    """The claim with its scope before, and what it is a superlative of after: |東北|第一家|展廳."""
    view, text = passage.view, passage.text
    return Claim(
        "superlative",
        begins,
        end,
        text[begins:end],
        subject=phrase_after(passage, past_of(view, word_end)) or phrase_before(passage, begins),
        value=1 if view.startswith(_FIRST, start) else None,
        scope=text[begins:start].strip(" 在为為是的上中内內之") or None,
    )


def _ordinal(passage: Passage, number: Number) -> Claim:
    counted = None if number.unit else _COUNTED.match(passage.view, number.end)
    end = counted.end() if counted else number.end
    return Claim(
        "ordinal",
        number.start,
        end,
        passage.text[number.start : end],
        subject=phrase_after(passage, end) or phrase_before(passage, number.start),
        value=number.value,
        unit=number.unit or (passage.text[end - 1] if counted else None),
    )


def _is_rank(passage: Passage, number: Number) -> bool:
    """Whether an ordinal counts in a row: not in a title, no name of a thing (第三產業), no mark of a list (第一，).

    House numbers and pages lead somewhere and count nothing.
    """
    view = passage.view
    return not (
        passage.title_spans.touches(number.start, number.end)
        or see(number.unit) in _places()
        or not _RANK.match(view, number.start)
        or _no_ordinal().match(view, number.start)
        or (
            not number.unit
            and _LISTED.match(view, number.end)
            and not _HAN.match(view[max(0, number.start - 1) : number.start])
        )
    )


def _volumes(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    """卷三: the number after the noun; and 一卷和二卷的編纂, where it stands before."""
    for match in scan((_VOLUME, _made_volume()), passage.view, *sentence):
        if not passage.title_spans.touches(*match.span()) and (value := read_integer(match["number"])):
            text, unit = (passage.text[slice(*match.span(part))] for part in (0, "unit"))
            yield Claim("ordinal", match.start(), match.end(), text, value=value, unit=unit)


def is_volume(view: str, start: int) -> bool:
    """Whether a count of volumes at ``start`` is their place in a row: 黨史|三卷|的編纂工作."""
    return bool(_made_volume().match(view, start))


def _is_taken(taken: list[tuple[int, int]], number: Number) -> bool:
    return any(start < number.end and number.start < end for start, end in taken)


def _is_excepted(passage: Passage, start: int, end: int) -> bool:
    return passage.title_spans.touches(start, end) or bool(_never().match(passage.view, start))


def _with_scope(view: str, floor: int, start: int) -> int:
    """Where the scope that stands directly before begins: |在全省|率先."""
    match = _scope().search(view, max(floor, start - _SCOPE_REACH), start)
    return match.start() if match else start


@cache
def _superlative_patterns() -> tuple[re.Pattern[str], ...]:
    stems = "|".join(words("rankings", "superlative", "english_stems"))
    every = words("rankings", "superlative") + words("rankings", "superlative", "english")
    return (*by_script(every), re.compile(f"(?:{stems})i?est(?![a-z])"))


@cache
def _never() -> re.Pattern[str]:
    return re.compile(
        any_of((*words("rankings", "superlative", "never"), *words("rankings", "superlative", "english_never")))
    )


@cache
def _need_scope() -> frozenset[str]:
    return frozenset(words("rankings", "superlative", "need_scope"))


@cache
def _scope() -> re.Pattern[str]:
    named = "(?:(?![为是成列被完到系即乃当由获于以在])[一-鿿]){1,4}[省市县区国州]"
    own = "[该本我][馆局院校县市省区村镇会社厂报刊]"
    return re.compile(
        f"在?(?:{any_of(words('rankings', 'superlative', 'scope'))}|{named}|{own}){{1,3}}(?:范围)?[的上中内之]?\\Z"
    )


@cache
def _frames() -> tuple[re.Pattern[str], ...]:
    gap = f"[^。,;!?\\n]{{0,{_CLAUSE}}}?"
    return tuple(re.compile(f"{any_of(verbs)}{gap}{any_of(nouns)}") for verbs, nouns in frames("rankings"))


@cache
def _made_volume() -> re.Pattern[str]:
    digits, made = "一二三四五六七八九十", any_of(words("rankings", "ordinal", "made"))
    one = f"(?<![》共第各有凡计分为全0-9百{digits}])(?P<number>[{digits}]{{1,3}})(?P<unit>[卷编篇])"
    return re.compile(f"{one}(?=(?:[、和及与][{digits}]{{1,3}}[卷编篇]){{0,8}}的?{made})")


@cache
def _places() -> frozenset[str]:
    return frozenset(words("rankings", "ordinal", "places"))


@cache
def _no_ordinal() -> re.Pattern[str]:
    return re.compile(any_of(words("rankings", "ordinal", "never")))

"""Noun phrases around a place of a text: what is counted, who is honoured, which body a post belongs to."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from lantai.values.claims.lexicon import any_of, words
from lantai.values.claims.passage import Passage
from lantai.values.claims.view import clause_end, clause_start
from lantai.values.words import Word
from lantai.values.words import words_of_simplified as segment

REACH: Final = 24
"""A noun phrase lies within so many code points."""

_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十0-9]{1,3}\Z")
"""第二|產業增加值: part of the phrase."""
_REMEMBERED: Final = 20_000
_EDGE: Final = re.compile('[、「」『』《》〈〉()\\[\\]"—…·+/|]')
_COPULAS: Final = frozenset("为是")
_ASPECTS: Final = frozenset("了过着")
_JOINING: Final = frozenset({"的", "之", " "})


def phrase_after(passage: Passage, at: int) -> str | None:
    """The noun phrase that begins at ``at``, quoted or not; None when none does."""
    quoted = _quoted(passage, at)
    if quoted is not None:
        return quoted
    end = clause_end(passage.view, at, limit=REACH)
    edge = _EDGE.search(passage.view, at, end)
    found = segment(passage.view[at : edge.start() if edge else end])
    taken = _leading(found)
    return _phrase(passage.text[at : at + taken]) if taken else None


def phrase_before(passage: Passage, at: int, *, floor: int = 0) -> str | None:
    """The noun phrase that ends at ``at``, or before the verb there (干部達到|1,822名); None when none does."""
    marked = _marked_before(passage, at)
    if marked is not None:
        return marked
    start = max(floor, clause_start(passage.view, at, limit=REACH))
    edges = list(_EDGE.finditer(passage.view, start, at))
    if edges:
        start = edges[-1].end()
    found = segment(passage.view[start:at])
    first, last = _trailing(found)
    if last <= first:
        return None
    ordinal = _ORDINAL.search(passage.view, start, start + first)
    return _phrase(passage.text[ordinal.start() if ordinal else start + first : start + last])


def past_of(view: str, at: int) -> int:
    """After a joining 的 (近3萬字|的|資料), a copula (第一級|為) and white space."""
    if view[at : at + 1] in _COPULAS:
        return at + 1
    while at < len(view) and view[at] in " 的":
        at += 1
    return at


def words_after(passage: Passage, at: int, *, count: int) -> int:
    """Where so many words of weight after ``at`` end, past a joining 的; ``at`` itself where none follows."""
    start = past_of(passage.view, at)
    edge = _EDGE.search(passage.view, start, clause_end(passage.view, start, limit=REACH))
    end = at
    for word in segment(passage.view[start : edge.start() if edge else clause_end(passage.view, start, limit=REACH)]):
        if count == 0 or not (word.tag.startswith("v") or _is_inside(word) or word.text == " "):
            break
        if word.text != " ":
            end, count = start + word.end, count - 1
    return end


def _quoted(passage: Passage, at: int) -> str | None:
    for number in passage.bracket_spans.between(at, at + 1):
        if passage.brackets[number].mark in '「『《〈"':
            return passage.brackets[number].inside(passage.text)
    return None


def _marked_before(passage: Passage, at: int) -> str | None:
    """The title or quoted words that end at ``at``: 影片《大河》|榮獲."""
    if passage.view[max(0, at - 1) : at] not in ("》", "」", "』"):
        return None
    near = passage.bracket_spans.between(max(0, at - REACH), at)
    return next(
        (passage.brackets[number].inside(passage.text) for number in near if passage.brackets[number].end == at), None
    )


def _leading(found: tuple[Word, ...]) -> int:
    """How much of the words, from the first, is one noun phrase: modifiers, nouns, and 的 between them."""
    taken = 0
    for word in found:
        if _is_inside(word) or (taken == 0 and word.tag in ("v", "q", "f", "t")):
            taken = word.end if _is_inside(word) else taken
        elif word.text not in _JOINING:
            break
    return taken


def _trailing(found: tuple[Word, ...]) -> tuple[int, int]:
    """Where the last noun phrase of the words begins and ends, less the verbs and particles after it."""
    rest = list(found)
    while rest and not _is_head(rest[-1]):
        word = rest.pop()
        if word.tag[:1] not in _between() and word.text not in _adverbs():
            return 0, 0
        if word.text in _ASPECTS and rest:
            rest.pop()  # 印刷|了: what goes before is a verb, whatever the dictionary says
    if not rest:
        return 0, 0
    first, last = rest[-1].start, rest[-1].end
    for word in reversed(rest):
        if not (_is_inside(word) or word.text in _JOINING) or (_is_person(word) and word is not rest[-1]):
            break
        first = word.start if _is_inside(word) else first
    return first, last


def _is_person(word: Word) -> bool:
    """A name of three characters; shorter ones are too often mistaken for one (養老)."""
    return len(word.text) > 2 and word.tag.startswith("nr")


def _is_inside(word: Word) -> bool:
    return _kind(word.text, word.tag)[0]


def _is_head(word: Word) -> bool:
    return _kind(word.text, word.tag)[1]


@lru_cache(maxsize=_REMEMBERED)
def _kind(text: str, tag: str) -> tuple[bool, bool]:
    """Whether a word may stand in a noun phrase, and whether it may be the head of one."""
    nominal = text in _nominal()
    if text in _adverbs():
        return True, False
    if text in _never() or text in _stops() or not (nominal or tag.startswith(_inside())):
        return False, False
    return True, nominal or tag[:1] in "njligesz" or tag in ("vn", "an", "b")


def _phrase(text: str) -> str | None:
    stripped = _openers().sub("", text.strip(" 　\n,，、"))
    return stripped or None


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(f"^{any_of(('的', '之'))}")


@cache
def _inside() -> tuple[str, ...]:
    return words("phrases", "tags", "inside")


@cache
def _between() -> frozenset[str]:
    return frozenset(tag[:1] for tag in words("phrases", "tags", "between"))


@cache
def _stops() -> frozenset[str]:
    return frozenset(words("figures", "english", "stops"))


@cache
def _nominal() -> frozenset[str]:
    return frozenset(words("phrases", "words", "nominal"))


@cache
def _adverbs() -> frozenset[str]:
    """Modifiers that stand before verbs too (展览|主要|分为): no head of a phrase."""
    return frozenset(words("phrases", "words", "adverbs"))


@cache
def _never() -> frozenset[str]:
    return frozenset(words("phrases", "words", "never"))

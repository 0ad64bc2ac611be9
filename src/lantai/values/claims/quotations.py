"""Quotations: words in quotation marks that somebody is said to have said or written. ``subject`` is what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lantai.values.claims.brackets import Bracketed
from lantai.values.claims.claim import Claim
from lantai.values.claims.lexicon import any_of, words
from lantai.values.claims.passage import Passage, Sentence
from lantai.values.claims.persons import last_person
from lantai.values.claims.titles import is_title

_SHORTEST: Final = 8
"""Shorter words in quotation marks, in code points, are a term."""
_WHOLE: Final = 20
"""A whole sentence as long as this needs nobody who says it."""
_REACH: Final = 24
_NAME: Final = 4
_SENTENCE: Final = re.compile(r"[。!?,;]|\.\Z")


def quotations(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    for each in passage.brackets_in(sentence):
        if each.mark in '「『"' and _is_speech(passage, each) and not _is_nested(passage, each):
            yield Claim(
                "quotation",
                each.start,
                each.end,
                passage.text[each.start : each.end],
                subject=each.inside(passage.text),
                person=_speaker(passage, each),
            )


def _is_speech(passage: Passage, each: Bracketed) -> bool:
    """Said by somebody, and longer than a term or a sentence of its own; and no title of a work."""
    inside = each.inside(passage.view)
    if not (len(inside) >= _SHORTEST or _SENTENCE.search(inside)) or is_title(passage, each):
        return False
    before = passage.view[max(0, each.start - _REACH) : each.start]
    if before.rstrip().endswith(":") and _SENTENCE.search(inside):
        return True
    if len(inside) >= _WHOLE and inside.endswith((".", "。", "!", "?", "…")):
        return True
    after = _said_after().match(passage.view, each.end, each.end + _REACH)
    is_near = after and (not after["who"] or len(after["who"]) <= _NAME or _SENTENCE.search(inside))
    return bool(is_near or _said_before().search(before))


def _is_nested(passage: Passage, each: Bracketed) -> bool:
    """Inside another pair of quotation marks: part of what is said there."""
    near = passage.bracket_spans.between(max(0, each.start - 1_000), each.start)
    return any(passage.brackets[at].mark in '「"' and passage.brackets[at].end > each.end for at in reversed(near[-8:]))


def _speaker(passage: Passage, each: Bracketed) -> str | None:
    """Who speaks: named after the words, or the last person named before them."""
    after = _said_after().match(passage.view, each.end, each.end + _REACH)
    if after and after["who"]:
        named = last_person(passage, *after.span("who")) or after.span("who")
        return passage.text[named[0] : named[1]].strip()
    near, far = max(0, each.start - 2 * _REACH), max(0, each.start - 5 * _REACH)
    for match in _english_speaker().finditer(passage.text, each.end, each.end + 2 * _REACH) if after else ():
        return match["before"] or match["after"]
    span = last_person(passage, near, each.start)
    if span:
        return passage.text[span[0] : span[1]]
    english = [
        match["before"] or match["after"] for match in _english_speaker().finditer(passage.text, far, each.start)
    ]
    return english[-1] if english else None


@cache
def _english_speaker() -> re.Pattern[str]:
    """“Mary Chen, the director, said”, “said Mr Lin”."""
    verbs = any_of(words("quotations", "say", "english"))
    name = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Professor)\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}"
    return re.compile(
        rf"(?P<before>{name})(?: of [^,.;]{{1,40}})?(?:, [^,.;]{{1,40}},)? {verbs}|{verbs} (?P<after>{name})"
    )


@cache
def _said_before() -> re.Pattern[str]:
    """A verb of saying and what may lie between it and the words: 指出，要「…」; after one of one character little."""
    chinese = words("quotations", "say", "before")
    short, long = any_of(each for each in chinese if len(each) == 1), any_of(each for each in chinese if len(each) > 1)
    english = any_of(words("quotations", "say", "english"))
    return re.compile(rf"(?:{long}[^。;!?:]{{0,10}}[:,]?|{short}[:,]?|{english}[^.;!?:]{{0,20}}[:,]?) ?\Z")


@cache
def _said_after() -> re.Pattern[str]:
    """Who says and the verb, after the words; 「…」老河工王有田對記者說."""
    chinese = any_of(words("quotations", "say", "after"))
    english = any_of(words("quotations", "say", "english"))
    chinese_after = rf"(?P<who>[一-鿿]{{2,18}}?)(?:[对向][一-鿿]{{1,3}})?{chinese}"
    english_after = rf"{english} [a-z]|(?:[a-z]+ ){{1,4}}{english}"
    return re.compile(rf"[,.]? ?(?:{chinese_after}|{english_after})")

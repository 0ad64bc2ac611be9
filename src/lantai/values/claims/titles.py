"""Titles: every 《》 and 〈〉, and words in 「」 “” "" that the text says are a work.

``start:end`` covers the marks, ``subject`` is the title without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lantai.values.claims.brackets import Bracketed
from lantai.values.claims.claim import Claim
from lantai.values.claims.lexicon import any_of, words
from lantai.values.claims.passage import Passage, Sentence

_HAS_WORDS: Final = re.compile(r"[^\W_]")
_REACH: Final = 16


def titles(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    for each in passage.brackets_in(sentence):
        if _HAS_WORDS.search(passage.view, each.start + 1, each.end - 1) and is_title(passage, each):
            yield _claim(passage, each.start, each.end, " ".join(each.inside(passage.text).split("\n")))
    for start, end, name in passage.names_in(sentence, "title"):
        if not passage.title_spans.touches(start, end):
            yield _claim(passage, start, end, name.text)


def is_title(passage: Passage, each: Bracketed) -> bool:
    """Whether a pair of marks holds the title of a work."""
    if each.mark in "《〈":
        return True
    return each.mark in '「『"' and not passage.title_spans.covers(each.start, each.end) and _is_work(passage, each)


def _is_work(passage: Passage, each: Bracketed) -> bool:
    view = passage.view
    if "。" in each.inside(view):
        return False
    return bool(
        _ending().search(view, each.start + 1, each.end - 1)
        or _after().match(view, each.end, each.end + _REACH)
        or _before().search(view, max(0, each.start - _REACH), each.start)
    )


def _claim(passage: Passage, start: int, end: int, title: str) -> Claim:
    return Claim("title", start, end, passage.text[start:end], subject=title)


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(any_of(words("titles", "ending")) + r"\Z")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(" ?" + any_of(words("titles", "after")))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(any_of(words("titles", "before")) + r"[:, ]{0,2}\Z")

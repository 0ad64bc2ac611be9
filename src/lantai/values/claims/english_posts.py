"""Posts in English: “Mary Chen, director of the City Archives”, “was appointed curator”, “the mayor, Mr Lin”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lantai.values.claims.claim import Claim
from lantai.values.claims.lexicon import any_of, as_written, has_latin, words
from lantai.values.claims.passage import Passage, Sentence

_WORD: Final = r"[A-Z][a-z]+(?:[-'’][A-Za-z]+)*"
_NAMED: Final = rf"(?:the )?{_WORD}(?: (?:of |and |for |the )*{_WORD}){{0,6}}"
_COMMON: Final = r"(?:the|its|our) [a-z]+(?: [a-z]+)?(?=[,.;)]| (?:on|in|at|from|and|said|says)(?![a-z]))"
_BODY: Final = f"{_NAMED}|{_COMMON}"
"""The Linhe City Archives; or, in small letters, the advisory board."""


def english_posts(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    if not (has_latin(passage.view, *sentence) and _title_word().search(passage.view, *sentence)):
        return
    end = 0
    for pattern in _patterns():
        for match in pattern.finditer(passage.text, *sentence):
            if match.start() >= end and _is_person(match["person"]):
                end = match.end()
                yield _claim(match)


def _claim(match: re.Match[str]) -> Claim:
    start, end = match.start("all"), match.end("all")
    return Claim("post", start, end, match["all"], person=match["person"], post=match["post"], body=match["body"])


def _is_person(name: str) -> bool:
    return not any(word in _never_names() for word in name.split()) and not _titles_only().fullmatch(name)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    honorific = "(?:" + "|".join(sorted(map(re.escape, _given("honorifics")), key=len, reverse=True)) + ")"
    person = rf"(?P<person>(?:{honorific} {_WORD}|{_WORD} {_WORD})(?: {_WORD}){{0,2}})"
    post = f"(?P<post>(?i:(?:acting |deputy |interim )?{any_of(words('posts', 'english', 'titles'))}))"
    of_body = rf"(?:,? (?:of|at|for) (?P<body>{_BODY}))?"
    article = "(?:the |its |his |her |our |their |then |a |an |new |former |as )*"
    given = "(?:was|is|has been|became|served as|serves as|been|being|were)(?: unanimously| again| then)?"
    chosen = "(?: (?:appointed|elected|named|made|re-elected|re-appointed|chosen))?"
    return (
        re.compile(rf"(?P<all>{person},? {given}{chosen}(?: to be| as| to the post of)? {article}{post}{of_body})"),
        re.compile(rf"(?P<all>(?:appointed|elected|named|chose) {person} (?:as |to be )?{article}{post}{of_body})"),
        re.compile(rf"(?P<all>{person}, {article}{post}{of_body})"),
        re.compile(rf"(?<![A-Za-z])(?P<all>{post}(?: of (?P<body>{_BODY}))?,? {person})"),
    )


def _given(key: str) -> tuple[str, ...]:
    """Words as written: in English, capitals matter."""
    return as_written("posts", "english", key)


@cache
def _never_names() -> frozenset[str]:
    return frozenset(_given("never_names"))


@cache
def _titles_only() -> re.Pattern[str]:
    return re.compile(f"(?i:{any_of(words('posts', 'english', 'titles'))}(?: .*)?)")


@cache
def _title_word() -> re.Pattern[str]:
    return re.compile(any_of(words("posts", "english", "titles")))

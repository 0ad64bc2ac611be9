"""Names of persons: from the list that is given, by family name and what stands around, and by the segmenter.

A Chinese name is a family name (data) and one or two characters more. Such characters are common words too, so a
name is believed only between words that can stand beside one, or where a post directly before it vouches.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lantai.values.claims.lexicon import any_of, characters, top_words, words
from lantai.values.claims.passage import Passage
from lantai.values.words import is_word
from lantai.values.words import words_of_simplified as segment

_FOREIGN: Final = re.compile("[一-鿿]{1,6}(?:·[一-鿿]{1,8}){1,3}")
_HAN: Final = re.compile("[一-鿿]+")
_ENDS_ALL_THE_SAME: Final = re.compile("和(?:等|[^一-鿿]|\\Z)")
"""張萬和等十二人: no conjunction stands there."""
_LONGEST: Final = 12
_GIVEN: Final = (2, 1)
"""How many characters a given name has, the likelier first."""


def person_at(passage: Passage, at: int, *, strong: bool) -> int | None:
    """Where the person's name that begins at ``at`` ends. ``strong``: a post before it vouches for a name."""
    listed = _listed_at(passage, at)
    if listed is not None:
        return listed
    foreign = _FOREIGN.match(passage.view, at)
    if foreign:
        return foreign.end()
    addressed = _addressed().match(passage.view, at)
    if addressed:
        return addressed.end()
    end = _by_surname(passage.view, at)
    if end is not None and (strong or not _is_common_word(passage.view[at:end])):
        return end
    return _by_segmenter(passage.view, at) if strong else None


def person_before(passage: Passage, end: int) -> int | None:
    """Where the person's name that ends at ``end`` begins."""
    for start in range(max(0, end - _LONGEST), end - 1):
        if _listed_at(passage, start) == end:
            return start
    for length in (3, 2, 4):
        start = end - length
        if start >= 0 and _is_name(passage.view, start, end) and _may_begin(passage.view, start):
            return None if _is_common_word(passage.view[start:end]) else start
    return _addressed_before(passage.view, end)


def _addressed_before(view: str, end: int) -> int | None:
    """Where a family name with a form of address begins: |張老先生."""
    starts = range(max(0, end - _LONGEST), end)
    return next((start for start in starts if _addressed().fullmatch(view, start, end)), None)


def last_person(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """The last name in ``start:end`` that is certain enough to stand as the one spoken of."""
    listed = [(at, stop) for at, stop, _ in passage.names_in((start, end), "person") if stop <= end]
    if listed:
        return listed[-1]
    for at in range(end - 2, start - 1, -1):
        if _may_begin(passage.view, at):
            stop = person_at(passage, at, strong=False)
            if stop is not None and stop <= end:
                return at, stop
    return None


def _listed_at(passage: Passage, at: int) -> int | None:
    for number in passage.name_spans.between(at, at + 1):
        start, end, name = passage.names[number]
        if name.kind == "person" and start == at:
            return end
    return None


def _by_surname(view: str, at: int) -> int | None:
    surname = _surname_length(view, at)
    for given in _GIVEN if surname else ():
        end = at + surname + given
        if _is_name(view, at, end) and _may_end(view, end) and not _is_torn(view, end):
            return end
    return None


def _is_torn(view: str, end: int) -> bool:
    """Whether a name that ends here would tear a word of two characters: 主任|馬上部|署."""
    return view[end : end + 1] not in _single() and is_word(view[end - 1 : end + 1])


def _by_segmenter(view: str, at: int) -> int | None:
    """Where words part: a name is one word for the segmenter, or a family name and one word more."""
    surname = _surname_length(view, at)
    found = segment(view[at : at + _LONGEST])
    if not surname or not found:
        return None
    first = found[0]
    if first.tag.startswith("nr") and surname < len(first.text) <= surname + 2:
        return at + first.end
    if (
        len(first.text) == surname
        and len(found) > 1
        and len(found[1].text) <= 2
        and _is_name(view, at, at + found[1].end)
    ):
        return at + found[1].end
    return None


def _is_common_word(name: str) -> bool:
    """Whether the dictionary knows the characters as a word that is no name: 畢業, 高度."""
    found = segment(name)
    return len(found) == 1 and is_word(name) and not found[0].tag.startswith("nr")


def _surname_length(view: str, at: int) -> int:
    if view[at : at + 2] in _double_surnames():
        return 2
    return 1 if view[at : at + 1] in _single_surnames() else 0


def _is_name(view: str, start: int, end: int) -> bool:
    """Whether the characters can be a name: a family name, then characters that given names have."""
    surname = _surname_length(view, start)
    given = view[start + surname : end]
    if not (surname and given and len(given) <= 2 and _HAN.fullmatch(given)):
        return False
    never = _never_given() & set(given[:-1] if _ENDS_ALL_THE_SAME.match(view, end - 1) else given)
    return not never


def _may_begin(view: str, at: int) -> bool:
    return at == 0 or not _HAN.match(view[at - 1]) or bool(_before().search(view, max(0, at - 4), at))


def _may_end(view: str, at: int) -> bool:
    return at >= len(view) or not _HAN.match(view[at]) or bool(_after().match(view, at))


@cache
def _single_surnames() -> frozenset[str]:
    return characters("surnames", None, "single") - characters("surnames", None, "weak")


@cache
def _double_surnames() -> frozenset[str]:
    return frozenset(top_words("surnames", "double"))


@cache
def _never_given() -> frozenset[str]:
    return characters("posts", "boundary", "never_given")


@cache
def _single() -> frozenset[str]:
    return characters("posts", "boundary", "single") | {""}


@cache
def _addressed() -> re.Pattern[str]:
    """A family name with a form of address: 張老先生, 李某某."""
    surnames = f"(?:{any_of(_double_surnames())}|[{''.join(sorted(_single_surnames()))}])"
    return re.compile(surnames + any_of(words("posts", "boundary", "address")))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(any_of(words("posts", "boundary", "before")) + r"\Z")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(any_of(words("posts", "boundary", "after")))

"""Where persons' names begin whose surname keeps its form: 于海涛, 范志远, 党国栋.

Such a character by itself would become another (於, 範, 黨). It is a surname where the segmenter sees a person, or
where what stands around says that one is named: a title or post before (局长|于海涛|出席), or a person's verb behind
(余则成|任站长). No list of names is needed; the characters and the words are data, ``surnames.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from lantai.values.script.segmenting import Word, is_in_dictionary, words
from lantai.values.script.tables import surname_rules

_HAN: Final = "[\u4e00-\u9fff]"
_PERSON: Final = ("nr", "nz")
_NO_WORD: Final = ("nr", "m")
"""Kinds of entries of the dictionary that are no words by themselves: names, and what it takes for numerals (余则)."""
_AT: Final = frozenset("于")
"""A surname that is "at" too: 校长|于柳镇任教."""
_COMMON: Final = _AT | frozenset("余")
"""Surnames that are oftener another word."""


def surnames(text: str, in_words: Sequence[Word]) -> frozenset[int]:
    """Where the surnames of a simplified text stand that keep their form."""
    if surname_rules().titled.isdisjoint(text):
        return frozenset()
    return frozenset([*_seen(in_words), *_around(text)])


def _seen(in_words: Sequence[Word]) -> Iterator[int]:
    """Where words show a surname."""
    titled = surname_rules().titled
    return (
        word.start for index, word in enumerate(in_words) if word.text[0] in titled and _is_surname(in_words, index)
    )


def _is_surname(in_words: Sequence[Word], index: int) -> bool:
    """Whether the word is a person, or a surname alone before a mark or form of address (于某, 朴先生), or split from
    its given name after a title."""
    word, rules = in_words[index], surname_rules()
    before = in_words[index - 1].text if index else ""
    after = in_words[index + 1] if index + 1 < len(in_words) else None
    if len(word.text) == 1 or not word.is_person:
        following = after.text if after else ""
        if (word.text[1:] + following)[:1] in rules.marks:
            return True
        if len(word.text) > 1 or after is None:
            return False
        return following in rules.address or (before in rules.titles and _is_given(word.text, after))
    if len(word.text) == 3 and word.text[0] in rules.plain:
        return True
    return before in rules.titles or (after is not None and after.text in rules.titles)


def _is_given(surname: str, word: Word) -> bool:
    """Whether the segmenter takes the word for a given name, and nothing speaks against it."""
    rules, tags = surname_rules(), _PERSON if surname not in _AT else _PERSON[:1]
    if len(word.text) > 2 or not _never(surname).isdisjoint(word.text):
        return False
    return word.tag.startswith(tags) or word.text in rules.given


def _never(surname: str) -> frozenset[str]:
    rules = surname_rules()
    return rules.never | rules.common_never if surname in _COMMON else rules.never


def _around(text: str) -> Iterator[int]:
    """Where a name stands between words that surround persons, however the segmenter parts it."""
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if _may_be_name(match["name"]):
                yield match.start("name")
    yield from (match.start() for match in _places().finditer(text))


def _may_be_name(name: str) -> bool:
    """Whether surname and given name are no words of the language: 于是, 范围, 于|昨日, 党|组织."""
    rules, given = surname_rules(), name[1:]
    if given in rules.given:
        return True
    beginnings = [name[:end] for end in range(2, len(name) + 1)]
    return _never(name[0]).isdisjoint(given) and not any(map(_is_common, [*beginnings, given]))


def _is_common(text: str) -> bool:
    """Whether the dictionary has this word, and not as a name."""
    if len(text) == 1 or not is_in_dictionary(text):
        return False
    found = words(text)
    return not (len(found) == 1 and found[0].tag.startswith(_NO_WORD))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    rules = surname_rules()
    titles, speech = _any_of(rules.titles), rules.titles | rules.speech
    surname, given = f"[{''.join(sorted(rules.titled - _AT))}]", f"{_HAN}{{1,2}}"
    return (
        re.compile(f"{titles}(?P<name>{surname}{given}){_ending(speech | rules.verbs)}"),
        re.compile(f"{titles}(?P<name>[{''.join(_AT)}]{given}){_ending(speech)}"),
        re.compile(f"(?<!{_HAN})(?P<name>{surname}{_HAN}{{2}})(?={_any_of(speech | rules.verbs)}|(?!{_HAN}))"),
    )


@cache
def _places() -> re.Pattern[str]:
    """A place or house called by a family: 于家村, 党家大院."""
    rules = surname_rules()
    return re.compile(f"[{''.join(sorted(rules.titled))}](?=家{_any_of(rules.places)})")


def _ending(after: frozenset[str]) -> str:
    return f"(?={_any_of(after)}|[和与及等、]|(?!{_HAN})|\\Z)"


def _any_of(choices: frozenset[str]) -> str:
    return f"(?:{'|'.join(sorted(choices, key=len, reverse=True))})"

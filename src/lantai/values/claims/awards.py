"""Awards: who was given which prize, honour or title. ``text`` is the verb's clause from the verb to the prize."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lantai.values.claims.claim import Claim
from lantai.values.claims.lexicon import any_of, by_script, scan, words
from lantai.values.claims.passage import Passage, Sentence
from lantai.values.claims.persons import last_person
from lantai.values.claims.phrases import phrase_before
from lantai.values.claims.view import clause_end

_CLAUSE: Final = 60
_OPENING: Final = frozenset('「『《"')
_SHORTEST: Final = 2
_QUOTED: Final = 10


def awards(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    done = 0
    for verb in sorted(scan(_verbs(), passage.view, *sentence), key=re.Match.start):
        if verb.start() >= done and (end := _prize_end(passage, verb)):
            done = end
            yield _claim(passage, sentence, verb, end)


def _claim(passage: Passage, sentence: Sentence, verb: re.Match[str], end: int) -> Claim:
    person = last_person(passage, max(sentence[0], verb.start() - _CLAUSE), verb.start())
    if person and passage.view[max(0, person[0] - 1)] in _OPENING:
        person = None  # “白鷺”牌: a name in marks is that of a thing
    return Claim(
        "award",
        verb.start(),
        end,
        passage.text[verb.start() : end],
        subject=phrase_before(passage, verb.start(), floor=sentence[0]),
        person=passage.text[person[0] : person[1]] if person else None,
    )


def _prize_end(passage: Passage, verb: re.Match[str]) -> int | None:
    """Where the prize that the verb gives ends: at the last word for one in the clause."""
    view, begins = passage.view, verb.end()
    if _never().match(view, verb.start()) or passage.title_spans.touches(*verb.span()):
        return None
    nouns = _nouns(verb.group())
    found = list(nouns.finditer(view, begins, clause_end(view, begins, limit=_CLAUSE)))
    if not found or found[-1].end() - begins <= _SHORTEST:
        return _quoted_prize(passage, verb)
    return _closed(view, found[-1].end())


def _quoted_prize(passage: Passage, verb: re.Match[str]) -> int | None:
    """被評為全市“青年文明號”: a prize by its name alone, after a verb that gives nothing else."""
    if verb.group() not in words("awards", "verb", "certain"):
        return None
    near = passage.bracket_spans.between(verb.end(), verb.end() + _QUOTED)
    quoted = (passage.brackets[at] for at in near if passage.brackets[at].mark in '「"')
    return next((each.end for each in quoted if each.end - each.start <= _CLAUSE // 2), None)


def _closed(view: str, at: int) -> int:
    return at + 1 if view[at : at + 1] in ("」", "』", "》") else at


def _nouns(verb: str) -> re.Pattern[str]:
    if verb.isascii():
        return _english_noun()
    return _certain_noun() if verb in words("awards", "verb", "plain") else _noun()


@cache
def _verbs() -> tuple[re.Pattern[str], ...]:
    return by_script((*words("awards", "verb"), *words("awards", "verb", "english_verb")))


@cache
def _never() -> re.Pattern[str]:
    return re.compile(any_of(words("awards", "verb", "never")))


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(any_of(words("awards", "verb", "noun")))


@cache
def _certain_noun() -> re.Pattern[str]:
    weak = words("awards", "verb", "weak_noun")
    return re.compile(any_of(word for word in words("awards", "verb", "noun") if word not in weak))


@cache
def _english_noun() -> re.Pattern[str]:
    return re.compile(any_of(words("awards", "verb", "english_noun")))

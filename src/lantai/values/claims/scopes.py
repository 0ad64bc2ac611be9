"""For whom, for what time and up to which day a figure holds: the words around it, in its own sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from lantai.values.claims.lexicon import any_of, patterns, words
from lantai.values.claims.passage import Passage, Sentence
from lantai.values.dates.finding import FoundDate

REACH: Final = 200
"""Words further from a figure than this, in code points, say nothing about it."""

_AFTER: Final = 12


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What :class:`Claim` says of a figure in ``period``, ``as_of`` and ``scope``."""

    period: str | None = None
    as_of: int | None = None
    scope: str | None = None


def circumstances(passage: Passage, sentence: Sentence, start: int, end: int) -> Circumstances:
    """The circumstances of the figure at ``start:end``."""
    floor = max(sentence[0], start - REACH)
    near = [each for each in passage.dates_in((floor, min(sentence[1], end + _AFTER))) if _counts(passage, each)]
    cut_off = next((each for each in reversed(near) if is_cut_off(passage, each)), None)
    period = next((each for each in reversed(near) if each.end <= start and each is not cut_off), None)
    if cut_off and period and period.start > cut_off.start:
        cut_off = None  # 截至今年初，總量…，去年全年流入…: the later time is the figure's own
    words_of_time = period.text if period else cut_off.text if cut_off else None
    return Circumstances(
        period=_word_of_period(passage, floor, start) or words_of_time,
        as_of=cut_off.date.last if cut_off and cut_off.date else None,
        scope=scope_before(passage, floor, start),
    )


def is_cut_off(passage: Passage, found: FoundDate) -> bool:
    """Whether a date is the day up to which something is counted: 截至5月底, 2020年末, as of 1 May."""
    if _is_cut_off(passage.view, found.start, found.end):
        return True
    return passage.view.endswith(_cut_off_ends(), found.start, found.end)


def scope_before(passage: Passage, start: int, end: int) -> str | None:
    """The words of scope in ``start:end``, each once, in their order."""
    found = [passage.text[match.start() : match.end()] for match in _scope().finditer(passage.view, start, end)]
    return "、".join(dict.fromkeys(found)) or None


def _is_cut_off(view: str, start: int, end: int) -> bool:
    return bool(_cut_off().match(view, start, end) or _cut_off_before().search(view, max(0, start - _AFTER), start))


def _counts(passage: Passage, found: FoundDate) -> bool:
    """Whether a date says when: not in a title, and not what the figure is compared with (比上年增長)."""
    return not (passage.title_spans.covers(found.start, found.end) or _is_compared(passage.view, found.start))


def _is_compared(view: str, start: int) -> bool:
    """比上年增長: the time that a figure is compared with is not its own."""
    return bool(_compared().search(view, max(0, start - _AFTER), start))


def _word_of_period(passage: Passage, start: int, end: int) -> str | None:
    """The last word of period, in the figure's own clause only."""
    comma = max(passage.view.rfind(mark, start, end) for mark in ",、;")
    found = list(_period().finditer(passage.view, max(start, comma + 1), end))
    if not found or passage.date_spans.touches(*found[-1].span()):
        return None
    return passage.text[found[-1].start() : found[-1].end()]


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(
        "|".join([*patterns("scopes", "scope")[:2], any_of(words("scopes", "scope")), *patterns("scopes", "scope")[2:]])
    )


@cache
def _period() -> re.Pattern[str]:
    return re.compile(any_of(words("scopes", "period")))


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(any_of(words("scopes", "period", "compared")) + r" ?\Z")


@cache
def _cut_off() -> re.Pattern[str]:
    return re.compile(any_of(_cut_off_words()))


@cache
def _cut_off_before() -> re.Pattern[str]:
    return re.compile(any_of(_cut_off_words()) + r" ?\Z")


@cache
def _cut_off_words() -> tuple[str, ...]:
    return words("scopes", "as_of", "before")


@cache
def _cut_off_ends() -> tuple[str, ...]:
    return words("scopes", "as_of", "after")

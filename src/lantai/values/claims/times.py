"""Dates, and words of time that hang on the day of writing.

A date is an expression of the calendar (6月25日, 截至今年3月); a relative time is a word that needs to know when it
was written (今年, 近3年, 目前). Where such a word makes a definite time with others (截至今年初, 去年全年), the
whole is a date and the word in it a relative time: the one can be looked up, the other has to be anchored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lantai.values.claims.claim import Claim
from lantai.values.claims.lexicon import any_of, by_script, patterns, scan, words
from lantai.values.claims.passage import Passage, Sentence
from lantai.values.claims.view import clause_end
from lantai.values.dates.finding import FoundDate

_EVENT: Final = 40
_CALENDAR: Final = re.compile(
    r"[0-9〇零一二三四五六七八九十廿卅正冬腊元]{1,4}(?:年|月|日|号)|[0-9]{4}|[0-9]+[-./][0-9]+"
    "|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
)
_RANGE: Final = re.compile("[-—~至到]")


def times(passage: Passage, sentence: Sentence) -> Iterator[Claim]:
    for found in passage.dates_in(sentence):
        yield from _found(passage, found)
    done = sentence[0]
    for start, end in sorted(match.span() for match in scan(_relatives(), passage.view, *sentence)):
        if start >= done and _stands_alone(passage, start, end):
            yield _claim(passage, "relative-time", start, end)
            done = end


def _found(passage: Passage, found: FoundDate) -> Iterator[Claim]:
    start, end = found.start, found.end
    if passage.title_spans.touches(start, end) and not _RANGE.search(passage.view, start, end):
        return
    cut_off = _cut_off().match(passage.view, start, end)
    word = _relative().search(passage.view, cut_off.end() if cut_off else start, end)
    is_calendar = bool(_CALENDAR.search(_without(passage.view, start, end, word)))
    if (
        is_calendar
        or (word is None and not _is_unanchored(passage.view, found))
        or _is_anaphoric(passage.view, start, end)
    ):
        yield _claim(passage, "date", start, end, found)
    elif word is not None and _is_definite(passage.view, start, end):
        yield _claim(passage, "date", start, end, found)
        yield _claim(passage, "relative-time", *word.span(), found)
    else:
        yield _claim(passage, "relative-time", start, end, found)


def _without(view: str, start: int, end: int, word: re.Match[str] | None) -> str:
    return f"{view[start : word.start()]} {view[word.end() : end]}" if word else view[start:end]


def _is_unanchored(view: str, found: FoundDate) -> bool:
    """A time without a number that counts from now on: 下半年, 十四五以來."""
    words_of_time = view[found.start : found.end]
    return words_of_time in _bare() or words_of_time.endswith(_since())


def _is_anaphoric(view: str, start: int, end: int) -> bool:
    """同日, 次年: counted from another date of the text, not from the day of writing."""
    return view[start:end] in _anaphors()


def _is_definite(view: str, start: int, end: int) -> bool:
    return bool(_definite().search(view, start, end))


def _stands_alone(passage: Passage, start: int, end: int) -> bool:
    return not (
        passage.date_spans.touches(start, end)
        or passage.title_spans.touches(start, end)
        or passage.view[start:end] in _quiet()
        or _never().match(passage.view, max(0, start - 1))
        or _never().match(passage.view, start)
    )


def _claim(passage: Passage, kind: str, start: int, end: int, found: FoundDate | None = None) -> Claim:
    date = found.date if found else None
    return Claim(
        "date" if kind == "date" else "relative-time",
        start,
        end,
        passage.text[start:end],
        subject=_event(passage, end),
        first=date.first if date else None,
        last=date.last if date else None,
    )


def _event(passage: Passage, at: int) -> str | None:
    """What is said to have happened: the rest of the clause."""
    return passage.text[at : clause_end(passage.view, at, limit=_EVENT)].strip(" 　\n,，、") or None


@cache
def _relative() -> re.Pattern[str]:
    return re.compile("|".join([*patterns("times", "relative"), any_of(words("times", "relative"))]))


@cache
def _relatives() -> tuple[re.Pattern[str], ...]:
    return (*by_script(words("times", "relative")), *map(re.compile, patterns("times", "relative")))


@cache
def _cut_off() -> re.Pattern[str]:
    return re.compile(any_of(words("times", "definite", "before")))


@cache
def _definite() -> re.Pattern[str]:
    return re.compile(
        "(?:"
        + any_of(words("times", "definite", "before"))
        + "[^目现迄至]{2,}|"
        + any_of(words("times", "definite", "after"))
        + r"\Z)"
    )


@cache
def _anaphors() -> frozenset[str]:
    return frozenset(words("times", "relative", "anaphors"))


@cache
def _bare() -> frozenset[str]:
    return frozenset(words("times", "relative", "bare"))


@cache
def _since() -> tuple[str, ...]:
    return words("times", "relative", "since")


@cache
def _quiet() -> frozenset[str]:
    return frozenset(words("times", "relative", "quiet"))


@cache
def _never() -> re.Pattern[str]:
    return re.compile(any_of(words("times", "relative", "never")))

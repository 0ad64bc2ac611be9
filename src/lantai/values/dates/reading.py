"""From the text of a date to its meaning: what stands around the readers' expressions.

A text is settled first, then read as one expression; failing that as a relative one, an open range, a range, a set.
Of one expression the marks of doubt, the day of the week, the time of day and what stands in brackets after it are
taken off, and checked against what is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from lantai.values.dates import calendars, digits, relative
from lantai.values.dates.calendar_words import weekday_in_words
from lantai.values.dates.context import Context
from lantai.values.dates.days import weekday
from lantai.values.dates.numerals import CHINESE_DIGITS, arabic
from lantai.values.dates.patterns import lazy
from lantai.values.dates.plain import plain_date
from lantai.values.dates.problems import Problem, problem
from lantai.values.dates.ranges import edtf_set, neighbours, open_range, strong_range, weak_range, word_set
from lantai.values.dates.span import NotADate, Span
from lantai.values.dates.writing import LONGEST, RANGE, settled, without_time, without_weekday
from lantai.values.dates.written import CYCLIC, LABELS

__all__ = ["LONGEST", "read"]

_UNDATED: Final = lazy(
    "(?:(?:日期|時間|年代|年份|年月|年月日)?(?:不詳|不明|未詳|失考|無考|待考)|無日期|無年月|"
    "0{4}|0{6}|0{8}|X{4}|n\\.?d\\.?|undated|unknown)",
    re.IGNORECASE,
)
_WHOLLY_BRACKETED: Final = lazy("\\[([^\\[\\]]*)\\]")
_BRACKETS: Final = str.maketrans("", "", "[]")
_ABOUT: Final = lazy(
    "^(?:大約|大概|約於|約在|約|[Cc]irca|[Cc]a\\.?|[Cc]\\.?|[Aa]bout|[Aa]pproximately|[Aa]round|~)(?=[-0-9一-龥〇A-Z]|the|early|mid|late)"
    "|(?:前後|左右|上下|許|頃|~)$"
)
_DOUBTFUL: Final = lazy("^[?%](?=[0-9X])|\\?$|%$|可能|疑為|疑|或為|probably|possibly|perhaps", re.IGNORECASE)
_PARTLY_DOUBTED: Final = lazy("^[?~%]-?[0-9]{4}-|[0-9][?~%]-|-[?~%][0-9]")
_QUALIFIERS: Final = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
_WITHIN: Final = lazy("(?<=[年月日代紀])(?:期間|之間|間|之內|內|中)$")
_GLOSS: Final = lazy("\\(([^()]*)\\)")
_NOTE: Final = lazy("\\((?:(約|大約|前後)|\\?|存疑|疑|推定|待考|推測|估計)\\)")
"""What is noted in brackets after a date: that it is approximate, or that it is doubtful."""
_FOUR_DIGITS: Final = lazy(f"[{CHINESE_DIGITS}]{{4}}")
_OLD_STYLE: Final = lazy("o\\.?s\\.?|oldstyle|julian(?:calendar)?", re.IGNORECASE)
_SIGNS: Final = lazy(f"({CYCLIC})年?")


@lru_cache(maxsize=16_384)
def read(text: str, *, day_first: bool | None = None, context: Context | None = None) -> Span:
    """Read a date; an undated text gives a span without EDTF. Raises NotADate with the reason."""
    return plain_date(text) or _whole(settled(text), _Asked(text, day_first, context))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked: the text as given, for messages, and what helps to read it."""

    text: str
    day_first: bool | None
    context: Context | None
    inferred: bool = False

    def one(self, piece: str, like: Span | None, may_ask: bool) -> Span | None:
        """One expression; the context is asked for what is missing only where it may be."""
        return _one(piece, self if may_ask else replace(self, context=None), like)


def _whole(plain: str, asked: _Asked) -> Span:
    if found := edtf_set(plain, asked.one, asked.text):
        return found
    if match := _WHOLLY_BRACKETED.fullmatch(plain):
        plain, asked = match.group(1), replace(asked, inferred=True)
    if _UNDATED.fullmatch(plain):
        return Span("", None, None, precision="unknown")
    failure: NotADate | None = None
    for attempt in _ATTEMPTS:
        try:
            if found := attempt(plain, asked):
                return found
        except NotADate as error:
            failure = _graver(failure, error)
    raise _of_whole(failure, asked, plain) or NotADate(asked.text, "it is written in no form that is known here.")


def _graver(one: NotADate | None, other: NotADate) -> NotADate:
    """The first failure, unless a later one knows more than that the form is not known."""
    return other if one is None or (one.code == "not-a-date" != other.code) else one


def _of_whole(failure: NotADate | None, asked: _Asked, plain: str) -> NotADate | None:
    """The failure of an expression as the failure of the whole text."""
    if failure is None or failure.text == asked.text:
        return failure
    edtf = "" if RANGE in plain else failure.edtf
    return NotADate(asked.text, failure.reason, failure.code, edtf=edtf, calendar=failure.calendar, era=failure.era)


def _relative(plain: str, asked: _Asked) -> Span | None:
    return relative.read(plain, day_first=asked.day_first, context=asked.context)


_ATTEMPTS: Final[tuple[Callable[[str, _Asked], Span | None], ...]] = (
    lambda plain, asked: _one(plain, asked, None),
    _relative,
    lambda plain, asked: neighbours(plain, asked.one),
    lambda plain, asked: open_range(plain, asked.one),
    lambda plain, asked: strong_range(plain, asked.one, asked.text),
    lambda plain, asked: weak_range(plain, asked.one, asked.text),
    lambda plain, asked: word_set(plain, asked.one, asked.text),
    lambda plain, asked: _one(_WITHIN.sub("", plain), asked, None) if _WITHIN.search(plain) else None,
    lambda plain, asked: digits.read_serial(plain),
)


# -- one expression ------------------------------------------------------------------------------


def _one(piece: str, asked: _Asked, like: Span | None) -> Span | None:
    """One expression with its marks of doubt: brackets and ``?`` infer it, 約 and ``~`` approximate it."""
    piece, stated = without_weekday(piece)
    piece = without_time(piece)
    if "(" in piece:
        piece = _NOTE.sub(lambda match: "~" if match.group(1) else "?", piece)
    bare = piece.translate(_BRACKETS)
    if _PARTLY_DOUBTED.search(bare) and (span := digits.read(bare)):
        return span
    certain = _DOUBTFUL.sub("", bare)
    exact = _ABOUT.sub("", certain)
    span = _expression(exact, asked, like)
    if span is None:
        return None
    if stated is not None:
        span = _weekday_checked(span, stated)
    inferred = asked.inferred or len(bare) < len(piece) or len(certain) < len(bare)
    about = len(exact) < len(certain) or "%" in bare
    return _qualified(span, _QUALIFIERS[about, inferred]) if about or inferred else span


def _qualified(span: Span, mark: str) -> Span:
    """The span with the mark at each of its dates."""
    if any(sign in span.edtf for sign in "?~%[{"):
        return span
    edtf = "/".join(part if part == ".." else part + mark for part in span.edtf.split("/"))
    alternatives = tuple(replace(other, edtf=other.edtf + mark) for other in span.alternatives)
    return replace(span, edtf=edtf, alternatives=alternatives)


def _expression(text: str, asked: _Asked, like: Span | None) -> Span | None:
    """The expression without what stands in brackets, which is checked against it."""
    plain, gloss = _without_gloss(text) if "(" in text else (text, "")
    return _glossed(plain, gloss, asked, like) if gloss else _asked_of_readers(plain, asked, like)


def _asked_of_readers(plain: str, asked: _Asked, like: Span | None) -> Span | None:
    span = calendars.read(plain, like=like, day_first=asked.day_first, context=asked.context)
    if span is None and like is not None:
        return _counted_from(like, plain, asked)
    return span


def _counted_from(like: Span, plain: str, asked: _Asked) -> Span | None:
    """次年2月, 翌日: the other end of the range is what it counts from."""
    here = _after(like, asked)
    found = relative.read(plain, like=like, day_first=here.day_first, context=here.context)
    return replace(found, inferred=False) if found else None


def _weekday_checked(span: Span, stated: int) -> Span:
    if span.first is None or span.first != span.last or weekday(span.first) == stated:
        return span
    actual = weekday_in_words(span.first, "en")
    written = weekday_in_words(stated, "en")
    return span.warned(problem("wrong-weekday", f"it was a {actual}, not a {written}."))


# -- in brackets after it ------------------------------------------------------------------------


def _without_gloss(plain: str) -> tuple[str, str]:
    """The text without what stands in brackets, and that; a calendar's name and a year's signs go into the text."""
    match = _GLOSS.search(plain)
    if match is None or match.end() - match.start() == len(plain):
        return plain, ""
    gloss, before, after = match.group(1), plain[: match.start()], plain[match.end() :]
    if gloss in LABELS:
        return gloss + before + after, ""
    if _OLD_STYLE.fullmatch(gloss):
        return f"O.S.{before}{after}", ""
    if signs := _SIGNS.fullmatch(gloss):
        return f"{before}{signs.group(1)}{after}", ""
    return before + after, gloss


def _glossed(plain: str, gloss: str, asked: _Asked, like: Span | None) -> Span | None:
    """A date and, in brackets, the same in other calendars: 1942年(昭和17年、康德9年)."""
    if "(" in gloss or "(" in plain:
        return None
    others = [_of_gloss(part, plain, asked, like) for part in re.split("[、,/]", gloss) if part]
    if not others or any(other is None or not other.edtf for other in others):
        return None
    same = [other for other in others if other is not None]
    span = _or_after(same[0], plain, asked, like)
    if span is None:
        return None
    span = replace(span, era=span.era or same[0].era)
    for other in same:
        span = span if _overlap(span, other) else _in_conflict(span, other)
    return span


def _or_after(other: Span, plain: str, asked: _Asked, like: Span | None) -> Span | None:
    """The date before the brackets; what it leaves open is as in the brackets: 九月初一(1906年10月18日)."""
    try:
        alone = _asked_of_readers(plain, asked, like)
    except NotADate as error:
        if error.code not in ("no-year", "no-month"):
            raise
        alone = None
    if alone is not None and not alone.alternatives:
        return alone
    span = _asked_of_readers(plain, _after(other, asked), like)
    if span is None or (alone is not None and not _overlap(span, other)):
        return alone
    return replace(span, inferred=False, alternatives=(), problems=_without_inference(span))


def _of_gloss(gloss: str, plain: str, asked: _Asked, like: Span | None) -> Span | None:
    """What stands in brackets; what it leaves out is as in the date before them: (農曆五月十四), (辛未)."""
    gloss = arabic(gloss) if _FOUR_DIGITS.fullmatch(gloss) else gloss
    try:
        found = _whole(gloss, replace(asked, context=None, inferred=False))
    except NotADate as error:
        if error.code not in ("no-year", "no-month"):
            raise
    else:
        if not found.alternatives:
            return found
    span = _asked_of_readers(plain, asked, like)
    return _whole(gloss, _after(span, asked)) if span else None


def _after(other: Span, asked: _Asked) -> _Asked:
    return replace(asked, context=replace(asked.context or Context(), previous=other))


_DECIDED: Final = frozenset({"inferred-year", "inferred-month", "ambiguous"})


def _without_inference(span: Span) -> tuple[Problem, ...]:
    return tuple(found for found in span.problems if found.code not in _DECIDED)


def _overlap(one: Span, other: Span) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first <= other.last and other.first <= one.last


def _in_conflict(span: Span, other: Span) -> Span:
    others = (other.as_alternative("the date in brackets"), *span.alternatives)
    found = problem("different-dates", f"{span.edtf} and {other.edtf}.")
    return replace(span, alternatives=tuple(dict.fromkeys(others))).warned(found)

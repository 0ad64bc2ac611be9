"""Dates in running text: every date expression with its offsets, each read in the light of those before it.

A single pass looks at the characters by which an expression may begin, cuts out the longest expression that stands
there (:mod:`.expressions` and its neighbours), and has it read. What looks like a date and cannot be read (31 April,
今年 without a day of writing) is found too, with its problem. Durations (三年, 十年來), figures, codes and times of
day are no dates. 截至 belongs to its date; a time of day behind one does not.

What an expression leaves out comes from what stands before it:

* 同日, 是月, 次年 count from the last date that names as much.
* 9月20日 takes the year of the date before it in the same paragraph (of a date of mere year: in the same sentence),
  and, at the beginning of a line, that of the last date at the beginning of a line, as in a chronicle. Else it
  takes the year of the day of writing; where there is none, that of the last date whatever.
* 上年 and 上月 are compared with, and give nothing to those after them.
* 今年, 目前, 近3年 count from the day of writing, whatever stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lantai.values.dates import (
    expressions,
    expressions_digits,
    expressions_english,
    expressions_starts,
    expressions_telegram,
    reading,
)
from lantai.values.dates.context import Context
from lantai.values.dates.days import day_number
from lantai.values.dates.lunar import FIRST_YEAR
from lantai.values.dates.one_script import in_one_script
from lantai.values.dates.patterns import lazy
from lantai.values.dates.problems import Problem
from lantai.values.dates.span import NotADate, Span
from lantai.values.dates.value import Date


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date expression: ``text`` is exactly what stands from ``start`` to ``end``, in code points.

    ``date`` is None when it cannot be read or resolved; ``problems`` say why, or what to know about the date.
    ``in_title`` says that it stands within 《 》.
    """

    start: int
    end: int
    text: str
    date: Date | None
    problems: tuple[Problem, ...] = ()
    in_title: bool = False


def find(text: str, *, context: Context | None = None) -> Iterator[FoundDate]:
    """Every date expression of a text, in order, none overlapping another.

    ``context.as_of`` resolves relative words; ``context.previous`` is the date that stood before the text. Never
    raises, and takes time in proportion to the text.
    """
    here = context or Context()
    reader = _Reader(text, in_one_script(text), here)
    done = 0
    for start in expressions_starts.starts(reader.view, here.anchors):
        if start >= done and (ends := reader.ends(start, done)) and (found := reader.read(start, ends)):
            done = found.end
            yield found


@dataclass(slots=True)
class _Reader:
    """One pass over one text: what has been read so far decides what the next expression means."""

    text: str
    view: str
    context: Context
    alone: Context = field(init=False)
    heads: expressions.Heads = field(init=False)
    previous: Span | None = field(init=False)
    previous_end: int = -1
    entry: Span | None = None
    looked_at: int = 0
    title_open: bool = False

    def __post_init__(self) -> None:
        self.alone = replace(self.context, previous=None)
        self.heads = expressions.heads(self.context.anchors)
        self.previous = self.context.previous

    # -- cutting out -----------------------------------------------------------------------------

    def ends(self, start: int, done: int) -> tuple[int, ...]:
        """Where an expression may end that begins at ``start``, the longest first."""
        view, sign = self.view, self.view[start]
        if sign.isascii() and sign.isalpha():
            return expressions_english.ends(view, start, self.context.anchors)
        place = expressions.Place(view, start, self.heads, self._goes_on(start, done), self._counts_by_era())
        found = set(expressions.ends(place))
        if sign.isascii():
            found.update(self._digit_ends(start))
        elif end := expressions_telegram.end(view, start, begins_clause=expressions.begins_clause(view, start)):
            found.add(end)
        return tuple(sorted(found, reverse=True))

    def _digit_ends(self, start: int) -> tuple[int, ...]:
        found: tuple[int, ...] = ()
        if expressions_english.may_follow_digits(self.view, start):
            found = expressions_english.ends(self.view, start, self.context.anchors)
        for end_of in (expressions_digits.digits_end, expressions_digits.lone_year_end):
            if (end := end_of(self.view, start)) is not None:
                found = (*found, end)
        return found

    def _goes_on(self, start: int, done: int) -> bool:
        """Whether only 、 or 和 stands between this place and a date before it."""
        return 0 < done == start - 1 and self.view[done] in "、和及與或,，/" and self.previous_end == done

    def _counts_by_era(self) -> bool:
        return self.previous is not None and bool(self.previous.era)

    # -- reading ---------------------------------------------------------------------------------

    def read(self, start: int, ends: tuple[int, ...]) -> FoundDate | None:
        """The longest expression that is a date, or that is one but for what is the matter with it."""
        for end in ends:
            text = self.text[start:end]
            try:
                span = reading.read(text, context=self._context(start, end))
            except NotADate as error:
                if error.code == "not-a-date":
                    continue
                problem = Problem(error.code, error.reason[0].upper() + error.reason[1:])
                return FoundDate(start, end, text, None, (problem,), self._in_title(start))
            return self._found(start, end, span)
        return None

    def _found(self, start: int, end: int, span: Span) -> FoundDate:
        text = self.text[start:end]
        if span.parts and span.first is not None and not text.startswith("上"):
            self.previous, self.previous_end = span, end
            if span.last is None:  # 自光緒二十八年三月起，至三十一年…
                self.previous = replace(span, last=span.first)
            elif self._is_entry(start, end, span.last - span.first, inferred=span.inferred):
                self.entry = span
        date = Date(text, span.edtf, span.first, span.last, span)
        return FoundDate(start, end, text, date, span.problems, self._in_title(start))

    def _is_entry(self, start: int, end: int, length: int, *, inferred: bool) -> bool:
        """Whether a date begins an entry or is a heading, from which those after it take their year."""
        is_relative = inferred and not _WITHOUT_YEAR.match(self.view, start, end)
        return length < _LONGEST_ENTRY and not is_relative and self._begins_line(start)

    def _in_title(self, start: int) -> bool:
        """Whether 《 is open here; the text is looked through once."""
        opened, closed = (self.view.rfind(sign, self.looked_at, start) for sign in "《》")
        self.looked_at = start
        if opened != closed:
            self.title_open = opened > closed
        return self.title_open

    # -- what an expression counts from ----------------------------------------------------------

    def _context(self, start: int, end: int) -> Context:
        """The context of an expression: without the date before it where that has no say."""
        if self.previous is None or _WITH_YEAR.search(self.view, start, end):
            return self.alone
        previous = self._year_giver(start, end)
        return replace(self.alone, previous=previous) if previous else self.alone

    def _year_giver(self, start: int, end: int) -> Span | None:
        """The date from which an expression takes what it lacks; None when that is the day of writing."""
        if self.context.as_of is not None and _CUT_OFF.match(self.view, start, end):
            return None
        if (
            self.previous is not None
            and (self.previous.last or 0) < _LUNAR_TABLE
            and _LUNAR.match(self.view, start, end)
        ):
            return None
        if self.entry is not None and self._begins_line(start):
            return self.entry
        if self.context.as_of is None or not _WITHOUT_YEAR.match(self.view, start, end):
            return self.previous
        between = self.view[self.previous_end : start] if 0 <= start - self.previous_end <= _NEAR else "\n"
        is_year = self.previous is not None and len(self.previous.parts) == 1
        far = _NEW_SENTENCE if is_year and not _PART_OF_YEAR.match(self.view, start, end) else _NEW_PARAGRAPH
        return None if far.search(between) else self.previous

    def _begins_line(self, start: int) -> bool:
        before = self.view[max(0, start - _INDENT) : start]
        return _LINE_START.search(before) is not None or (start <= _INDENT and not before.strip(_BULLETS))


_LONGEST_ENTRY: Final = 400
"""What lasts longer, in days, is no date of an entry or heading, from which others take their year."""
_WITH_YEAR: Final = lazy("(?:1[0-9]|2[01])[0-9]{2}|[一二][〇零一二三四五六七八九]{3}")
_WITHOUT_YEAR: Final = lazy(
    "[約大截自從可止至到 ]{0,4}(?:[農陰舊夏陽新國西公]曆)?"
    "(?:[0-9一二三四五六七八九十廿卅初閏正冬臘第前]|[上下]半年|[本上][年月]|[A-Z][a-z]{2})(?!.?.?年)"
)
"""What takes its year from the sentence or paragraph; a short year (卅一年) counts from the last date wherever."""
_CUT_OFF: Final = lazy("截[至止到]|年[初底末]|[0-9月日底]+前$")
"""What is counted to or from the day of writing, whatever stands before it."""
_LUNAR: Final = lazy("(?:[農陰舊夏]曆)?(?:閏|[正冬臘]月|.{1,3}月(?:初|廿|[朔望晦]))")
_LUNAR_TABLE: Final = day_number(FIRST_YEAR, 1, 1)
"""A lunar day without a year is of no year before the table: after 公元前221年 it is not of that year."""
_PART_OF_YEAR: Final = lazy("[第前]?[一二三四1-4]季|[上下]半年")
_NEW_PARAGRAPH: Final = lazy("\n")
_NEW_SENTENCE: Final = lazy("[。！？!?\n]")
_NEAR: Final = 600
"""A date further away, in code points, stands in another paragraph."""
_INDENT: Final = 6
_BULLETS: Final = " \t\r\n\ufeff●○◎•·*#=-—○△▲◆◇■□【「(["
_LINE_START: Final = lazy(f"\\n[{re.escape(_BULLETS)}]*$")

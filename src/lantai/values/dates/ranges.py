"""Ranges, open ends and sets of dates: what stands between two expressions, and what each takes from the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from lantai.values.dates.patterns import lazy
from lantai.values.dates.problems import problem
from lantai.values.dates.span import Alternative, NotADate, Span
from lantai.values.dates.writing import RANGE

One = Callable[[str, Span | None, bool], Span | None]
"""Reads one expression: its text, the other end or None, and whether the context may supply what is missing."""

PRECISIONS: Final = ("day", "month", "season", "year", "decade", "century", "circa", "unknown")
"""From the finest to the coarsest."""

# -- open ends -----------------------------------------------------------------------------------

_OPEN_END: Final = lazy(
    f"(?:自從|自|從|由|from|since)?(.+?)(?:(?:{RANGE}|[-/])\\?|{RANGE}/?|/{RANGE}|/|-|[至到迄]今|以來|以降|以後|之後|起|後|onwards?|tothepresent|todate)",
    re.IGNORECASE,
)
_SINCE: Final = lazy("(?:自從|自|從|from|since|after|notbefore|不早於|最早|至早|noearlierthan)(.+)", re.IGNORECASE)
_SHORT_YEAR: Final = lazy("[〇一二三四五六七八九十廿卅]{1,3}年|[0-9]{1,2}年")
_OPEN_START: Final = lazy(
    f"(?:\\?(?:{RANGE}|[-/])|/?{RANGE}/?|/|至遲|最遲|至晚|最晚|不晚於|不遲於|截[至止]|[至到迄]|until|notafter|before|priorto|upto|to|by|nolaterthan)(.+)|(.+?)(?:以前|之前|前|為止|止)",
    re.IGNORECASE,
)


def open_range(plain: str, one: One) -> Span | None:
    """``1949/..``, 1949年以後, ``../1949``, 1949年以前, 截至2021年5月底: the open side has no bound."""
    if RANGE in plain.strip(f"/?{RANGE}"):
        return None
    for form in (_OPEN_END, _SINCE):
        if (match := form.fullmatch(plain)) and (span := _no_duration(match.group(1), one)):
            others = tuple(replace(other, edtf=f"{_left(other)}/..", last=None) for other in span.alternatives)
            return replace(span, edtf=f"{_left(span)}/..", last=None, precision=precision(span), alternatives=others)
    if (match := _OPEN_START.fullmatch(plain)) and (span := _no_duration(match.group(1) or match.group(2), one)):
        others = tuple(replace(other, edtf=f"../{_right(other)}", first=None) for other in span.alternatives)
        return replace(span, edtf=f"../{_right(span)}", first=None, precision=precision(span), alternatives=others)
    return None


def _no_duration(piece: str, one: One) -> Span | None:
    """The expression, unless it would be a guess at a short year: 三十年前 is thirty years ago."""
    span = one(piece, None, True)
    if span is not None and span.alternatives and _SHORT_YEAR.fullmatch(piece):
        return None
    return span


def _left(span: Span | Alternative) -> str:
    return span.edtf.partition("/")[0]


def _right(span: Span | Alternative) -> str:
    return span.edtf.rpartition("/")[2]


def precision(span: Span) -> str:
    """How fine a span is, by its own word or else by its EDTF; ``circa`` when it is approximate."""
    if not span.edtf:
        return "unknown"
    if "~" in span.edtf or "%" in span.edtf:
        return "circa"
    return span.precision or precision_of_edtf(span.edtf)


def precision_of_edtf(edtf: str) -> str:
    """The coarsest precision of an EDTF's dates."""
    if not edtf:
        return "unknown"
    if "~" in edtf or "%" in edtf:
        return "circa"
    members = (part for part in re.split("[/,]|\\.\\.|[\\[\\]{}]", edtf) if part)
    return max((_precision(part) for part in members), key=PRECISIONS.index, default="unknown")


def _precision(edtf: str) -> str:
    year, *parts = edtf.replace("?", "").removeprefix("-").split("-")
    if "X" in year:
        return "decade" if year.count("X") == 1 else "century"
    known = [part for part in parts if "X" not in part]
    if known and 21 <= int(known[0]) <= 41 and len(parts) == 1:
        return "season"
    return "year" if not parts or parts[0] == "XX" else ("year", "month", "day")[len(known)]


# -- from one date to another --------------------------------------------------------------------

_BETWEEN: Final = lazy("(?:between|介於|在)?(.+?)(?:及|和|與|同)(.+)(?:之間|間)|between(.+?)及(.+)", re.IGNORECASE)
_FROM: Final = lazy("^(?:自從|自|從|由|from)", re.IGNORECASE)
_UNTIL: Final = lazy("(?:之?間|期間|為止|止)$")
_UNITS: Final = lazy("(?:年代|世紀|年度?|月份?|[日號]|旬|b\\.?c\\.?(?:e\\.?)?|century|(?<=0)'?s)$", re.IGNORECASE)


def strong_range(plain: str, one: One, text: str) -> Span | None:
    """A range by a sign that stands in no single date: 至, —, ``..``, a hyphen between spaces."""
    if match := _BETWEEN.fullmatch(plain):
        left, right = match.group(1) or match.group(3), match.group(2) or match.group(4)
        if found := pair(left, right, one, text):
            return found
    left, sign, right = plain.partition(RANGE)
    if not sign:
        return None
    left = _FROM.sub("", left.removesuffix("/")).removesuffix("起")
    found = pair(left, _UNTIL.sub("", right.removeprefix("/")), one, text)
    if found is None:
        raise NotADate(text, "one end of the range cannot be read.")
    return found


def weak_range(plain: str, one: One, text: str) -> Span | None:
    """A range by a hyphen or slash that could have stood inside a date: 1931.9.18-20, 1931-09-18/1931-09-20."""
    for left, right in _cuts(_UNTIL.sub("", _FROM.sub("", plain))):
        try:
            if found := pair(left, right, one, text):
                return found
        except NotADate:
            continue
    return None


def _cuts(plain: str) -> Iterator[tuple[str, str]]:
    """The text cut in two at each hyphen and slash, from the right."""
    for match in reversed(list(re.finditer("[-/]", plain))):
        if 0 < match.start() < len(plain) - 1:
            yield plain[: match.start()], plain[match.end() :]


def pair(left: str, right: str, one: One, text: str) -> Span | None:
    """The range from one expression to another; None when an end is no date. Raises NotADate."""
    begins, ends = _both(left, right, one)
    if begins is None or ends is None:
        return None
    if begins.first is not None and ends.last is not None and begins.first > ends.last:
        ends = _in_the_next_year(right, begins, one)
        if ends is None:
            raise NotADate(text, "it ends before it begins.", "reversed-range")
    return joined(begins, ends)


def _both(left: str, right: str, one: One) -> tuple[Span | None, Span | None]:
    """Both ends; the shortened one takes what it lacks from the other (18至20日, 18–20 September)."""
    unit = _UNITS.search(right)
    for begin in ([left + unit.group()] if unit and not _UNITS.search(left) else []) + [left]:
        begins = _quietly(one, begin, None)
        if begins is not None and not begins.inferred:
            return begins, _other_end(right, begins, one)
        ends = _quietly(one, right, None)
        if ends is not None and (completed := _quietly(one, begin, ends)):
            return completed, ends
    begins = _asked(one, left)
    if begins is None and (ends := one(right, None, True)):  # 5 to 11 June
        return one(left, ends, False), ends
    return begins, one(right, begins, True) if begins else None


_BARE_DAY: Final = lazy("[一二三四五六七八九十廿卅]{1,3}")


def _other_end(right: str, begins: Span, one: One) -> Span | None:
    """The second end, what it lacks from the first; 初五至廿二 are two days."""
    if len(begins.parts) == 3 and _BARE_DAY.fullmatch(right) and (found := _quietly(one, right + "日", begins)):
        return found
    return one(right, begins, False) or one(right, None, True)


def _asked(one: One, piece: str) -> Span | None:
    """The expression with the help of the context; None also for a number that is no date by itself."""
    try:
        return one(piece, None, True)
    except NotADate:
        if piece.isdigit():
            return None
        raise


def _quietly(one: One, piece: str, like: Span | None) -> Span | None:
    """The expression read without the context, None also for what cannot be."""
    try:
        return one(piece, like, False)
    except NotADate:
        return None


def _in_the_next_year(right: str, begins: Span, one: One) -> Span | None:
    """An end without a year that lies before its beginning: December 1931 to February."""
    if not begins.parts or begins.first is None:
        return None
    nominal = one(right, replace(begins, parts=(begins.parts[0] + 1, *begins.parts[1:])), False)
    same = one(right, begins, False)
    if nominal is None or same is None or nominal.edtf == same.edtf or len(nominal.parts) < 2:
        return None
    if nominal.last is None or nominal.last < begins.first or len(begins.parts) != len(nominal.parts):
        return None
    alone = _quietly(one, right, None)
    if alone is not None or nominal.parts[1:2] >= begins.parts[1:2]:
        return None
    return nominal.warned(problem("inferred-year"))


def joined(begins: Span, ends: Span) -> Span:
    """The span from the beginning of one to the end of the other."""
    edtf = begins.edtf if begins.edtf == ends.edtf else f"{_left(begins)}/{_right(ends)}"
    return Span(
        edtf,
        begins.first,
        ends.last,
        calendar=begins.calendar,
        parts=ends.parts,
        problems=tuple(dict.fromkeys(begins.problems + ends.problems)),
        era=begins.era or ends.era,
        precision=max(precision(begins), precision(ends), key=PRECISIONS.index),
        inferred=begins.inferred or ends.inferred,
        alternatives=_both_ways(begins, ends),
        is_leap=ends.is_leap,
    )


def _both_ways(begins: Span, ends: Span) -> tuple[Alternative, ...]:
    """The alternatives of both ends side by side, where each has as many."""
    if len(begins.alternatives) != len(ends.alternatives):
        return ()
    return tuple(
        Alternative(f"{one.edtf.partition('/')[0]}/{two.edtf.rpartition('/')[2]}", one.first, two.last, one.reason)
        for one, two in zip(begins.alternatives, ends.alternatives, strict=True)
        if one.first is not None and two.last is not None and one.first <= two.last
    )


# -- one of several, all of several --------------------------------------------------------------

_EDTF_SET: Final = lazy("([\\[{])([-0-9X?~%,./→]*[,→.][-0-9X?~%,./→]*)([\\]}])")
_MOST: Final = 12


def edtf_set(plain: str, one: One, text: str) -> Span | None:
    """``[1931,1932]`` is one of them, ``{1931,1932}`` all of them (EDTF level 2)."""
    match = _EDTF_SET.fullmatch(plain)
    if match is None or (match.group(1) == "[") != (match.group(3) == "]") or "," not in match.group(2):
        return None
    members = match.group(2).split(",")
    if len(members) > _MOST:
        raise NotADate(text, f"it lists more than {_MOST} dates.")
    spans = [_member(member, one, text) for member in members]
    joined = ",".join(span.edtf.replace("/", "..") for span in spans)
    return _of_members(spans, f"{match.group(1)}{joined}{match.group(3)}")


def _member(member: str, one: One, text: str) -> Span:
    left, sign, right = member.partition(RANGE)
    span = pair(left, right, one, text) if sign and left and right else one(member, None, False)
    if span is None:
        raise NotADate(text, "a member of the set cannot be read.")
    return span


_NEIGHBOURS: Final = lazy(
    "(?P<front>.*?)(?P<one>[一二三四五六七八九])(?P<sign>、?)(?P<tens>[二三四五六七八九]?十)?(?P<two>[一二三四五六七八九])"
    "(?P<unit>年|月|日)(?:間|之?交)?"
)
_TENS: Final = frozenset("十廿卅卌百")


def neighbours(plain: str, one: One) -> Span | None:
    """十三四年, 三十三、四年: of two numbers in a row the second leaves out what is as in the first."""
    match = _NEIGHBOURS.fullmatch(plain)
    if match is None or _DIGIT.get(match["one"]) != match["two"]:
        return None
    if not match["sign"] and match["front"][-1:] not in _TENS:
        return None
    begins = one(f"{match['front']}{match['one']}{match['unit']}", None, True)
    if begins is None:
        return None
    stem = match["tens"] or (match["front"][-1:] if match["front"][-1:] in _TENS else "")
    second = f"{stem}{match['two']}{match['unit']}"
    if stem == "十" and match["front"][-2:-1] in _DIGIT:
        second = match["front"][-2] + second
    ends = one(second, begins, False)
    if ends is None or begins.last is None or ends.first != begins.last + 1:
        return None
    if "/" in begins.edtf or "/" in ends.edtf:
        return joined(begins, ends)
    left, right = "{}" if match["sign"] else "[]"
    return _of_members([begins, ends], f"{left}{begins.edtf},{ends.edtf}{right}")


_DIGIT: Final = dict(pairwise("一二三四五六七八九"))


def word_set(plain: str, one: One, text: str) -> Span | None:
    """1931年或1932年 is one of them; 9月18、19日, 1931年9月和11月 all of them."""
    pieces = re.split("[或及和與、]", plain)
    if not 2 <= len(pieces) <= _MOST or not all(pieces):
        return None
    spans = _members(pieces, one)
    if spans is None or any("/" in span.edtf for span in spans):
        return None
    del text
    begin, end = "[]" if "或" in plain else "{}"
    return _of_members(spans, begin + ",".join(span.edtf for span in spans) + end)


def _members(pieces: list[str], one: One) -> list[Span] | None:
    """Each of the pieces, the first two as the ends of a range are read, the others after their neighbour."""
    begins, ends = _both(pieces[0], pieces[1], one)
    if begins is None or ends is None:
        return None
    spans = [begins, ends]
    for piece in pieces[2:]:
        span = one(piece, spans[-1], False)
        if span is None:
            return None
        spans.append(span)
    return spans


def _of_members(spans: list[Span], edtf: str) -> Span:
    firsts = [span.first for span in spans if span.first is not None]
    lasts = [span.last for span in spans if span.last is not None]
    return replace(
        spans[-1],
        edtf=edtf,
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        precision=max(map(precision, spans), key=PRECISIONS.index),
        problems=tuple(dict.fromkeys(found for span in spans for found in span.problems)),
        inferred=any(span.inferred for span in spans),
        alternatives=(),
    )

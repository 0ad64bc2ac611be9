"""From the text of a date to its meaning: marks of doubt, open ends and ranges around the calendars' readers.

Every calendar reads one expression at a time and knows nothing of what stands around it; ``READERS`` is where
a further calendar joins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Protocol

from lantai.values.dates import gregorian
from lantai.values.dates.span import NotADate, Problem, Span


class Reader(Protocol):
    """A calendar's reader: see :func:`lantai.values.dates.gregorian.read`."""

    def __call__(self, text: str, *, like: Span | None = None, day_first: bool | None = None) -> Span | None: ...


READERS: Final[tuple[Reader, ...]] = (gregorian.read,)
"""Asked in this order; the first that knows the form answers."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: EDTF ("" when undated), the bounds (None: open or unknown), how it was written."""

    edtf: str
    first: int | None
    last: int | None
    calendar: str = "gregorian"
    problems: tuple[Problem, ...] = ()


LONGEST: Final = 100
"""No date is longer, in code points; what is longer is not looked into."""

_UNDATED: Final = re.compile(
    "(?:(?:日期|時間|时间|年代|年份|年月|年月日)?(?:不詳|不详|不明|未詳|未详|失考|無考|无考)|無日期|无日期|無年月|无年月|"
    "0{4}|0{6}|0{8}|X{4}|n\\.?d\\.?|undated|unknown)",
    re.IGNORECASE,
)
_TIME: Final = re.compile("[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$")
_WHOLLY_BRACKETED: Final = re.compile("[\\[〔【]([^\\[\\]〔〕【】]*)[\\]〕】]")
_BRACKETS: Final = str.maketrans("", "", "[]〔〕【】")


@lru_cache(maxsize=4096)
def read(text: str, *, day_first: bool | None = None) -> Reading:
    """Read a date. Raises NotADate with the reason."""
    settled = _settled(text)
    whole = _WHOLLY_BRACKETED.fullmatch(settled)
    inner = whole.group(1) if whole else settled
    if _UNDATED.fullmatch(inner):
        return Reading("", None, None)
    spans = _Expressions(text, inferred=whole is not None, day_first=day_first)
    return spans.open_range(inner) or spans.strong_range(inner) or spans.single_or_weak_range(inner)


def _settled(text: str) -> str:
    """Narrow forms, one mark (→) for every sure sign of a range, no spaces; a space between digits is a dot."""
    if len(text) > LONGEST:
        raise NotADate(text[:20] + "…", f"it is {len(text)} characters long, and no date is longer than {LONGEST}.")
    plain = _TIME.sub("", " ".join(unicodedata.normalize("NFKC", text).split()))
    if not plain:
        raise NotADate(text, "it is empty.")
    plain = _RANGE_SIGN.sub("→", plain)
    return re.sub("(?<=[0-9]) (?=[0-9])", ".", plain).replace(" ", "")


_RANGE_SIGN: Final = re.compile(
    "(?<!\\.)\\.\\.(?!\\.)| +(?:-|to|until) +|--|[—–―‒]+|~(?!/)(?=.*[0-9])|(?<=.)[至到](?!今)"
)
_OPEN_END: Final = re.compile(
    "(?:自|從|从|由|from|since)?(.+?)(?:→|/→|-|[至到]今|以來|以来|以後|以后|之後|之后|起|後|后)"
)
_OPEN_START: Final = re.compile("(?:→/?|[至到]|until|before|to)(.+)|(.+?)(?:以前|之前|前|止)")
_SINCE: Final = re.compile("(?:自|從|从|from|since)(.+)")
_ABOUT: Final = re.compile(
    "^(?:大約|大约|約|约|[Cc]irca|[Cc]a\\.?|[Cc]\\.?)(?=[0-9〇一二三四五六七八九十A-Z])|(?:前後|前后|左右|~)$"
)
_DOUBTFUL: Final = re.compile("\\?$|%$|可能|疑")
_QUALIFIERS: Final = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}


@dataclass(frozen=True, slots=True)
class _Expressions:
    """The readers, asked about the pieces of one text."""

    text: str
    inferred: bool
    day_first: bool | None

    def open_range(self, settled: str) -> Reading | None:
        """``1949/..``, 1949年以後, ``../1949``, 1949年以前: the open side has no bound."""
        if "→" in settled.strip("/→"):
            return None
        for form in (_OPEN_END, _SINCE):
            if (match := form.fullmatch(settled)) and (span := self._one(match.group(1))):
                return Reading(f"{span.edtf}/..", span.first, None, span.calendar, span.problems)
        if (match := _OPEN_START.fullmatch(settled)) and (span := self._one(match.group(1) or match.group(2))):
            return Reading(f"../{span.edtf}", None, span.last, span.calendar, span.problems)
        return None

    def strong_range(self, settled: str) -> Reading | None:
        """A range by a sign that stands in no single date: 至, —, ``..``, a hyphen between spaces."""
        left, sign, right = settled.partition("→")
        if not sign:
            return None
        found = self._pair(left.removesuffix("/"), right.removeprefix("/"))
        if found is None:
            raise NotADate(self.text, "one end of the range cannot be read.")
        return found

    def single_or_weak_range(self, settled: str) -> Reading:
        """One date; else a range by a hyphen or slash that could have stood inside a date."""
        failure: NotADate | None = None
        try:
            if span := self._one(settled):
                return Reading(span.edtf, span.first, span.last, span.calendar, span.problems)
        except NotADate as error:
            failure = error
        for left, right in _cuts(settled):
            if found := self._pair(left, right, quiet=True):
                return found
        raise failure or NotADate(self.text, "it is written in no form that is known here.")

    def _pair(self, left: str, right: str, *, quiet: bool = False) -> Reading | None:
        try:
            begins, ends = self._both(left, right)
        except NotADate:
            if quiet:
                return None
            raise
        if begins is None or ends is None:
            return None
        if begins.first is not None and ends.last is not None and begins.first > ends.last:
            raise NotADate(self.text, "it ends before it begins.")
        edtf = begins.edtf if begins.edtf == ends.edtf else f"{begins.edtf}/{ends.edtf}"
        problems = tuple(dict.fromkeys(begins.problems + ends.problems))
        return Reading(edtf, begins.first, ends.last, begins.calendar, problems)

    def _both(self, left: str, right: str) -> tuple[Span | None, Span | None]:
        """Both ends; the shortened one takes what it lacks from the other (18至20日, 18–20 September)."""
        begins = self._one(left)
        if begins is not None:
            return begins, self._one(right, like=begins)
        ends = self._one(right)
        return (self._one(left, like=ends) if ends else None), ends

    def _one(self, piece: str, *, like: Span | None = None) -> Span | None:
        """One end with its marks of doubt: brackets and ``?`` infer it, 約 and ``~`` approximate it."""
        bare = piece.translate(_BRACKETS)
        certain = _DOUBTFUL.sub("", bare)
        exact = _ABOUT.sub("", certain)
        inferred = self.inferred or len(bare) < len(piece) or len(certain) < len(bare)
        about = len(exact) < len(certain) or "%" in bare
        for read_one in READERS:
            if span := read_one(exact, like=like, day_first=self.day_first):
                return replace(span, edtf=span.edtf + _QUALIFIERS[about, inferred])
        return None


def _cuts(settled: str) -> Iterator[tuple[str, str]]:
    """The text cut in two at each hyphen and slash, from the right."""
    for match in reversed(list(re.finditer("[-/]", settled))):
        yield settled[: match.start()], settled[match.end() :]

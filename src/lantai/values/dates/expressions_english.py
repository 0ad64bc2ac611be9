"""Where a date expression in English ends that begins at a given place of a running text.

As in :mod:`lantai.values.dates.expressions`. A month is one only with its capital, and by itself only after a word
such as ``in`` or ``since``; a space may be the end of a line.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lantai.values.dates import anchored
from lantai.values.dates.context import Anchors
from lantai.values.dates.english_eras import ORDINALS, era_names
from lantai.values.dates.patterns import lazy
from lantai.values.dates.relative_words import words

_YEAR: Final = "(?:1[0-9]{3}|2[01][0-9]{2})"
_NAMES: Final = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?)"
)
_DAY_NAME: Final = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\.?)"
_NTH: Final = "[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9])"
_OF_YEAR: Final = f",? (?:of )?{_YEAR}(?![0-9])"
_TO: Final = " ?(?:—|-|to|until|through|till) ?"
_THE: Final = "(?:[Tt]he )?"
_PART: Final = "(?:[Ee]arly|[Ll]ate|[Mm]id)[- ](?:in )?(?:the )?"
_RELATIVE_YEAR: Final = "(?:(?:this|last|next) year|that (?:same )?year|the (?:same|following|previous) year)"
_COUNT_WORDS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|hundred"
)
_COUNT: Final = f"(?:[0-9]{{1,3}}|{_COUNT_WORDS})"

_RANK: Final = f"(?:[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(reversed(ORDINALS))})"
_ERA: Final = f"(?:{'|'.join(era_names())})"
_YEAR_OF_ERA: Final = (
    f"(?:(?!Rep){_ERA},? (?:year )?[0-9]{{1,3}}(?![0-9]| years?\\b)|"
    f"{_THE}{_RANK} year of (?:the )?(?:reign of )?{_ERA}(?: reign| era)?)"
)
_BY_ERA: Final = (
    f"(?:{_THE}(?:{_RANK} day of (?:the )?)?(?:intercalary |leap )?{_RANK} (?:lunar )?month|"
    f"{_THE}{_NTH} (?:of )?{_NAMES}|{_NAMES}(?: {_NTH})?),? (?:in |of )?{_YEAR_OF_ERA}|"
    f"{_YEAR_OF_ERA}(?:, {_RANK} month(?:, {_RANK} day)?)?"
)
_EARLY: Final = r"(?:A\.?D\.? ?[0-9]{1,4}|[0-9]{1,4} ?(?:BCE?|B\.C\.|AD|A\.D\.|CE)(?![A-Za-z]))"
_AGO: Final = f"(?:[Aa]n?|[0-9]{{1,3}}|{_COUNT}|{_COUNT.title()}) (?:year|month|week|day|decade)s? ago\\b"
_DATE: Final = (
    f"(?:{_DAY_NAME},? )?(?:"
    f"{_THE}{_NTH}(?:{_TO}{_NTH})? (?:day of |of )?{_NAMES}(?:{_OF_YEAR}|,? {_RELATIVE_YEAR})?|"
    f"{_NAMES} {_NTH}(?: ?[—-] ?{_NTH})?(?:{_OF_YEAR}|,? {_RELATIVE_YEAR})?|"
    f"{_NAMES}(?:{_OF_YEAR}|,? (?:of )?{_RELATIVE_YEAR})(?! ?[—-] ?{_NTH} {_NAMES})|"
    f"{_NAMES}(?= ?[—-] ?{_NAMES}{_OF_YEAR}))(?:,? \\({_DAY_NAME}\\))?"
)
_BC: Final = "(?:B\\.C\\.(?:E\\.)?|BCE?)"
_YEARS: Final = (
    f"{_THE}(?:{_PART})?[12][0-9]{{2}}0'?s\\b|"
    f"{_THE}(?:{_PART}|(?:{_RANK}|last) (?:half|quarter) of the )?{_RANK}[- ][Cc]entury(?: {_BC})?|"
    f"{_THE}turn of the (?:{_RANK} )?century|"
    f"Q[1-4] {_YEAR}(?![0-9])|"
    f"{_THE}(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?: of| in)?,? {_YEAR}(?![0-9])|"
    f"{_THE}(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth) (?:half|quarter) of (?:{_YEAR}(?![0-9])|{_RELATIVE_YEAR})|"
    f"(?:[Ee]arly|[Ll]ate|[Mm]id)[- ](?:in )?(?:{_YEAR}(?![0-9])|{_RELATIVE_YEAR}|{_NAMES}(?:{_OF_YEAR}|\\b))|"
    f"(?:A\\.?D\\.? ?[0-9]{{1,4}}(?![0-9])|[0-9]{{1,4}} ?(?:{_BC}|A\\.D\\.|C\\.E\\.|AD|CE)(?![A-Za-z]))"
)
_PARTS: Final = (
    f"{_THE}(?:[Ee]nd|[Bb]eginning|[Ss]tart|[Cc]lose|[Mm]iddle) of (?:the year )?"
    f"(?:{_NAMES}(?:{_OF_YEAR}|,? {_RELATIVE_YEAR})?|{_YEAR}(?![0-9])|{_RELATIVE_YEAR})"
)
_COUNTED: Final = (
    f"(?:(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or|[Ww]ithin) )?(?:the|The|these) (?:past|last|previous|next|coming) "
    f"(?:{_COUNT} (?:year|month|week|day|decade|quarter)s?|(?<=past )(?:year|month|week|decade)|(?<=last )decade)\\b"
)
_APPROXIMATE: Final = (
    f"(?:[Cc]\\. ?|[Cc]a\\. ?|[Cc]irca |[Aa]bout |[Aa]round )(?:(?:the )?[12][0-9]{{2}}0'?s\\b|{_YEAR}(?![0-9]))"
    "(?= ?[^ a-z0-9]| (?:[a-z]+ed|and|or|to|by|in|at|the)\\b|$)"
)
_POINT: Final = f"(?:{_PARTS}|{_YEARS}|{_DATE})"
_CUT: Final = "(?:[Bb]y|[Aa]s (?:of|at)|[Uu]p to|[Uu]ntil|[Tt]ill|[Ss]ince|[Bb]efore|[Aa]fter)"


_WHOLE: Final = tuple(
    lazy(form.replace(" ", "\\s"))
    for form in (
        f"{_CUT} (?:{_POINT}|{_NAMES}|{_YEAR}(?![0-9,]))(?![0-9A-Za-z])",
        f"{_POINT}{_TO}(?:{_POINT}|{_NTH} {_NAMES}{_OF_YEAR}|{_YEAR}(?![0-9]))",
        f"{_YEAR}(?: to | until | through ){_YEAR}(?![0-9A-Za-z])",
        f"(?:[Ll]ast|[Tt]his|[Nn]ext) {_NAMES}(?![A-Za-z])",
        _COUNTED,
        _AGO,
        f"{_BY_ERA}|{_NTH} {_NAMES},? {_EARLY}",
        _APPROXIMATE,
        _POINT,
    )
)
_LONE_MONTH: Final = lazy(f"{_NAMES}(?=\\s?[,.;:)]|\\s*$|\\s(?:the|and|a|he|she|it|we|they|but|when|by)\\b)")
_BEFORE_MONTH: Final = lazy("\\b(?:[Ii]n|[Oo]f|[Dd]uring|[Ff]rom)\\s$")

_FIRST_WORDS: Final = """
the early late mid spring summer autumn fall winter first second third fourth end beginning start close middle
ad c ca circa q about around by as up until till since before after in over during for within these
january february march april may june july august september october november december turn a an intercalary leap
jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
mon tue wed thu fri sat sun
"""


@cache
def first_words() -> frozenset[str]:
    """The words, in lower case, by which an English expression may begin."""
    by_rank = {word.partition("-")[0] for word in (*ORDINALS, *era_names())}
    more = (
        {word.lower() for word in by_rank} | set(_COUNT_WORDS.split("|")) | {"turn", "a", "an", "intercalary", "leap"}
    )
    return frozenset(_FIRST_WORDS.split()) | more | {word.text.split()[0] for word in words() if word.text.isascii()}


@cache
def _named(anchors: Anchors) -> re.Pattern[str]:
    """A relative word, or since, before, after, during and an anchor's name."""
    relative = sorted((word.text for word in words() if word.text.isascii()), key=len, reverse=True)
    english = {name.removeprefix("the ") for name in anchors if name.isascii()}
    names = sorted(map(re.escape, english), key=lambda name: (-len(name), name))
    since = f"(?:(?:since|until|till|by|before|after) )?(?:{'|'.join(relative)})\\b"
    form = f"{since}|(?:{anchored.BEFORE}) (?:the )?(?:{'|'.join(names)})\\b"
    return re.compile(form.replace("\\ ", " ").replace(" ", "\\s"), re.IGNORECASE)


_SECOND_WORDS: Final = """
the early late mid past last previous next coming of at to end beginning start close middle spring summer autumn fall
winter first second third fourth year month week day decade turn intercalary leap
"""


@cache
def _second_words() -> frozenset[str]:
    split = [word.text.split() for word in words() if word.text.isascii()]
    return (
        frozenset(_SECOND_WORDS.split())
        | {parts[1] for parts in split if len(parts) > 1}
        | {parts[0] for parts in split}
    )


def _leads_on(view: str, start: int) -> bool:
    """Whether a small word is followed by one that may go on a date; any other first word leads on by itself."""
    word = _FIRST_WORD.match(view, start)
    if word is None or word.group().lower() not in _SMALL:
        return True
    match = _NEXT.match(view, word.end())
    if match is None:
        return False
    following = match.group(1)
    if word.group().lower() in ("a", "an"):
        return following.removesuffix("s") in _LENGTHS
    return not following.islower() or following in _second_words() or following in ORDINALS


_LENGTHS: Final = frozenset({"year", "month", "week", "day", "decade"})
_FIRST_WORD: Final = lazy("[A-Za-z]+")
_NEXT: Final = lazy("[\\s.]{0,2}([A-Za-z]{1,12}|[0-9])")
_SMALL_WORDS: Final = "the in over during for within by as up until till since before after to so of at these a an"
_SMALL: Final = frozenset(_SMALL_WORDS.split())
_DIGITS_GO_ON: Final = lazy(
    "[0-9]{1,4}(?:st|nd|rd|th|'?s\\b|\\s(?:year|month|week|day|decade)s?\\sago|"
    "\\s?(?:—|-|to|until|till|through)\\s?[0-9A-Z]|\\s(?:day|of|[A-Z][a-z])|"
    "\\s?(?:B\\.?C|A\\.?D|C\\.?E))"
)


def may_follow_digits(view: str, start: int) -> bool:
    """Whether what follows a number may make it a date in English: 18th, 18 September, 1930s, 221 BC."""
    return _DIGITS_GO_ON.match(view, start) is not None


def ends(view: str, start: int, anchors: Anchors) -> tuple[int, ...]:
    """Where the expression may end that begins at ``start``, the longest first; nothing when none begins there."""
    if not _leads_on(view, start):
        return ()
    found = {match.end() for pattern in (*_WHOLE, _named(anchors)) if (match := pattern.match(view, start))}
    if (match := _LONE_MONTH.match(view, start)) and _BEFORE_MONTH.search(view, max(0, start - 8), start):
        found.add(match.end())
    return tuple(sorted(found, reverse=True))

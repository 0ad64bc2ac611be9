"""Where a date in digits ends that begins at a given place of a running text: 1931-09-18, 1921—2021, in 1931.

As in :mod:`lantai.values.dates.expressions`; here the shapes that lie near are figures, versions, codes and
telephone numbers. Digits count as a date only where nothing of a longer code stands before or after them; a year by
itself only after a word such as ``in`` or ``since``, in brackets, or alone on its line.
"""

from __future__ import annotations

import re
from typing import Final

from lantai.values.dates.patterns import lazy

# -- digits --------------------------------------------------------------------------------------

_YEAR: Final = "(?:1[0-9]{3}|2[01][0-9]{2})"
_MONTH: Final = "(?:1[0-2]|0?[1-9]|00)"
_DAY: Final = "(?:3[01]|[12][0-9]|0?[1-9]|00)"
_SIGN: Final = "(?: ?(?:—{1,2}|至|到) ?| - |-|\\.\\.|/)"
_NOT_INSIDE: Final = "(?<![0-9A-Za-z_.·\\-:#@$¥€£%&=+/])"
_NOT_MORE: Final = "(?![0-9A-Za-z_%‰℃]|[-./·:][0-9A-Za-z])"
_TIME: Final = "(?=T[0-9]{2}:)"

_NOT_COUNTED: Final = f"{_NOT_MORE}(?![萬億千百元人名個件])"
_OTHER_DAY: Final = f"{_SIGN}(?:{_YEAR}(?P=a))?(?:{_MONTH}(?P=a))?{_DAY}"
_FORMS: Final = (
    # 1931-09-18, 1931.9.18–20, 1931.9.18–9.20, 1931/9/18–1931/9/20
    f"{_YEAR}(?P<a>[-./·]){_MONTH}(?P=a){_DAY}(?:{_TIME}|{_NOT_MORE}|(?={_SIGN}))(?:{_OTHER_DAY}{_NOT_MORE})?",
    # 1984.3–1987.11, 1931-09
    f"{_YEAR}(?P<b>[./·]){_MONTH}(?: ?— ?|-|至)(?:{_YEAR}(?P=b))?{_MONTH}{_NOT_MORE}",
    f"{_YEAR}(?:-(?:0[1-9]|1[0-2])|\\.(?:0[1-9]|1[0-2])|\\.[1-9](?=[ \n,、;:)]|$)){_NOT_COUNTED}",
    # 1921–2021, 1930/31
    f"(?P<from>{_YEAR})(?: ?—{{1,2}} ?|-| - |至|到)(?P<to>{_YEAR})(?:學?年度?)?{_NOT_COUNTED}",
    f"(?P<first>{_YEAR})[/—](?P<second>[0-9]{{2}})(?:學?年度?)?{_NOT_MORE}",
    # 19310918, 193X
    f"(?:1[5-9]|20)[0-9]{{2}}(?:0[0-9]|1[0-2])(?:[0-2][0-9]|3[01]){_NOT_MORE}(?:-[0-9]{{8}}{_NOT_MORE})?",
    f"[12][0-9](?:[0-9]X|XX){_NOT_MORE}",
    # 18/9/1931, 18.9.1931
    f"{_DAY}(?P<c>[-./]){_MONTH}(?P=c){_YEAR}{_NOT_MORE}|{_MONTH}(?P<d>[-./]){_DAY}(?P=d){_YEAR}{_NOT_MORE}",
)
_DIGITS: Final = lazy(f"{_NOT_INSIDE}(?:{'|'.join(_FORMS)})")
_NUMBER_BEFORE: Final = lazy("(?:電話|傳真|號碼|編號|證號|頁碼?|郵編|帳號|賬號|Tel|tel|No|no|ISBN|ISSN)[.:： ]{0,3}$")


def digits_end(view: str, start: int) -> int | None:
    """Where a date in digits ends, or None: 1931-09-18, 1984.3—1987.11, 1921—2021, 19310918."""
    match = _DIGITS.match(view, start)
    if match is None or _NUMBER_BEFORE.search(view, max(0, start - 8), start):
        return None
    if match["from"] and int(match["from"]) >= int(match["to"]):
        return None
    if match["first"] and (int(match["first"]) + 1) % 100 != int(match["second"]):
        return None
    return match.end()


_ALONE: Final = lazy(f"{_YEAR}(?=[ \t]*(?:\r?\n|$))")
_IN_BRACKETS: Final = lazy(f"{_YEAR}(?=[)\\]](?! ?第? ?[0-9]{{1,5}} ?號))")
_AFTER_WORD: Final = lazy(
    "\\b(?:[Ii]n|[Ss]ince|[Bb]y|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Dd]uring|[Cc]irca|[Bb]etween|[Bb]orn|[Dd]ied|"
    "[Ee]arly|[Ll]ate|[Mm]id-?|[Yy]ear|[Tt]hrough) $"
)
_AFTER_WEAK_WORD: Final = lazy("\\b(?:of|and|to|or|for) $")
_YEAR_ONLY: Final = lazy(f"{_YEAR}(?![0-9A-Za-z%])")
_NOTHING_COUNTED: Final = lazy(
    "(?= ?[,.;:()!?\n\\]—-]|$| (?:and|or|to|as|with|in|at|on|when|until|that|the|was|were|it|by|he|she)\\b)"
)


def lone_year_end(view: str, start: int) -> int | None:
    """Where a year of four digits ends that stands for itself, or None."""
    match = _YEAR_ONLY.match(view, start)
    if match is None or view[start - 1 : start] in frozenset("-.,·/:$¥€£#") - {""}:
        return None
    before = max(0, start - 9)
    line_start = start == 0 or view[start - 1] == "\n"
    alone = (line_start and _ALONE.match(view, start)) or (
        view[start - 1 : start] == "(" and _IN_BRACKETS.match(view, start)
    )
    if alone or _AFTER_WORD.search(view, before, start):
        return match.end() if alone or _is_free(view, match.end()) else None
    if _AFTER_WEAK_WORD.search(view, before, start) and _NOTHING_COUNTED.match(view, match.end()):
        return match.end()
    return None


def _is_free(view: str, end: int) -> bool:
    """Whether what follows leaves it a year: no unit, no thousand more."""
    return re.match("[,.][0-9]|[-/][0-9]|[萬億千百元人名個件]", view[end : end + 2]) is None

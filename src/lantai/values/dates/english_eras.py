"""Dates by an era in English: Guangxu 34, 18 September Minguo 20, ninth month of the 13th year of Guangxu.

The reader is given one expression, settled (without spaces). It says the same in Chinese, and has that read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from lantai.values.dates import chinese
from lantai.values.dates.calendar_words import MONTHS
from lantai.values.dates.eras import Era, eras
from lantai.values.dates.span import Span

if TYPE_CHECKING:
    from lantai.values.dates.context import Context

ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip
"""The English ordinals by their rank; no date in words counts higher."""
PLAIN_NAMES: Final = str.maketrans("ōū", "ou")
"""Names of eras are written without their long marks too."""


def read(
    text: str, *, like: Span | None = None, day_first: bool | None = None, context: Context | None = None
) -> Span | None:
    """The span of one expression, or None when it names no era in English. Raises NotADate."""
    del day_first
    if not text[-1:].isalnum() or text[:1] > "z" or not _names().search(text):
        return None
    for form in _forms():
        if match := form.fullmatch(text):
            return chinese.read(_in_chinese(match.groupdict()), like=like, context=context)
    return None


def era_names() -> tuple[str, ...]:
    """The English names of the eras by which dates are written, the longest first."""
    return tuple(sorted(_by_name(), key=lambda name: (-len(name), name)))


@cache
def _by_name() -> dict[str, Era]:
    known = [era for era in eras() if era.english.isalpha() and era.name != "公元"]
    names = {era.english: era for era in known} | {era.english.translate(PLAIN_NAMES): era for era in known}
    return names | {"Republic": next(era for era in known if era.english == "Minguo")}


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(era_names()), re.IGNORECASE)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """A year of an era, with what stands before or after it."""
    number = f"(?:[0-9]{{1,3}}(?:st|nd|rd|th)?|{'|'.join(reversed(ORDINALS))})"
    era = f"(?P<era>{'|'.join(era_names())})(?:reign|era|period)?"
    month = "(?P<name>" + "|".join(f"{month}|{month[:3]}\\.?" for month in MONTHS) + ")"
    year = f"{era},?(?:year)?(?P<y>{number})(?:year)?", f"(?:the)?(?P<y>{number})yearof(?:the)?(?:reignof)?{era}"
    lunar = f"(?:the)?(?P<leap>intercalary|leap)?(?P<m>{number})(?:lunar)?month"
    day = f"(?P<d>{number})"
    before = (
        f"(?:(?:the)?{day}dayof(?:the)?)?{lunar}",
        f"(?:the)?(?:{day}(?:dayof|of)?)?{month}",
        f"{month}(?:{day})?",
    )
    after = f"{lunar}(?:,?(?:the)?{day}day)?", f"(?:the)?{day}(?:of)?{month}", f"{month}(?:{day})?"
    whole = [form for one in year for form in (one, *(f"{part},?(?:in|of)?(?:the)?{one}" for part in before))]
    whole += [f"{one},?{part}" for one in year for part in after]
    return tuple(re.compile(form, re.IGNORECASE) for form in whole)


def _in_chinese(named: dict[str, str | None]) -> str:
    era = next(era for name, era in _by_name().items() if name.lower() == str(named["era"]).lower())
    month = _number(named.get("m")) or _month(named.get("name"))
    words = [f"{era.name}{_number(named['y'])}年"]
    if month:
        words.append(f"{'閏' if named.get('leap') else ''}{month}月")
    if day := _number(named.get("d")):
        words.append(f"{day}日")
    return "".join(words)


def _number(word: str | None) -> int:
    """The number of 13, 13th or thirteenth; 0 for None."""
    if not word:
        return 0
    return ORDINALS.index(word.lower()) + 1 if word[0].isalpha() else int(re.sub("[a-zA-Z]", "", word))


def _month(name: str | None) -> int:
    start = (name or "-")[:3].capitalize()
    return next((number for number, month in enumerate(MONTHS, start=1) if month.startswith(start)), 0)

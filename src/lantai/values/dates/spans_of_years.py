"""Centuries and decades in Chinese: 20世紀, 二十世紀三十年代初, 1930年代, 公元前五世紀, 三十年代."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lantai.values.dates.missing import inferred, known
from lantai.values.dates.numerals import CHINESE_DIGITS, NUMBER, number
from lantai.values.dates.patterns import lazy
from lantai.values.dates.portions import CHINESE_PART, part_of_years, vague
from lantai.values.dates.problems import problem
from lantai.values.dates.ranges import joined
from lantai.values.dates.span import NotADate, Span, gregorian_span, years_span

if TYPE_CHECKING:
    from lantai.values.dates.context import Context

_SIGNS: Final = frozenset("紀代X交")
"""One of them is in every expression of these."""
_TENS: Final = "(?:[1-9]0|[一二三四五六七八九][十〇]|十|廿|卅)"
_CENTURY: Final = lazy(
    f"(?P<bc>(?:公元|西元|紀元)?前)?(?:公元|西元)?(?P<century>{NUMBER})世紀"
    f"(?:的?(?P<tens>{_TENS})年代)?的?(?P<part>{CHINESE_PART})?"
)
_DECADE: Final = lazy(f"(?:公元|西元)?(?P<start>[0-9]{{2,3}}0|[{CHINESE_DIGITS}]{{4}})年代的?(?P<part>{CHINESE_PART})?")
_MASKED: Final = lazy("(?:公元|西元)?(?P<known>[0-9]{1,3})X+(?:(?<=[0-9]{3}X)|(?<=[0-9]{2}XX)|(?<=[0-9]XXX))年代?")
_TWO_DECADES: Final = lazy(
    f"(?P<before>(?:{NUMBER}世紀)?)(?P<one>[一二三四五六七八])、?(?P<two>[二三四五六七八九])十年代"
)
_SHORT_DECADE: Final = lazy(f"(?P<tens>{_TENS}|00)年代的?(?P<part>{CHINESE_PART})?")


_TURN: Final = lazy(f"(?:(?:{NUMBER})世?紀?[、和與及](?P<century>{NUMBER}))?世紀之交")


def read(text: str, *, like: Span | None = None, context: Context | None = None) -> Span | None:
    """The century or the decade, or a part of it; None when the text is none of them. Raises NotADate."""
    if not _SIGNS & set(text):
        return None
    if "之交" in text and (match := _TURN.fullmatch(text)):
        century = number(match.group("century") or "")
        return turn_of_century(century * 100 - 100) if century else nearest_turn(like, context)
    if "世紀" in text and (match := _CENTURY.fullmatch(text)):
        return _century(text, match)
    if match := _TWO_DECADES.fullmatch(text):
        return _two_decades(match, like, context)
    if "X" in text and (match := _MASKED.fullmatch(text)):
        return years_span(match.group("known"))
    if "年代" not in text:
        return None
    if match := _DECADE.fullmatch(text):
        start = number(match.group("start"))
        assert start is not None
        return _decade(text, start, match.group("part"))
    match = _SHORT_DECADE.fullmatch(text)
    return _short_decade(text, match, like, context) if match else None


def _two_decades(match: re.Match[str], like: Span | None, context: Context | None) -> Span | None:
    """五六十年代: from the one decade to the other."""
    before = match.group("before")
    begins = read(f"{before}{match.group('one')}十年代", like=like, context=context)
    ends = read(f"{before}{match.group('two')}十年代", like=like, context=context)
    if begins is None or ends is None or begins.parts >= ends.parts:
        return None
    return joined(begins, ends)


def _century(text: str, match: re.Match[str]) -> Span:
    century, tens, part = number(match.group("century")), match.group("tens"), match.group("part")
    if century is None or not 1 <= century <= 100:
        raise NotADate(text, f"there is no century {match.group('century')}.", "no-such-day")
    if match.group("bc"):
        if tens or part:
            raise NotADate(text, "of a century before Christ no parts are read.")
        return replace(years_span(f"-{century - 1:02d}"), parts=(-century * 100 + 1,))
    start = (century - 1) * 100
    if tens:
        return _decade(text, start + (number(tens) or 0), part)
    if part:
        return part_of_years(text, start, 100, part)
    return replace(years_span(f"{century - 1:02d}"), parts=(start,))


def _decade(text: str, start: int, part: str | None) -> Span:
    if start % 10:
        raise NotADate(text, f"no decade begins with {start}.", "no-such-day")
    if part:
        return part_of_years(text, start, 10, part)
    return replace(years_span(f"{start // 10:03d}"), parts=(start,))


def _short_decade(text: str, match: re.Match[str], like: Span | None, context: Context | None) -> Span:
    """三十年代: of the century of the other end or of the context; without them of the twentieth, by usage."""
    found, tens, part = known(like, context), number(match.group("tens")) or 0, match.group("part")
    century = 1900 if found is None else found.year // 100 * 100
    if found is not None and found.is_today and century + tens > found.year:
        century -= 100
    span = _decade(text, century + tens, part)
    if found is None:
        others = tuple(
            _decade(text, other + tens, part).as_alternative(f"of the {name} century")
            for other, name in ((1800, "19th"), (2000, "21st"))
        )
        return replace(span, inferred=True, alternatives=others).warned(problem("ambiguous"))
    return inferred(span) if found.from_outside else span


# -- the turn of a century, a year without its century ------------------------------------------


def turn_of_century(year: int) -> Span:
    """The five years before the year in which a century is said to turn, and the five from it on."""
    begins, ends = gregorian_span("", year - 4), gregorian_span("", year + 5)
    whole = replace(begins, edtf=f"{begins.edtf}/{ends.edtf}", last=ends.last, parts=(year,), precision="decade")
    return vague(whole)


def nearest_turn(like: Span | None, context: Context | None) -> Span:
    """世紀之交: that nearest to what the text speaks of; without anything to go by, of the year 2000."""
    found = known(like, context)
    if found is not None:
        return turn_of_century((found.year + 50) // 100 * 100)
    other = turn_of_century(1900).as_alternative("the turn from the 19th to the 20th century")
    return replace(turn_of_century(2000), alternatives=(other,)).warned(problem("ambiguous"))


def year_of_a_century(text: str, short: int, like: Span | None, context: Context | None) -> Span:
    """'31: of the century of what is known, not after the day of writing; else of the twentieth."""
    found = known(like, context)
    year = 1900 + short if found is None else found.year // 100 * 100 + short
    if found is not None and found.is_today and year > found.year:
        year -= 100
    others = tuple(
        gregorian_span(text, year + away).as_alternative(f"{year + away} without its first two digits")
        for away in (-100, 100)
    )
    span = gregorian_span(text, year)
    return replace(span, inferred=True, alternatives=others).warned(problem("ambiguous"))

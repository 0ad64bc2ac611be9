"""The places of a text where a date expression may begin: a cheap look, before anything is tried there.

Digits count by what follows them, a Chinese character together with its neighbour, an English word by itself or, when
it is one of the small ones (the, in, by), with the word after it. A row of digits or letters is one place; a long one
is none, so that a megabyte of them costs one look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Final

from lantai.values.dates import expressions, expressions_english, expressions_telegram
from lantai.values.dates.context import Anchors

_LONGEST: Final = 12
_AFTER_DIGITS: Final = frozenset("年月日號世季至到—-./·、,和及與 \n\tstnrX'BbAC")
_AFTER_NUMERALS: Final = frozenset("年月日號世季至到—-、和及與")
_JOINS: Final = frozenset("-./")
_NUMERALS: Final = "一二三四五六七八九十廿卅"


def starts(view: str, anchors: Anchors) -> Iterator[int]:
    """Every place where an expression may begin, in order."""
    pattern, pairs, words = _runs(anchors), _pairs(anchors), expressions_english.first_words()
    for match in pattern.finditer(view):
        start, end = match.span()
        sign = view[start]
        if sign not in expressions.DIGITS:
            if sign.isascii():
                if end - start <= _LONGEST and match.group().lower() in words:
                    yield start
            elif view[start : start + 2] in pairs:
                yield start
        elif end - start <= _LONGEST and _may_be_date(view, start, end, pairs):
            yield start


def _may_be_date(view: str, start: int, end: int, pairs: frozenset[str]) -> bool:
    """Whether a number may be of a date by what follows it, or begin an anchor's name (七七事變)."""
    if view[start].isascii():
        before, after = view[start - 1 : start], view[end : end + 1]
        if (before.isascii() and before.isalpha()) or (before and before in _JOINS and after in _JOINS):
            return False  # inside a code
        return end - start in (4, 8) or view[end : end + 1] in _AFTER_DIGITS
    return view[end : end + 1] in _AFTER_NUMERALS or view[start : start + 2] in pairs


@cache
def _runs(anchors: Anchors) -> re.Pattern[str]:
    """A row of digits or letters, or a character by which an expression may begin."""
    signs = {pair[0] for pair in _pairs(anchors)} - expressions.DIGITS
    return re.compile(f"[0-9]+|[〇零一二三四五六七八九十廿卅]+|[A-Za-z]+|[{''.join(sorted(signs))}]")


@cache
def _pairs(anchors: Anchors) -> frozenset[str]:
    """The two characters by which a Chinese expression may begin."""
    named = {start for start in expressions.heads(anchors).by_start if not start.isascii()}
    numbers = "0123456789" + _NUMERALS
    begun = numbers + "".join(sorted({start[0] for start in named}))
    pairs = {*named, *expressions_telegram.pairs(), *_WORDS.split()}
    pairs |= {"".join(pair) for first, seconds in _FOLLOWED for pair in product(first, seconds)}
    pairs |= {"".join(pair) for pair in product("約自從", begun + "公西")}
    pairs |= {"".join(pair) for pair in product("近這前第閏民", numbers + "元")}
    return frozenset(pairs)


_WORDS: Final = """
大約 大概 可能 截至 截止 截到 正月 冬月 臘月 近這 近幾 近數 近半 近兩 這幾 這兩 這數 最近 過去 未來 今後
入春 入夏 入秋 入冬 世紀 公元 公曆 西元 西曆 紀元 陽曆 新曆 國曆 農曆 陰曆 舊曆 夏曆 俄曆 儒略 黃帝 上半 下半 閏正 閏冬
閏臘 年底 年末 年初
"""
_FOLLOWED: Final = (("甲丙戊庚壬", "子寅辰午申戌"), ("乙丁己辛癸", "丑卯巳未酉亥"), ("近前", " "))

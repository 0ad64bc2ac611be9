"""Cores: the numerals of a running text, before what stands around them is looked at.

A core is 1.9萬, 6900餘萬, 三四十, 數百, 一百廿三, 3千5百. Its 餘 or 多 belongs to it, its unit does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

from lantai.values.numbers.plain import THIN, plain
from lantai.values.numerals import HAN_DIGITS, HAN_MULTIPLIERS, HAN_SHORT, read_number

LONGEST: Final = 64
"""No numeral in running text is longer, in code points."""

Form = Literal["arabic", "han", "latin"]

_HAN: Final = plain("".join(char for char in HAN_DIGITS + HAN_MULTIPLIERS + HAN_SHORT if char not in "兩两両◯○"))
_MULTIPLIERS: Final = plain("十百千萬億兆")
_ONES: Final = "一二三四五六七八九"
_COUNTED: Final = plain("個名位人種家項件條張戶天年次公里畝斤米本間支隊場批步級歲倍成")
_TIMES: Final = plain("(?:[百萬億兆]|千(?![米克瓦伏卡赫帕焦]))")

TOKEN: Final = re.compile(
    plain(
        rf"(?P<grouped>(?<![0-9])[0-9]{{1,3}}(?:(?:[,，][0-9]{{3}})+|(?:{THIN}[0-9]{{3}})+)(?:\.[0-9]+)?(?![0-9A-Za-z]))"
        r"|(?P<ratio>(?<![0-9A-Za-z.:：圖表第])[0-9]{1,9}(?:\.[0-9]{1,9})?(?:[:：][0-9]{1,9}(?:\.[0-9]{1,9})?){1,9}"
        r"(?![0-9A-Za-z:：.+/_-]))"
        r"|(?P<phrase>成千上萬|成百上千|數以[百千萬億]計|數以百萬計|數以千萬計)"
        r"|(?P<word>[0-9A-Za-z]+(?:[-./·•:+_@&'’][0-9A-Za-z]+)*)"
        rf"|(?P<han>(?:[{_HAN}]|○(?=[{_HAN}])|(?<=[{_HAN}])○|兩(?=[百千萬億兆])|(?<=一)兩(?=[{_COUNTED}])|(?<![{_HAN}])兩(?=三)"
        r"|[幾數](?=[十百千萬億])|(?<=[十百千萬億])幾(?![何乎]))+)"
        rf"|(?P<alone>[兩半]|[幾數](?=[{_COUNTED}份部篇幅處卷冊頁座所集期輛枚棟艘尺丈頃畝月日]))"
        r"|(?P<vulgar>[¼-¾⅐-⅞])"
    )
)
"""Every place in a plain text where a number, a code or an English word begins."""
NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ARABIC_TAIL: Final = re.compile(
    rf" ?{_TIMES}{{1,6}}(?:[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?{_TIMES}{{1,6}}){{0,5}}"
    rf"(?:(?<=[{plain('萬億')}])[0-9]{{3,4}}(?![0-9.]))?"
)
_WITHIN: Final = re.compile(
    plain(rf" ?(?P<word>餘(?![額下姚杭])|多|來|幾(?![何乎])|\+(?![0-9A-Za-z]))(?P<scale>{_TIMES}{{1,6}})?")
)
_DECIMALS: Final = re.compile(plain(r"點(?P<decimals>[〇零一二三四五六七八九]+)(?P<scale>[百千萬億兆]*)(?![分刻十])"))
_PAIR: Final = re.compile(plain(rf"([{_ONES}兩])([{_ONES}兩])(?=[{_MULTIPLIERS}]|$)"))
_RANK: Final = {char: value for value, char in enumerate(plain(_ONES), 1)} | {plain("兩"): 2}
_SOME: Final = plain("幾數")


@dataclass(slots=True)
class Core:
    """A numeral in a text at ``start:end``, being read.

    ``value`` is None where the numeral names a range (三四十) or only a size (數百); ``low`` and ``high`` are its
    ends then. ``within`` is the place of its 餘 or 多. A ``lone`` core is one Chinese character, a ``flat`` one digits
    side by side. ``counts`` is the number before its multipliers, ``times`` what they multiply it by: 3至5萬.
    """

    start: int
    end: int
    value: Fraction | None
    form: Form
    low: Fraction | None = None
    high: Fraction | None = None
    kind: Literal["exact", "range", "vague"] = "exact"
    within: tuple[int, int] | None = None
    lone: bool = False
    flat: bool = False
    times: Fraction = Fraction(1)


@lru_cache(maxsize=8192)
def value_of(numeral: str) -> Fraction | None:
    """What one numeral is worth; running text repeats its numerals."""
    return read_number(numeral) if len(numeral) <= LONGEST else None


def arabic_core(text: str, start: int, end: int) -> Core | None:
    """The core whose Arabic digits stand at ``start:end`` of a plain text: with 萬 and 餘, if they follow."""
    if end - start > LONGEST:
        return None
    digits = text[start:end].replace("，", ",").replace(THIN, ",")
    tail = _ARABIC_TAIL.match(text, end)
    value = value_of(digits + tail.group().strip()) if tail else value_of(digits)
    if value is None:
        return None
    times = (value_of(tail.group().strip()) if tail else None) or Fraction(1)  # 1 for 3千5百, which has no one
    core = Core(start, tail.end() if tail else end, value, "arabic", times=times)
    return _with_within(text, core)


def han_core(text: str, start: int, end: int) -> Core | None:
    """The core whose Chinese run stands at ``start:end`` of a plain text; None for what is no number (百千萬)."""
    if end - start > LONGEST:
        return None
    run = text[start:end]
    if _SOME[0] in run or _SOME[1] in run:
        return _vague(run, start, end)
    if pair := _PAIR.search(run):
        return _pair(text, run, pair, start, end)
    value = value_of(run)
    if value is None:
        return None
    core = Core(start, end, value, "han", lone=len(run) == 1, flat=not any(char in _MULTIPLIERS for char in run))
    if decimals := _DECIMALS.match(text, end):
        return _with_decimals(run, core, decimals)
    core.times = _times(run)
    return _with_within(text, core)


def _with_decimals(run: str, core: Core, decimals: re.Match[str]) -> Core:
    value = value_of(run + decimals.group())
    if value is not None:
        core.value, core.end, core.lone, core.flat = value, decimals.end(), False, False
    return core


def _times(run: str) -> Fraction:
    """What the multipliers at the end of a run multiply by; 三百 is three times a hundred."""
    multipliers = run[len(run.rstrip(_MULTIPLIERS)) :]
    return (value_of(multipliers) or Fraction(1)) if len(multipliers) < len(run) else Fraction(1)


def _with_within(text: str, core: Core) -> Core:
    """The core with its 餘, 多, 來, 幾 or +, and with the 萬 after that."""
    match = _WITHIN.match(text, core.end)
    if match is None or core.value is None or not _may_be_open(core, match):
        return core
    scale = value_of(match["scale"]) if match["scale"] else Fraction(1)
    if scale is None:
        return core
    step = _step(core.value)
    core.value, core.end, core.lone, core.flat = core.value * scale, match.end(), False, False
    core.times *= scale
    if match["word"] == _SOME[0]:
        core.kind, core.low, core.high, core.value = "vague", core.value + scale, core.value + step * scale - 1, None
    else:
        core.within = match.span("word")
    return core


def _may_be_open(core: Core, match: re.Match[str]) -> bool:
    """十多 and 3萬餘, but 三多 only before 萬; 來 and 幾 want a round number: 十來個."""
    value = core.value or Fraction(0)
    if match["word"] in (plain("來"), _SOME[0]):
        return value >= 10 and value % 10 == 0
    return value >= 10 or bool(match["scale"]) or match["word"] == "+"


def _step(value: Fraction) -> Fraction:
    """The last place that a round number counts: of 120 ten, of 300 a hundred."""
    step = 1
    while value % (step * 10) == 0 and step < 10**15:
        step *= 10
    return Fraction(step)


def _vague(run: str, start: int, end: int) -> Core | None:
    """數百 (100 to 999), 幾十萬, 十幾 (11 to 19): 幾 and 數 stand for any digit, and so do the places below it."""
    mark = run.index(_SOME[0]) if _SOME[0] in run else run.index(_SOME[1])
    low, two, high = (value_of(run[:mark] + digit + run[mark + 1 :]) for digit in "一二九")
    if low is None or two is None or high is None:
        return None
    return Core(start, end, None, "han", low, high + (two - low) - 1, "vague")


def _pair(text: str, run: str, pair: re.Match[str], start: int, end: int) -> Core | None:
    """兩三百, 三四十, 十七八: two digits in a row that follow one another; also 三五."""
    first, second = pair.groups()
    if _RANK[second] - _RANK[first] != 1 and (first, second) != ("三", "五"):
        value = value_of(run)
        return None if value is None else Core(start, end, value, "han", flat=True)
    if len(run) > 2 and value_of(run) is not None:  # 一九三四: digits side by side
        return Core(start, end, value_of(run), "han", flat=True)
    low, high = (value_of(run[: pair.start()] + digit + run[pair.end() :]) for digit in (first, second))
    if low is None or high is None:
        return None
    core = Core(start, end, Fraction(0), "han", low, high, "range", flat=len(run) == 2)
    return _scaled_range(text, core)


def _scaled_range(text: str, core: Core) -> Core:
    """二三十萬 is read as it stands; 三四十多萬 takes its 多萬 along."""
    match = _WITHIN.match(text, core.end)
    core.value = None
    scale = value_of(match["scale"]) if match and match["scale"] else None
    if match is None or scale is None or core.low is None or core.high is None:
        return core
    core.low, core.high, core.end, core.within = core.low * scale, core.high * scale, match.end(), match.span("word")
    return core

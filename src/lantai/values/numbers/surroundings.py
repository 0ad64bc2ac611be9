"""What stands about a numeral: signs of money and minus signs, the words that leave it open, its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lantai.values.numbers import english
from lantai.values.numbers.approximators import Approximators, Mark
from lantai.values.numbers.cores import Core
from lantai.values.numbers.draft import Draft
from lantai.values.numbers.number import Kind
from lantai.values.numbers.plain import plain
from lantai.values.numbers.units import Unit, Units

_HALVED: Final = frozenset({"time", "length", "area", "mass", "volume"})
_PIECES: Final = re.compile(plain(r"個(?:(?P<more>多|餘)|半)"))
_MONEY_BEFORE: Final = re.compile(plain(r"(?:US\$|HK\$|NT\$|[$¥￥€£]|(?<![A-Za-z])(?:RMB|CNY|USD|HKD)|人民幣) ?$"))
_MONEY_ENDS: Final = frozenset(plain("$¥￥€£BYD幣 "))
_BELOW_ZERO: Final = plain("零下")
_HALF: Final = plain("半")
_BIG: Final = plain("大")
_MOST_MARKS: Final = 3
_MORE: Final = plain("多餘")


@dataclass(slots=True)
class Surroundings:
    """A plain text, and what is known of the words about its numerals."""

    text: str
    units: Units
    marks: Approximators

    def draft(self, core: Core, floor: int, kind: Kind) -> Draft:
        """The core with what stands before it: a sign of money, a minus, words such as 近."""
        draft = Draft(core.start, core.end, kind, core.value, core.low, core.high)
        if money := self.money_before(core.start, floor):
            draft.start, draft.unit = money
        if core.value is not None and (sign := self._minus(draft.start, floor)):
            draft.start, draft.value = draft.start - sign, -core.value
        while len(draft.marks) < _MOST_MARKS and (mark := self.marks.mark_before(self.text, draft.start, floor)):
            draft.start = mark.start
            draft.marks.insert(0, mark)
        if core.within:
            draft.marks.append(Mark(self.marks.within[self.text[core.within[0]]], *core.within))
        return draft

    def money_before(self, start: int, floor: int = 0) -> tuple[int, Unit] | None:
        """The sign of money that ends at ``start``: where it begins, and its currency."""
        if start <= floor or self.text[start - 1] not in _MONEY_ENDS:
            return None
        match = _MONEY_BEFORE.search(self.text, max(floor, start - 5), start)
        unit = self.units.spelled.get(match.group().strip()) if match else None
        return (match.start(), unit) if match and unit else None

    def _minus(self, start: int, floor: int) -> int:
        """The length of the minus sign or 零下 before a number; 0 without."""
        if start - 2 >= floor and self.text.startswith(_BELOW_ZERO, start - 2):
            return 2
        if start <= floor or self.text[start - 1] != "-":
            return 0
        return int(start == 1 or self.text[start - 2] in " (（，。:：\n")

    def unit(self, at: int) -> tuple[Unit, int] | None:
        """The unit at ``at``, or after one space, 大 (四大部分) or a hyphen (5-year), and where it ends."""
        begin = at + 1 if self.text[at : at + 1] in (" ", "-", _BIG) else at
        found = self.units.at(self.text, begin)
        if found is None or self.text[found[1] : found[1] + 1] != "/":
            return found
        unit, end = found
        divisor = self.units.at(self.text, end + 1)
        if divisor is None or unit.dimension == "count":
            return found
        return Unit(f"{unit.name}/{divisor[0].name}", "rate"), divisor[1]

    def add_unit(self, draft: Draft, core: Core) -> None:
        """The unit after the core, with the half or the 多 that may stand about it: 一年半, 兩個多月."""
        found = self._pieces(draft, core) or self.unit(core.end) or self.noun(core)
        if found is None:
            if draft.unit:
                draft.kind = "quantity"
            return
        unit, end = found
        draft.unit = draft.unit or unit
        draft.end = end
        draft.kind = "percent" if unit.dimension == "share" else "quantity"
        following = self.text[end : end + 1]
        if unit.dimension not in _HALVED and unit.name != "倍":
            return
        if following == _HALF and draft.value is not None:
            draft.value, draft.end = draft.value + Fraction(1, 2), end + 1
        elif following and following in _MORE:
            draft.marks.append(Mark("low", end, end + 1))
            draft.end = end + 1

    def _pieces(self, draft: Draft, core: Core) -> tuple[Unit, int] | None:
        """兩個半月, 一個半小時, 三個多星期: the half or the 多 stands between 個 and the unit."""
        match = _PIECES.match(self.text, core.end)
        found = self.units.at(self.text, match.end()) if match else None
        if match is None or found is None or found[0].dimension not in _HALVED:
            return None
        if match["more"]:
            draft.marks.append(Mark("low", *match.span("more")))
        elif draft.value is not None:
            draft.value += Fraction(1, 2)
        return found

    def noun(self, core: Core) -> tuple[Unit, int] | None:
        """The English plural after the core, as a unit: the table's (people), else one of its own (villages)."""
        noun = english.noun_after(self.text, core.end)
        return (self.units.spelled.get(noun[0]) or Unit(noun[0], "count"), noun[1]) if noun else None

    def after(self, draft: Draft) -> Draft:
        """The draft with what stands after it: 以上, 左右."""
        if mark := self.marks.mark_after(self.text, draft.end):
            draft.marks.append(mark)
            draft.end = mark.end
        return draft

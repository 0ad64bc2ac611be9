"""The numerals at a place of a text, and what goes on them: another end, a ratio, smaller units, an age."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lantai.values.numbers import english
from lantai.values.numbers.approximators import Mark
from lantai.values.numbers.cores import NUMBER, TOKEN, Core, arabic_core, han_core, value_of
from lantai.values.numbers.draft import Draft
from lantai.values.numbers.plain import plain
from lantai.values.numbers.points import point_after, word_kind
from lantai.values.numbers.surroundings import Surroundings

_RANGE: Final = re.compile(plain(r" ?(?:至|到|—{1,2}|–|～|~|─{1,2}|〜|-|\bto\b|\band\b) ?"))
_COLON: Final = re.compile("[:：]")
_TOLD_RATIO: Final = re.compile(
    plain("比[例率值分重]?|之比") + "[為是約達:： ]{0,3}$|(?<![A-Za-z])(?:ratio|scale|odds)(?: of)? $"
)
_TO: Final = plain("比")
_NO_RATIO: Final = re.compile(plain("[多少大小高低長短好]"))
_SPOKEN: Final = frozenset("米塊丈尺斤里畝")
_PIECE_OF_MONEY: Final = "塊"
_TENTHS_AFTER: Final = re.compile(
    plain("(?P<digits>[一二三四五六七八九]{1,2})(?=$|[\\s，、。；：！？,;:!?）)」』”]|[的左右高長寬深厚粗])")
)
_OLDEST: Final = 120
_OF_AGE: Final = frozenset({"and over", "and above", "and under", "and below"})
_AGED: Final = re.compile("(?<![A-Za-z])aged $", re.IGNORECASE)
_YEARS_OF_AGE: Final = "歲"
HEAD: Final = re.compile(r"(?!0[0-9])[0-9]+(?:\.[0-9]+)?(?=-(?!0[0-9]|[0-9]{8})|[A-Za-z])")

_HALF: Final = plain("半")
_SOME: Final = plain("幾數")


@dataclass(slots=True)
class Numerals(Surroundings):
    """A plain text whose numerals are read one by one."""

    # -- ratios --------------------------------------------------------------------------------------

    def ratio(self, start: int, end: int, floor: int) -> Draft:
        """3:2, 12.3∶45.6, 1:500; 10:30 is a clock time where nothing says that it is a ratio."""
        terms = _COLON.split(self.text[start:end])
        is_told = _TOLD_RATIO.search(self.text, max(floor, start - 6), start) is not None
        if not is_told and word_kind(self.text[start:end].replace("：", ":")) == "time":
            return Draft(start, end, "time")
        return self._of_terms(start, end, [Fraction(term) for term in terms])

    @staticmethod
    def _of_terms(start: int, end: int, terms: list[Fraction]) -> Draft:
        """A ratio of two terms has their quotient for its value; one of more terms has none."""
        value = terms[0] / terms[1] if len(terms) == 2 and terms[1] else None
        return Draft(start, end, "ratio", value)

    def ratio_in_words(self, core: Core) -> Draft | None:
        """三比二, 3比2: two bare numbers; not 3比5多."""
        if not self.text.startswith(_TO, core.end) or core.value is None or core.kind != "exact":
            return None
        second = self.core_at(core.end + 1)
        if second is None or second.value is None or second.kind != "exact" or self.unit(second.end):
            return None
        if point_after(self.text, second, core.end, is_open=False) or _NO_RATIO.match(self.text, second.end):
            return None
        return self._of_terms(core.start, second.end, [core.value, second.value])

    # -- cores -----------------------------------------------------------------------------------

    def core(self, token: re.Match[str]) -> Core | None:
        start, end = token.span()
        if token.lastgroup == "han":
            return han_core(self.text, start, end)
        if token.lastgroup == "alone":
            return self._alone(start)
        if token.lastgroup == "grouped" or NUMBER.fullmatch(token.group()):
            core = arabic_core(self.text, start, end)
            return core and english.multiplied(self.text, core, after_money=self.money_before(start) is not None)
        value = value_of(token.group()) if token.lastgroup == "vulgar" else None
        return None if value is None else Core(start, end, value, "arabic")

    def _alone(self, start: int) -> Core:
        char = self.text[start]
        if char in _SOME:
            return Core(start, start + 1, None, "han", Fraction(1), Fraction(9), "vague", lone=True)
        return Core(start, start + 1, Fraction(1, 2) if char == _HALF else Fraction(2), "han", lone=True)

    def core_at(self, at: int) -> Core | None:
        token = TOKEN.match(self.text, at)
        if token is None:
            return None
        if token.lastgroup == "word" and (head := HEAD.match(token.group())):
            return arabic_core(self.text, at, at + head.end())
        if token.lastgroup == "word" and token.group().isalpha():
            return english.words_core(self.text, at, token.group())
        return self.core(token)

    def second(self, end: int, repeated: str = "") -> Core | None:
        """The second numeral of a range that goes on at ``end``, after what it may repeat (百分之五至百分之八)."""
        separator = _RANGE.match(self.text, end)
        if separator is None:
            return None
        at = separator.end()
        return self.core_at(at + len(repeated) if repeated and self.text.startswith(repeated, at) else at)

    def add_parts(self, draft: Draft, core: Core) -> None:
        """What goes on a quantity in smaller units: 三元五角, 三年零五個月, 兩小時三十分; and 一米七八."""
        while draft.unit is not None and draft.value is not None and not draft.marks and core.kind == "exact":
            part = self.core_at(draft.end)
            found = self.units.part_at(draft.unit, self.text, part.end) if part and part.form != "latin" else None
            if part is None or found is None or part.value is None or part.value * found[0] >= 1:
                break
            draft.add(part.value * found[0])
            draft.end = found[1]
            if part.within:
                draft.marks.append(Mark("low", *part.within))
        if draft.unit is not None and draft.unit.name in _SPOKEN and core.form == "han" and not draft.marks:
            self._add_spoken(draft)
        is_sum = draft.value is not None and draft.value.denominator > 1
        if is_sum and draft.unit is not None and draft.unit.name == _PIECE_OF_MONEY:
            draft.unit = self.units.named["元"]

    def _add_spoken(self, draft: Draft) -> None:
        """一米七八, 三塊五: the digits after the unit are its tenths and hundredths."""
        match = _TENTHS_AFTER.match(self.text, draft.end)
        digits = value_of(match["digits"]) if match else None
        if match is not None and digits is not None and draft.value is not None and draft.value.denominator == 1:
            draft.add(digits / 10 ** len(match["digits"]))
            draft.end = match.end("digits")

    def add_years(self, draft: Draft, floor: int) -> None:
        """60 and over, aged 60: an age."""
        if draft.unit is not None or draft.value is None or not 0 < draft.value <= _OLDEST:
            return
        last = self.text[draft.marks[-1].start : draft.marks[-1].end].lower() if draft.marks else ""
        if last in _OF_AGE or _AGED.search(self.text, max(floor, draft.start - 6), draft.start):
            draft.unit, draft.kind = self.units.named[_YEARS_OF_AGE], "quantity"

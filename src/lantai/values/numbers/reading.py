"""Reading one numeral of a running text together with what stands around it: words that leave it open, its unit.

In this order: is it a list mark or a code; is it part of a word that counts nothing; is it an ordinal, a share, a
point of time; else it is a quantity, a range or a mere number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from lantai.values.numbers import english
from lantai.values.numbers.approximators import Mark
from lantai.values.numbers.cores import Core, arabic_core, han_core, value_of
from lantai.values.numbers.draft import Draft
from lantai.values.numbers.lexicon import Lexicon
from lantai.values.numbers.numerals_at import HEAD, Numerals
from lantai.values.numbers.plain import plain
from lantai.values.numbers.points import after_era, digits_kind, is_term, point_after, span_at, word_kind
from lantai.values.numbers.units import Unit

_LIST: Final = plain("、")
_CHAIN: Final = frozenset(plain("、和與及至—-–，,") + " ")
_PARTS: Final = re.compile(plain("分之"))
_TENTHS: Final = re.compile(plain(r" ?成(半)?(?![立為功果員年本就長績熟分交都人品份因語了形效])"))
_SHARES: Final = {100: "%", 1000: "‰", 10_000: "‱"}
_CHANGE: Final = re.compile(plain("[從由自]$|(?<![A-Za-z])from $"), re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?<![A-Za-z])between $", re.IGNORECASE)
_PROPER: Final = re.compile(r"[0-9]{1,2}/[0-9]{1,3}")
_MONEY_WORD: Final = re.compile(r"((?:RMB|CNY|USD|HKD|EUR|GBP|JPY|TWD))[0-9]+(?:\.[0-9]+)?")
_ANOTHER: Final = re.compile(r"\s[0-9]")
_DETERMINERS: Final = frozenset(plain("每這那同某另下上哪各任何此該前後本之唯首"))
_LONGEST_WORD: Final = 24
_PARTS_OF_DATE: Final = 3
_SMALLEST_FLAT: Final = 4

_MIXED: Final = re.compile(plain("又[一二三四五六七八九十百0-9]{1,4}分之[一二三四五六七八九十百0-9]{1,4}"))
_YEAR: Final = plain("年")
_NEXT_DIGIT: Final = dict(pairwise(plain("一二三四五六七八九")))
_SUZHOU: Final = frozenset("〡〢〣〤〥〦〧〨〩")
_SURNAMES: Final = frozenset(plain("陸伍"))
_AFTER_SURNAME: Final = re.compile(plain("$|[^\u3400-\u9fff]|[整正零多餘以左上]"))
_NOT_COUNTED: Final = _DETERMINERS | frozenset(plain("的第雙多全幾數凡者與和及或在從"))
_CLAUSE_END: Final = re.compile(plain("$|[\\s，、。；：！？,;:!?（）()」』”]"))
_OF_A_FAMILY: Final = re.compile(plain("之家"))

_ORDINAL: Final = plain("第")
_HALF: Final = plain("半")
_SOME: Final = plain("幾數")
_SIZES: Final = plain("十百千萬億")
_HALVES: Final = plain("半數")


@dataclass(slots=True)
class Reader(Numerals):
    """One plain text, read token by token from left to right."""

    words: Lexicon
    previous: Draft | None = None

    def read(self, token: re.Match[str], floor: int) -> Draft | None:
        """The number, code or point of time that a token begins; it reaches back to ``floor`` at most."""
        start, end = token.span()
        if token.lastgroup == "phrase":
            low = value_of(next(char for char in token.group() if char in _SIZES))
            return self.after(Draft(start, end, "vague", None, low))
        if token.lastgroup == "word" and not self.text[start].isdigit():
            return self._word(start, end, floor)
        if special := span_at(self.text, start, floor):
            kind, start, end = special
            return Draft(start, end, kind)
        if token.lastgroup == "ratio":
            return self.ratio(start, end, floor)
        core = self.core(token)
        if core is None:
            return self._joined(start, end, floor) if token.lastgroup == "word" else None
        return self._arabic(core, token, floor) if core.form == "arabic" else self._han(core, token, floor)

    # -- words of letters and digits ---------------------------------------------------------------

    def _word(self, start: int, end: int, floor: int) -> Draft | None:
        word = self.text[start:end]
        if word.isalpha() and not english.begins_number(word):
            return None
        if (rank := english.ordinal(self.text, start, word)) is not None:
            return _ranked(start, *rank)
        if (found := english.unit_and_a_half(self.text, start)) and (unit := self.units.spelled.get(found[0])):
            return self.after(Draft(start, found[1], "quantity", Fraction(3, 2), unit=unit))
        if core := english.words_core(self.text, start, word):
            return self._fraction(core, floor) if core.flat else self._quantity(core, floor)
        if not any(map(str.isdigit, word)):
            return None
        money = _MONEY_WORD.fullmatch(word)
        core = arabic_core(self.text, start + money.end(1), end) if money else None
        return self._quantity(core, floor) if core else Draft(start, end, "code")

    def _joined(self, start: int, end: int, floor: int) -> Draft:
        """Digits joined with more: 10-20, 5kg, 5-year, 1/3, 1930s, 3rd; else a date, a clock time or a code."""
        word = self.text[start:end]
        if (rank := english.ordinal(self.text, start, word)) is not None:
            digits = start + len(word) - 2
            span = english.date_span(self.text, start, digits, floor)
            return Draft(*span, "date") if span else _ranked(start, *rank)
        if _PROPER.fullmatch(word) and (value := value_of(word)) is not None and value < 1:
            return self._fraction(Core(start, end, value, "arabic"), floor)
        kind, head = word_kind(word), HEAD.match(word)
        if kind == "code" and head and len(word) <= _LONGEST_WORD:
            core = arabic_core(self.text, start, start + head.end())
            money = self.money_before(start) is not None
            draft = core and self._quantity(english.multiplied(self.text, core, after_money=money), floor)
            if draft and draft.end >= end:
                return draft
        return Draft(start, end, kind)

    # -- the order of questions ----------------------------------------------------------------------

    def _arabic(self, core: Core, token: re.Match[str], floor: int) -> Draft | None:
        start, end = token.span()
        if span := english.date_span(self.text, start, end, floor):
            return Draft(*span, "date")
        if english.is_label(self.text, start, floor):
            return Draft(start, end, "ordinal", core.value, core.value, core.value)
        if _ANOTHER.match(self.text, core.end):  # a column of figures: nothing belongs to this one
            return self._ordinal(core, floor) or self._bare(core, start, end) or self.draft(core, floor, "number")
        return (
            self._ordinal(core, floor)
            or self._share(core, floor)
            or self._point(core, floor)
            or self._bare(core, start, end)
            or self.ratio_in_words(core)
            or self._quantity(core, floor)
        )

    def _bare(self, core: Core, start: int, end: int) -> Draft | None:
        """Digits that are no number by themselves: 007, a telephone number, (2021)."""
        kind = digits_kind(self.text, start, end) if core.end == end else None
        return Draft(start, end, kind) if kind else None

    def _han(self, core: Core, token: re.Match[str], floor: int) -> Draft | None:
        if draft := self._ordinal(core, floor) or self._half(core, floor):
            return draft
        mark = self.marks.mark_before(self.text, core.start, floor)
        word = self.words.around(self.text, core.start, core.end, qualified=mark is not None)
        if word and word[0] <= core.start and core.end <= word[1] and not self._goes_beyond(core, word[1]):
            return None
        if word and word[0] < core.start < word[1] < token.end():  # 唯一 in 唯一一個
            trimmed = han_core(self.text, word[1], token.end())
            return self._han(trimmed, token, word[1]) if trimmed else None
        if is_term(self.text, core.start):
            return Draft(core.start, core.end, "code")
        return (
            self._share(core, floor)
            or self._point(core, floor)
            or self.ratio_in_words(core)
            or self._quantity(core, floor)
        )

    def _goes_beyond(self, core: Core, end: int) -> bool:
        """Whether what the core counts is longer than the word found here: 三公里 is more than 三公."""
        found = self.unit(core.end) if end > core.end else None
        return _PARTS.match(self.text, core.end) is not None or (found is not None and found[1] > end)

    # -- ordinals, shares, points of time ------------------------------------------------------------

    def _ordinal(self, core: Core, floor: int) -> Draft | None:
        """第三卷, 第1—3卷, and the rest of a chain: 第一、二、三卷."""
        at = core.start - 1 if self.text[core.start - 1 : core.start] == " " else core.start
        is_first = at > floor and self.text[at - 1] == _ORDINAL
        if (not is_first and not self._goes_on(core, floor)) or core.value is None:
            return None
        draft = Draft(at - 1 if is_first else core.start, core.end, "ordinal", core.value, core.value, core.value)
        found = self.unit(core.end)
        if found and found[0].name != "%":
            draft.unit, draft.end = found
        elif (second := self.second(core.end)) and second.value is not None and second.value > core.value:
            draft.value, draft.high, draft.end = None, second.value, second.end
            draft.unit, draft.end = self.unit(second.end) or (None, second.end)
        return draft

    def _goes_on(self, core: Core, floor: int) -> bool:
        """Whether the core continues ordinals that want a unit still."""
        last = self.previous
        if last is None or last.kind != "ordinal" or last.unit or last.end != floor or core.start - floor > 2:
            return False
        return core.start > floor and set(self.text[floor : core.start]) <= _CHAIN

    def _half(self, core: Core, floor: int) -> Draft | None:
        """一半, 半數."""
        at = core.end
        if core.value == 1 and core.lone and self.text.startswith(_HALF, at) and self.unit(at + 1) is None:
            return self._fraction(Core(core.start, at + 1, Fraction(1, 2), "han"), floor)
        if self.text.startswith(_HALVES, core.start):
            return self._fraction(Core(core.start, core.start + 2, Fraction(1, 2), "han"), floor)
        return None

    def _share(self, core: Core, floor: int) -> Draft | None:
        """三分之一, 百分之三十五, 三成."""
        if match := _PARTS.match(self.text, core.end):
            return self._parts(core, match.end(), floor)
        if (match := _MIXED.match(self.text, core.end)) and (value := value_of(self.text[core.start : match.end()])):
            return self._fraction(Core(core.start, match.end(), value, "han"), floor)
        tenths = _TENTHS.match(self.text, core.end)
        if tenths is None or not self._are_tenths(core):
            return None
        half = Fraction(5) if tenths.group(1) else Fraction(0)
        values = [None if value is None else value * 10 + half for value in (core.value, core.low, core.high)]
        draft = self.draft(core, floor, "range" if core.value is None else "percent")
        draft.value, draft.low, draft.high = values
        draft.unit, draft.end = self.units.named["%"], tenths.end()
        return self.after(draft)

    @staticmethod
    def _are_tenths(core: Core) -> bool:
        greatest = core.high if core.value is None else core.value
        return greatest is not None and greatest <= 10 and core.kind != "vague"

    def _parts(self, core: Core, at: int, floor: int) -> Draft | None:
        above = self.core_at(at)
        if above is None or not core.value:
            return None
        sign = _SHARES.get(int(core.value)) if core.lone and core.value in _SHARES else None
        start = Core(core.start, above.end, above.value, "han", above.low, above.high, above.kind, above.within)
        if sign is None:
            start.value = None if above.value is None else above.value / core.value
            return self._fraction(start, floor) if start.value is not None else None
        draft = self.draft(start, floor, "percent" if above.value is not None else "range")
        draft.unit = self.units.named[sign]
        second = self.second(above.end, self.text[core.start : at])
        if second and second.value is not None and above.value is not None:
            draft.kind, draft.value, draft.is_reversed = "range", None, above.value > second.value
            draft.low, draft.high = sorted((above.value, second.value))
            draft.end = second.end
        return self.after(draft)

    def _fraction(self, core: Core, floor: int) -> Draft:
        return self.after(self.draft(core, floor, "fraction"))

    def _point(self, core: Core, floor: int) -> Draft | None:
        is_open = self.marks.mark_before(self.text, core.start, floor) is not None
        point = point_after(self.text, core, floor, is_open=is_open)
        if point is None:
            is_year = core.kind == "range" and self.text.startswith(_YEAR, core.end)
            of_era = is_year and after_era(self.text, core.start, floor)  # 道光二十五六年
            return Draft(core.start, core.end + 1, "date") if of_era else None
        kind, end = point
        if kind == "date":
            return Draft(core.start, self._date_end(end), kind)
        if kind in ("ordinal", "anniversary", "cohort"):
            return Draft(core.start, end, kind, core.value, core.value, core.value)
        return Draft(core.start, end, kind)

    def _date_end(self, end: int) -> int:
        """Where a date ends whose first part ends at ``end``: the month and the day belong to the year."""
        for _ in range(_PARTS_OF_DATE):
            part = self.core_at(end)
            point = part and point_after(self.text, part, end, is_open=False)
            if not point or point[0] != "date":
                break
            end = point[1]
        return end

    # -- quantities ----------------------------------------------------------------------------------

    def _quantity(self, core: Core, floor: int) -> Draft | None:
        if (ranged := self._range(core, floor)) is not None:
            return ranged if ranged.end > core.end else None
        draft = self.draft(core, floor, "number")
        self.add_unit(draft, core)
        self.add_parts(draft, core)
        self.after(draft)
        self.add_years(draft, floor)
        if core.kind != "exact":
            draft.kind = core.kind
        return draft if self._counts(core, draft) else None

    def _range(self, core: Core, floor: int) -> Draft | None:
        """10—20人, 10%至20%, 3至5萬元, 三、四十; a Draft that is no longer than the core says: no number at all."""
        first = self.unit(core.end)
        start, end = core.start, first[1] if first else core.end
        listed = core.form == "han" and self.text.startswith(_LIST, end) and first is None
        second = self.core_at(end + 1) if listed else self.second(end)
        if second is None or core.value is None or second.value is None or core.kind != "exact":
            return None
        if "and" in self.text[end : second.start] and not _BETWEEN.search(self.text, max(floor, start - 8), start):
            return None
        if first is None and (point := point_after(self.text, second, core.start, is_open=False)):
            kind, stop = point
            return Draft(core.start, stop, kind) if kind in ("date", "time") else None
        if listed and self.text.startswith(_YEAR, second.end) and after_era(self.text, core.start, floor):
            return Draft(core.start, second.end + 1, "date")
        tenths = None if first or listed else _TENTHS.match(self.text, second.end)
        last = (self.units.named["%"], tenths.end()) if tenths and second.value <= 10 else self.unit(second.end)
        ends = self._neighbours(core, second) if listed else (_scaled(core, second), second.value)
        if ends is None or not _fit(first, last, core, second, listed):
            return None
        if tenths and last and second.value <= 10:
            ends = ends[0] * 10, ends[1] * 10
        draft = self.draft(core, floor, "range")
        draft.is_reversed = ends[0] > ends[1]
        draft.value, draft.low, draft.high = None, min(ends), max(ends)
        draft.end = second.end
        if draft.is_reversed and (self.text[end] == "-" or _CHANGE.search(self.text, max(floor, start - 6), start)):
            return None  # a score, or a change: 由20到10
        last = last or (None if draft.unit else self.noun(second))
        if second.within:
            draft.marks.append(Mark(self.marks.within.get(self.text[second.within[0]], "low"), *second.within))
        draft.unit, draft.end = last or (draft.unit or (first[0] if first else None), second.end)
        return self.after(draft)

    def _neighbours(self, core: Core, second: Core) -> tuple[Fraction, Fraction] | None:
        """三、四百; 一萬二、三千; 二十七、八: two digits that follow one another in one place of a numeral, or None."""
        first, other = self.text[core.start : core.end], self.text[second.start : second.end]
        if _NEXT_DIGIT.get(first[-1]) != other[0]:
            return None
        low, high = value_of(first + other[1:]), value_of(first[:-1] + other)
        return (low, high) if low is not None and high is not None and low < high else None

    def _counts(self, core: Core, draft: Draft) -> bool:
        """Whether a numeral is a number where it stands: 三名 is, the 三 of 三中 is not."""
        if core.form != "han":
            return True
        unit = draft.unit
        if core.lone:
            is_counted = (
                unit is not None and not self._is_indefinite(core, draft) and self._is_surely(unit, core, draft)
            )
            return is_counted or self._is_size(core, draft)
        if unit is not None:
            return True
        if core.flat:
            return core.end - core.start >= _SMALLEST_FLAT or self.text[core.start] in _SUZHOU
        greatest = draft.high if draft.value is None else draft.value
        return bool(draft.marks) or (greatest or 0) >= 100 or not _is_han(self.text[core.end : core.end + 1])

    def _is_surely(self, unit: Unit, core: Core, draft: Draft) -> bool:
        """Whether a single digit and a unit count: not the name 陸元方, not 第三方."""
        if self.text[core.start] in _SURNAMES:
            return _AFTER_SURNAME.match(self.text, draft.end) is not None
        if not unit.cautious:
            return True
        before = self.text[core.start - 1 : core.start]
        if before and before in self.units.counted_after.get(unit.name, ""):
            return True
        if _OF_A_FAMILY.match(self.text, draft.end):
            return True
        return _is_han(before) and before not in _NOT_COUNTED and _CLAUSE_END.match(self.text, draft.end) is not None

    def _is_size(self, core: Core, draft: Draft) -> bool:
        """上百, 近千: a multiplier without a unit, where a word leaves it open."""
        return bool(draft.marks) and core.value is not None and core.value >= 100

    def _is_indefinite(self, core: Core, draft: Draft) -> bool:
        """這一個, 一個個: the 一 of a determiner counts nothing."""
        if core.value != 1:
            return False
        before = self.text[core.start - 1] if core.start else ""
        measure = self.text[core.end : draft.end]
        return before in _DETERMINERS or (len(measure) == 1 and self.text[draft.end : draft.end + 1] == measure)


def _ranked(start: int, rank: int, end: int, is_century: bool) -> Draft:
    value = Fraction(rank)
    return Draft(start, end, "date") if is_century else Draft(start, end, "ordinal", value, value, value)


def _fit(first: tuple[Unit, int] | None, last: tuple[Unit, int] | None, core: Core, second: Core, listed: bool) -> bool:
    """Whether two numerals are one range: one unit for both, and after 三、四 a unit and the next number."""
    if listed:
        return last is not None
    if first and (last is None or first[0] != last[0]):
        return False
    return core.form == second.form or core.form == "arabic"


def _scaled(core: Core, second: Core) -> Fraction:
    """The first end of 3至5萬: it takes part in the 萬 of the second, when that makes it the smaller."""
    first, last = core.value or Fraction(0), second.value or Fraction(0)
    return first * second.times if core.times == 1 and first < last / second.times else first


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"  # no character at all is none

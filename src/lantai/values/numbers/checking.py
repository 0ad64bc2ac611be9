"""What is wrong with the numbers of a text, as an editor would see it: handbook 6.7, FC01 and FC03.

Only what the text itself contradicts is told: words that leave a number open in two ways (近3000餘), a range that
runs backwards, parts that do not make the total that is stated, shares over 100 %. In doubt nothing is said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from lantai.values.numbers.draft import Draft
from lantai.values.numbers.finding import drafts
from lantai.values.numbers.number import NumberProblem
from lantai.values.numbers.plain import plain
from lantai.values.numbers.units import Units
from lantai.values.numbers.visits import Visits

_DATA: Final = Path(__file__).parents[1] / "data" / "number_checks.toml"
_SENTENCE_END: Final = re.compile(
    plain(r"[。！？!?\n](?!\s{0,4}其中)|\.(?=\s)(?!\s{1,4}(?:Of (?:these|them|which|whom)|Among (?:these|them)))")
)
"""The end of a sentence, but not before one that goes on with the parts of what this one counts."""
_COUNTED: Final = frozenset({"quantity", "number"})
_REACH: Final = 16
"""How many characters before a number are looked at for the word that makes it a total or a share."""
_MOST_PARTS: Final = 100
_NEARLY_ALL: Final = Fraction(9, 10)
_ROUNDING: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The words of the checks, as patterns over plain text."""

    total: re.Pattern[str]
    some_parts: re.Pattern[str]
    all_parts: re.Pattern[str]
    share: re.Pattern[str]
    not_share: re.Pattern[str]
    pairs: tuple[tuple[str, ...], ...]
    total_after: re.Pattern[str]
    overlap: re.Pattern[str]
    subjects: re.Pattern[str]


@cache
def _words() -> _Words:
    data: dict[str, Any] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return _Words(
        total=re.compile(
            rf"(?:(?:{plain(data['far'])})[^，,、；;:：。()（）0-9]{{0,10}}|(?:{plain(data['total'])})) ?$",
            re.IGNORECASE,
        ),
        some_parts=re.compile(plain(data["some_parts"]), re.IGNORECASE),
        all_parts=re.compile(plain(data["all_parts"]), re.IGNORECASE),
        share=re.compile(rf"(?:{plain(data['share'])})[^，,、；;。()（）]{{0,8}}$", re.IGNORECASE),
        not_share=re.compile(plain(data["not_share"]), re.IGNORECASE),
        pairs=tuple(tuple(plain(pair).split()) for pair in data["pairs"]),
        overlap=re.compile(plain(data["overlap"]), re.IGNORECASE),
        total_after=re.compile(data["total_after"], re.IGNORECASE),
        subjects=re.compile(rf"(?P<subject>{plain(data['subjects'])})[^，,、；;。()（）0-9]{{0,6}}$"),
    )


def check(text: str, *, units: Units | None = None) -> Iterator[NumberProblem]:
    """What is wrong with the numbers of a text, in the order of the text.

    Codes: ``contradictory-approximators``, ``reversed-range``, ``sum-mismatch``, ``part-over-whole``,
    ``share-over-100``, and the warning ``people-or-visits``.
    """
    seen = plain(text)
    visits = Visits(_words().subjects)
    for sentence in _sentences(seen, drafts(text, units=units)):
        found = [
            *_open_twice(text, sentence),
            *_backwards(text, sentence),
            *_sums(seen, sentence),
            *_shares(seen, sentence),
            *visits.of(seen, sentence),
        ]
        yield from sorted(found, key=lambda problem: (problem.start, problem.end))


def _sentences(seen: str, found: Iterator[Draft]) -> Iterator[list[Draft]]:
    """The numbers sentence by sentence."""
    sentence: list[Draft] = []
    for draft in found:
        if sentence and _SENTENCE_END.search(seen, sentence[-1].end, draft.start):
            yield sentence
            sentence = []
        sentence.append(draft)
    if sentence:
        yield sentence


# -- one number ----------------------------------------------------------------------------------


def _open_twice(text: str, sentence: Sequence[Draft]) -> Iterator[NumberProblem]:
    for draft in sentence:
        if len(draft.marks) < 2:
            continue
        marks = " and ".join(text[mark.start : mark.end] for mark in draft.marks)
        said = "twice" if len({mark.bound for mark in draft.marks}) == 1 else "in two ways"
        message = f"{text[draft.start : draft.end]!r} is left open {said}, by {marks}: one of them must go."
        yield NumberProblem("contradictory-approximators", draft.start, draft.end, message)


def _backwards(text: str, sentence: Sequence[Draft]) -> Iterator[NumberProblem]:
    for draft in sentence:
        if draft.is_reversed:
            message = f"The range {text[draft.start : draft.end]!r} runs from the greater number to the smaller one."
            yield NumberProblem("reversed-range", draft.start, draft.end, message)


# -- sums ----------------------------------------------------------------------------------------


def _sums(seen: str, sentence: Sequence[Draft]) -> Iterator[NumberProblem]:
    counted = [draft for draft in sentence[:_MOST_PARTS] if _is_exact(draft)]
    for place, draft in enumerate(counted):
        is_total = _is_total(seen, draft)
        before, after = counted[:place] if is_total else [], counted[place + 1 :]
        if problem := _parts_before(seen, before, draft) or _parts_after(seen, after, draft, is_total=is_total):
            yield problem


def _is_total(seen: str, draft: Draft) -> bool:
    before = _words().total.search(seen, max(draft.start - _REACH, 0), draft.start)
    return before is not None or _words().total_after.match(seen, draft.end) is not None


def _is_exact(draft: Draft) -> bool:
    return draft.kind in _COUNTED and not draft.marks and draft.value is not None


def _parts_before(seen: str, before: Sequence[Draft], total: Draft) -> NumberProblem | None:
    """甲30人、乙40人，共80人: a total at the end is the total of all of its list."""
    parts = _alike(seen, before, total, at_end=True)
    if parts and _is_total(seen, parts[0]):
        return None  # the first of them is a total of its own
    return _mismatch(parts, total) if len(parts) > 1 and _total(parts) != total.value else None


def _parts_after(seen: str, after: Sequence[Draft], total: Draft, *, is_total: bool) -> NumberProblem | None:
    """80人，其中男30人、女40人: too much is wrong, too little where the list must be the whole.

    People are counted in several ways at once (其中女60人、黨員50人): of them a list proves nothing by itself.
    """
    if not after:
        return None
    between = (total.end, after[0].start)
    some, whole = _words().some_parts.search(seen, *between), _words().all_parts.search(seen, *between)
    whole = whole if is_total else None
    parts = _alike(seen, after, total, at_end=False) if some or whole else []
    over = next((part for part in parts if _worth(part) > _worth(total)), None)
    if over is not None:
        message = f"A part, {_shown(over)}, is larger than the whole, {_shown(total)}."
        return NumberProblem("part-over-whole", over.start, over.end, message)
    if len(parts) < 2 or _total(parts) == total.value:
        return None
    if whole or _is_pair(seen, total.end, parts):
        return _mismatch(parts, total)
    is_people = total.unit is not None and total.unit.dimension == "people"
    is_wrong = _total(parts) > _worth(total) or _is_nearly_all(parts, total)
    return _mismatch(parts, total) if is_wrong and not is_people else None


def _is_pair(seen: str, start: int, parts: Sequence[Draft]) -> bool:
    listed = seen[start : parts[-1].end + _REACH]
    return len(parts) == 2 and any(all(word in listed for word in pair) for pair in _words().pairs)


def _is_nearly_all(parts: Sequence[Draft], total: Draft) -> bool:
    return len(parts) > 2 and _total(parts) >= _worth(total) * _NEARLY_ALL


def _alike(seen: str, listed: Sequence[Draft], total: Draft, *, at_end: bool) -> list[Draft]:
    """The parts of a list: what is counted as the total is, outside brackets, without a break in the list."""
    parts: list[Draft] = []
    for draft in reversed(listed) if at_end else listed:
        between = (
            (draft.end, parts[-1].start) if at_end and parts else (parts[-1].end, draft.start) if parts else (0, 0)
        )
        if _words().some_parts.search(seen, *between):
            break
        if _is_bracketed(seen, draft) or not _is_counted_alike(seen, draft, total):
            continue
        parts.append(draft)
    return parts[::-1] if at_end else parts


def _is_bracketed(seen: str, draft: Draft) -> bool:
    before = seen[max(draft.start - _REACH, 0) : draft.start]
    return max(before.rfind("("), before.rfind("（")) > max(before.rfind(")"), before.rfind("）"))


def _is_counted_alike(seen: str, draft: Draft, total: Draft) -> bool:
    """The same unit, and not another noun after it: 3個鄉鎮 are no part of 20個項目."""
    if _unit(draft) != _unit(total) and not (_is_english(seen, draft) and _is_english(seen, total)):
        return False
    mine, theirs = _noun(seen, draft), _noun(seen, total)
    return not mine or not theirs or mine == theirs


def _unit(draft: Draft) -> str:
    return draft.unit.name if draft.unit else ""


def _is_english(seen: str, draft: Draft) -> bool:
    """English counts by nouns, and leaves them out: 130 people, of whom 70 were men."""
    is_count = draft.unit is None or draft.unit.dimension in ("count", "people")
    return is_count and seen[draft.start : draft.end + 2].isascii()


def _noun(seen: str, draft: Draft) -> str:
    following = re.compile("[\u3400-\u9fff]{0,2}").match(seen, draft.end)
    return following.group() if following else ""


def _worth(draft: Draft) -> Fraction:
    return draft.value or Fraction(0)


def _total(parts: Sequence[Draft]) -> Fraction:
    return sum(map(_worth, parts), Fraction(0))


def _shown(draft: Draft) -> str:
    return f"{float(_worth(draft)):.12g}{_unit(draft)}"


def _mismatch(parts: Sequence[Draft], total: Draft) -> NumberProblem:
    terms = " + ".join(f"{float(_worth(part)):.12g}" for part in parts)
    first, last = min(parts[0].start, total.start), max(parts[-1].end, total.end)
    message = f"{terms} is {float(_total(parts)):.12g}, and not the {_shown(total)} that are stated."
    return NumberProblem("sum-mismatch", first, last, message)


# -- shares --------------------------------------------------------------------------------------


def _shares(seen: str, sentence: Sequence[Draft]) -> Iterator[NumberProblem]:
    shares = [draft for draft in sentence[:_MOST_PARTS] if _is_share(seen, draft)]
    for draft in shares:
        if _worth(draft) > 100:
            message = f"A share of {_shown(draft)} is more than the whole."
            yield NumberProblem("share-over-100", draft.start, draft.end, message)
    lists = () if _may_overlap(seen, shares) else _lists(seen, shares)
    for parts in (*lists, *_paired(seen, sentence, shares)):
        total = _total(parts)
        if all(_worth(part) <= 100 for part in parts) and total > 100 + _ROUNDING * len(parts):
            message = f"The shares add up to {float(total):.6g} %, more than the whole."
            yield NumberProblem("share-over-100", parts[0].start, parts[-1].end, message)


def _is_share(seen: str, draft: Draft) -> bool:
    if draft.kind != "percent" or _unit(draft) != "%" or draft.value is None:
        return False
    match = _words().share.search(seen, max(draft.start - _REACH, 0), draft.start)
    return match is not None and not _words().not_share.search(seen, match.start(), draft.end + _REACH)


def _may_overlap(seen: str, shares: Sequence[Draft]) -> bool:
    """Whether the shares may be of groups that overlap: 用甲的占70%，用乙的占60%; 30歲以上占80%，40歲以上占50%."""
    if not shares:
        return False
    described = sum(_GROUP.search(seen, max(draft.start - _REACH, 0), draft.start) is not None for draft in shares)
    return described > 1 or _words().overlap.search(seen, shares[0].start, shares[-1].end + _REACH) is not None


_GROUP: Final = re.compile(plain("(?:的|以[上下])[^，,、；;]{0,6}占[^，,、；;]{0,4}$"))


def _paired(seen: str, sentence: Sequence[Draft], shares: Sequence[Draft]) -> Iterator[list[Draft]]:
    """男60%，女50%: the two halves of one whole, which need no 占."""
    for earlier, later in pairwise(sentence):
        is_share = all(draft.kind == "percent" and draft.value is not None for draft in (earlier, later))
        if not is_share or (earlier in shares and later in shares) or later.start - earlier.end > _REACH:
            continue
        first, second = (_HALF.sub("", seen[max(draft.start - _REACH, 0) : draft.start]) for draft in (earlier, later))
        for pair in _words().pairs:
            if len(pair) == 2 and first.endswith(pair[0]) and second.endswith(pair[1]):
                yield [earlier, later]


_HALF: Final = re.compile(plain("(?:[性生子方]|員工|職工|人口|居民)?[占為約是各 ]{0,2}$"))


def _lists(seen: str, shares: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Shares of one whole: several in one list, no 其中 or new total between them."""
    listed: list[Draft] = []
    for earlier, later in pairwise(shares):
        listed = listed or [earlier]
        if _words().some_parts.search(seen, earlier.end, later.start):
            yield listed
            listed = []
        else:
            listed.append(later)
    if len(listed) > 1:
        yield listed

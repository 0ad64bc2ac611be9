"""Names that may be meant: what a name may have been misread as, misheard as, or written as otherwise.

Five things happen to a name on its way into a text: a variant or the other script (林雲 as 林云), a look-alike read by
a machine or a tired eye (尉 as 慰), a homophone typed by ear (聲 as 生), characters changed in order, above all where
an old headline runs from right to left, and characters lost or run together (二十 as 廿). Each is a suggestion with
its reason; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from heapq import nsmallest
from math import prod
from typing import Final, Literal

from lantai.values.fold_table import fold_table
from lantai.values.names import LONGEST, Name, Names
from lantai.values.script.engine import word_converter
from lantai.values.script.reading import readable
from lantai.values.script.tables import common_characters, read_rows, traditional_only

Kind = Literal["variant", "look-alike", "homophone", "reversed", "transposed", "omitted", "merged"]

_SCORES: Final[dict[Kind, float]] = {
    "variant": 0.95,
    "look-alike": 0.8,
    "merged": 0.7,
    "homophone": 0.75,
    "reversed": 0.6,
    "transposed": 0.5,
    "omitted": 0.4,
}
_OTHER_TONE: Final = 0.55
_NEAR_SOUND: Final = 0.4
"""Syllables that many speakers do not tell apart: zh and z, n and l, -in and -ing."""
_SURNAME: Final = 0.1
"""By how much a homophone is less likely at the beginning of a name, where the surname stands."""
_LEAST: Final = 0.1
"""Names less alike than this are not confused."""


@dataclass(frozen=True, slots=True)
class Confusable:
    """A name that the given one may stand for; ``score`` lies in 0–1, ``reason`` is for people."""

    text: str
    kind: Kind
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Link:
    """Why one character may stand for another."""

    kind: Kind
    score: float
    reason: str


def confusables(
    name: str, *, among: Names | Iterable[Name | str] | None = None, limit: int = 20
) -> tuple[Confusable, ...]:
    """The names that ``name`` may stand for, the likeliest first.

    Without ``among``, likely misreadings and spellings are made up, one change each, within the first hundred
    characters; with it, those of the list are given that may be confused with the name, with any number of changes.
    """
    found: dict[str, Confusable] = {}
    candidates = _made_up(name) if among is None else _of_list(name, Names.of(among))
    for one in candidates:
        if one.text != name and (one.text not in found or found[one.text].score < one.score):
            found[one.text] = one
    order = enumerate(found.values())
    ranked = nsmallest(max(0, limit), order, key=lambda item: (-item[1].score, item[0]))
    return tuple(one for _, one in ranked)


def lookalikes(char: str) -> tuple[str, ...]:
    """The characters that are taken for this one by eye or machine; none of them is a variant of it."""
    return _lookalikes().get(char, ())


# -- made up -------------------------------------------------------------------------------------


def _made_up(name: str) -> Iterator[Confusable]:
    name = name[:LONGEST]
    yield from _other_script(name)
    for at, char in enumerate(name):
        for other, link in _alternatives(char, traditional=_is_traditional(name)):
            score = link.score - (_SURNAME if at == 0 and link.kind == "homophone" else 0.0)
            yield Confusable(name[:at] + other + name[at + 1 :], link.kind, round(score, 4), link.reason)
    yield from _merged(name)
    if len(name) > 1:
        yield Confusable(name[::-1], "reversed", _SCORES["reversed"], "read from the other end")


def _is_traditional(name: str) -> bool:
    return not traditional_only().isdisjoint(name)


def _other_script(name: str) -> Iterator[Confusable]:
    simplified = word_converter("t2s")(readable(name))
    for text, script in ((simplified, "simplified"), (word_converter("s2t")(simplified), "traditional")):
        if readable(name) == name:
            yield Confusable(text, "variant", 0.99, f"the same in {script} characters")


@lru_cache(maxsize=10_000)
def _alternatives(char: str, *, traditional: bool) -> tuple[tuple[str, _Link], ...]:
    """What may stand for a character, the likeliest first: variants, look-alikes, then what sounds the same."""
    found: dict[str, _Link] = {}
    written = [*_variants().get(char, ()), *lookalikes(char)]
    spoken = list(_sounding_like(char, traditional))
    for rank, other in enumerate([*written, *spoken]):
        link = _link(char, other)
        if other != char and link and other not in found:
            found[other] = _made_up_link(link, max(0, rank - len(written)) / (len(spoken) + 1))
    return tuple(sorted(found.items(), key=lambda item: -item[1].score))


def _made_up_link(link: _Link, rareness: float) -> _Link:
    """The link of a character that nobody named: one spelling of several, one of the many that sound the same."""
    score = {"variant": 0.85, "homophone": 0.7 * link.score - 0.1 * rareness}.get(link.kind, link.score)
    return replace(link, score=score)


def _sounding_like(char: str, traditional: bool) -> Iterator[str]:
    """Common characters of the same syllable, the usual reading's first, in the script of the name."""
    for syllable in dict.fromkeys(map(_toneless, _readings(char))):
        for other in _by_syllable().get(syllable, ()):
            yield word_converter("s2t")(other) if traditional else other


def _merged(name: str) -> Iterator[Confusable]:
    for two, one in _merges():
        for old, new in ((two, one), (one, two)):
            if old in name:
                reason = f"{two} runs together into {one}"
                yield Confusable(name.replace(old, new, 1), "merged", _SCORES["merged"], reason)


# -- among a list --------------------------------------------------------------------------------


def _of_list(name: str, among: Names) -> Iterator[Confusable]:
    for other in among:
        found = _compared(name, other.text)
        if found and found.score >= _LEAST:
            yield found


def _compared(name: str, other: str) -> Confusable | None:
    """Whether two names may be confused, and by what."""
    if name == other or abs(len(name) - len(other)) > 1:
        return None
    if len(name) != len(other):
        return _with_one_less(name, other)
    return _character_by_character(name, other) or _in_other_order(name, other)


def _character_by_character(name: str, other: str) -> Confusable | None:
    links = [_link(one, two) for one, two in zip(name, other, strict=True) if one != two]
    known = [link for link in links if link]
    if len(known) < len(links):
        return None
    # Variants go together (a text has one script), so they count once.
    score = prod({link.score for link in known if link.kind == "variant"})
    score *= prod(link.score for link in known if link.kind != "variant")
    kind = min(known, key=lambda link: link.score).kind
    return Confusable(other, kind, round(score, 4), "; ".join(link.reason for link in known))


def _in_other_order(name: str, other: str) -> Confusable | None:
    if _folded(name) == _folded(other)[::-1]:
        return Confusable(other, "reversed", _SCORES["reversed"], "read from the other end")
    if sorted(_folded(name)) == sorted(_folded(other)):
        return Confusable(other, "transposed", _SCORES["transposed"], "the same characters in another order")
    return None


def _with_one_less(name: str, other: str) -> Confusable | None:
    for two, one in _merges():
        if name.replace(two, one, 1) == other or other.replace(two, one, 1) == name:
            return Confusable(other, "merged", _SCORES["merged"], f"{two} runs together into {one}")
    short, long = sorted((_folded(name), _folded(other)), key=len)
    if len(short) > 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long))):
        return Confusable(other, "omitted", _SCORES["omitted"], "one character more or less")
    return None


def _folded(text: str) -> str:
    return text.translate(_one_for_all())


# -- two characters ------------------------------------------------------------------------------


@lru_cache(maxsize=100_000)
def _link(one: str, two: str) -> _Link | None:
    """Why one of two different characters may stand for the other; what tells most comes first."""
    if _folded(one) == _folded(two):
        return _Link("variant", _SCORES["variant"], f"{one} and {two} are variants")
    sound = _sound(one, two)
    if two in lookalikes(one):
        more = " and sound alike" if sound else ""
        score = _SCORES["look-alike"] + (0.1 if sound else 0.0)
        return _Link("look-alike", score, f"{one} and {two} look alike{more}")
    return sound


def _sound(one: str, two: str) -> _Link | None:
    ours, theirs = _readings(one), _readings(two)
    same = next((reading for reading in ours if reading in theirs), None)
    if same:
        return _Link("homophone", _SCORES["homophone"], f"{one} and {two} sound the same ({same})")
    if not _syllables(one).isdisjoint(_syllables(two)):
        return _Link("homophone", _OTHER_TONE, f"{one} ({ours[0]}) and {two} ({theirs[0]}) differ in tone")
    if not {_near(sound) for sound in _syllables(one)}.isdisjoint(_near(sound) for sound in _syllables(two)):
        return _Link("homophone", _NEAR_SOUND, f"{one} ({ours[0]}) and {two} ({theirs[0]}) sound nearly the same")
    return None


@lru_cache(maxsize=100_000)
def _readings(char: str) -> tuple[str, ...]:
    """Every reading of a character with its tone, the usual one first; none for what is no Chinese character."""
    from pypinyin import Style, pinyin  # loaded only where names are compared

    return tuple(pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")[0]) if _is_read(char) else ()


def _is_read(char: str) -> bool:
    from pypinyin import Style, pinyin

    return bool(pinyin(char, style=Style.TONE, errors="ignore"))


@lru_cache(maxsize=100_000)
def _syllables(char: str) -> frozenset[str]:
    """The readings of a character without their tones."""
    return frozenset(map(_toneless, _readings(char)))


def _toneless(reading: str) -> str:
    from pypinyin.contrib.tone_convert import to_normal

    return str(to_normal(reading))


def _near(syllable: str) -> str:
    """The syllable as one who does not tell these sounds apart says it."""
    for ours, theirs in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n")):
        if syllable.startswith(ours):
            syllable = theirs + syllable[len(ours) :]
            break
    return syllable[:-1] if syllable.endswith("ng") else syllable


# -- tables --------------------------------------------------------------------------------------


@cache
def _one_for_all() -> dict[int, str]:
    return {ord(char): members[0] for members in fold_table().classes for char in members[1:]}


@cache
def _variants() -> dict[str, tuple[str, ...]]:
    """The members of a character's folding class that a font of any country has."""
    return {
        char: tuple(other for other in members if other != char and _is_printable(other))
        for members in fold_table().classes
        for char in members
    }


def _is_printable(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _lookalikes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for kind, chars in read_rows("lookalikes.tsv"):
        if kind == "set":
            for char in chars:
                found.setdefault(char, []).extend(other for other in chars if other != char)
    return {char: tuple(dict.fromkeys(others)) for char, others in found.items()}


@cache
def _merges() -> tuple[tuple[str, str], ...]:
    rows = (chars.split(" ") for kind, chars in read_rows("lookalikes.tsv") if kind == "merge")
    return tuple((two, one) for two, one in rows)


@cache
def _by_syllable() -> dict[str, tuple[str, ...]]:
    """Common characters by the syllable of their usual reading, the commonest first."""
    found: dict[str, list[str]] = {}
    for char in common_characters():
        for reading in _readings(char)[:1]:
            found.setdefault(_toneless(reading), []).append(char)
    return {syllable: tuple(chars) for syllable, chars in found.items()}

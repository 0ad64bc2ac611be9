"""How likely a run of characters is as Chinese (or English) text: what tells a sound reading from a damaged one.

A bigram model over folded characters, so simplified and traditional text are the same to it. The chance that *b*
follows *a* is that of the two inside one word, plus that of a word ending with *a* and one beginning with *b*, from
``data/likelihood.tsv``. Signs, letters and everything else have fixed chances by kind (``data/likelihood.toml``).

Figures are natural logarithms of chances: 0 is certain, -3 is common, -16 is next to never. They are good for comparing
readings of the same bytes, and for nothing else.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lantai.values.fold_table import fold_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TABLE: Final = Path(__file__).parent / "data" / "likelihood.tsv"
_KINDS: Final = Path(__file__).parent / "data" / "likelihood.toml"
_ZERO: Final = ord("0")
_REST: Final = 1e-9
"""The chance kept for any character after any other."""
_NEVER: Final = math.log(_REST)
_DOCUMENT: Final = 0.5
"""How far the frequencies of characters in a long document replace those of the language."""
_KEPT: Final = 200_000
"""Pairs of characters whose chances are remembered."""
_LONG: Final = 2000
"""Characters of a document at which its own counts are trusted half."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One character: the chances that it ends a word and that it begins one, and what follows it inside words."""

    share: float
    begins: float
    ends: float
    total: float
    followers: str
    levels: str

    def followed_by(self, second: str) -> float:
        """The chance that, after this character, the word goes on with that one."""
        at = self.followers.find(second)
        return 0.0 if at < 0 else _count(self.levels[at]) / self.total


@dataclass(frozen=True, slots=True)
class _Model:
    rows: Mapping[str, _Row]
    order: Mapping[str, int]
    """The place of each character when all are sorted by how often they occur, from 0."""
    folding: Mapping[int, str | None]
    kinds: Kinds


@dataclass(frozen=True, slots=True)
class Run:
    """A script whose characters stand in runs, as kana do: what one has where another stands before it."""

    first: int
    last: int
    common: frozenset[str]
    common_chance: float
    rare_chance: float

    def holds(self, character: str) -> bool:
        return self.first <= ord(character) <= self.last

    def chance(self, character: str) -> float:
        return self.common_chance if character in self.common else self.rare_chance


@dataclass(frozen=True, slots=True)
class Kinds:
    """The fixed chances: of single signs, of ranges of code points, in runs, and of a sign where a word has ended."""

    signs: Mapping[str, float]
    ranges: tuple[tuple[int, int, float], ...]
    runs: tuple[Run, ...]
    han: float

    def chance_in_run(self, first: str, second: str) -> float:
        """The chance of one character of a script behind another of the same; 0 where they are of none, or of two."""
        return next((run.chance(second) for run in self.runs if run.holds(first) and run.holds(second)), 0.0)

    def chance(self, character: str) -> float:
        """The chance of one character that is no known Chinese character."""
        found = self.signs.get(character)
        if found is not None:
            return found
        code = ord(character)
        return next((chance for first, last, chance in self.ranges if first <= code <= last), _REST)

    @staticmethod
    def after_letter(character: str) -> float:
        """What an ASCII letter before it makes of a chance: words go on with letters, accents and all."""
        if "\u00c0" <= character <= "\u024f":
            return 300.0
        return 1.0 if character < "\u2000" else 0.1


def total(text: str) -> float:
    """The logarithm of the chance of a text: the sum of what each character adds. Linear in the text's length."""
    return sum(map(_step, "\n" + text, text))


def mean(text: str) -> float:
    """The logarithm of the chance of a text, by character: some -5 for sound Chinese, under -10 for mojibake."""
    return total(text) / len(text) if text else 0.0


def step(first: str, second: str) -> float:
    """The logarithm of the chance that the second character follows the first."""
    return _step(first, second)


def commonness(character: str) -> int:
    """The place of a Chinese character among all, the most common being 0; far down for what is not known."""
    model = _model()
    folded = model.folding.get(ord(character), character)
    return model.order.get(folded or character, len(model.order))


class Context:
    """The model together with one document's own words: what it says elsewhere, it may well say here.

    Built from pieces of the document that are known to be sound.
    """

    def __init__(self, sound: Iterable[str]) -> None:
        self._pairs: Counter[str] = Counter()
        self._singles: Counter[str] = Counter()
        for piece in sound:
            self._singles.update(piece)
            self._pairs.update(map(add, piece, piece[1:]))
        self._size = self._singles.total()
        self._steps: dict[str, float] = {}

    def total(self, text: str, before: str = "\n") -> float:
        """As the module's ``total``, beginning after a given character."""
        return sum(map(self.step, before + text, text))

    def step(self, first: str, second: str) -> float:
        """As the module's ``step``: the document counts the more, the more often it holds the first character."""
        pair = first + second
        if pair not in self._steps:
            if len(self._steps) > _KEPT:
                self._steps.clear()
            self._steps[pair] = self._counted(first, second)
        return self._steps[pair]

    def _counted(self, first: str, second: str) -> float:
        chance = math.exp(_step(first, second))
        trust = _DOCUMENT * self._size / (self._size + _LONG)
        chance += trust * (self._singles[second] / max(self._size, 1) - chance)
        seen = self._singles[first]
        own = self._pairs[first + second]
        return math.log(chance + seen / (seen + _LONG / 100) * (own / seen - chance) if own else chance)


@lru_cache(maxsize=_KEPT)
def _step(first: str, second: str) -> float:
    model = _model()
    a, b = (model.folding.get(ord(character), character) or character for character in (first, second))
    left, right = model.rows.get(a), model.rows.get(b)
    if right is None:
        chance = model.kinds.chance_in_run(first, second) or model.kinds.chance(second)
    else:
        chance = right.begins * model.kinds.han
    if first.isascii() and first.isalpha():
        chance *= model.kinds.after_letter(second)
    if left is not None:
        chance *= left.ends
        if right is not None:
            chance += left.followed_by(b)
    elif right is None and first == second == " ":
        chance = 0.3
    return math.log(chance + _REST) if chance > _REST else _NEVER


@cache
def _model() -> _Model:
    """The table, read at the first call (some 20 ms) and kept."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    fields = [line.split("\t") for line in lines if line[0] != "#"]
    words = sum(_count(own[1]) for _, own, _, _ in fields)
    characters = sum(_count(own[0]) for _, own, _, _ in fields)
    rows = {first: _row(own, words, characters, followers, levels) for first, own, followers, levels in fields}
    order = {character: place for place, character in enumerate(sorted(rows, key=lambda one: -rows[one].share))}
    return _Model(rows, order, fold_table().mapping, _kinds())


def _row(own: str, words: float, characters: float, followers: str, levels: str) -> _Row:
    count = _count(own[0])
    return _Row(count / characters, _count(own[1]) / words, _count(own[2]) / count, count, followers, levels)


def _kinds() -> Kinds:
    data = tomllib.loads(_KINDS.read_text(encoding="utf-8"))
    signs = {sign: chance for entry in data["signs"] for sign, chance in _shared(entry["signs"], entry["chance"])}
    ranges = tuple((int(e["first"], 16), int(e["last"], 16), float(e["chance"])) for e in data["ranges"])
    runs = tuple(
        Run(int(e["first"], 16), int(e["last"], 16), frozenset(e["common"]), e["common_chance"], e["rare_chance"])
        for e in data["runs"]
    )
    return Kinds(signs, ranges, runs, float(data["han"]))


def _shared(signs: str, chance: float) -> Iterable[tuple[str, float]]:
    return ((sign, chance) for sign in signs)


def _count(level: str) -> float:
    return 0.0 if level == " " else 2.0 ** ((ord(level) - _ZERO) / 2)

"""Comparing two texts: what differs in words, told apart from what differs only in how the words are written.

The texts are aligned by what search folding makes of them (``values.folding``). Where that is the same, a difference
of the texts as given is one of script (瀋/沈), variant (裏/裡), width (Ａ/A), case (A/a), normalisation (é in one code
point or two), punctuation or space; where it is not, it is one of text, and matters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from lantai.values.folding import Folded, fold, fold_with_offsets
from lantai.values.script.alignment import Run, common_runs
from lantai.values.script.engine import word_converter
from lantai.values.script.reading import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["script", "variant", "width", "case", "punctuation", "space", "normalisation", "text"]

_STRIDE: Final = 64
"""How many folded characters are compared at once before they are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the ranges of the two texts as given (one may be empty), what stands there, and its kind."""

    kind: Kind
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    a_text: str
    b_text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """``equal``: the texts are the same; ``same_words``: no difference is of kind ``text``."""

    equal: bool
    same_words: bool
    differences: tuple[Difference, ...]

    @property
    def that_matter(self) -> tuple[Difference, ...]:
        """The differences of kind ``text``."""
        return tuple(one for one in self.differences if one.kind == "text")


def compare(a: str, b: str) -> Comparison:
    """Compare two texts. Time is close to linear; memory some 100 bytes a character.

    Every character of either text that is not in a difference stands in the other text too, in the same order.
    """
    if a == b:
        return Comparison(equal=True, same_words=True, differences=())
    differences = tuple(_merged(_Pair(a, b, fold_with_offsets(a), fold_with_offsets(b)).differences()))
    return Comparison(equal=False, same_words=all(one.kind != "text" for one in differences), differences=differences)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two texts and their folded forms."""

    a: str
    b: str
    a_folded: Folded
    b_folded: Folded

    def differences(self) -> Iterator[Difference]:
        """The differences in order, those of one character each yet."""
        runs = [Run(0, 0, 0), *common_runs(self.a_folded.text, self.b_folded.text)]
        runs.append(Run(len(self.a_folded.text), len(self.b_folded.text), 0))
        for left, right in pairwise(runs):
            yield from self._in_run(left)
            yield from self._between(left, right)

    def _in_run(self, run: Run) -> Iterator[Difference]:
        for first in range(0, run.length, _STRIDE):
            last = min(first + _STRIDE, run.length) - 1
            if self._a_piece(run.a + first, run.a + last) != self._b_piece(run.b + first, run.b + last):
                yield from self._one_by_one(run.a + first, run.b + first, last - first + 1)
            if last + 1 < run.length:
                yield from self._gap(run.a + last, run.b + last)

    def _one_by_one(self, a_at: int, b_at: int, count: int) -> Iterator[Difference]:
        for step in range(count):
            one, two = self._a_piece(a_at + step, a_at + step), self._b_piece(b_at + step, b_at + step)
            if one != two:
                a_start, b_start = int(self.a_folded.starts[a_at + step]), int(self.b_folded.starts[b_at + step])
                yield _difference(kind_of_writing(one, two), a_start, one, b_start, two)
            if step + 1 < count:
                yield from self._gap(a_at + step, b_at + step)

    def _gap(self, a_at: int, b_at: int) -> Iterator[Difference]:
        """What folding left out after two characters that are the same."""
        yield from self._left_out(
            self._a_end(a_at), self._a_start(a_at + 1), self._b_end(b_at), self._b_start(b_at + 1)
        )

    def _between(self, left: Run, right: Run) -> Iterator[Difference]:
        """What stands between two runs: words of either text, or only what folding left out."""
        a_start, a_end = self._a_end(left.a + left.length - 1), self._a_start(right.a)
        b_start, b_end = self._b_end(left.b + left.length - 1), self._b_start(right.b)
        if left.a + left.length < right.a or left.b + left.length < right.b:
            kind = _kind_of_words(self.a[a_start:a_end], self.b[b_start:b_end])
            yield from _different(kind, self.a, a_start, a_end, self.b, b_start, b_end)
        else:
            yield from self._left_out(a_start, a_end, b_start, b_end)

    def _left_out(self, a_start: int, a_end: int, b_start: int, b_end: int) -> Iterator[Difference]:
        one, two = self.a[a_start:a_end], self.b[b_start:b_end]
        if one != two:
            yield from _different(_kind_of_gap(one, two), self.a, a_start, a_end, self.b, b_start, b_end)

    def _a_piece(self, first: int, last: int) -> str:
        return self.a[self._a_start(first) : self._a_end(last)]

    def _b_piece(self, first: int, last: int) -> str:
        return self.b[self._b_start(first) : self._b_end(last)]

    def _a_start(self, at: int) -> int:
        return _start(self.a, self.a_folded, at)

    def _a_end(self, at: int) -> int:
        return _end(self.a_folded, at)

    def _b_start(self, at: int) -> int:
        return _start(self.b, self.b_folded, at)

    def _b_end(self, at: int) -> int:
        return _end(self.b_folded, at)


def _start(text: str, folded: Folded, at: int) -> int:
    """Where a folded character begins in the text; after the last one, the text's end."""
    return int(folded.starts[at]) if at < len(folded.text) else len(text)


def _end(folded: Folded, at: int) -> int:
    """Where a folded character ends in the text; before the first one, the text's beginning."""
    return int(folded.ends[at]) if at >= 0 else 0


def kind_of_writing(one: str, two: str) -> Kind:
    """How two ways of writing one folded character differ."""
    if unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", two):
        return "normalisation"
    one, two = (unicodedata.normalize("NFKC", piece) for piece in (one, two))
    if one == two:
        return "width"
    if one.casefold() == two.casefold():
        return "case"
    simplify = word_converter("t2s")
    return "script" if simplify(readable(one)) == two or simplify(readable(two)) == one else "variant"


def _kind_of_words(one: str, two: str) -> Kind:
    """What differs where folding differs: two dashes (1921-2021 and 1921—2021), two code points of one sign, or words.

    Digits in a circle or raised are not those on the line.
    """
    signs = _inked(one + two)
    if one and two and all(unicodedata.category(char) == "Pd" for char in signs):
        return "punctuation"
    narrow = [fold(unicodedata.normalize("NFKC", text)) for text in (one, two)]
    if narrow[0] == narrow[1] != "" and not any(unicodedata.category(char) == "No" for char in signs):
        return "normalisation"
    return "text"


def _kind_of_gap(one: str, two: str) -> Kind:
    if _inked(one) == _inked(two):
        return "space"
    narrow_one, narrow_two = (_inked(unicodedata.normalize("NFKC", piece)) for piece in (one, two))
    return "width" if narrow_one == narrow_two else "punctuation"


def _inked(text: str) -> str:
    """What of the text leaves ink on a page: less white space, control and format characters."""
    return "".join(char for char in text if unicodedata.category(char)[0] not in "ZC")


def _different(kind: Kind, a: str, a_start: int, a_end: int, b: str, b_start: int, b_end: int) -> Iterator[Difference]:
    """The ranges as one difference, less what both have at its ends."""
    while a_start < a_end and b_start < b_end and a[a_start] == b[b_start]:
        a_start, b_start = a_start + 1, b_start + 1
    while a_start < a_end and b_start < b_end and a[a_end - 1] == b[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
    yield _difference(kind, a_start, a[a_start:a_end], b_start, b[b_start:b_end])


def _difference(kind: Kind, a_start: int, a_text: str, b_start: int, b_text: str) -> Difference:
    return Difference(kind, a_start, a_start + len(a_text), b_start, b_start + len(b_text), a_text, b_text)


def _merged(differences: Iterable[Difference]) -> Iterator[Difference]:
    """Differences of one kind that follow one another at once are one."""
    held: list[Difference] = []
    for one in differences:
        if held and not _follows(held[-1], one):
            yield _joined(held)
            held = []
        held.append(one)
    if held:
        yield _joined(held)


def _follows(left: Difference, right: Difference) -> bool:
    return (left.kind, left.a_end, left.b_end) == (right.kind, right.a_start, right.b_start)


def _joined(parts: Sequence[Difference]) -> Difference:
    a_text, b_text = "".join(part.a_text for part in parts), "".join(part.b_text for part in parts)
    return _difference(parts[0].kind, parts[0].a_start, a_text, parts[0].b_start, b_text)

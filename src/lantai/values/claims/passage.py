"""A passage: a stretch of a text with all that the other rooms found in it, ready for the rules.

Numbers and dates are read once, in one stream each, and only those of one stretch are held: memory does not grow with
what a text claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from lantai.values.claims.brackets import Bracketed, bracketed
from lantai.values.claims.view import Spans, see, sentences
from lantai.values.dates.context import Context
from lantai.values.dates.finding import FoundDate
from lantai.values.dates.finding import find as find_dates
from lantai.values.names import Name, Names
from lantai.values.numbers import Number, scan

Sentence = tuple[int, int]

_STRETCH: Final = 4_000
"""Code points, to the end of the sentence."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_Found = TypeVar("_Found", bound=_Placed)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """The text and its view, whole, and what stands there, each sorted by where it begins.

    Of numbers and dates there are those that begin in ``sentences``, of the rest all of the text.
    """

    text: str
    view: str
    sentences: tuple[Sentence, ...]
    brackets: tuple[Bracketed, ...]
    numbers: tuple[Number, ...]
    dates: tuple[FoundDate, ...]
    names: tuple[tuple[int, int, Name], ...]
    bracket_spans: Spans
    title_spans: Spans
    number_spans: Spans
    date_spans: Spans
    name_spans: Spans

    def brackets_in(self, sentence: Sentence) -> Iterator[Bracketed]:
        return (self.brackets[at] for at in self.bracket_spans.between(*sentence))

    def numbers_in(self, sentence: Sentence) -> Iterator[Number]:
        return (self.numbers[at] for at in self.number_spans.between(*sentence))

    def dates_in(self, sentence: Sentence) -> Iterator[FoundDate]:
        return (self.dates[at] for at in self.date_spans.between(*sentence))

    def names_in(self, sentence: Sentence, kind: str) -> Iterator[tuple[int, int, Name]]:
        found = (self.names[at] for at in self.name_spans.between(*sentence))
        return (each for each in found if each[2].kind == kind)


def passages(text: str, *, as_of: int | None, names: Names) -> Iterator[Passage]:
    """A text in passages, end to end, each of whole sentences."""
    view = see(text)
    brackets, named = bracketed(view), tuple(names.find(text))
    bracket_spans = Spans([(each.start, each.end) for each in brackets])
    title_spans = Spans(_outermost(each for each in brackets if each.mark in "《〈"))
    name_spans = Spans([(start, end) for start, end, _ in named])
    scanned, dated = _Stream(scan(text)), _Stream(find_dates(text, context=Context(as_of=as_of)))
    for stretch in _stretches(view):
        numbers, dates = scanned.until(stretch[-1][1]), dated.until(stretch[-1][1])
        yield Passage(
            text,
            view,
            stretch,
            brackets,
            numbers,
            dates,
            named,
            bracket_spans=bracket_spans,
            title_spans=title_spans,
            number_spans=Spans([(each.start, each.end) for each in numbers]),
            date_spans=Spans([(each.start, each.end) for each in dates]),
            name_spans=name_spans,
        )


def _stretches(view: str) -> Iterator[tuple[Sentence, ...]]:
    stretch: list[Sentence] = []
    for sentence in sentences(view):
        stretch.append(sentence)
        if sentence[1] - stretch[0][0] >= _STRETCH:
            yield tuple(stretch)
            stretch = []
    if stretch:
        yield tuple(stretch)


class _Stream(Generic[_Found]):
    """Things in the order of a text, taken from a finder as far as they are asked for."""

    def __init__(self, found: Iterable[_Found]) -> None:
        self._found = iter(found)
        self._next = next(self._found, None)

    def until(self, end: int) -> tuple[_Found, ...]:
        """Those that begin before ``end`` and were not given yet."""
        taken: list[_Found] = []
        while self._next is not None and self._next.start < end:
            taken.append(self._next)
            self._next = next(self._found, None)
        return tuple(taken)


def _outermost(brackets: Iterator[Bracketed]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for each in brackets:
        if not spans or each.start >= spans[-1][1]:
            spans.append((each.start, each.end))
    return spans

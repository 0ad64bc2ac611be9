"""A passage: one text with all that the other rooms found in it, ready for the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lantai.values.claims.brackets import Bracketed, bracketed
from lantai.values.claims.view import Spans, see
from lantai.values.dates.context import Context
from lantai.values.dates.finding import FoundDate
from lantai.values.dates.finding import find as find_dates
from lantai.values.names import Name, Names
from lantai.values.numbers import Number, scan

Sentence = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """The text, its view, and what stands in it, each sorted by where it begins."""

    text: str
    view: str
    brackets: tuple[Bracketed, ...]
    numbers: tuple[Number, ...]
    dates: tuple[FoundDate, ...]
    names: tuple[tuple[int, int, Name], ...]
    bracket_spans: Spans
    title_spans: Spans
    number_spans: Spans
    date_spans: Spans
    name_spans: Spans

    @classmethod
    def of(cls, text: str, *, as_of: int | None, names: Names) -> Passage:
        view = see(text)
        brackets = bracketed(view)
        numbers, dates = tuple(scan(text)), tuple(find_dates(text, context=Context(as_of=as_of)))
        found = tuple(names.find(text))
        return cls(
            text,
            view,
            brackets,
            numbers,
            dates,
            found,
            bracket_spans=Spans([(each.start, each.end) for each in brackets]),
            title_spans=Spans(_outermost(each for each in brackets if each.mark in "《〈")),
            number_spans=Spans([(each.start, each.end) for each in numbers]),
            date_spans=Spans([(each.start, each.end) for each in dates]),
            name_spans=Spans([(start, end) for start, end, _ in found]),
        )

    def brackets_in(self, sentence: Sentence) -> Iterator[Bracketed]:
        return (self.brackets[at] for at in self.bracket_spans.between(*sentence))

    def numbers_in(self, sentence: Sentence) -> Iterator[Number]:
        return (self.numbers[at] for at in self.number_spans.between(*sentence))

    def dates_in(self, sentence: Sentence) -> Iterator[FoundDate]:
        return (self.dates[at] for at in self.date_spans.between(*sentence))

    def names_in(self, sentence: Sentence, kind: str) -> Iterator[tuple[int, int, Name]]:
        found = (self.names[at] for at in self.name_spans.between(*sentence))
        return (each for each in found if each[2].kind == kind)


def _outermost(brackets: Iterator[Bracketed]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for each in brackets:
        if not spans or each.start >= spans[-1][1]:
            spans.append((each.start, each.end))
    return spans

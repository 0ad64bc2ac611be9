"""Punctuation of vertical lines, which the recogniser all but loses.

In a column a comma or full stop stands in the upper right of its cell. On the column laid on its left side it is seen
in the upper left, where horizontal print has no such marks: the comma is taken for an apostrophe, the full stop for a
degree sign or, more often, for nothing. But the doubt is small: of all that could stand in such a cell the right mark
is likeliest by far. So look-alikes are exchanged, and a cell that was left empty is asked once more, with "nothing"
ruled out; only a mark of punctuation may come of it. Its confidence is what the recogniser gave it, however little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from lantai.adapters.ocr.marks import BLANK, Answers, Mark

LOOK_ALIKES = {"’": "，", "‘": "，", "'": "，", "`": "，", ",": "，", "°": "。", "…": "：", ":": "：", ";": "；"}
"""What horizontal print would make of a mark in the upper left → the mark. Vertical Chinese has none of the former."""

MARKS = frozenset("，。、；：！？「」『』·")

EMPTY_CELL = 1.6
"""From this distance between two characters on, in the line's usual distances, there is a cell between them."""

WHISPER = 0.003
"""The least probability at which a mark is believed in a cell that holds something."""

Characters = Sequence[str]


def mended(marks: Sequence[Mark], answers: Answers, characters: Characters) -> tuple[Mark, ...]:
    """The marks of a vertical line with its punctuation as far as it can be had back."""
    exchanged = [replace(mark, text=LOOK_ALIKES.get(mark.text, mark.text)) for mark in marks]
    found = [_whispered(cell, answers, characters) for cell in _empty_cells(exchanged)]
    return tuple(sorted([*exchanged, *filter(None, found)], key=lambda mark: mark.place))


def _empty_cells(marks: Sequence[Mark]) -> Iterator[tuple[float, float]]:
    """Beginning and end of the first cell in every gap of a line, and of the one after its last character."""
    if len(marks) < 3:
        return
    pitch = median(after.place - before.place for before, after in pairwise(marks))
    ends = [*(mark.place for mark in marks[1:]), 1.0 + pitch / 2]
    for mark, end in zip(marks, ends, strict=True):
        if end - mark.place > EMPTY_CELL * pitch:
            yield mark.place + pitch / 2, min(mark.place + 3 * pitch / 2, end - pitch / 2)


def _whispered(cell: tuple[float, float], answers: Answers, characters: Characters) -> Mark | None:
    """The mark that a cell most likely holds, or None when that is a space or a character."""
    first, last = (round(place * len(answers)) for place in cell)
    heard = answers[first : last + 1].copy()
    if not len(heard):
        return None
    heard[:, BLANK] = 0.0
    step, index = divmod(int(heard.argmax()), heard.shape[1])
    text = LOOK_ALIKES.get(characters[index], characters[index])
    if text not in MARKS or heard[step, index] < WHISPER:
        return None
    return Mark(text, (first + step + 0.5) / len(answers), float(heard[step, index]))

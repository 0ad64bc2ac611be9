"""The texts that a page has had: their list, and line by line what differs between two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from lantai.accounts.models import User
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.readings import reading_of
from lantai.digitisation.text_formats.places import NOWHERE
from lantai.ports.ocr import Box, Line
from lantai.values.folding import fold
from lantai.values.script.alignment import common_runs
from lantai.values.script.comparison import Difference, compare


@dataclass(frozen=True, slots=True)
class Version:
    """One transcription of a page; ``key`` is its primary key, ``by`` whoever corrected it."""

    key: int
    kind: str
    by: User | None
    engine: str
    made_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A line in one of the two texts: its number, counted from 1, what it says, and where it stands, if known."""

    number: int
    text: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class LinePair:
    """A line before and after; None where it was not there yet, or is there no more.

    ``differences`` are those within the line, their ranges code points of its two texts.
    """

    before: Side | None
    after: Side | None
    differences: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Whether both say the same, sign for sign."""
        return self.before is not None and self.after is not None and not self.differences

    @property
    def same_words(self) -> bool:
        """Whether they differ at most in how the words are written."""
        both = self.before is not None and self.after is not None
        return both and all(one.kind != "text" for one in self.differences)

    @property
    def moved(self) -> bool:
        """Whether the line stands elsewhere than before."""
        return self.before is not None and self.after is not None and self.before.box != self.after.box


def versions(page: Page) -> tuple[Version, ...]:
    """The transcriptions of a page, the newest first. One query."""
    found = page.transcriptions.select_related("corrected_by").order_by("-pk").defer("text", "boxes")
    return tuple(
        Version(one.pk, one.kind, one.corrected_by, str(one.engine.get("name", "")), one.made_at, one.current)
        for one in found
    )


def compare_transcriptions(before: Transcription, after: Transcription) -> tuple[LinePair, ...]:
    """Every line of two transcriptions of one page, in the order of the later one; no query when ``page`` is loaded.

    Lines belong together that have most in common, once folded as search does. A line that was moved to another place
    in the order is gone at the one and new at the other.
    """
    if before.page_id != after.page_id:
        raise ValueError("Two transcriptions of one page are compared; these are of two pages.")
    old, new = _sides(before), _sides(after)
    return tuple(_pairs(old, new, dict(_partners(old, new))))


def _sides(text: Transcription) -> list[Side]:
    return [Side(number, line.text, _place(line)) for number, line in enumerate(reading_of(text).lines, 1)]


def _place(line: Line) -> Box | None:
    return line.box if line.box != NOWHERE else None


def _partners(old: Sequence[Side], new: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Places of lines that belong together, rising in both."""
    ours, theirs = [fold(side.text) for side in old], [fold(side.text) for side in new]
    our_line, their_line = _line_of_each(ours), _line_of_each(theirs)
    shared: Counter[tuple[int, int]] = Counter()
    for run in common_runs("\n".join(ours), "\n".join(theirs)):
        for step in range(run.length):
            shared[our_line[run.a + step], their_line[run.b + step]] += 1
    taken: list[tuple[int, int]] = []
    for (one, other), _count in shared.most_common():
        if all((one - a) * (other - b) > 0 for a, b in taken):
            taken.append((one, other))
    yield from sorted(_with_blanks(taken, old, new))


def _line_of_each(texts: Sequence[str]) -> list[int]:
    """The line of every character of the texts joined by line breaks; a break belongs to the line before it."""
    return [at for at, text in enumerate(texts) for _char in f"{text}\n"]


def _with_blanks(
    taken: Sequence[tuple[int, int]], old: Sequence[Side], new: Sequence[Side]
) -> Iterator[tuple[int, int]]:
    """The pairs, and between them, line by line, those that have nothing in common but their place."""
    yield from taken
    edges = [(-1, -1), *sorted(taken), (len(old), len(new))]
    for (a, b), (a_next, b_next) in pairwise(edges):
        if a_next - a == b_next - b:
            yield from ((a + step, b + step) for step in range(1, a_next - a))


def _pairs(old: Sequence[Side], new: Sequence[Side], partners: dict[int, int]) -> Iterator[LinePair]:
    at = 0
    for one, side in enumerate(old):
        other = partners.get(one)
        if other is None:
            yield LinePair(side, None)
            continue
        yield from (LinePair(None, added) for added in new[at:other])
        yield LinePair(side, new[other], compare(side.text, new[other].text).differences)
        at = other + 1
    yield from (LinePair(None, added) for added in new[at:])

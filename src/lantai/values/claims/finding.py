"""Finding claims: the text is repaired, looked over once, and read sentence by sentence by every family of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from lantai.values.claims.awards import awards
from lantai.values.claims.claim import Claim
from lantai.values.claims.figures import figures
from lantai.values.claims.passage import Passage, Sentence, passages
from lantai.values.claims.posts import posts
from lantai.values.claims.quotations import quotations
from lantai.values.claims.rankings import rankings
from lantai.values.claims.times import times
from lantai.values.claims.titles import titles
from lantai.values.names import Names
from lantai.values.repair import Repaired, repair

Rule = Callable[[Passage, Sentence], Iterator[Claim]]

_RULES: Final[tuple[Rule, ...]] = (figures, times, posts, titles, rankings, quotations, awards)


def find(text: str, *, as_of: int | None = None, names: Names | None = None) -> Iterator[Claim]:
    """The claims of a text, by where they begin; offsets and ``text`` are those of the text as given.

    ``as_of`` is the day of writing, a Julian day number: without it a relative time is found and not resolved.
    ``names`` are names to be relied on, of persons, bodies, posts and titles.
    """
    repaired = repair(text, suggest=False)
    for passage in passages(repaired.text, as_of=as_of, names=names or Names()):
        for sentence in passage.sentences:
            for claim in _in_order(passage, sentence):
                yield _as_given(claim, repaired) if repaired.changes else claim


def _in_order(passage: Passage, sentence: Sentence) -> list[Claim]:
    """The claims of a sentence, one a mention."""
    found = {(claim.start, claim.end, claim.kind): claim for rule in _RULES for claim in rule(passage, sentence)}
    return [found[place] for place in sorted(found)]


def _as_given(claim: Claim, repaired: Repaired) -> Claim:
    """The claim with the offsets and the words of the text before it was repaired."""
    start, end = repaired.original_span(claim.start, claim.end)
    return replace(claim, start=start, end=end, text=repaired.original[start:end])

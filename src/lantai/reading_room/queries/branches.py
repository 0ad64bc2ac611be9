"""The tree of fonds as the site shows it: lists in lists, one branch of it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lantai.access.queries import Visible
from lantai.catalogue.models import RecordSet
from lantai.catalogue.queries import opened
from lantai.reading_room.queries import holdings
from lantai.reading_room.queries.holdings import SetLine


@dataclass(frozen=True, slots=True)
class Node:
    """One set. ``above`` is the identifier of the set above it: the branch that stays open when this one is closed."""

    line: SetLine
    has_below: bool
    is_open: bool
    above: str
    below: tuple[Node, ...]
    more: bool


def nodes(seen: Visible, shown: Sequence[RecordSet], identifier: str) -> tuple[Node, ...]:
    """These fonds, with the branch open that leads to the set of that identifier. Seven queries at most."""
    sets = seen.record_sets()
    branch = opened.branch(sets, identifier)
    below = opened.directly_below(sets, branch)
    everything = [*shown, *(one for lower in below.values() for one in lower)]
    lines = {one.identifier: one for one in holdings.lines(seen, tuple(everything))}
    parents = opened.with_sets_below(sets, everything)

    def grown(level: Sequence[RecordSet], above: str) -> tuple[Node, ...]:
        return tuple(
            Node(
                line=lines[one.identifier],
                has_below=one.pk in parents,
                is_open=one.pk in below,
                above=above,
                below=grown(below.get(one.pk, []), one.identifier),
                more=len(below.get(one.pk, [])) > opened.MOST,
            )
            for one in level[: opened.MOST]
        )

    return grown(shown, "")

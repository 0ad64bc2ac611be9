"""`lantai fold`: a text as search compares it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lantai.cli import light, texts

if TYPE_CHECKING:
    from lantai.cli.json_stream import Later
    from lantai.cli.texts import Given, Piece

Run = list[int]


@light.verb(light.TEXT, *light.FORCED, light.AS_JSON)
def app(asked: argparse.Namespace) -> None:
    """Fold a text for search: script, variant, width and case made one; space and punctuation left out.

    Folded text is compared, never shown. With --json: {"folded", "offsets"}; each of the offsets is
    [folded start, original start, length], a run of folded characters and where it begins in the text as given.

    examples:
      lantai fold '瀋陽'
      lantai fold page.txt --json
    """
    source = texts.asked_for(asked)
    if asked.json:
        _answer(source)
        return
    from lantai.values.folding import fold

    for piece in source.pieces():
        sys.stdout.write(fold(piece.text))
    sys.stdout.write("\n")


def _answer(source: Given) -> None:
    from lantai.cli.json_stream import Later, written

    with written(source.head) as answer:
        runs = Later()
        answer.string("folded", _folded(source, runs))
        answer.array("offsets", runs)


def _folded(source: Given, runs: Later) -> Iterator[str]:
    """The folded text piece by piece; its runs are put aside."""
    written = 0
    for piece in source.pieces():
        folded, found = _with_runs(piece, written)
        for run in found:
            runs.put(run)
        written += len(folded)
        yield folded


def _with_runs(piece: Piece, written: int) -> tuple[str, Iterator[Run]]:
    """A piece folded, and its runs; ``written`` is how much folded text stands before it."""
    import numpy as np

    from lantai.values.folding import fold_with_offsets

    folded = fold_with_offsets(piece.text)
    begins = np.flatnonzero(np.diff(folded.starts, prepend=-2) != 1).tolist()
    ends = [*begins[1:], len(folded.text)]
    runs = (
        [written + begin, piece.start + int(folded.starts[begin]), end - begin]
        for begin, end in zip(begins, ends, strict=False)
    )
    return folded.text, runs

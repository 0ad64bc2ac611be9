"""`lantai fold`: a text as search compares it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lantai.cli import light, texts

if TYPE_CHECKING:
    from lantai.cli.json_stream import Later
    from lantai.cli.texts import Given
    from lantai.values.folding import Folded


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
        answer.encoded_array("offsets", runs)


def _folded(source: Given, runs: Later) -> Iterator[str]:
    """The folded text piece by piece; its runs are put aside."""
    from lantai.values.folding import fold_with_offsets

    written = 0
    for piece in source.pieces():
        folded = fold_with_offsets(piece.text)
        if found := _runs(folded, written, piece.start):
            runs.put(found)
        written += len(folded.text)
        yield folded.text


def _runs(folded: Folded, written: int, start: int) -> str:
    """The runs of a piece as JSON; ``written`` folded code points stand before it, and ``start`` of the original."""
    import numpy as np

    begins = np.flatnonzero(np.diff(folded.starts, prepend=-2) != 1)
    lengths = np.diff(begins, append=len(folded.text))
    runs = np.stack([begins + written, folded.starts[begins].astype(np.int64) + start, lengths], axis=1)
    return str(runs.tolist())[1:-1]

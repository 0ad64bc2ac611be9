"""Reading one line: a strip of pixels goes in, characters with places, confidences and alternatives come out.

The recogniser looks at a line 48 pixels high from left to right and, at every eighth pixel, gives each of its 18,000
characters a probability, or says "nothing here" (CTC: connectionist temporal classification). A character is a run
of equal answers; its middle is where the run is surest. A vertical column is laid on its left side first, top to the
left, as the model was taught.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from lantai.adapters.ocr.marks import BLANK, Answers, Mark
from lantai.adapters.ocr.picture import Pixels
from lantai.adapters.ocr.punctuation import mended
from lantai.adapters.ocr.runtimes import Session

HEIGHT = 48
"""Pixels of height at which the model reads."""

LONGEST = 6400
"""The widest strip given to the model, about 130 characters; longer ones are pressed together."""

BATCH_WIDTH = 4800
"""Pixels of width read at once; bounds the memory of one answer to about 200 MB."""

NARROWEST = 320
"""A batch is padded to at least this width, at which the model was taught."""

UNSURE = 0.98
"""Below this confidence the alternatives are worth keeping."""

WORTH_KEEPING = 0.01
"""The least probability of an alternative that is kept."""


class Recogniser:
    """A recognition model, loaded. One thread at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.characters = ("", *session.characters(), " ")

    def read(self, strips: Sequence[Pixels], *, vertical: Sequence[bool]) -> list[tuple[Mark, ...]]:
        """The marks of each strip, in the order of the strips; an empty tuple where nothing was read.

        ``vertical`` tells of each strip whether it is a column laid on its side.
        """
        prepared = [_level(strip) for strip in strips]
        marks: list[tuple[Mark, ...]] = [()] * len(strips)
        for batch in _batches([strip.shape[1] for strip in prepared]):
            for index, answers in zip(batch, self._answers([prepared[index] for index in batch]), strict=True):
                line = tuple(self._marks(answers))
                marks[index] = mended(line, answers, self.characters) if vertical[index] else line
        return marks

    def _answers(self, strips: list[npt.NDArray[np.float32]]) -> Iterator[Answers]:
        """The model's answers to strips of several widths, each cut to its own part of the padded batch."""
        width = max(NARROWEST, *(strip.shape[1] for strip in strips))
        padded = np.zeros((len(strips), 3, HEIGHT, width), dtype=np.float32)
        for row, strip in zip(padded, strips, strict=True):
            row[:, :, : strip.shape[1]] = strip.transpose(2, 0, 1)
        answers = self._session.run(padded)
        for strip, answer in zip(strips, answers, strict=True):
            yield answer[: max(1, round(len(answer) * strip.shape[1] / width))]

    def _marks(self, answers: Answers) -> Iterator[Mark]:
        best = answers.argmax(axis=1)
        for first, last in _runs(best):
            if best[first] != BLANK:
                step = first + int(answers[first:last, best[first]].argmax())
                yield self._mark(answers[step], (step + 0.5) / len(answers))

    def _mark(self, answer: npt.NDArray[np.float32], place: float) -> Mark:
        ranked = np.argpartition(answer, -5)[-5:]
        ranked = ranked[np.argsort(-answer[ranked])]
        confidence = float(answer[ranked[0]])
        others = tuple(
            (self.characters[index], round(float(answer[index]), 4))
            for index in ranked[1:4]
            if index != BLANK and answer[index] >= WORTH_KEEPING
        )
        return Mark(self.characters[ranked[0]], place, confidence, others if confidence < UNSURE else ())


def _level(strip: Pixels) -> npt.NDArray[np.float32]:
    """A strip at the model's height, with values from -1.0 to 1.0."""
    height, width = strip.shape[:2]
    target = min(LONGEST, max(8, round(width * HEIGHT / height)))
    resized = cv2.resize(strip, (target, HEIGHT), interpolation=cv2.INTER_LINEAR)
    return np.asarray(resized, dtype=np.float32) / 127.5 - 1.0


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of strips of like width together, so that little of a batch is padding."""
    batch: list[int] = []
    for index in sorted(range(len(widths)), key=widths.__getitem__):
        if batch and (len(batch) + 1) * widths[index] > BATCH_WIDTH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _runs(values: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """First and past-the-last index of every run of equal values."""
    edges = np.flatnonzero(values[1:] != values[:-1]) + 1
    bounds = [0, *edges.tolist(), len(values)]
    yield from pairwise(bounds)

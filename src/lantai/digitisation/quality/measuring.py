"""What a machine read, measured against what a person says stands on the page."""

from __future__ import annotations

from dataclasses import dataclass

from lantai.digitisation.gaps import gaps
from lantai.values.folding import fold


@dataclass(frozen=True, slots=True)
class Measured:
    """``wrong`` of the ``of`` characters of the true text: read otherwise, not read, or read where there is none."""

    wrong: int
    of: int

    @property
    def rate(self) -> float:
        return self.wrong / self.of if self.of else float(self.wrong > 0)


def measure(read: str, true: str) -> Measured:
    """Both are folded as for search, so that neither marks nor ways of writing count; the order is left out."""
    truth = _lines(true)
    return Measured(sum(gap.length for gap in gaps(truth, _lines(read))), sum(map(len, truth)))


def _lines(text: str) -> list[str]:
    return [fold(line) for line in text.split("\n")]

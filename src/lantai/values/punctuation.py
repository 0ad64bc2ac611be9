"""Whether a text is punctuated: told by how many marks it has to how many characters, and by nothing else.

Old print had no marks, or set them beside its columns, where a machine hardly reads them. Whoever searches for the end
of a sentence, or counts sentences, has to know that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["yes", "partly", "no"]

MARKS: Final = frozenset("。，、；：？！．.,;:?!")
"""The marks that part sentences and what is in them; brackets and quotation marks do not."""

USUAL: Final = 25
"""A text that is punctuated has a mark to so many characters at least; most have one to ten."""

FEW: Final = 120
"""One to fewer than these is a mark here and there: a list, a heading, a stain."""

SHORTEST: Final = 40
"""Of a text with fewer characters nothing is said."""


@dataclass(frozen=True, slots=True)
class Punctuation:
    """``marks`` of punctuation to ``characters`` that are letters, ideographs or digits, and what follows from it."""

    level: Level
    marks: int
    characters: int

    @property
    def every(self) -> int:
        """One mark to so many characters; 0 where there is none."""
        return round(self.characters / self.marks) if self.marks else 0


def punctuation_of(text: str) -> Punctuation | None:
    """How a text is punctuated; None where it is too short to say."""
    characters = sum(map(str.isalnum, text))
    marks = sum(map(text.count, MARKS))
    if characters < SHORTEST:
        return None
    level: Level = "yes" if marks * USUAL >= characters else "partly" if marks * FEW >= characters else "no"
    return Punctuation(level, marks, characters)

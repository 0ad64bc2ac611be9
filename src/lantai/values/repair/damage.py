"""How damaged a text is as a whole: what decides whether the house style may be applied to it.

Handbook 9 counts annotations, question marks between characters and rare characters. A sound text may hold any of
them (a primer, a dialogue, a classic), so here each counts by what it proves, and a text is damaged from two on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lantai.values.repair.annotations import PROOF
from lantai.values.repair.readings import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantai.values.repair.annotations import Annotations
    from lantai.values.repair.changes import Change

_MISALIGNED: Final = 3.0
_LOST: Final = 1.5
_ASKED: Final = 0.25
_ASKED_MOST: Final = 1.0
_QUESTION: Final = re.compile(rf"(?<=[{HAN}])\?(?=[{HAN}])")
_ASKING: Final = re.compile("[嗎吗呢麼么何誰谁哪幾几否啊吧]")


@dataclass(frozen=True, slots=True)
class Damage:
    """The signs of damage of a text, added up; ``has_annotations`` says whether its annotations are among them."""

    score: float
    has_annotations: bool

    @property
    def is_damaged(self) -> bool:
        return self.score >= PROOF


def measure(text: str, annotations: Annotations, shifted: Sequence[Change]) -> Damage:
    """How damaged a text is, given its annotations and the places where its bytes fell out of step."""
    bytewise = sum(_MISALIGNED if change.rule == "D2" else _LOST for change in shifted)
    evidence = annotations.evidence + bytewise
    asked = sum(not _ASKING.search(text, max(0, at.start() - 8), at.start()) for at in _QUESTION.finditer(text))
    score = max(0.0, evidence) + min(_ASKED_MOST, _ASKED * asked)
    return Damage(score, has_annotations=bool(annotations.glosses) and evidence >= PROOF and annotations.evidence > 0)

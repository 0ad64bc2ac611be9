"""人 against 人次 (handbook 6.7, FC04): one count that is told once as people, once as visits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lantai.values.numbers.draft import Draft
from lantai.values.numbers.number import NumberProblem

_UNITS: Final = {"人": "人次", "人次": "人"}
_REACH: Final = 16
_FAR: Final = 2_000
"""What stands further apart, in code points, is not of one passage."""


@dataclass(slots=True)
class Visits:
    """The counts of people and of visits seen so far, by what they did (參觀, 接待) and how many they were.

    Different numbers may both be right (3萬人, 5萬人次); the same number cannot be both.
    """

    subjects: re.Pattern[str]
    seen: dict[tuple[str, object, str], Draft] = field(default_factory=dict)

    def of(self, text: str, sentence: Sequence[Draft]) -> Iterator[NumberProblem]:
        for draft in sentence:
            unit = draft.unit.name if draft.unit else ""
            subject = self.subjects.search(text, max(draft.start - _REACH, 0), draft.start)
            if unit not in _UNITS or subject is None or draft.value is None:
                continue
            other = self.seen.get((subject["subject"], draft.value, _UNITS[unit]))
            self.seen[subject["subject"], draft.value, unit] = draft
            if other is not None and draft.start - other.end <= _FAR:
                message = f"{draft.value} is told of {subject['subject']} in {_UNITS[unit]} before, in {unit} here."
                yield NumberProblem("people-or-visits", draft.start, draft.end, message, "warning")

"""How many claims of the seventeen labelled texts are found: what is reached may not be lost again.

The texts were labelled before the rules saw them; docs/claims.md says what was reached before and after.
"""

from __future__ import annotations

import pytest
from tests.values.claims.scoring import LabelledText, Score, judge, labelled_texts, table

from lantai.values.claims import find
from lantai.values.dates.days import julian_day

TEXTS = tuple(labelled_texts())
FLOORS = {"recall": 0.95, "precision": 0.95}
"""For each text by itself the floor is lower: a short text has few claims."""
LEAST = 0.85


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, Score]]:
    return {text.name: dict(judge(text.labels, find(text.text, as_of=julian_day(text.as_of))).scores) for text in TEXTS}


def test_claims_of_all_texts_are_found(scores: dict[str, dict[str, Score]]) -> None:
    kinds = next(iter(scores.values())).keys()
    total = {kind: sum((each[kind] for each in scores.values()), Score()) for kind in kinds}
    print(table(total))
    everything = sum(total.values(), Score())
    assert everything.recall >= FLOORS["recall"]
    assert everything.precision >= FLOORS["precision"]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_claims_of_each_text_are_found(text: LabelledText, scores: dict[str, dict[str, Score]]) -> None:
    everything = sum(scores[text.name].values(), Score())
    assert everything.recall >= LEAST
    assert everything.precision >= LEAST

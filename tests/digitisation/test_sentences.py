"""Every finding has its words, its severity and its line in the documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.sentences import WORDS

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "deliveries.md").read_text(encoding="utf-8")


def test_every_code_has_words_and_a_severity() -> None:
    assert set(WORDS) == set(delivery_profile().severities)


@pytest.mark.parametrize("code", sorted(WORDS))
def test_every_code_is_documented(code: str) -> None:
    assert f"| `{code}` |" in DOCUMENTED

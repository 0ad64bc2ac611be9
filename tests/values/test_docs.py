"""The examples of the documentation of values run."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("values.md", "dates.md", "script.md", "repair.md", "numbers.md", "claims.md")


@pytest.mark.parametrize("page", [name for name in PAGES if (DOCS / name).exists()])
def test_every_example_of_the_page_runs(page: str) -> None:
    result = doctest.testfile(
        str(DOCS / page), module_relative=False, encoding="utf-8", optionflags=doctest.IGNORE_EXCEPTION_DETAIL
    )
    assert result.attempted > 3
    assert result.failed == 0

"""The examples of docs/values.md run."""

from __future__ import annotations

import doctest
from pathlib import Path


def test_every_example_of_the_page_runs() -> None:
    page = Path(__file__).parents[2] / "docs" / "values.md"
    result = doctest.testfile(
        str(page), module_relative=False, encoding="utf-8", optionflags=doctest.IGNORE_EXCEPTION_DETAIL
    )
    assert result.attempted > 30
    assert result.failed == 0

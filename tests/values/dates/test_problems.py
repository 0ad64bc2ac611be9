"""The table of problems: documented whole, and graver before lighter."""

from __future__ import annotations

import re
from pathlib import Path

from lantai.values.dates.problems import KINDS, Problem, problem

PAGE = Path(__file__).parents[3] / "docs" / "dates.md"


def test_the_page_has_every_code_with_its_severity() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \| (error|warning) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {code: severity for codes, severity in rows for code in re.findall("`([^`]+)`", codes)}
    assert documented == {code: severity for code, (severity, _) in KINDS.items()}


def test_a_problem_says_its_meaning_and_what_was_found() -> None:
    assert problem("ambiguous") == Problem("ambiguous", "It can be read in another way; the alternatives say how.")
    found = problem("wrong-weekday", "it was a Friday, not a Thursday.")
    assert found.message == "The day fell on another day of the week: it was a Friday, not a Thursday."
    assert (found.severity, Problem("unheard-of", "").severity) == ("error", "warning")

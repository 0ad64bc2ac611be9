"""Rows for the tests of rules."""

from __future__ import annotations

from collections.abc import Iterable

from lantai.digitisation.check.observation import Observation
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.sheets.rows import SheetRow

LABELS = delivery_profile().labels


def row(number: int = 2, **values: str) -> SheetRow:
    return SheetRow("目錄", number, {key: value for key, value in values.items() if value})


def told(observations: Iterable[Observation]) -> list[tuple[str, str, str, str]]:
    """Severity, column, what was found and what expected."""
    return [(str(one.severity), one.column, one.found, one.expected) for one in observations]

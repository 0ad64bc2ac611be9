"""What comes out: rows with their values as to be used, as they stood, and what was noted on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class CellNote(NamedTuple):
    """Dirt in one cell. ``found`` is what stood there; ``expected`` what is used or was probably meant, or empty.

    Codes: ``spaces``, ``full-width``, ``invisible-character``, ``control-character``, ``line-break``, ``ditto``,
    ``merged-cell``, ``formula``, ``number-format``, ``serial-date``, ``ambiguous-date``, ``became-date``,
    ``lost-leading-zeros``, ``rounded-number``, ``boolean``, ``error-cell``, ``unread-memo``, ``long-cell``,
    ``encoding``.
    """

    code: str
    column: str
    found: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``row`` counts from 1 as the spreadsheet shows it; ``values`` has the fields that are not empty.

    ``given`` has the fields that stood otherwise in the file than they are in ``values``.
    """

    sheet: str
    row: int
    values: dict[str, str]
    given: dict[str, str] = field(default_factory=dict)
    notes: tuple[CellNote, ...] = ()

    def get(self, key: str) -> str:
        return self.values.get(key, "")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no entry: ``reason`` is total, signature or repeated-header; ``text`` is what it says."""

    sheet: str
    row: int
    reason: str
    text: str

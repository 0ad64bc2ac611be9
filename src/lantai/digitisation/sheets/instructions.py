"""What the process that reads must know of a table to make entries of its rows: its columns, and the profile's words.

They are told to it as JSON through a pipe, before it answers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lantai.digitisation.sheets.cells import Cell
from lantai.digitisation.sheets.names import FieldKind


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column that is read: its place from 0, its name as it stands, the field that it fills and what that holds."""

    place: int
    name: str
    key: str
    kind: FieldKind


@dataclass(frozen=True, slots=True)
class Instructions:
    """``first`` are rows beneath the header, learnt from so that they are read as the later ones.

    The words are as in ``names.ColumnNames``: totals and signatures folded, ditto words without spaces.
    """

    header_row: int
    columns: Sequence[ReadColumn]
    ditto: frozenset[str]
    totals: tuple[str, ...]
    signatures: tuple[str, ...]
    first: Sequence[Sequence[Cell]] = ()

    def as_json(self) -> bytes:
        told = {
            "header_row": self.header_row,
            "columns": [asdict(one) for one in self.columns],
            "ditto": sorted(self.ditto),
            "totals": self.totals,
            "signatures": self.signatures,
            "first": self.first,
        }
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")

    @classmethod
    def from_json(cls, text: bytes) -> Instructions:
        data: dict[str, Any] = json.loads(text.decode("utf-8", "surrogatepass"))
        return cls(
            header_row=data["header_row"],
            columns=tuple(ReadColumn(**{**one, "kind": FieldKind(one["kind"])}) for one in data["columns"]),
            ditto=frozenset(data["ditto"]),
            totals=tuple(data["totals"]),
            signatures=tuple(data["signatures"]),
            first=data["first"],
        )

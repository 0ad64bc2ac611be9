"""Told: one finding as a report tells it, whatever keeps it: an Observation of the check or a Finding of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.translation import gettext

from lantai.digitisation import sentences
from lantai.digitisation.enums import Severity

_DIFFERENT: Final = "…"
GRAVEST_FIRST: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Told(sentences.Seen, Protocol):
    """What a finding says of itself; ``message`` is one sentence in the language that is spoken now."""

    @property
    def severity(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def message(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Alike:
    """What findings of one code have in common; … where they differ, so that its sentence can be said of them all."""

    code: str
    column: str
    path: str
    found: str
    expected: str

    @classmethod
    def of(cls, one: sentences.Seen) -> Alike:
        return cls(one.code, one.column, one.path, one.found, one.expected)

    def with_another(self, one: sentences.Seen) -> Alike:
        kept = ((getattr(self, name), getattr(one, name)) for name in ("column", "path", "found", "expected"))
        return Alike(self.code, *(mine if mine == other else _DIFFERENT for mine, other in kept))

    @property
    def message(self) -> str:
        return sentences.message(self)

    @property
    def mend(self) -> str:
        return sentences.mend(self)


def severity_of(one: Told) -> Severity:
    return Severity(one.severity)


def place(one: Told) -> str:
    """Where it is, in words: the sheet, its row and the column, or the file."""
    parts = [one.sheet or one.path]
    if one.row is not None:
        parts.append(gettext("row %(row)s") % {"row": one.row})
    if one.column:
        parts.append(one.column)
    return " · ".join(filter(None, parts))


def label_of(severity: str) -> str:
    return str(Severity(severity).label)


def keys_by_column(labels: Mapping[str, str]) -> dict[str, str]:
    """What a column of the delivery is called → the key of its field; the way back of ``labels``."""
    return {label: key for key, label in reversed(list(labels.items()))}

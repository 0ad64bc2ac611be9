"""Observation: one thing seen by the check, with the severity that the delivery profile gives to its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lantai.digitisation import sentences
from lantai.digitisation.enums import Severity
from lantai.digitisation.profile import delivery_profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One thing seen by the check; the columns of a Finding."""

    code: str
    severity: Severity
    sheet: str = ""
    row: int | None = None
    column: str = ""
    path: str = ""
    found: str = ""
    expected: str = ""

    @property
    def message(self) -> str:
        return sentences.message(self)


class Placed(Protocol):
    """Whatever stands in a row of a sheet."""

    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int: ...


def observe(
    code: str,
    *,
    severity: Severity | None = None,
    sheet: str = "",
    row: int | None = None,
    column: str = "",
    path: str = "",
    found: str = "",
    expected: str = "",
) -> Observation:
    """An observation as grave as the profile says; ``severity`` where the case itself says otherwise."""
    return Observation(
        code=code,
        severity=severity or delivery_profile().severity_of(code),
        sheet=sheet,
        row=row,
        column=column,
        path=path,
        found=found,
        expected=expected,
    )


def at(
    place: Placed,
    code: str,
    *,
    severity: Severity | None = None,
    column: str = "",
    path: str = "",
    found: str = "",
    expected: str = "",
) -> Observation:
    """The same at a row."""
    return observe(
        code,
        severity=severity,
        sheet=place.sheet,
        row=place.row,
        column=column,
        path=path,
        found=found,
        expected=expected,
    )

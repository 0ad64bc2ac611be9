"""Dates for those who ask in bulk: a refusal is an answer too, and every answer has one form in JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lantai.values.dates.days import iso_day
from lantai.values.dates.problems import Problem
from lantai.values.dates.span import Alternative, NotADate
from lantai.values.dates.value import Date, parse

if TYPE_CHECKING:
    from lantai.values.dates.context import Context


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A text that gives no days, and why, in its one problem.

    ``edtf`` is what is known nevertheless (``XXXX-09-18``). It has the properties of an undated :class:`Date`.
    """

    text: str
    problems: tuple[Problem]
    edtf: str = ""
    calendar: str = ""
    era: str = ""
    first: None = None
    last: None = None
    precision: Literal["unknown"] = "unknown"
    inferred: Literal[False] = False
    alternatives: tuple[()] = ()

    @property
    def problem(self) -> Problem:
        return self.problems[0]


def understand(text: str, *, day_first: bool | None = None, context: Context | None = None) -> Date | NotUnderstood:
    """The date of a text, or why it is none. Never raises, whatever the text."""
    try:
        return parse(text, day_first=day_first, context=context)
    except NotADate as error:
        reason = error.reason[:1].upper() + error.reason[1:]
        return NotUnderstood(text, (Problem(error.code, reason),), error.edtf, error.calendar, error.era)


def as_json(found: Date | NotUnderstood) -> dict[str, object]:
    """The answer for JSON, days in ISO 8601 (``1931-09-18``, ``-0219-01-01``; null is open or unknown).

    ``text``, ``calendar``, ``era``, ``edtf``, ``first``, ``last``, ``precision``, ``inferred``, ``problems`` (``code``,
    ``severity``, ``message``) and ``alternatives`` (``edtf``, ``first``, ``last``, ``reason``).
    """
    return {
        "text": found.text,
        "calendar": found.calendar,
        "era": found.era,
        "edtf": found.edtf,
        "first": _iso(found.first),
        "last": _iso(found.last),
        "precision": found.precision,
        "inferred": found.inferred,
        "problems": [_problem(problem) for problem in found.problems],
        "alternatives": [_alternative(other) for other in found.alternatives],
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {"code": problem.code, "severity": problem.severity, "message": problem.message}


def _alternative(other: Alternative) -> dict[str, object]:
    return {"edtf": other.edtf, "first": _iso(other.first), "last": _iso(other.last), "reason": other.reason}


def _iso(day: int | None) -> str | None:
    return None if day is None else iso_day(day)

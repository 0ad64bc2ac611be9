"""Issues of serials: a serial is a record set, its issues are records with a number or a masthead (model.md, 9)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from lantai.catalogue.models import Record
from lantai.catalogue.models.record import IS_ISSUE
from lantai.catalogue.queries import tree


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue as it is counted: its day as a Julian day number, None where it has no date to the day."""

    identifier: str
    day: int | None
    first: int | None
    number: str


def issues_below(records: QuerySet[Record], path: str) -> list[IssueRow]:
    """All issues at any depth below the set of that path, in the order of their dates. One query."""
    found = tree.below(records, path).filter(IS_ISSUE).order_by(F("date_first").asc(nulls_last=True), "code_key")
    columns = ("identifier", "date_first", "date_last", "issue_number")
    return [
        IssueRow(identifier, first if first == last else None, first, number)
        for identifier, first, last, number in found.values_list(*columns)
    ]

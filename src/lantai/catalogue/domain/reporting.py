"""Reports of errors: made by readers without a name, settled by a person. None changes anything by itself."""

from __future__ import annotations

import unicodedata
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.machine import machine
from lantai.accounts.models import User
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.enums import ErrorKind, ReportState
from lantai.catalogue.models import ErrorReport, Record
from lantai.journal import domain as journal

LONGEST_REPORT: Final = 1000
LONGEST_ANSWER: Final = 500
MOST_OPEN: Final = 30
"""Reports that may wait at one record."""
_NO_TEXT: Final = frozenset(("Cc", "Cs", "Zl", "Zp"))


class ReportRefused(CatalogueError):
    """The report is not taken, or not settled so; the message is one sentence for people."""


@transaction.atomic
def report_error(record: Record, *, kind: ErrorKind, words: str, page: int | None = None) -> ErrorReport:
    """Keep what a reader says of a record, or of a page of it. Raises ReportRefused.

    The same again is nothing to do. Nobody knows who the reader is: the journal names the machine that took it.
    """
    said = _cleaned(words)
    if not said:
        raise ReportRefused(gettext("Say in a sentence what is wrong."))
    if len(said) > LONGEST_REPORT:
        raise ReportRefused(
            gettext("That is too long; expected at most %(most)s characters.") % {"most": LONGEST_REPORT}
        )
    locked = Record.objects.select_for_update().get(pk=record.pk)
    waiting = ErrorReport.objects.filter(record=locked, state=ReportState.OPEN)
    same = waiting.filter(words=said, page=page, kind=kind).first()
    if same is not None:
        return same
    if waiting.count() >= MOST_OPEN:
        raise ReportRefused(gettext("Many reports wait at this record; they are to be looked at first."))
    made = ErrorReport.objects.create(record=locked, page=page, kind=kind, words=said, made_at=timezone.now())
    journal.write("error_report.made", made, by=machine(), detail={"record": record.identifier})
    return made


def is_open(report: ErrorReport) -> bool:
    return report.state == ReportState.OPEN


@transaction.atomic
def settle(report: ErrorReport, *, state: ReportState, answer: str, by: User) -> ErrorReport:
    """Say what was done, or why nothing is. Raises ReportRefused."""
    said = " ".join(_cleaned(answer).split())
    if not said:
        raise ReportRefused(gettext("Say in a sentence what was done, or why nothing is."))
    found = ErrorReport.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=report.pk)
    if not is_open(found):
        told = {"who": found.decided_by, "state": found.get_state_display()}
        raise ReportRefused(gettext("%(who)s has settled this report already: %(state)s.") % told)
    found.state, found.answer = state, said[:LONGEST_ANSWER]
    found.decided_at, found.decided_by = timezone.now(), by
    found.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    journal.write(f"error_report.{state}", found, by=by, detail={"answer": found.answer})
    return found


def _cleaned(text: str) -> str:
    """Without control characters and needless spaces, line by line; empty lines go."""
    lines = text.replace("\r\n", "\n").split("\n")
    kept = ("".join(" " if unicodedata.category(char) in _NO_TEXT else char for char in line) for line in lines)
    return "\n".join(" ".join(line.split()) for line in kept if line.strip())

"""Proposals of readers: made without a name, decided by a person. Only what is accepted changes a text."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

import lantai
from lantai.accounts.machine import machine
from lantai.accounts.models import User
from lantai.digitisation.domain.correcting import correct_page
from lantai.digitisation.enums import ProposalState
from lantai.digitisation.models import Page, Proposal, Transcription
from lantai.digitisation.queries.proposals import line_of
from lantai.digitisation.queries.readings import reading_of
from lantai.journal import domain as journal
from lantai.ports.ocr import EngineInfo, Line, Reading

LONGEST_LINE: Final = 500
LONGEST_NOTE: Final = 500
LONGEST_REASON: Final = 500
MOST_OPEN: Final = 30
"""Proposals that may wait at one page."""
_NO_TEXT: Final = frozenset(("Cc", "Cs", "Zl", "Zp"))
_CERTAIN: Final = 1.0


class ProposalRefused(Exception):
    """The proposal is not taken, or not decided so; the message is one sentence for people."""


# -- made --------------------------------------------------------------------------------------------


@transaction.atomic
def propose(seen: Transcription, *, line: int, text: str, note: str = "") -> Proposal:
    """Keep what a reader says of a line, counted from 0, of the text that lay before them. Raises ProposalRefused.

    The same again is nothing to do. Nobody knows who the reader is: the journal names the machine that took it.
    """
    before, said, why = _line(seen, line), one_line(text), one_line(note)
    if said == one_line(before):
        raise ProposalRefused(gettext("That is what stands there already; write what the line should say."))
    if len(said) > LONGEST_LINE or len(why) > LONGEST_NOTE:
        told = {"most": LONGEST_LINE}
        raise ProposalRefused(gettext("That is too long; expected at most %(most)s characters.") % told)
    page = Page.objects.select_for_update(of=("self",)).get(pk=seen.page_id)
    waiting = page.proposals.filter(state=ProposalState.OPEN)
    same = waiting.filter(before=before, proposed=said).first()
    if same is not None:
        return same
    if waiting.count() >= MOST_OPEN:
        raise ProposalRefused(gettext("Many proposals wait at this page; they are to be looked at first."))
    made = page.proposals.create(line=line, before=before, proposed=said, note=why, made_at=timezone.now())
    journal.write("proposal.made", made, by=machine(), detail={"page": str(page)})
    return made


def one_line(text: str) -> str:
    """The text without control characters and needless spaces."""
    return " ".join("".join(" " if unicodedata.category(char) in _NO_TEXT else char for char in text).split())


def _line(seen: Transcription, line: int) -> str:
    lines = seen.text.split("\n")
    if not (0 <= line < len(lines) and lines[line].strip()):
        raise ProposalRefused(gettext("There is no such line on this page; expected one of those that stand there."))
    return lines[line]


# -- decided -----------------------------------------------------------------------------------------


def is_open(proposal: Proposal) -> bool:
    return proposal.state == ProposalState.OPEN


@transaction.atomic
def accept(proposal: Proposal, *, text: str | None = None, by: User) -> Transcription:
    """The page's text with the line as it was proposed, or as ``text`` says: what the person made of it.

    The rest of the page stays as sure as it was. Raises ProposalRefused, also when the line says something else by now,
    and CorrectionRefused.
    """
    locked = _open(proposal)
    current = locked.page.transcriptions.select_related("page").filter(current=True).first()
    line = line_of(locked, current.text) if current else None
    if current is None or line is None:
        raise ProposalRefused(gettext("The line says something else by now; look at the page, or refuse the proposal."))
    said = locked.proposed if text is None else one_line(text)
    made = correct_page(
        locked.page,
        _with_line(reading_of(current), line, said, _told(locked)),
        by=by,
        reason=gettext("Proposed by a reader."),
        seen=current.pk,
        partial=True,
    )
    _decide(locked, ProposalState.ACCEPTED, by=by)
    return made


@transaction.atomic
def refuse(proposal: Proposal, *, reason: str, by: User) -> Proposal:
    """Leave the text as it is, and say why. Raises ProposalRefused."""
    why = one_line(reason)
    if not why:
        raise ProposalRefused(gettext("Say why the proposal is refused."))
    return _decide(_open(proposal), ProposalState.REFUSED, reason=why[:LONGEST_REASON], by=by)


def _open(proposal: Proposal) -> Proposal:
    """The proposal, locked until the transaction ends. Raises ProposalRefused when somebody decided on it."""
    found = Proposal.objects.select_for_update(of=("self",)).select_related("page", "decided_by").get(pk=proposal.pk)
    if not is_open(found):
        told = {"who": found.decided_by, "state": found.get_state_display()}
        raise ProposalRefused(gettext("%(who)s has decided on this proposal already: %(state)s.") % told)
    return found


def _decide(proposal: Proposal, state: ProposalState, *, reason: str = "", by: User) -> Proposal:
    proposal.state, proposal.reason = state, reason
    proposal.decided_at, proposal.decided_by = timezone.now(), by
    proposal.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    journal.write(f"proposal.{state}", proposal, by=by, detail={"reason": reason} if reason else {})
    return proposal


def _told(proposal: Proposal) -> EngineInfo:
    """Where the version comes from: it says that a reader proposed it."""
    return EngineInfo("Lantai", lantai.__version__, settings={"proposal": str(proposal.pk)})


def _with_line(reading: Reading, at: int, text: str, engine: EngineInfo) -> Reading:
    """The reading with one line, counted over all regions, changed; its characters find their places again."""
    regions, first = [], 0
    for region in reading.regions:
        lines = list(region.lines)
        if first <= at < first + len(lines):
            old = lines[at - first]
            lines[at - first] = Line(text, old.box, _CERTAIN, old.direction)
        regions.append(replace(region, lines=tuple(lines)))
        first += len(lines)
    return replace(reading, regions=tuple(regions), engine=engine)

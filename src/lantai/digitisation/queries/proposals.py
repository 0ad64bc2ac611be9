"""Proposals of readers: how many wait, and whether the line that one means still stands there."""

from __future__ import annotations

from django.db.models import QuerySet

from lantai.digitisation.enums import ProposalState
from lantai.digitisation.models import Page, Proposal


def of_pages(pages: QuerySet[Page]) -> QuerySet[Proposal]:
    """Proposals for these pages, which are those that the asker may see."""
    return Proposal.objects.filter(page__in=pages.order_by())


def open_count(pages: QuerySet[Page]) -> int:
    return of_pages(pages).filter(state=ProposalState.OPEN).count()


def line_of(proposal: Proposal, text: str) -> int | None:
    """Where the line stands in this text, from 0: at its number, else where one line alone says the same; else None."""
    lines = text.split("\n")
    if proposal.line < len(lines) and lines[proposal.line] == proposal.before:
        return proposal.line
    same = [number for number, line in enumerate(lines) if line == proposal.before]
    return same[0] if len(same) == 1 else None

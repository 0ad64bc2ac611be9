"""Proposals of readers as the desk shows them: each beside its line, and whether that still says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from lantai.access.queries import Visible
from lantai.digitisation.enums import ProposalState
from lantai.digitisation.models import Page, Proposal, Transcription
from lantai.digitisation.queries.proposals import line_of, of_pages
from lantai.office.cuts import Cut, cut_around
from lantai.office.differing import Part, parts_of
from lantai.values.script.comparison import compare

A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal on the desk. ``line`` is where its line stands now, from 0; None when it says something else."""

    proposal: Proposal
    before: tuple[Part, ...]
    proposed: tuple[Part, ...]
    line: int | None
    cut: Cut | None

    @property
    def desk(self) -> str:
        """The key of the desk of its page."""
        page = self.proposal.page
        return f"{page.holder.identifier}.{page.number}"


def listed(sight: Visible, *, state: str, after: int = 0) -> list[Shown]:
    """Those behind the key ``after``: open ones the oldest first, decided ones the newest; one more than a page when
    there are more. Two queries."""
    found = of_pages(sight.pages()).filter(state=state)
    found = found.select_related("page__record", "page__record_set", "decided_by")
    if state == ProposalState.OPEN:
        rows = list(found.filter(pk__gt=after).order_by("pk")[: A_PAGE + 1])
    else:
        rows = list((found.filter(pk__lt=after) if after else found).order_by("-pk")[: A_PAGE + 1])
    return shown(rows)


def shown(proposals: Sequence[Proposal]) -> list[Shown]:
    """With the current texts of their pages; one query."""
    pages = {one.page_id for one in proposals}
    texts = {one.page_id: one for one in Transcription.objects.filter(page__in=pages, current=True)}
    return [_shown(one, texts.get(one.page_id)) for one in proposals]


def _shown(one: Proposal, text: Transcription | None) -> Shown:
    line = line_of(one, text.text) if text else None
    differences = compare(one.before, one.proposed).differences
    return Shown(
        proposal=one,
        before=parts_of(one.before, [(part.a_start, part.a_end) for part in differences]),
        proposed=parts_of(one.proposed, [(part.b_start, part.b_end) for part in differences]),
        line=line,
        cut=_cut(one.page, text, line) if text and line is not None else None,
    )


def _cut(page: Page, text: Transcription, line: int) -> Cut | None:
    lines, boxes = text.text.split("\n"), text.glyph_boxes
    start = sum(len(one) + 1 for one in lines[:line])
    found = boxes.union(text.text, start, start + len(lines[line])) if boxes is not None else []
    return cut_around(page, found[0]) if found else None


def counts(sight: Visible) -> dict[str, int]:
    """How many there are in each state. One query."""
    found = of_pages(sight.pages()).order_by().values_list("state").annotate(Count("pk"))
    return dict(found)


def waiting_count() -> int:
    """All open ones, for the menu: who may correct sees every page."""
    return Proposal.objects.filter(state=ProposalState.OPEN).count()

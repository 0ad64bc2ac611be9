"""Proposals of readers: what is taken, what an acceptance changes, and that a decision is made once."""

from __future__ import annotations

import pytest
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.digitisation.domain import proposing
from lantai.digitisation.domain.correcting import correct_page
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.domain.proposing import ProposalRefused, propose
from lantai.digitisation.enums import ProposalState, TextKind
from lantai.digitisation.models import Page, Proposal, Transcription
from lantai.journal.models import LogEntry
from lantai.ports.ocr import Box, EngineInfo, Glyph, Line, Reading, Region

pytestmark = pytest.mark.django_db


def column(text: str, left: int) -> Line:
    glyphs = tuple(Glyph(char, Box(left, 20 * at, 18, 18), 0.9) for at, char in enumerate(text))
    return Line(text, Box(left, 0, 18, 20 * len(text)), 0.9, "ttb", glyphs)


def read_as(*lines: str) -> Reading:
    regions = tuple(
        Region(Box(150 - 30 * at, 0, 20, 300), (column(line, 150 - 30 * at),)) for at, line in enumerate(lines)
    )
    return Reading(200, 300, regions, EngineInfo("drawn", "1"), 0.1)


@pytest.fixture
def seen(bound: Bound, administrator: User) -> Transcription:
    """A page of three lines in three regions, read by machine."""
    bound.pages[2].transcriptions.all().delete()
    return keep_reading(bound.pages[2], read_as("請撥款", "添購略燈", "己未年"), by=administrator)


def current(page: Page) -> Transcription:
    return page.transcriptions.get(current=True)


def test_proposal_is_kept_without_a_name(seen: Transcription) -> None:
    made = propose(seen, line=1, text=" 添購路燈\n", note="見\x00次頁")
    assert (made.line, made.before, made.proposed, made.note) == (1, "添購略燈", "添購路燈", "見 次頁")
    assert (made.state, made.decided_by) == (ProposalState.OPEN, None)
    assert current(seen.page).text == "請撥款\n添購略燈\n己未年"
    assert LogEntry.objects.get(verb="proposal.made").by.username == "lantai"
    assert propose(seen, line=1, text="添購路燈") == made


@pytest.mark.parametrize(
    ("line", "text", "note", "sentence"),
    [
        (1, "添購略燈", "", "what stands there already"),
        (1, "路" * 501, "", "at most 500"),
        (1, "添購路燈", "因" * 501, "at most 500"),
        (3, "添", "", "no such line"),
        (-1, "添", "", "no such line"),
    ],
)
def test_what_is_no_proposal_is_refused(seen: Transcription, line: int, text: str, note: str, sentence: str) -> None:
    with pytest.raises(ProposalRefused, match=sentence):
        propose(seen, line=line, text=text, note=note)
    assert not Proposal.objects.exists()


def test_a_page_takes_so_many_at_once(seen: Transcription, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "MOST_OPEN", 2)
    for text in "甲乙":
        propose(seen, line=0, text=text)
    with pytest.raises(ProposalRefused, match="Many proposals wait"):
        propose(seen, line=0, text="丙")


def test_acceptance_corrects_the_line_and_says_that_a_reader_proposed_it(
    seen: Transcription, administrator: User
) -> None:
    made = proposing.accept(propose(seen, line=1, text="添購路燈"), by=administrator)
    assert (made.kind, made.text, made.partial) == (TextKind.HUMAN, "請撥款\n添購路燈\n己未年", True)
    assert (made.label, made.corrected_by, made.is_by_machine) == (
        "corrected as a reader proposed",
        administrator,
        True,
    )
    boxes = made.glyph_boxes
    assert boxes is not None
    assert boxes.rows[6].tolist() == [120, 40, 18, 18]
    assert LogEntry.objects.get(verb="page.corrected").payload.data["reason"] == "Proposed by a reader."
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.decided_by) == (ProposalState.ACCEPTED, administrator)
    assert seen.page.transcriptions.filter(measured_of__isnull=False).count() == 0


def test_acceptance_with_changes_and_of_nothing(seen: Transcription, administrator: User) -> None:
    proposing.accept(propose(seen, line=1, text="添購路灯"), text="添購路燈", by=administrator)
    proposing.accept(propose(current(seen.page), line=2, text=""), by=administrator)
    assert current(seen.page).text == "請撥款\n添購路燈"


def test_line_is_found_where_it_stands_by_now(seen: Transcription, administrator: User) -> None:
    proposal = propose(seen, line=1, text="添購路燈")
    correct_page(seen.page, read_as("又一行", "請撥款", "添購略燈"), by=administrator, seen=seen.pk)
    proposing.accept(proposal, by=administrator)
    text = current(seen.page)
    assert (text.text, text.partial) == ("又一行\n請撥款\n添購路燈", False)


def test_line_that_says_something_else_by_now_is_left_alone(seen: Transcription, administrator: User) -> None:
    proposal = propose(seen, line=1, text="添購路燈")
    correct_page(seen.page, read_as("請撥款", "添置路燈", "己未年"), by=administrator, seen=seen.pk)
    with pytest.raises(ProposalRefused, match="says something else by now"):
        proposing.accept(proposal, by=administrator)
    assert current(seen.page).text == "請撥款\n添置路燈\n己未年"


def test_refusal_says_why_and_changes_nothing(seen: Transcription, administrator: User) -> None:
    proposal = propose(seen, line=1, text="添購路燈")
    with pytest.raises(ProposalRefused, match="Say why"):
        proposing.refuse(proposal, reason=" ", by=administrator)
    refused = proposing.refuse(proposal, reason="原件如此", by=administrator)
    assert (refused.state, refused.reason) == (ProposalState.REFUSED, "原件如此")
    assert current(seen.page) == seen
    with pytest.raises(ProposalRefused, match="administrator has decided on this proposal already: refused"):
        proposing.accept(proposal, by=administrator)
    assert propose(seen, line=1, text="添購路燈") != refused


def test_delivered_text_is_corrected_in_places_too(seen: Transcription, administrator: User) -> None:
    page = seen.page
    page.transcriptions.all().delete()
    text = Transcription.objects.create(
        page=page, kind=TextKind.DELIVERED, text="請撥款\n\n添購略燈", made_at=seen.made_at
    )
    made = proposing.accept(propose(text, line=2, text="添購路燈"), by=administrator)
    assert (made.text, made.partial, made.is_by_machine) == ("請撥款\n添購路燈", True, False)

"""Proposals of readers at the desk: listed beside their lines, accepted, changed, refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.office.test_page_texts import READ

from lantai.accounts.models import User
from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Instantiation, Record
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.domain.proposing import propose
from lantai.digitisation.enums import ProposalState
from lantai.digitisation.models import Page, Proposal, Transcription
from lantai.office.queries import proposals

pytestmark = pytest.mark.django_db

At = Callable[..., Client]
LIST = "/admin/proposals/"


@pytest.fixture
def text(record: Record, clerk: User) -> Transcription:
    scan = Instantiation.objects.create(identifier="scan", record=record, kind=CarrierKind.MASTER_SCAN)
    page = Page.objects.create(
        record=record, instantiation=scan, number=1, file="0001.jpg", width=800, height=1000, derived=True
    )
    return keep_reading(page, READ, by=clerk)


def act(client: Client, name: str, proposal: Proposal, **said: str) -> int:
    return client.post(reverse(f"office_proposal_{name}", args=[proposal.pk]), said).status_code


def test_open_ones_are_listed_beside_their_lines(at_desk: At, text: Transcription) -> None:
    propose(text, line=0, text="呈為東北", note="見次頁")
    client = at_desk("cataloguer")
    ((one, offered),) = client.get(LIST).context["shown"]
    assert [(part.text, part.changed) for part in one.proposed] == [("呈為", False), ("東", True), ("北", False)]
    assert (one.line, one.cut.box) == (0, (700, 100, 40, 160))
    assert [str(offer.label) for offer in offered] == ["Accept", "Accept with changes", "Refuse"]
    assert "1 proposal waits to be looked at." in client.get("/admin/").content.decode()
    assert '"data-waiting": "1"' in client.get("/admin/").content.decode().replace("\\u0022", '"')


def test_acceptance_is_one_click(at_desk: At, text: Transcription) -> None:
    proposal = propose(text, line=0, text="呈為東北")
    client = at_desk("cataloguer")
    assert act(client, "accept", proposal) == 302
    assert text.page.transcriptions.get(current=True).text == "呈為東北\n水災\n己未年"
    assert client.get(LIST).context["shown"] == []
    ((one, offered),) = client.get(LIST, {"state": "accepted"}).context["shown"]
    assert (one.proposal, offered) == (proposal, ())
    versions = client.get(reverse("office_page_correct", args=[one.desk])).content.decode()
    assert "corrected as a reader proposed" in versions


def test_acceptance_with_changes_and_refusal(at_desk: At, text: Transcription) -> None:
    first, second = propose(text, line=0, text="呈為东北"), propose(text, line=1, text="水火")
    client = at_desk("digitiser")
    asked = client.get(reverse("office_proposal_revise", args=[first.pk]))
    assert asked.context["form"]["text"].value() == "呈為东北"
    assert act(client, "revise", first, text="呈為東北") == 302
    assert act(client, "refuse", second, reason="") == 422
    assert act(client, "refuse", second, reason="原件如此") == 302
    second.refresh_from_db()
    assert (second.state, second.reason) == (ProposalState.REFUSED, "原件如此")
    assert text.page.transcriptions.get(current=True).text == "呈為東北\n水災\n己未年"
    assert "原件如此" in client.get(LIST, {"state": "refused"}).content.decode()


def test_line_that_changed_since_says_so(at_desk: At, text: Transcription) -> None:
    first, second = propose(text, line=0, text="呈為東北"), propose(text, line=0, text="呈為來北")
    client = at_desk("cataloguer")
    act(client, "accept", first)
    assert "The line says something else by now." in client.get(LIST).content.decode()
    answer = client.post(reverse("office_proposal_accept", args=[second.pk]))
    assert answer.status_code == 422
    assert "The line says something else by now; look at the page" in answer.content.decode()


def test_list_goes_on_behind_its_cursor(at_desk: At, text: Transcription, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "A_PAGE", 2)
    made = [propose(text, line=0, text=said) for said in "甲乙丙"]
    client = at_desk("cataloguer")
    first = client.get(LIST)
    assert [one.proposal for one, _offers in first.context["shown"]] == made[:2]
    rest = client.get(LIST, {"after": first.context["next"]})
    assert [one.proposal for one, _offers in rest.context["shown"]] == made[2:]
    by = User.objects.get(username="cataloguer")
    Proposal.objects.update(state=ProposalState.REFUSED, decided_at=text.made_at, decided_by=by)
    newest = client.get(LIST, {"state": "refused"})
    assert [one.proposal for one, _offers in newest.context["shown"]] == made[:0:-1]
    oldest = client.get(LIST, {"state": "refused", "after": newest.context["next"]})
    assert [one.proposal for one, _offers in oldest.context["shown"]] == made[:1]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_queries(
    at_desk: At, text: Transcription, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for said in "甲乙丙"[:count]:
        propose(text, line=0, text=said)
    client = at_desk("cataloguer")
    client.get(LIST)
    with django_assert_num_queries(13):
        client.get(LIST)


@pytest.mark.parametrize("key", ["999", "x", "１", "9" * 30])
def test_proposal_that_is_none_is_not_found(at_desk: At, text: Transcription, key: str) -> None:
    client = at_desk("cataloguer")
    assert client.post(f"/admin/proposals/{key}/accept/").status_code == 404
    assert client.get(LIST, {"after": key, "state": "nonsense"}).status_code == 200

"""Proposals of readers: those that wait, and those that were decided."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.access.queries import reader_for, visible
from lantai.digitisation.enums import ProposalState
from lantai.office.actions import offers
from lantai.office.actions.proposals import OF_A_PROPOSAL, PERMISSION
from lantai.office.queries import proposals
from lantai.office.views.door import needs, staff
from lantai.office.views.links import Chip


@require_safe
@needs(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    user = staff(request)
    sight = visible(to=reader_for(user))
    asked, after = request.GET.get("state", ""), request.GET.get("after", "")
    state = asked if asked in ProposalState.values else str(ProposalState.OPEN)
    listed = proposals.listed(sight, state=state, after=int(after) if after.isdecimal() and len(after) < 19 else 0)
    shown = listed[: proposals.A_PAGE]
    context = {
        "state": state,
        "states": _states(proposals.counts(sight), state),
        "shown": [(one, offers(OF_A_PROPOSAL, one.proposal, key=str(one.proposal.pk), to=user)) for one in shown],
        "next": shown[-1].proposal.pk if len(listed) > len(shown) else "",
    }
    return render(request, "office/proposals.html", context)


def _states(counts: dict[str, int], chosen: str) -> list[Chip]:
    return [
        Chip(key, str(label), counts.get(key, 0), f"?state={key}", chosen=key == chosen)
        for key, label in ProposalState.choices
    ]

"""Reports of errors: those that wait, and those that were settled."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.access.queries import reader_for, visible
from lantai.catalogue.enums import ReportState
from lantai.office.actions import offers
from lantai.office.actions.error_reports import OF_A_REPORT, PERMISSION
from lantai.office.queries import error_reports
from lantai.office.views.door import needs, staff
from lantai.office.views.links import Chip


@require_safe
@needs(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    user = staff(request)
    sight = visible(to=reader_for(user))
    asked, after = request.GET.get("state", ""), request.GET.get("after", "")
    state = asked if asked in ReportState.values else str(ReportState.OPEN)
    start = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else 0
    listed = error_reports.listed(sight, state=state, after=start)
    shown = listed[: error_reports.A_PAGE]
    context = {
        "state": state,
        "states": _states(error_reports.counts(sight), state),
        "shown": [(one, offers(OF_A_REPORT, one, key=str(one.pk), to=user)) for one in shown],
        "next": shown[-1].pk if len(listed) > len(shown) else "",
    }
    return render(request, "office/error_reports.html", context)


def _states(counts: dict[str, int], chosen: str) -> list[Chip]:
    return [
        Chip(key, str(label), counts.get(key, 0), f"?state={key}", chosen=key == chosen)
        for key, label in ReportState.choices
    ]

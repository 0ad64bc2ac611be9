"""The versions of one description: the list, and two of them side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.access.queries import reader_for, visible
from lantai.catalogue.queries.differences import Difference, differences
from lantai.catalogue.queries.versions import FIRST, history, said_at, versions_of
from lantai.office.actions.descriptions import RESTORE
from lantai.office.queries import descriptions
from lantai.office.views.door import needs, refuse, staff

SEEN_BY = ("record.describe", "journal.read")
"""Those who write descriptions, and those who look at who wrote them."""


@require_safe
@needs("office.enter")
def versions(request: HttpRequest, identifier: str) -> HttpResponse:
    """The newest beside the one before, or the two that ``old`` and ``new`` ask for."""
    user = staff(request)
    if not any(user.may(permission) for permission in SEEN_BY):
        return refuse(request)
    sight = visible(to=reader_for(user))
    one = descriptions.find(identifier, sight)
    changes = versions_of(one)
    newest = changes[0].number if changes else FIRST
    new = _number(request.GET.get("new", ""), newest)
    old = _number(request.GET.get("old", ""), max(FIRST, new - 1))
    before, after = said_at(one, changes, old), said_at(one, changes, new)
    found: list[Difference] = differences(before, after) if before and after else []
    context = {
        "one": one,
        "above": descriptions.path_to(one, sight),
        "versions": history(one, changes),
        "newest": newest,
        "old": old,
        "new": new,
        "differences": found,
        "restore": RESTORE.url(one.identifier) if RESTORE.allowed(user) else "",
    }
    return render(request, "office/versions.html", context)


def _number(asked: str, otherwise: int) -> int:
    return int(asked) if asked.isdecimal() and len(asked) < 10 else otherwise

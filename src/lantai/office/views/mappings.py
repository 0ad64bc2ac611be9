"""Looking at what was said of a delivery's columns: its first rows as they would be read. Nothing is written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lantai.office.actions.mappings import MAP
from lantai.office.views.door import needs, staff


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAP.permission)
def look(request: HttpRequest, identifier: str) -> HttpResponse:
    """On GET, as when the address is opened again, back to the form."""
    batch = MAP.find(identifier, staff(request))
    if request.method != "POST":
        return redirect(MAP.url(identifier))
    if not MAP.offered(batch):
        return redirect(MAP.back(batch))
    form = MAP.form(request.POST, subject=batch)
    context = {"action": MAP, "subject": batch, "form": form, "back": MAP.back(batch)}
    return render(request, MAP.template, context, status=200 if form.is_valid() else 422)

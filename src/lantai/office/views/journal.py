"""The journal: its lines with filters, and the state of the chain."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.office.forms.journal import JournalFilter
from lantai.office.queries import journal
from lantai.office.views.door import needs


@require_safe
@needs("journal.read")
def index(request: HttpRequest) -> HttpResponse:
    form = JournalFilter(request.GET)
    lines, following = journal.lines(form.wanted())
    kept = {name: value for name, value in request.GET.items() if name not in {"before", "lang"} and value}
    more = "?" + urlencode({**kept, "before": following}) if following else ""
    context = {"form": form, "lines": lines, "more": more, "chain": journal.chain()}
    return render(request, "office/journal.html", context)


@require_safe
@needs("journal.read")
def chain(request: HttpRequest) -> HttpResponse:
    """Reckon every seal again and say which do not fit."""
    context = {"chain": journal.chain(), "broken": journal.broken_seals()}
    return render(request, "office/chain.html", context)

"""How much the site is used: a chart by day, a table by month, and everything as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.office import charts
from lantai.office.views.door import needs
from lantai.usage import queries
from lantai.usage.models import Kind

SPANS: Final = (30, 90, 365)
"""Days that the chart may show."""


@require_safe
@needs("office.enter")
def index(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, SPANS) else SPANS[0]
    kind = request.GET.get("kind", "")
    chosen = Kind(kind) if kind in Kind.values else Kind.RECORD
    today = datetime.now(tz=settings.LANTAI_ZONE).date()
    counted = queries.by_day(until=today, days=days)
    drawn = [(day, one.people[chosen], one.programs[chosen]) for day, one in counted]
    context = {
        "days": days,
        "spans": SPANS,
        "kind": chosen,
        "kinds": Kind,
        "chart": charts.numbers_over_days(drawn),
        "months": [(month, one.by_kind) for month, one in queries.by_month()],
    }
    return render(request, "office/usage.html", context)


@require_safe
@needs("office.enter")
def sheet(request: HttpRequest) -> StreamingHttpResponse:
    """Everything that was counted, a row a day and kind; the headings are names, for programs."""
    answer = StreamingHttpResponse(_lines(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="usage.csv"'
    return answer


def _lines() -> Iterator[str]:
    yield "day,kind,by_program,number\r\n"
    for row in queries.rows():
        line = io.StringIO()
        csv.writer(line).writerow([row.day.isoformat(), row.kind, int(row.by_program), row.number])
        yield line.getvalue()

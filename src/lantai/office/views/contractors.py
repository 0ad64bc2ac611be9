"""Contractors: the list with their figures, one of them with every delivery, and both as a sheet."""

from __future__ import annotations

from io import BytesIO

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.digitisation.models import Contractor
from lantai.digitisation.sheets.writing import MIME_TYPE
from lantai.office import charts, contractor_sheets
from lantai.office.actions import offers
from lantai.office.actions.contractors import CORRECT, NAME
from lantai.office.queries import contractors
from lantai.office.views.door import needs, staff

A_PAGE = 50


@require_safe
@needs("custody.see")
def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(Contractor.objects.order_by("name"), A_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "records": contractors.all_records(list(page.object_list)),
        "offers": offers([NAME], None, key="", to=staff(request)),
    }
    return render(request, "office/contractors.html", context)


@require_safe
@needs("custody.see")
def contractor(request: HttpRequest, key: str) -> HttpResponse:
    one = contractors.find(key)
    record = contractors.record_of(one)
    context = {
        "one": one,
        "record": record,
        "chart": charts.rates_over_time(record.deliveries),
        "findings": contractors.frequent_findings(record),
        "defects": contractors.frequent_defects(one),
        "offers": offers([CORRECT], one, key=str(one.pk), to=staff(request)),
    }
    return render(request, "office/contractor.html", context)


@require_safe
@needs("custody.see")
def sheet(request: HttpRequest, key: str = "") -> HttpResponse:
    """All contractors as XLSX, or one of them."""
    chosen = [contractors.find(key)] if key else list(Contractor.objects.order_by("name"))
    out = BytesIO()
    contractor_sheets.write_records(out, contractors.all_records(chosen))
    answer = HttpResponse(out.getvalue(), content_type=MIME_TYPE)
    name = f"contractor-{key}.xlsx" if key else "contractors.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

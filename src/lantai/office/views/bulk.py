"""Changes of many records: the list of one's own, the preview, how far saving is, the records as a sheet."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.catalogue.enums import PlanState
from lantai.digitisation.sheets.writing import MIME_TYPE
from lantai.office import record_sheets
from lantai.office.actions import offers
from lantai.office.actions.bulk import BEGIN, SAVE, WAYS, grid_of
from lantai.office.forms.bulk import SaveForm
from lantai.office.queries import bulk
from lantai.office.queries.choosing import label_of
from lantai.office.views.door import needs, staff
from lantai.office.views.links import chips

_LISTED = 50


@require_safe
@needs("record.describe")
def index(request: HttpRequest) -> HttpResponse:
    """One's own, the newest first."""
    user = staff(request)
    edits = [(edit, label_of(edit)) for edit in bulk.mine(user)[:_LISTED]]
    context = {"edits": edits, "offers": offers([BEGIN], None, key="", to=user)}
    return render(request, "office/edits.html", context)


@require_safe
@needs("record.describe")
def preview(request: HttpRequest, identifier: str) -> HttpResponse:
    """Every change old → new, every refusal and every stale record with its sentence."""
    user = staff(request)
    one = bulk.opened(identifier, user)
    counts, kind = bulk.tally(one.edit), request.GET.get("kind", "")
    after = request.GET.get("after", "")
    context: dict[str, Any] = {
        **_progress(one),
        "label": label_of(one.edit),
        "notes": bulk.notes(one.edit),
        "tally": counts,
        "kind": kind,
        "page": bulk.preview(one.edit, kind=kind, after=int(after) if after.isdecimal() and len(after) < 18 else 0),
        "kinds": chips(request, "kind", [(name, _label(name), getattr(counts, name)) for name in bulk.KINDS]),
        "grid": grid_of(one) if one.is_draft else "",
        "save": SAVE.url(identifier) if one.is_draft and counts.planned else "",
        "form": SaveForm(subject=one),
        "offers": offers(WAYS, one, key=identifier, to=user),
    }
    return render(request, "office/edit_preview.html", context)


def _label(kind: str) -> str:
    return str(PlanState(kind).label)


@require_safe
@needs("record.describe")
def progress(request: HttpRequest, identifier: str) -> HttpResponse:
    """The panel of the work alone, asked for again while it moves."""
    one = bulk.opened(identifier, staff(request))
    context = _progress(one)
    answer = render(request, "office/parts/edit_work.html", context)
    answer.headers["X-Batch-State"] = one.edit.state
    answer.headers["X-Batch-Moving"] = "yes" if context["moving"] else "no"
    return answer


def _progress(one: bulk.Opened) -> dict[str, Any]:
    return {"edit": one.edit, "moving": one.edit.state == "saving"}


@require_safe
@needs("record.describe")
def sheet(request: HttpRequest, identifier: str) -> FileResponse:
    """The chosen records as XLSX."""
    one = bulk.opened(identifier, staff(request))
    out = TemporaryFile()  # noqa: SIM115 - the response closes it
    record_sheets.write_records(out, one.records)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{identifier}.xlsx", content_type=MIME_TYPE)

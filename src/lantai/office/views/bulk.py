"""Changes of many records: the list of one's own, the preview, how far the work is, the records as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.accounts.models import User
from lantai.digitisation.sheets.writing import MIME_TYPE
from lantai.office.actions import offers
from lantai.office.actions.bulk import BEGIN
from lantai.office.actions.bulk_edit import SAVE, WAYS, WORK, grid_of
from lantai.office.forms.bulk import SaveForm
from lantai.office.queries import bulk
from lantai.office.queries.bulk_progress import progress as work_of
from lantai.office.queries.bulk_progress import refused_work
from lantai.office.queries.choosing import label_of, labels_of
from lantai.office.record_sheets import going_out
from lantai.office.views.door import needs, staff
from lantai.office.views.links import chips

_LISTED = 50


@require_safe
@needs("record.describe")
def index(request: HttpRequest) -> HttpResponse:
    """One's own, the newest first."""
    user = staff(request)
    edits = list(bulk.mine(user)[:_LISTED])
    listed = list(zip(edits, labels_of(edits), strict=True))
    return render(request, "office/edits.html", {"edits": listed, "offers": offers([BEGIN], None, key="", to=user)})


@require_safe
@needs("record.describe")
def preview(request: HttpRequest, identifier: str) -> HttpResponse:
    """Every change old → new, every refusal and every stale record with its sentence."""
    user = staff(request)
    one = bulk.opened(identifier, user)
    kind = request.GET.get("kind", "")
    after, before = (_key(request.GET.get(name, "")) for name in ("after", "before"))
    context: dict[str, Any] = {
        **_work(one, user),
        "label": label_of(one.edit),
        "refused": refused_work(one.edit),
        "notes": bulk.notes(one.edit),
        "row_notes": bulk.row_notes(one.edit),
        "undone": bulk.undone_by(one.edit),
        "kind": kind if kind in bulk.KINDS else "",
        "page": bulk.preview(one.edit, kind=kind, after=after, before=before),
        "counts": bulk.kinds(one.edit),
        "kinds": chips(request, "kind", bulk.kinds(one.edit)),
        "grid": grid_of(one) if one.is_draft else "",
        "save": SAVE.url(identifier) if one.is_draft and one.edit.planned_count else "",
        "form": SaveForm(subject=one),
        "offers": offers(WAYS, one, key=identifier, to=user),
    }
    return render(request, "office/edit_preview.html", context)


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


@require_safe
@needs("record.describe")
def progress(request: HttpRequest, identifier: str) -> HttpResponse:
    """The panel of the work alone, asked for again while it moves."""
    user = staff(request)
    context = _work(bulk.opened(identifier, user), user)
    answer = render(request, "office/parts/edit_work.html", context)
    answer.headers["X-Batch-State"] = context["edit"].state
    answer.headers["X-Batch-Moving"] = "yes" if context["moving"] else "no"
    return answer


def _work(one: bulk.Opened, user: User) -> dict[str, Any]:
    work = work_of(one.edit)
    return {
        "edit": one.edit,
        "work": work,
        "moving": work is not None and work.moving,
        "work_offers": offers(WORK, one, key=one.edit.identifier, to=user) if work else (),
    }


@require_safe
@needs("record.describe")
def sheet(request: HttpRequest, identifier: str) -> StreamingHttpResponse:
    """The chosen records as XLSX."""
    one = bulk.opened(identifier, staff(request))
    return _workbook(going_out.records(one.edit, one.to), f"{identifier}.xlsx")


@require_safe
@needs("record.describe")
def faulty(request: HttpRequest, identifier: str) -> StreamingHttpResponse:
    """What was not taken over as XLSX, with what is wrong beside each row."""
    one = bulk.opened(identifier, staff(request))
    return _workbook(going_out.faulty_rows(one.edit), f"{identifier}-rows.xlsx")


def _workbook(content: Iterator[bytes], name: str) -> StreamingHttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(content, content_type=MIME_TYPE, headers=disposition)

"""The report of a delivery's check, as a page to be kept, as a workbook to mend by, as JSON."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lantai.digitisation import reports
from lantai.digitisation.reports.of_batch import report_of
from lantai.digitisation.sheets.writing import MIME_TYPE
from lantai.office.actions.deliveries import find
from lantai.office.views.door import needs, staff

_KINDS = {
    "html": (reports.html, "text/html; charset=utf-8"),
    "xlsx": (reports.xlsx, MIME_TYPE),
    "json": (reports.json, "application/json"),
}


@require_safe
@needs("custody.see")
def report(request: HttpRequest, identifier: str, ending: str) -> FileResponse:
    """In the language of whoever asks; always as a file, for it holds what a sender wrote."""
    batch = find(identifier, staff(request))
    write, content_type = _KINDS[ending]
    out = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(out, report_of(batch), language=reports.nearest(get_language() or ""))
    out.seek(0)
    name = f"{batch.identifier}-findings.{ending}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=content_type)

"""The letter about a delivery: looked at, its covering text changed, taken as DOCX or PDF. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lantai.digitisation.models import Batch
from lantai.digitisation.reports import LANGUAGES
from lantai.digitisation.reports.letter import Correspondence, Letter
from lantai.digitisation.reports.letter_docx import MIME_TYPE, write_docx
from lantai.digitisation.reports.letter_pdf import NoPdf, write_pdf
from lantai.digitisation.reports.letter_words import BadLetter
from lantai.digitisation.reports.of_batch import correspondence_about, fonts_of_home
from lantai.office.actions.deliveries import find
from lantai.office.forms.letters import CoveringForm, LetterAsked
from lantai.office.views.door import needs, staff

Writer = Callable[[IO[bytes], Letter], None]


def _pdf(out: IO[bytes], letter: Letter) -> None:
    write_pdf(out, letter, fonts=fonts_of_home())


_KINDS: dict[str, tuple[str, Writer]] = {"docx": (MIME_TYPE, write_docx), "pdf": ("application/pdf", _pdf)}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("custody.see")
def letter(request: HttpRequest, identifier: str) -> HttpResponse:
    """The letter on a page; on POST with the covering text as it was typed."""
    batch = find(identifier, staff(request))
    try:
        about, form, asked = _asked(request, batch)
    except BadLetter as error:
        return _page(request, batch, {"refusal": error})
    return _shown(request, batch, about, form, asked)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("custody.see")
def letter_file(request: HttpRequest, identifier: str, ending: str) -> HttpResponseBase:
    """The letter as ``docx`` or ``pdf``; on POST with the covering text as it was typed."""
    batch = find(identifier, staff(request))
    content_type, write = _KINDS[ending]
    out = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        about, form, asked = _asked(request, batch)
        if form.is_bound and not form.is_valid():
            return _shown(request, batch, about, form, asked)
        write(out, about.letter(form.draft()))
    except (BadLetter, NoPdf) as error:
        out.close()
        return _page(request, batch, {"refusal": error})
    out.seek(0)
    return FileResponse(
        out, as_attachment=True, filename=f"{batch.identifier}-letter.{ending}", content_type=content_type
    )


def _asked(request: HttpRequest, batch: Batch) -> tuple[Correspondence, CoveringForm, LetterAsked]:
    """What the letter is made of, with the text that was typed or a new draft. Raises BadLetter."""
    if request.method == "POST":
        form = CoveringForm(request.POST)
        language = next((one for one in LANGUAGES if one == request.POST.get("language")), None)
        about = correspondence_about(batch, language=language)
        return about, form, LetterAsked(initial={"language": about.language, "until": about.until})
    language, until = LetterAsked(request.GET).wanted()
    about = correspondence_about(batch, language=language)
    asked = LetterAsked(initial={"language": about.language, "until": until or about.until})
    return about, CoveringForm.with_draft(about, until), asked


def _shown(
    request: HttpRequest, batch: Batch, about: Correspondence, form: CoveringForm, asked: LetterAsked
) -> HttpResponse:
    whole = not form.is_bound or form.is_valid()
    context = {"form": form, "asked": asked, "letter": about.letter(form.draft()) if whole else None}
    return _page(request, batch, context, status=200 if whole else 422)


def _page(request: HttpRequest, batch: Batch, context: dict[str, Any], *, status: int | None = None) -> HttpResponse:
    """The page; with a ``refusal`` where no letter can be made."""
    standard = 409 if "refusal" in context else 200
    return render(request, "office/letter.html", {"batch": batch, **context}, status=status or standard)

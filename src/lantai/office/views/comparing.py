"""A changed item beside what stands, and the pictures of pages that are in custody only."""

from __future__ import annotations

from typing import Final

import pyvips
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lantai.digitisation.domain.storing import objects_of
from lantai.digitisation.layouts.pdf import PdfReader, UnreadablePdf
from lantai.digitisation.models import BatchItem
from lantai.office.actions.deliveries import find
from lantai.office.queries.comparing import compare
from lantai.office.views.door import needs, staff
from lantai.preservation.store import masters

_SIDE: Final = 1_200
_DPI: Final = 120
_QUALITY: Final = 82


@require_safe
@needs("custody.see")
def item(request: HttpRequest, identifier: str, key: int) -> HttpResponse:
    """What the delivery would change of one item."""
    batch = find(identifier, staff(request))
    one = _item(identifier, key)
    compared = compare(one)
    if compared is None:
        raise Http404
    changed = [pair for pair in compared.pages if not pair.same]
    context = {"batch": batch, "item": one, "compared": compared, "changed": changed}
    return render(request, "office/delivery_item.html", context)


@require_safe
@needs("custody.see")
def picture(request: HttpRequest, identifier: str, key: int, number: int) -> HttpResponse:
    """A page that lies in custody, small enough to look at. It passed the check: it was decoded behind limits there."""
    find(identifier, staff(request))
    one = _item(identifier, key)
    leaf = next((leaf for leaf in one.leaves if int(leaf[1]) == number), None)
    held = dict(objects_of(one)).get(one.scan_identifier)
    if leaf is None or held is None or not masters().exists(one.scan_identifier):
        raise Http404
    answer = HttpResponse(_jpeg(one.scan_identifier, str(leaf[0]), int(leaf[2])), content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=600"
    return answer


def _item(identifier: str, key: int) -> BatchItem:
    found = BatchItem.objects.select_related("record", "record_set", "batch")
    return get_object_or_404(found, pk=key, batch__identifier=identifier)


def _jpeg(object_id: str, path: str, leaf: int) -> bytes:
    """Raises Http404 for what cannot be drawn."""
    file = masters().local_path(object_id, path)
    try:
        if leaf and path.lower().endswith(".pdf"):
            with PdfReader() as reader:
                drawn = reader.render(file, leaf, _DPI)
            image = pyvips.Image.thumbnail_buffer(drawn, _SIDE, height=_SIDE, size="down")
        else:
            name = f"{file}[page={leaf - 1}]" if leaf else str(file)
            image = pyvips.Image.thumbnail(name, _SIDE, height=_SIDE, size="down")
        return bytes(image.flatten(background=255).jpegsave_buffer(Q=_QUALITY) if image.hasalpha() else _saved(image))
    except (pyvips.Error, UnreadablePdf) as error:
        raise Http404 from error


def _saved(image: pyvips.Image) -> bytes:
    return bytes(image.jpegsave_buffer(Q=_QUALITY))

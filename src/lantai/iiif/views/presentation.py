"""Presentation 3: the manifest of a record, the lines of a canvas, the collections of the tree."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lantai.access.queries import Reader, reader_for, visible
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries import spans
from lantai.digitisation.queries.pages import in_order
from lantai.iiif.answers import linked_data
from lantai.iiif.collection import Places, Shelf
from lantai.iiif.collection import collection as collection_of
from lantai.iiif.lines import lines_page
from lantai.iiif.manifest import manifest as manifest_of
from lantai.iiif.queries import page_of_canvas


@require_safe
def manifest(request: HttpRequest, identifier: str) -> HttpResponse:
    """The manifest of a record that this reader may see; closed and non-existent are the same 404.

    The text of a whole record is no canvas: it is in the download of the text.
    """
    reader = reader_for(request.user)
    may_see = visible(to=reader)
    record = may_see.records().filter(identifier=identifier).select_related("record_set").first()
    if record is None:
        raise Http404
    reach = spans.reach(record)
    pages = in_order(may_see.pages().filter(reach.pages()), reach)
    sides = [page for page in pages if page.number]
    if not sides:
        raise Http404
    texts = {
        text.page_id: text for text in Transcription.objects.filter(page__in=pages, current=True).defer("text", "boxes")
    }
    guarded = _guarded(reader, sides)
    return linked_data(manifest_of(record, sides, texts, reach=reach, guarded=guarded))


def _guarded(reader: Reader, pages: list[Page]) -> frozenset[int]:
    """Those that not everybody may see. One query, none for the public."""
    public = Reader(today=reader.today)
    if reader == public:
        return frozenset()
    keys = {page.pk for page in pages}
    return frozenset(keys - set(visible(to=public).pages().filter(pk__in=keys).values_list("pk", flat=True)))


@require_safe
def lines(request: HttpRequest, identifier: str, number: int) -> HttpResponse:
    """The text of one canvas, line by line; ``identifier`` is that of its holder, a record or a volume."""
    page = page_of_canvas(visible(to=reader_for(request.user)), identifier, number)
    text = Transcription.objects.filter(page=page, current=True).first() if page else None
    if page is None or text is None:
        raise Http404
    return linked_data(lines_page(page, text))


@require_safe
def collection(request: HttpRequest, identifier: str, part: Places | None = None) -> HttpResponse:
    """A record set as this reader may see it, or some places of it; ``top`` is the archive."""
    may_see = visible(to=reader_for(request.user))
    shown = None
    if identifier != "top":
        shown = may_see.record_sets().filter(identifier=identifier).select_related("parent").first()
        if shown is None:
            raise Http404
    try:
        body = collection_of(Shelf(shown, may_see), part)
    except IndexError:
        raise Http404 from None
    return linked_data(body)


@require_safe
def collection_part(request: HttpRequest, identifier: str, first: int, last: int) -> HttpResponse:
    return collection(request, identifier, Places(first, last))

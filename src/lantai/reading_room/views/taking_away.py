"""Results to take away: a feed of what is new among them, and a table for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.enums import Level
from lantai.discovery.language import BadQuery
from lantai.discovery.search import Found, Results
from lantai.discovery.search import search as look_for
from lantai.ports.search import BadRequest, Order, SearchFailed
from lantai.reading_room.addresses import absolute
from lantai.reading_room.asking import MOST_ROWS, Ask
from lantai.reading_room.context import in_language, language_tag
from lantai.reading_room.queries.results import authors, taken_in
from lantai.reading_room.sentences import sentence
from lantai.values.dates import NotADate

_NEWEST = 30
_CHUNK = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula (OWASP, CSV injection)."""


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """An Atom feed (RFC 4287) of the newest results, always as the public."""
    ask, seen = _ask(request), visible(to=reader_for(None))
    try:
        results = _look(ask, seen, order="newest", limit=_NEWEST)
    except (BadQuery, NotADate, SearchFailed) as refusal:
        return _refused(refusal)
    name = in_language(settings.LANTAI.name, language_tag())
    atom = Atom1Feed(
        title=_("%(name)s: new results for %(question)s") % {"name": name, "question": ask.q or ask.url},
        link=absolute(ask.url),
        description="",
        language=language_tag(),
        feed_url=absolute(f"{request.path}?{request.GET.urlencode()}"),
        author_name=name,
    )
    days = taken_in(seen, {hit.identifier for hit in results.hits})
    for hit in results.hits:
        link = _address(hit)
        date = f"{hit.date.text} · " if hit.date else ""
        text = f" · {hit.snippet.text}" if hit.snippet else ""
        day = days.get(hit.identifier)
        atom.add_item(hit.title, link, f"{date}{hit.code}{text}", unique_id=link, pubdate=day, updateddate=day)
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
def table(request: HttpRequest) -> HttpResponseBase:
    """The results as CSV in the order of their codes, at most ``MOST_ROWS``; a last line says what was left out."""
    ask, seen = _ask(request), visible(to=reader_for(request.user))
    try:
        first = _look(ask, seen, order="code", limit=_CHUNK)
    except (BadQuery, NotADate, SearchFailed) as refusal:
        return _refused(refusal)
    response = StreamingHttpResponse(_lines(ask, seen, first), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="results.csv"'
    return response


def _ask(request: HttpRequest) -> Ask:
    ask = Ask.read(request.GET)
    if ask.is_empty:
        raise Http404
    return ask


def _look(ask: Ask, seen: Visible, *, order: Order, limit: int, after: str | None = None) -> Results:
    return look_for(ask.q, reader=seen.to, order=order, limit=limit, after=after, narrow=ask.narrowing())


def _refused(refusal: Exception) -> HttpResponse:
    ours = isinstance(refusal, SearchFailed) and not isinstance(refusal, BadRequest)
    return HttpResponse(sentence(refusal), status=503 if ours else 400, content_type="text/plain; charset=utf-8")


def _address(hit: Found) -> str:
    if hit.page is None:
        return absolute(reverse("record", args=[hit.identifier]))
    return absolute(reverse("page", args=[hit.identifier, hit.page]))


# -- the table -----------------------------------------------------------------------------------


class _Line:
    """What ``csv`` writes a row to: the row is given back."""

    def write(self, line: str) -> str:
        return line


def _lines(ask: Ask, seen: Visible, first: Results) -> Iterator[str]:
    """With a byte order mark, by which a spreadsheet knows UTF-8."""
    write = csv.writer(_Line()).writerow
    heads = (_("Reference code"), _("Title"), _("Author"), _("Date"), _("Level"), _("Page"), _("Text"), _("Address"))
    yield f"\ufeff{write(heads)}"
    for row in chain(_rows(ask, seen, first), _last_row(first)):
        yield write([_harmless(cell) for cell in row])


def _rows(ask: Ask, seen: Visible, results: Results) -> Iterator[tuple[str, ...]]:
    given = 0
    while True:
        named = authors(seen, {hit.identifier for hit in results.hits})
        for hit in results.hits:
            yield _row(hit, named.get(hit.identifier, ""))
        given += _CHUNK
        if not results.next or given >= MOST_ROWS:
            return
        try:
            results = _look(ask, seen, order="code", limit=_CHUNK, after=results.next)
        except SearchFailed as failure:
            yield (sentence(failure),)
            return


def _row(hit: Found, author: str) -> tuple[str, ...]:
    page = "" if hit.page is None else str(hit.page)
    text = hit.snippet.text if hit.snippet else ""
    date = hit.date.text if hit.date else ""
    return hit.code, hit.title, author, date, str(Level(hit.level).label), page, " ".join(text.split()), _address(hit)


def _last_row(results: Results) -> Iterator[tuple[str, ...]]:
    if results.total > MOST_ROWS:
        yield (_("Only the first %(most)s of %(total)s results.") % {"most": MOST_ROWS, "total": results.total},)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

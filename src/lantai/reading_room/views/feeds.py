"""For machines that visit: robots.txt, the sitemap, and the feed of what was newly opened. Always as the public."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import IntegerField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantai.access.queries import reader_for, visible
from lantai.publishing.models import LANGUAGES, PageName
from lantai.reading_room.addresses import absolute
from lantai.reading_room.context import in_language, language_tag
from lantai.reading_room.queries.holdings import newly_opened

_SHARE = 5_000
"""Primary keys that one file of the sitemap covers: with three languages it stays far below the 50 MB allowed."""
_NEWEST = 30
_URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
_INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search results, log-in and image tiles are not for crawlers; records are."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/search", "/suggest.json", "/account/", "/admin/", "/iiif/image/")),
        *(line for name in settings.LANTAI.refused_crawlers for line in ("", f"User-agent: {name}", "Disallow: /")),
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one file for the record sets, then one for every so many records."""
    key = Cast("pk", IntegerField()) / _SHARE
    shares = visible(to=reader_for(None)).records().order_by().values_list(key, flat=True).distinct()
    names = ["sets", *(str(share) for share in sorted(shares))]
    rows = "".join(f"<sitemap><loc>{absolute(reverse('sitemap_share', args=[name]))}</loc></sitemap>" for name in names)
    return _xml(f"{_INDEX}{rows}</sitemapindex>")


@require_safe
def sitemap_share(request: HttpRequest, share: str) -> HttpResponse:
    seen = visible(to=reader_for(None))
    if share == "sets":
        doors = [reverse(name) for name in ("home", "browse", "newspapers", *PageName.values)]
        paths = [*doors, *_paths(seen.record_sets().values_list("identifier", flat=True))]
        return _xml(f"{_URLSET}{_urls(paths)}</urlset>")
    first = int(share) * _SHARE
    found = seen.records().filter(pk__gte=first, pk__lt=first + _SHARE).order_by("pk")
    paths = _paths(found.values_list("identifier", flat=True))
    if not paths:
        raise Http404
    return _xml(f"{_URLSET}{_urls(paths)}</urlset>")


@require_safe
def opened(request: HttpRequest) -> HttpResponse:
    """An Atom feed (RFC 4287) of the records last taken in."""
    name = in_language(settings.LANTAI.name, language_tag())
    feed = Atom1Feed(
        title=_("%(name)s: newly opened") % {"name": name},
        link=absolute(reverse("home")),
        description="",
        language=language_tag(),
        feed_url=absolute(request.path),
        author_name=name,
    )
    for record in newly_opened(visible(to=reader_for(None)), most=_NEWEST):
        link = absolute(record.get_absolute_url())
        date = f"{record.date_text} · " if record.date_text else ""
        feed.add_item(
            title=record.title,
            link=link,
            unique_id=link,
            description=f"{date}{record.code}",
            pubdate=record.accepted_at,
            updateddate=record.described_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _paths(identifiers: Iterable[str]) -> list[str]:
    """Thousands at once: the address is made once, and every identifier put at its end."""
    prefix = reverse("record", args=["0"]).removesuffix("0")
    return [f"{prefix}{identifier}" for identifier in identifiers]


def _urls(paths: Iterable[str]) -> str:
    root = escape(absolute("/").removesuffix("/"))
    return "".join(
        f"<url><loc>{root}{escape(path)}</loc>{_alternates(f'{root}{escape(path)}')}</url>" for path in paths
    )


def _alternates(location: str) -> str:
    """``location`` is escaped."""
    return "".join(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{location}?lang={tag}"/>' for tag in LANGUAGES)


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n', content_type="application/xml")

"""Search: the words, what narrows them, and the results grouped by record."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantai.access.queries import Visible, reader_for, visible
from lantai.catalogue.enums import Level
from lantai.discovery.did_you_mean import did_you_mean
from lantai.discovery.language import BadQuery, misread_instead
from lantai.discovery.search import Found, Results
from lantai.discovery.search import search as look_for
from lantai.ports.search import EXACT_RELEVANCE, BadRequest, Identifier, KindIs, SearchFailed
from lantai.reading_room.addresses import absolute
from lantai.reading_room.asking import DEEPEST, MOST_ROWS, PER_PAGE, Ask
from lantai.reading_room.histogram import Histogram, histogram
from lantai.reading_room.queries import holdings
from lantai.reading_room.queries.results import heads
from lantai.reading_room.sentences import sentence
from lantai.values.dates import NotADate

_FONDS_SHOWN = 12
_PAGES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: what it is called, how many documents have it, and where it leads."""

    name: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition that is on; ``href`` takes it off. ``of_archive``: its name is the archive's own word."""

    name: str
    href: str
    of_archive: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of the pager; ``href`` is empty for where one is, and ``name`` … for what is left out."""

    name: str
    href: str
    current: bool = False


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    ask = Ask.read(request.GET)
    context: dict[str, object] = {"here": "search", "ask": ask, "sorts": _sorts(ask)}
    if ask.is_empty:
        return render(request, "reading_room/search.html", context)
    seen = visible(to=reader_for(request.user))
    try:
        results = _look(ask, seen)
    except (BadQuery, NotADate, SearchFailed) as refusal:
        context |= {"refusal": sentence(refusal), "chips": _chips(ask, {})}
        return render(request, "reading_room/search.html", context, status=_status(refusal))
    return render(request, "reading_room/search.html", context | _answer(ask, results, seen))


def _status(refusal: Exception) -> int:
    """The reader's fault, or ours."""
    ours = isinstance(refusal, SearchFailed) and not isinstance(refusal, BadRequest)
    return 503 if ours else 400


def _look(ask: Ask, seen: Visible) -> Results:
    return look_for(
        ask.q,
        reader=seen.to,
        order=ask.sort,
        limit=PER_PAGE,
        after=ask.after or None,
        offset=ask.offset,
        facets=True,
        narrow=ask.narrowing(),
    )


def _answer(ask: Ask, results: Results, seen: Visible) -> dict[str, object]:
    facets = results.facets
    named = dict(sorted(facets.fonds.items(), key=lambda pair: -pair[1])[:_FONDS_SHOWN]) if facets else {}
    titles = holdings.fonds_titles(seen, {*named, *([ask.fonds] if ask.fonds else [])})
    misread = "" if results.misread else misread_instead(ask.q)
    return {
        "results": results,
        "meant": _meant(ask, results, seen),
        "kept": absolute(ask.kept),
        "most_rows": MOST_ROWS,
        "misread_instead": ask.but(q=misread) if misread else "",
        "heads": heads((*results.hits, *_pages_of(ask, results, seen)), seen),
        "fonds": [Choice(titles.get(code, code), count, ask.but(fonds=code)) for code, count in named.items()],
        "levels": _levels(ask, facets.levels if facets else {}),
        "years": _years(ask, results),
        "chips": _chips(ask, titles),
        "turns": _turns(ask, results),
        "beyond": ask.sort == "relevance" and results.total > DEEPEST,
        "deepest": DEEPEST,
        "uncounted": ask.sort == "relevance" and EXACT_RELEVANCE < results.total <= DEEPEST,
        "counted": EXACT_RELEVANCE,
    }


def _meant(ask: Ask, results: Results, seen: Visible) -> list[Choice]:
    """Other questions that find something, where this one found little."""
    if not ask.q or results.misread:
        return []
    meant = did_you_mean(ask.q, found=results.total, reader=seen.to, narrow=ask.narrowing())
    return [Choice(one.text, one.total, ask.but(q=one.text)) for one in meant]


def _pages_of(ask: Ask, results: Results, seen: Visible) -> tuple[Found, ...]:
    """The pages that answer, of records that are shown for their description: results are grouped by record.

    By relevance descriptions come before text, so that the pages of one record would else stand far below it.
    """
    described = {hit.identifier for hit in results.hits if hit.kind == "description"}
    if ask.sort != "relevance" or not described or not results.words:
        return ()
    narrow = (KindIs("page"), Identifier(tuple(sorted(described))), *ask.narrowing())
    pages = look_for(ask.q, reader=seen.to, order="code", limit=_PAGES_SHOWN, narrow=narrow).hits
    shown = {(hit.identifier, hit.page) for hit in results.hits}
    return tuple(page for page in pages if (page.identifier, page.page) not in shown)


def _levels(ask: Ask, counts: dict[str, int]) -> list[Choice]:
    known = [(level, counts[level]) for level in Level.values if counts.get(level)]
    return [Choice(str(Level(level).label), count, ask.but(level=level)) for level, count in known]


def _years(ask: Ask, results: Results) -> Histogram | None:
    first, last = ask.years()
    return histogram(results.facets.years, first=first, last=last) if results.facets else None


def _chips(ask: Ask, titles: dict[str, str]) -> list[Chip]:
    span = "—".join((ask.start, ask.end)) if ask.start != ask.end else ask.start
    held = (
        Chip(titles.get(ask.fonds, ask.fonds), ask.but(fonds=""), of_archive=True),
        Chip(str(Level(ask.level).label) if ask.level else "", ask.but(level="")),
        Chip(ask.code, ask.but(code="")),
        Chip(span if ask.start or ask.end else "", ask.but(start="", end="")),
    )
    return [chip for chip in held if chip.name]


def _sorts(ask: Ask) -> list[tuple[str, str, bool]]:
    names = {
        "relevance": _("best match"),
        "date": _("oldest first"),
        "code": _("reference code"),
        "newest": _("newly opened first"),
    }
    return [(key, name, key == ask.sort) for key, name in names.items()]


def _turns(ask: Ask, results: Results) -> list[Turn]:
    """Numbered pages by relevance; by the other orders first and next, for their cursor runs one way."""
    if ask.sort != "relevance":
        first = [Turn(_("First page"), ask.but())] if ask.after else []
        return [*first, *([Turn(_("Next page"), ask.but(after=results.next))] if results.next else [])]
    last = -(-min(results.total, DEEPEST) // PER_PAGE)
    if last < 2:
        return []
    shown = sorted({1, last, *range(max(1, ask.page - 2), min(last, ask.page + 2) + 1)})
    turns: list[Turn] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number > before + 1:
            turns.append(Turn("…", ""))
        turns.append(Turn(str(number), ask.but(page=number), current=number == ask.page))
    return [*turns, *([Turn(_("Next page"), ask.but(page=ask.page + 1))] if ask.page < last else [])]

"""`lantai search`: the same search as on the site, as the public or as somebody else."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantai.cli import house, options, telling
from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from rich.text import Text

    from lantai.access.queries import Reader
    from lantai.discovery.search import Found, Results

app = options.verb()

_MOST = 1_000


class Sort(StrEnum):
    CODE = "code"
    DATE = "date"
    NEWEST = "newest"
    RELEVANCE = "relevance"


@app.command()
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words; docs/search.md describes the language.")],
    limit: Annotated[int, typer.Option(min=1, max=_MOST, help="How many at most.")] = 20,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help="Go on after the `next` of an answer.")] = None,
    sort: Annotated[Sort, typer.Option(help="The order.")] = Sort.CODE,
    as_user: Annotated[str | None, typer.Option("--as", metavar="USER", help="Who looks; default the public.")] = None,
    json: options.AsJson = False,
) -> None:
    """Find words in descriptions and on pages, exactly as they stand, whatever the script or variant.

    \b
    lantai search '淤塞'
    lantai search '"水塔" date:1926 -報紙' --json
    lantai search '井 OR 泉' --sort date --limit 100
    lantai search '~東北'                  where it may stand misread
    """
    house.enter()
    results = _ask(query, reader=_reader(as_user), limit=limit, after=after, sort=sort)
    if json:
        telling.answer(_as_json(results))
    else:
        _tell(results)


def _reader(username: str | None) -> Reader:
    from lantai.access.queries import reader_for

    return reader_for(house.user_named(username) if username else None)


def _ask(query: str, *, reader: Reader, limit: int, after: str | None, sort: Sort) -> Results:
    """Raises WrongUse for what cannot be asked."""
    from lantai.discovery.language import BadQuery
    from lantai.discovery.search import search as ask
    from lantai.ports.search import BadRequest

    try:
        return ask(query, reader=reader, order=sort.value, limit=limit, after=after)
    except (BadQuery, BadRequest) as error:
        raise WrongUse(str(error)) from error


def _as_json(results: Results) -> dict[str, Any]:
    return {
        "total": results.total,
        "took_ms": results.took_ms,
        "next": results.next,
        "misread": list(results.misread),
        "hits": [_hit(found) for found in results.hits],
    }


def _hit(found: Found) -> dict[str, Any]:
    return {
        "identifier": found.identifier,
        "code": found.code,
        "title": found.title,
        "level": found.level,
        "page": found.page,
        "date": found.date.edtf if found.date else None,
        "score": found.score,
        "snippet": found.snippet.text if found.snippet else None,
        "boxes": [list(box) for box in found.boxes],
        "manifest": _manifest(found),
    }


def _manifest(found: Found) -> str | None:
    """Where the IIIF manifest stands; only what has pages has one."""
    from lantai.iiif.names import manifest_url

    return manifest_url(found.identifier) if found.has_pages else None


def _tell(results: Results) -> None:
    rows = [
        (found.code, f"p{found.page}" if found.page else "", str(found.date or ""), found.title, _snippet(found))
        for found in results.hits
    ]
    if rows:
        telling.table(("code", "page", "date", "title", "words"), rows)
    if results.misread:
        telling.aside("Nothing of this is certain: the words with a ~ may have been misread there.")
    if sys.stdout.isatty():
        telling.say(f"{results.total:,} found in {results.took_ms} ms.")
        if results.next:
            telling.say(f"More with --after {results.next}")


def _snippet(found: Found) -> Text:
    from rich.text import Text

    cut = Text()
    for words, is_hit in found.snippet.parts if found.snippet else ():
        cut.append(words.replace("\n", " "), style="bold red" if is_hit else "")
    return cut

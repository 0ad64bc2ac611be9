"""What a search within says: as Content Search 2.0 has it, and as 1.0, which the viewers of today ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlencode

from lantai.iiif.answers import PRESENTATION
from lantai.iiif.content_search import FoundWithin, Occurrence, Part
from lantai.iiif.language_maps import Json
from lantai.iiif.lines import target, textual_body
from lantai.iiif.names import search_url

CONTEXT: Final = "http://iiif.io/api/search/2/context.json"
CONTEXT_1: Final = "http://iiif.io/api/search/1/context.json"
PROFILE_1: Final = "http://iiif.io/api/search/1/search"
_PRESENTATION_2: Final = "http://iiif.io/api/presentation/2/context.json"
_FRAGMENTS: Final = "http://www.w3.org/TR/media-frags/"


def services(identifier: str) -> list[Json]:
    """How a manifest names both; the older one as a service of Presentation 2 is named (Presentation 3, appendix A)."""
    older = {"@context": CONTEXT_1, "@id": search_url(identifier, 1), "@type": "SearchService1", "profile": PROFILE_1}
    return [{"id": search_url(identifier, 2), "type": "SearchService2"}, older]


def annotation_page(identifier: str, asked: dict[str, str], found: FoundWithin, ignored: Sequence[str]) -> Json:
    """``asked``: the parameters that count, as they stand in the address."""
    address = _address(search_url(identifier, 2), asked)
    following = _following(search_url(identifier, 2), asked, found)
    return {
        "@context": [PRESENTATION, CONTEXT],
        "id": address,
        "type": "AnnotationPage",
        **({"next": {"id": following, "type": "AnnotationPage"}} if following else {}),
        **({"ignored": list(ignored)} if ignored else {}),
        "items": [_annotation(one, part, number) for one, part, number in _numbered(found)],
        "annotations": [
            {"type": "AnnotationPage", "items": [_context(address, one) for one in found.occurrences]},
        ],
    }


def annotation_list(identifier: str, asked: dict[str, str], found: FoundWithin, ignored: Sequence[str]) -> Json:
    """The same as Content Search 1.0 has it."""
    following = _following(search_url(identifier, 1), asked, found)
    return {
        "@context": [_PRESENTATION_2, CONTEXT_1],
        "@id": _address(search_url(identifier, 1), asked),
        "@type": "sc:AnnotationList",
        "within": {"@type": "sc:Layer", **({"ignored": list(ignored)} if ignored else {})},
        **({"next": following} if following else {}),
        "resources": [
            {
                "@id": _name(one, number),
                "@type": "oa:Annotation",
                "motivation": "sc:painting",
                "resource": {"@type": "cnt:ContentAsText", "chars": part.exact, "format": "text/plain"},
                "on": target(one.canvas, part.box or _EVERYWHERE),
            }
            for one, part, number in _numbered(found)
        ],
        "hits": [
            {
                "@type": "search:Hit",
                "annotations": [_name(one, number) for number in range(1, len(one.parts) + 1)],
                "match": "".join(part.exact for part in one.parts),
                "before": one.before,
                "after": one.after,
            }
            for one in found.occurrences
        ],
    }


_EVERYWHERE: Final = (0, 0, 1, 1)
"""Viewers that ask 1.0 draw a box in any case: the upper left corner, where nothing is known."""


def _numbered(found: FoundWithin) -> Iterator[tuple[Occurrence, Part, int]]:
    for one in found.occurrences:
        for number, part in enumerate(one.parts, 1):
            yield one, part, number


def _annotation(one: Occurrence, part: Part, number: int) -> Json:
    source = {"id": one.canvas, "type": "Canvas"}
    return {
        "id": _name(one, number),
        "type": "Annotation",
        "motivation": "supplementing",
        "body": textual_body(part.exact),
        "target": one.canvas if part.box is None else {"type": "SpecificResource", "source": source} | _selector(part),
    }


def _selector(part: Part) -> Json:
    value = target("", part.box).removeprefix("#")
    return {"selector": {"type": "FragmentSelector", "conformsTo": _FRAGMENTS, "value": value}}


def _context(address: str, one: Occurrence) -> Json:
    """What stands before and after a hit; one that runs over lines has as many targets."""
    targets = [_quote(one, part, number) for number, part in enumerate(one.parts, 1)]
    return {
        "id": f"{address}#{_name(one, 0)}",
        "type": "Annotation",
        "motivation": "contextualizing",
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _quote(one: Occurrence, part: Part, number: int) -> Json:
    selector = {"type": "TextQuoteSelector", "exact": part.exact}
    if number == 1:
        selector["prefix"] = one.before
    if number == len(one.parts):
        selector["suffix"] = one.after
    return {"type": "SpecificResource", "source": _name(one, number), "selector": [selector]}


def _name(one: Occurrence, number: int) -> str:
    return f"{one.canvas}/hit/{one.number}.{number}"


def _address(service: str, asked: dict[str, str]) -> str:
    return f"{service}?{urlencode(asked)}"


def _following(service: str, asked: dict[str, str], found: FoundWithin) -> str | None:
    return _address(service, asked | {"after": found.next}) if found.next else None

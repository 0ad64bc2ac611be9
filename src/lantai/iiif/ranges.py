"""The structure of a record (Presentation 3, 5.4): where its pages lie, and what their labels part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from lantai.digitisation.models import Page
from lantai.digitisation.queries.spans import Reach
from lantai.iiif.language_maps import Json, LanguageMap, content, labels
from lantai.iiif.names import canvas_url, manifest_url


def structures(pages: Sequence[Page], reach: Reach) -> list[Json]:
    """A range for its own pages and for each stretch of a volume, and within it one for pages of the same label.

    Nothing where there would be one range without any part: it would say no more than the canvases do.
    """
    runs = [list(run) for _place, run in groupby(pages, key=lambda one: _stretch(one, reach))]
    if len(runs) < 2 and not reach.stretches and not any(page.label for page in pages):
        return []
    return [_run(run, reach, number) for number, run in enumerate(runs, 1)]


def _stretch(page: Page, reach: Reach) -> int:
    """0 for the record's own pages, else which of its stretches."""
    return reach.position(page.record_set_id, page.number)[1]


def _run(pages: Sequence[Page], reach: Reach, number: int) -> Json:
    address = f"{manifest_url(reach.identifier)}/range/r{number}"
    stretch = _stretch(pages[0], reach)
    label = content(f"{reach.stretches[stretch - 1].code} {_first_to_last(pages)}") if stretch else _own()
    return _range(address, label, _parts(pages, reach, address))


def _own() -> LanguageMap:
    return labels(_("pages"))


def _first_to_last(pages: Sequence[Page]) -> str:
    first, last = pages[0].number, pages[-1].number
    return f"{first}–{last}" if last > first else str(first)


def _parts(pages: Sequence[Page], reach: Reach, address: str) -> list[Json]:
    parts: list[Json] = []
    for label, group in groupby(pages, key=lambda one: one.label):
        canvases = _canvases(group, reach)
        parts += [_range(f"{address}.{len(parts) + 1}", content(label), canvases)] if label else canvases
    return parts


def _canvases(pages: Iterable[Page], reach: Reach) -> list[Json]:
    return [{"id": canvas_url(reach.holder(page.record_set_id), page.number), "type": "Canvas"} for page in pages]


def _range(address: str, label: LanguageMap, items: list[Json]) -> Json:
    return {"id": address, "type": "Range", "label": label, "items": items}

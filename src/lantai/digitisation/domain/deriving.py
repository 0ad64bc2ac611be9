"""Deriving: the pyramid of every page that has an image and none yet, made anew whenever it is lost (model.md, 7)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db.models import Q

from lantai.digitisation import derivatives
from lantai.digitisation.check import PARALLEL
from lantai.digitisation.domain.storing import in_chunks
from lantai.digitisation.models import Batch, Page
from lantai.digitisation.progress import Progress
from lantai.digitisation.pyramid import derive
from lantai.preservation.store import masters

_CHUNK = 8


def derive_pages(batch: Batch, *, progress: Progress) -> None:
    """Make the pyramids of a batch's pages; stopped at any point, what is made stays made."""
    of_batch = Q(record__batch_items__batch=batch) | Q(record_set__in=batch.items.values("record_set"))
    waiting = Page.objects.filter(of_batch, derived=False).exclude(file="").distinct()
    pages = list(waiting.select_related("record", "record_set", "instantiation"))
    progress.stage("derive", len(pages))
    with ThreadPoolExecutor(PARALLEL) as pool:
        for chunk in in_chunks(pages, _CHUNK):
            for page, derived in zip(chunk, pool.map(_pyramid, chunk), strict=True):
                page.width, page.height, page.derived = derived.width, derived.height, True
                progress.advance()
            Page.objects.bulk_update(chunk, ["width", "height", "derived"])


def _pyramid(page: Page) -> Any:
    master = masters().local_path(page.instantiation.identifier, page.file)
    return derive(master, derivatives.pyramid_path(page.holder.identifier, page.number))

"""A page with text and a box for every character, for each record of a home: put into the tables directly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import numpy as np
from bench.holding.build import insert
from bench.search import words_drawn
from django.db import connection, transaction

from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Instantiation, Record
from lantai.digitisation.enums import Direction, ReadState, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.values import identifiers
from lantai.values.geometry import GlyphBoxes

LENGTH: Final = 500
"""Characters on a page, in lines of twenty-five."""
_LINE: Final = 25
_CELL: Final = 60
_WIDTH, _HEIGHT = 1600, 2200
_CHUNK: Final = 2_000
_AT: Final = datetime(2024, 5, 2, 8, tzinfo=UTC)


def write_pages() -> int:
    """Give each record that has none its page, as a machine would have read it; how many there are then."""
    texts = words_drawn(np.random.default_rng(1931), LENGTH)
    first = Page.objects.count() + 1
    last = Record.objects.count()
    for start in range(first, last + 1, _CHUNK):
        keys = range(start, min(start + _CHUNK, last + 1))
        with transaction.atomic():
            insert(Instantiation, map(_carrier, keys))
            insert(Page, map(_page, keys))
            insert(Transcription, map(_reading, keys, texts(len(keys))))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return last


@cache
def _boxes(length: int) -> bytes:
    """The boxes of a text so long, in vertical columns from the right; a line break has none."""
    rows: list[tuple[int, int, int, int]] = []
    for column in range(LENGTH // _LINE):
        left = _WIDTH - (column + 1) * (_CELL + 10)
        rows += [(left, 100 + at * _CELL, _CELL, _CELL) for at in range(_LINE)]
        rows.append((0, 0, 0, 0))
    return GlyphBoxes.from_rows(np.array(rows[:length], dtype=np.int32)).pack()


def _carrier(key: int) -> dict[str, Any]:
    return {"id": key, "identifier": identifiers.new(), "record_id": key, "kind": CarrierKind.MASTER_SCAN}


def _page(key: int) -> dict[str, Any]:
    return {
        "id": key, "record_id": key, "instantiation_id": key, "number": 1, "file": "0001.jpg", "width": _WIDTH,
        "height": _HEIGHT, "derived": True, "read_state": ReadState.READ,
    }  # fmt: skip


def _reading(key: int, text: str) -> dict[str, Any]:
    written = "\n".join(text[at : at + _LINE] for at in range(0, LENGTH, _LINE)).rstrip("\n")
    return {
        "id": key, "page_id": key, "kind": TextKind.OCR, "direction": Direction.VERTICAL, "text": written,
        "boxes": _boxes(len(written)), "made_at": _AT,
        "engine_key": "0" * 16, "confidence": 0.97,
    }  # fmt: skip


def samples(keys: Sequence[int]) -> Iterator[str]:
    """The texts of these pages, without line breaks, to cut questions out of."""
    for text in Transcription.objects.filter(pk__in=keys).order_by("pk").values_list("text", flat=True):
        yield text.replace("\n", "")

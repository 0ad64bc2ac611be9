"""The report and the letter about a known batch: from its findings, its items, and its sheets where they lie."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from lantai.digitisation.models import Batch, Finding
from lantai.digitisation.profile import delivery_profile
from lantai.digitisation.queries.pages import of_batch
from lantai.digitisation.queries.quality import Tally, tally
from lantai.digitisation.reports.languages import Language, nearest
from lantai.digitisation.reports.letter import Correspondence, gather
from lantai.digitisation.reports.letter_words import letter_words
from lantai.digitisation.reports.report import Delivered, Place, PlacedRow, Report
from lantai.digitisation.reports.rereading import rows_of
from lantai.digitisation.sheets.mapping import ColumnMapping

_CHUNK: Final = 500
_MADE_HERE: Final = frozenset({"fonds", "volume", "profile", "given", "volume_date"})
"""Values of an item that the check added; they were in no column."""


def report_of(batch: Batch) -> Report:
    """Findings are read from the database as they are asked for, in the order of sheet and row."""
    return Report(
        delivered=_delivered(batch),
        findings=partial(_findings, batch),
        rows_at=partial(_rows_at, batch),
        labels=delivery_profile().labels,
    )


def correspondence_about(batch: Batch, *, language: Language | None = None) -> Correspondence:
    """What a letter about the batch is made of, in the language of the holdings unless another is asked for.

    Raises BadLetter where the home's own words make none.
    """
    speaks = language or nearest(settings.LANTAI.content_language)
    words = letter_words(speaks, folder=settings.LANTAI.profiles_dir / "letters")
    return Correspondence(
        gathered=gather(report_of(batch), words),
        words=words,
        language=speaks,
        office=settings.LANTAI.name.get(speaks, ""),
        today=timezone.localdate(),
    )


def fonts_of_home() -> Path:
    """Where a home may keep fonts of its own for letters."""
    folder: Path = settings.LANTAI.profiles_dir / "fonts"
    return folder


def _delivered(batch: Batch) -> Delivered:
    return Delivered(
        name=batch.name,
        items=batch.item_count,
        pages=batch.page_count,
        batch=batch.identifier,
        state=str(batch.state),
        fonds_code=batch.fonds_code,
        contractor=batch.contractor.name if batch.contractor else "",
        received_at=batch.received_at,
        accept_good=batch.accept_good,
        error=batch.error,
        reading=_reading(batch),
    )


def _reading(batch: Batch) -> Tally | None:
    found = tally(of_batch(batch), threshold=settings.LANTAI.doubtful_text)
    return found if found.estimate is not None else None


def _findings(batch: Batch) -> Iterator[Finding]:
    ordered = batch.findings.order_by("sheet", F("row").asc(nulls_first=True), "id")
    return ordered.iterator(chunk_size=2_000)


def _rows_at(batch: Batch, places: Iterable[Place]) -> Iterator[PlacedRow]:
    """From the items; what is none, as all rows of a delivery that was refused, from the sheets."""
    mapping = ColumnMapping(batch.mapping) if batch.mapping else None
    wanted: deque[Place] = deque()
    read_again = rows_of(Path(batch.source), mapping)(iter(wanted.popleft, None))
    left = iter(places)
    while chunk := list(islice(left, _CHUNK)):
        held = _items(batch, chunk)
        wanted.extend(place for place in chunk if place not in held)
        for sheet, row in chunk:
            yield (sheet, row, held[sheet, row]) if (sheet, row) in held else next(read_again)


def _items(batch: Batch, places: Sequence[Place]) -> dict[Place, Mapping[str, str]]:
    items = batch.items.filter(row__in={row for _sheet, row in places}).values_list("sheet", "row", "values")
    return {(sheet, row): _as_they_stood(values) for sheet, row, values in items}


def _as_they_stood(values: Mapping[str, Any]) -> dict[str, str]:
    own = {key: text for key, text in values.items() if key not in _MADE_HERE}
    return {**own, **values.get("given", {})}

"""Reading pages by machine: the queue is the pages' own state, the work is done by processes of its own.

A page that was being read when its worker died is taken up again. Nothing that a person corrected, and no
delivered text, is ever replaced by a machine.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lantai.accounts.models import User
from lantai.digitisation import alto, derivatives
from lantai.digitisation.domain.work import turn
from lantai.digitisation.engine import ocr_engine
from lantai.digitisation.enums import Direction, ReadState, TextKind
from lantai.digitisation.models import Batch, Page, Transcription
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.journal import domain as journal
from lantai.ports.ocr import OcrEngine, Reading, ReadingFailed
from lantai.preservation.store import masters
from lantai.values.geometry import GlyphBoxes

_NICE = 10
_engine: OcrEngine | None = None


def requeue_abandoned() -> int:
    """Pages that a dead worker held go back into the queue; how many."""
    return Page.objects.filter(read_state=ReadState.READING).update(read_state=ReadState.QUEUED)


def waiting(batch: Batch | None = None) -> int:
    return _queue(batch).count()


def read_queued(
    *, by: User, progress: Progress | None = None, processes: int | None = None, batch: Batch | None = None
) -> int:
    """Read what is queued, of one batch or of all; the number of pages read.

    ``processes``: 0 or None is one a core. Stopped at any point, what is read stays read.
    """
    shown = progress or SilentProgress()
    count = processes or settings.LANTAI.reading_processes or os.cpu_count() or 1
    with turn(shown, "reading"):
        requeue_abandoned()
        shown.stage("read", waiting(batch))
        return _read_all(batch, count, by=by, shown=shown)


def _read_all(batch: Batch | None, count: int, *, by: User, shown: Progress) -> int:
    read = 0
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_prepare) as pool:
        for page, outcome in _outcomes(pool, batch, ahead=count + 1):
            if isinstance(outcome, Reading):
                keep_reading(page, outcome, by=by)
                read += 1
            else:
                _keep_failure(page, outcome)
            shown.advance()
    return read


def _queue(batch: Batch | None) -> QuerySet[Page]:
    queue = Page.objects.filter(read_state=ReadState.QUEUED)
    return queue.filter(record__batch_items__batch=batch) if batch else queue


def _outcomes(pool: ProcessPoolExecutor, batch: Batch | None, *, ahead: int) -> Iterator[tuple[Page, Reading | str]]:
    """Pages with what became of them, as they are done; never more than ``ahead`` claimed at once."""
    running: dict[Future[Reading | str], Page] = {}
    while True:
        while len(running) < ahead and (page := _claim(batch)) is not None:
            path = masters().local_path(page.instantiation.identifier, page.file)
            running[pool.submit(_read, path)] = page
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            page = running.pop(future)
            try:
                yield page, future.result()
            except BrokenProcessPool:
                Page.objects.filter(pk__in=[one.pk for one in (page, *running.values())]).update(
                    read_state=ReadState.QUEUED
                )
                raise


@transaction.atomic
def _claim(batch: Batch | None) -> Page | None:
    page = _queue(batch).select_related("instantiation", "record").order_by("record__code_key", "number").first()
    if page is not None:
        Page.objects.filter(pk=page.pk).update(read_state=ReadState.READING)
    return page


# -- in the reading process -----------------------------------------------------------------------


def _prepare() -> None:
    """Readers of the site come first: reading runs at low priority."""
    os.nice(_NICE)
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def _read(path: Path) -> Reading | str:
    global _engine  # noqa: PLW0603 - one engine a process: its models take seconds to load
    if _engine is None:
        _engine = ocr_engine(threads=1)
    try:
        return _engine.read(path)
    except ReadingFailed as error:
        return str(error)


# -- keeping what was read ------------------------------------------------------------------------


@transaction.atomic
def keep_reading(page: Page, reading: Reading, *, by: User) -> Transcription | None:
    """Keep a machine's reading as the current transcription; None where a person's or the sender's text stands."""
    Page.objects.filter(pk=page.pk).update(read_state=ReadState.READ, read_error="")
    if page.transcriptions.filter(current=True).exclude(kind=TextKind.OCR).exists():
        return None
    path = derivatives.alto_path(page.record.identifier, page.number)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, alto.write(reading, page_id=f"p{page.number}", file_name=page.file))
    page.transcriptions.filter(current=True).update(current=False)
    lines = reading.lines
    transcription = Transcription.objects.create(
        page=page,
        kind=TextKind.OCR,
        direction=_direction(reading),
        text=reading.text,
        boxes=GlyphBoxes.from_lines(lines).pack() if lines else None,
        alto=str(path.relative_to(settings.LANTAI.derivatives_dir)),
        engine=asdict(reading.engine),
        confidence=sum(line.confidence for line in lines) / len(lines) if lines else None,
        seconds=reading.seconds,
        made_at=timezone.now(),
    )
    journal.write("page.read", page.record, by=by, detail={"page": page.number, "engine": reading.engine.name})
    return transcription


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(".part")
    temporary.write_bytes(content)
    temporary.replace(path)


def _direction(reading: Reading) -> Direction:
    """The way in which most characters of the page run."""
    vertical = sum(len(line.text) for line in reading.lines if line.direction in ("ttb", "btt"))
    whole = sum(len(line.text) for line in reading.lines)
    return Direction.VERTICAL if vertical * 2 >= whole else Direction.HORIZONTAL


def _keep_failure(page: Page, sentence: str) -> None:
    Page.objects.filter(pk=page.pk).update(read_state=ReadState.FAILED, read_error=sentence[:500])

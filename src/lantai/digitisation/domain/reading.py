"""Reading pages by machine: the queue is the pages' own state, the work is done by processes of its own.

Pages without text come first; then those whose delivered text has no places on the image yet. A page that
was being read when its worker died is taken up again. A page of a volume is read once, whoever holds it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from lantai.accounts.models import User
from lantai.digitisation import derivatives
from lantai.digitisation.domain.keeping import keep_failure, keep_reading
from lantai.digitisation.domain.work import turn
from lantai.digitisation.enums import ReadState
from lantai.digitisation.models import Batch, Page
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.digitisation.queries.pages import of_batch
from lantai.digitisation.reading_process import prepare, read
from lantai.ports.ocr import Reading
from lantai.preservation.store import masters

_TEXTLESS = Q(read_state=ReadState.QUEUED)
_PLACELESS = Q(read_state=ReadState.DELIVERED, derived=True)
_PDF = ".pdf"
_AT_HAND = Q(derived=True) | ~(Q(leaf__gt=0) | Q(file__iendswith=_PDF))
"""A page in a file of many pages waits for its pyramid: no engine opens such a file at the right page."""
_HELD = Q(read_state__in=(ReadState.READING, ReadState.LOCATING))


def waiting(batch: Batch | None = None) -> int:
    """Pages whose text is not there yet."""
    return _of(batch).filter(_TEXTLESS).count()


def has_work() -> bool:
    """Whether anything waits, or was being read by a worker that may have died."""
    return _queue(None).exists() or Page.objects.filter(_HELD).exists()


def requeue_abandoned() -> int:
    """Pages that a dead worker held go back where they were; how many."""
    read = Page.objects.filter(read_state=ReadState.READING).update(read_state=ReadState.QUEUED)
    return read + Page.objects.filter(read_state=ReadState.LOCATING).update(read_state=ReadState.DELIVERED)


def read_queued(
    *, by: User, progress: Progress | None = None, processes: int | None = None, batch: Batch | None = None
) -> int:
    """Read what is queued, of one batch or of all; the number of pages read.

    ``processes``: 0 or None is one a core. Stopped at any point, what is read stays read. A page on which the
    reading process dies is set aside with a sentence, and the others are read.
    """
    shown = progress or SilentProgress()
    count = processes or settings.LANTAI.reading_processes or os.cpu_count() or 1
    with turn(shown, "reading"):
        requeue_abandoned()
        shown.stage("read", _queue(batch).count())
        return sum(1 for _page in _read_all(batch, count, by=by, shown=shown))


def _read_all(batch: Batch | None, processes: int, *, by: User, shown: Progress) -> Iterator[Page]:
    """The pages read, one by one; when a process dies, the rest one page at a time, which tells the culprit."""
    try:
        yield from _read(batch, processes, ahead=processes + 1, by=by, shown=shown)
    except BrokenProcessPool:
        requeue_abandoned()
        while _queue(batch).exists():
            try:
                yield from _read(batch, 1, ahead=1, by=by, shown=shown)
            except BrokenProcessPool:
                _set_aside_held()


def _set_aside_held() -> None:
    for page in Page.objects.filter(_HELD):
        keep_failure(page, "The reading process died on this page; it may need more memory than there is.")


def _read(batch: Batch | None, processes: int, *, ahead: int, by: User, shown: Progress) -> Iterator[Page]:
    engine = (settings.LANTAI.ocr,)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=prepare, initargs=engine) as pool:
        for page, outcome in _outcomes(pool, batch, ahead=ahead):
            shown.advance()
            if isinstance(outcome, Reading):
                keep_reading(page, outcome, by=by)
                yield page
            else:
                keep_failure(page, outcome)


def _outcomes(pool: ProcessPoolExecutor, batch: Batch | None, *, ahead: int) -> Iterator[tuple[Page, Reading | str]]:
    """Pages with what became of them, as they are done; never more than ``ahead`` claimed at once."""
    running: dict[Future[Reading | str], Page] = {}
    while True:
        while len(running) < ahead and (page := _claim(batch)) is not None:
            running[pool.submit(read, _image_of(page))] = page
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), future.result()


def _image_of(page: Page) -> Path:
    """What the engine opens: the master, where that is an image of this page alone, else the pyramid made of it."""
    if page.leaf or page.file.lower().endswith(_PDF):
        return derivatives.pyramid_path(page.holder.identifier, page.number)
    return masters().local_path(page.instantiation.identifier, page.file)


def _of(batch: Batch | None) -> QuerySet[Page]:
    return Page.objects.filter(of_batch(batch)) if batch else Page.objects.all()


def _queue(batch: Batch | None) -> QuerySet[Page]:
    return _of(batch).filter(_TEXTLESS | _PLACELESS).filter(_AT_HAND)


@transaction.atomic
def _claim(batch: Batch | None) -> Page | None:
    """The next page: those without any text come first, then in the order of the codes of their holders."""
    rank = Case(When(_TEXTLESS, then=Value(0)), default=Value(1), output_field=IntegerField())
    holder = Coalesce("record__code_key", "record_set__code_key")
    queue = _queue(batch).select_related("instantiation", "record", "record_set")
    page = queue.order_by(rank, holder, "number").first()
    if page is not None:
        textless = page.read_state == ReadState.QUEUED
        held = ReadState.READING if textless else ReadState.LOCATING
        Page.objects.filter(pk=page.pk).update(read_state=held)
    return page

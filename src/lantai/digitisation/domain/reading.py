"""Reading pages by machine: the queue is the pages' own state, the work is done by processes of its own.

Pages without text come first; then those whose delivered text has no places on the image yet; then those that a
machine has read and is to read again. A page that was being read when its worker died is taken up again. A page of a
volume is read once, whoever holds it. Which engine is to read a page stands in its row, too.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from lantai.accounts.models import User
from lantai.digitisation import derivatives
from lantai.digitisation.domain.keeping import keep_failure, keep_reading
from lantai.digitisation.domain.work import turn
from lantai.digitisation.enums import ReadState
from lantai.digitisation.models import Page
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.digitisation.reading_process import Unusable, introduce, prepare, read
from lantai.ports.ocr import EngineUnusable, Reading
from lantai.preservation.store import masters

_TEXTLESS = Q(read_state=ReadState.QUEUED)
_PLACELESS = Q(read_state=ReadState.DELIVERED, derived=True)
_AGAIN = Q(read_state=ReadState.AGAIN)
_PDF = ".pdf"
_AT_HAND = Q(derived=True) | ~(Q(leaf__gt=0) | Q(file__iendswith=_PDF))
"""A page in a file of many pages waits for its pyramid: no engine opens such a file at the right page."""
_WHILE_READ: Final = {
    ReadState.QUEUED: ReadState.READING,
    ReadState.DELIVERED: ReadState.LOCATING,
    ReadState.AGAIN: ReadState.REREADING,
}
_HELD = Q(read_state__in=_WHILE_READ.values())
EVERYTHING: Final = Q()
"""Pages are chosen by a condition on them; this is none."""


def waiting(only: Q = EVERYTHING) -> int:
    """Pages whose text is not there yet."""
    return Page.objects.filter(only, _TEXTLESS).count()


def to_read(only: Q = EVERYTHING) -> int:
    """Pages that would be read now: without text, with text that has no places, or to be read again."""
    return _queue(only).count()


def has_work() -> bool:
    """Whether anything waits, or was being read by a worker that may have died."""
    return _queue(EVERYTHING).exists() or Page.objects.filter(_HELD).exists()


def requeue_abandoned() -> int:
    """Pages that a dead worker held go back where they were; how many."""
    pages = Page.objects.all()
    return sum(pages.filter(read_state=held).update(read_state=before) for before, held in _WHILE_READ.items())


def read_queued(
    *, by: User, progress: Progress | None = None, processes: int | None = None, only: Q = EVERYTHING
) -> int:
    """Read what is queued, all of it or ``only`` some; the number of pages read.

    ``processes``: 0 or None is one a core. Stopped at any point, what is read stays read. A page on which the
    reading process dies is set aside with a sentence, and the others are read. Raises EngineUnusable at the end, when
    an engine cannot be used: its pages go on waiting.
    """
    shown = progress or SilentProgress()
    count = processes or settings.LANTAI.reading_processes or os.cpu_count() or 1
    with turn(shown, "reading"):
        requeue_abandoned()
        shown.stage("read", to_read(only))
        return sum(1 for _page in _read_by_all(only, count, by=by, shown=shown))


def _read_by_all(only: Q, processes: int, *, by: User, shown: Progress) -> Iterator[Page]:
    """The pages read, one by one, each by the engine that its row asks for, one engine after the other."""
    unusable: dict[str, EngineUnusable] = {}
    while (page := _ordered(only & ~Q(wanted_engine__in=list(unusable))).first()) is not None:
        name = page.wanted_engine
        try:
            yield from _read_all(name, only & Q(wanted_engine=name), processes, by=by, shown=shown)
        except EngineUnusable as error:
            requeue_abandoned()
            unusable[name] = error
    for first in unusable.values():
        raise first


def _read_all(name: str, only: Q, processes: int, *, by: User, shown: Progress) -> Iterator[Page]:
    """The pages of one engine; when a process dies, the rest one page at a time, which tells the culprit."""
    try:
        yield from _read(name, only, processes, ahead=processes + 1, by=by, shown=shown)
    except BrokenProcessPool:
        requeue_abandoned()
        while _queue(only).exists():
            try:
                yield from _read(name, only, 1, ahead=1, by=by, shown=shown)
            except BrokenProcessPool:
                _set_aside_held()


def _set_aside_held() -> None:
    for page in Page.objects.filter(_HELD):
        keep_failure(
            page, "The reading process died on this page; it may need more memory, or more time, than there is."
        )


def _read(name: str, only: Q, processes: int, *, ahead: int, by: User, shown: Progress) -> Iterator[Page]:
    chosen = settings.LANTAI.engine(name)
    engine = chosen.adapter, dict(chosen.options), settings.LANTAI.page_seconds
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=prepare, initargs=engine) as pool:
        _require_engine(pool, chosen.name)
        for page, outcome in _outcomes(pool, only, ahead=ahead):
            shown.advance()
            if isinstance(outcome, Reading):
                keep_reading(page, outcome, by=by)
                yield page
            else:
                keep_failure(page, outcome)


def _submitted(pool: ProcessPoolExecutor, image: Path) -> Future[Reading | Unusable | str]:
    """Raises BrokenProcessPool, also where a process dies just while another one is started for this page."""
    try:
        return pool.submit(read, image)
    except OSError as error:
        if error.errno is None:  # no word of the system: the pool has closed the queue that the new process should have
            raise BrokenProcessPool("A process died while another was started.") from error
        raise


def _outcomes(pool: ProcessPoolExecutor, only: Q, *, ahead: int) -> Iterator[tuple[Page, Reading | str]]:
    """Pages with what became of them, as they are done; never more than ``ahead`` claimed at once.

    Raises EngineUnusable as soon as the engine says so.
    """
    running: dict[Future[Reading | Unusable | str], Page] = {}
    while True:
        while len(running) < ahead and (page := _claim(only)) is not None:
            running[_submitted(pool, _image_of(page))] = page
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            outcome = future.result()
            if isinstance(outcome, Unusable):
                raise EngineUnusable(outcome.sentence)
            yield running.pop(future), outcome


def _require_engine(pool: ProcessPoolExecutor, name: str) -> None:
    """Raises EngineUnusable before a page is touched: none is to blame for an engine that cannot begin."""
    try:
        said = pool.submit(introduce).result()
    except BrokenProcessPool:
        raise EngineUnusable(f"The process of the reading engine {name} dies before it has seen a page.") from None
    if isinstance(said, Unusable):
        raise EngineUnusable(said.sentence)


def _image_of(page: Page) -> Path:
    """What the engine opens: the master, where that is an image of this page alone, else the pyramid made of it."""
    if page.leaf or page.file.lower().endswith(_PDF):
        return derivatives.pyramid_path(page.holder.identifier, page.number)
    return masters().local_path(page.instantiation.identifier, page.file)


def _queue(only: Q) -> QuerySet[Page]:
    return Page.objects.filter(only).filter(_TEXTLESS | _PLACELESS | _AGAIN).filter(_AT_HAND)


def _ordered(only: Q) -> QuerySet[Page]:
    """Those without any text come first, then in the order of the codes of their holders."""
    rank = Case(When(_TEXTLESS, then=Value(0)), When(_AGAIN, then=Value(2)), default=Value(1))
    holder = Coalesce("record__code_key", "record_set__code_key")
    return _queue(only).order_by(rank, holder, "number")


@transaction.atomic
def _claim(only: Q) -> Page | None:
    """The next page."""
    page = _ordered(only).select_related("instantiation", "record", "record_set").first()
    if page is not None:
        held = _WHILE_READ[ReadState(page.read_state)]
        Page.objects.filter(pk=page.pk).update(read_state=held)
    return page

"""Asking that pages be read again, or by another engine than the default one. The wish stands in the pages' rows.

Who asks twice asks once: a page that the engine, as it now is, has read already is left as it is, and waits no longer
where it waited. So an asking that was broken off, or whose reading was, is simply asked again and goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final

from django.db import models, transaction
from django.db.models import Q

from lantai.accounts.models import User
from lantai.digitisation.domain.reading import EVERYTHING
from lantai.digitisation.enums import ReadState, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.journal import domain as journal
from lantai.ports.ocr import EngineInfo

_CHUNK: Final = 2_000
"""Pages of one transaction: the site can write between two."""

_WAITING: Final = (ReadState.QUEUED, ReadState.DELIVERED, ReadState.AGAIN)
_AFTER: Final = {
    ReadState.READ: ReadState.AGAIN,
    ReadState.LOCATED: ReadState.DELIVERED,
    ReadState.FAILED: ReadState.QUEUED,
}
"""Where a page goes that a machine has looked at, to be looked at again."""


def want_engine(name: str, *, only: Q = EVERYTHING, of: Iterable[models.Model] = (), by: User) -> int:
    """Let the pages that wait be read by the engine of this name; how many. ``of``: as of ``ask_again``."""
    waiting = Page.objects.filter(only, read_state__in=_WAITING).exclude(file="").exclude(wanted_engine=name)
    wished = 0
    for keys in _chunks(waiting):
        with transaction.atomic():
            if not wished:
                _write("reading.engine_wished", of, by=by, detail={"engine": name})
            wished += Page.objects.filter(pk__in=keys).update(wanted_engine=name)
    return wished


def ask_again(
    info: EngineInfo,
    *,
    name: str = "",
    only: Q = EVERYTHING,
    of: Iterable[models.Model] = (),
    by: User,
    progress: Progress | None = None,
) -> int:
    """Ask that what a machine has read be read again by the engine of this name; how many pages.

    ``info`` is that engine as it is now. A corrected text that has its places asks for nothing; what could not be read
    is tried again; what still waits from another asking waits for this engine. The readings of before stay.
    ``of``: what the journal says was chosen, nothing for the whole house.
    """
    shown = progress or SilentProgress()
    found = Page.objects.filter(only, read_state__in=(*_AFTER, ReadState.AGAIN)).exclude(file="")
    shown.stage("choose", found.count())
    asked = 0
    for keys in _chunks(found):
        with transaction.atomic():
            changed = _ask_again(keys, name, asdict(info))
            if changed and not asked:
                _write("reading.again_wished", of, by=by, detail={"engine": info.name, "version": info.version})
        asked += changed
        shown.advance(len(keys))
    return asked


def _ask_again(keys: list[int], name: str, engine: dict[str, Any]) -> int:
    told = Transcription.objects.filter(page__in=keys, current=True).order_by()
    settled = set(told.filter(kind=TextKind.HUMAN).exclude(boxes=None).values_list("page_id", flat=True))
    read = told.filter(page__read_error="").values_list("page_id", "engine")
    settled |= {page for page, made_by in read if made_by == engine}
    waiting = Page.objects.filter(pk__in=keys, read_state=ReadState.AGAIN)
    waiting.filter(pk__in=settled).update(read_state=ReadState.READ, wanted_engine="")
    wanted = Page.objects.filter(pk__in=[key for key in keys if key not in settled])
    others = wanted.filter(read_state=ReadState.AGAIN).exclude(wanted_engine=name).update(wanted_engine=name)
    return others + sum(
        wanted.filter(read_state=before).update(read_state=after, wanted_engine=name, read_error="")
        for before, after in _AFTER.items()
    )


def _chunks(pages: models.QuerySet[Page]) -> Iterator[list[int]]:
    """The pages' keys, chunk after chunk: each is looked for when the one before is done."""
    keys = pages.order_by("pk").values_list("pk", flat=True)
    last = 0
    while chunk := list(keys.filter(pk__gt=last)[:_CHUNK]):
        yield chunk
        last = chunk[-1]


def _write(verb: str, of: Iterable[models.Model], *, by: User, detail: dict[str, Any]) -> None:
    """One line for each thing chosen; for the whole house one, of who asked."""
    journal.write_many([journal.Line(verb, one, detail) for one in list(of) or [by]], by=by)

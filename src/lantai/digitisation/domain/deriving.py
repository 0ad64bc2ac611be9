"""Deriving: the pyramid of every page that has an image and none yet, made anew whenever it is lost (model.md, 7).

Masters are decoded by child processes behind limits, one a core, one page at a time; here the pyramids that they make
are written, settled on the disk and marked, a handful at a time. Killed anywhere it goes on: a page is marked when its
pyramid stands, and what was half written is written over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantai.digitisation import derivatives
from lantai.digitisation.confined import Limits, Pool, Work
from lantai.digitisation.inspection.profile import image_profile
from lantai.digitisation.models import Batch, Page
from lantai.digitisation.progress import Progress
from lantai.digitisation.pyramid import keep
from lantai.ports.masters import NoSuchObject
from lantai.preservation.store import masters

_READ_AT_ONCE: Final = 500
_MARKED_AT_ONCE: Final = 32
"""Pyramids that go to the disk together; so many are made again when the process is killed."""
_LARGEST: Final = 1 << 30
"""Bytes of a pyramid: at the quality that is used, more than any that the limit of pixels lets be made."""
_LONGER: Final = 4
"""Times that deriving may take as long as inspecting: every pixel is decoded, and encoded again."""
_NAMED: Final = 10
"""Pages without a pyramid that are named one by one at the end."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What became of the pages: how many pyramids were made, and which pages have none (``<holder>/p<number>``)."""

    made: int
    failed: int
    first_failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """The pyramid of a page, or the sentence that says why there is none."""

    data: bytes = b""
    width: int = 0
    height: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    page: Page
    master: Path


def derive_pages(batch: Batch, *, progress: Progress) -> Derived:
    """Make the pyramids that the batch's pages lack; stopped or killed at any point, what is made stays made.

    A page whose pyramid cannot be made is marked with a sentence (``derive_error``), and tried again by the next run.
    Raises OSError when the derivatives cannot be written or the masters cannot be reached, PoolBroken, and Stopped from
    ``progress``.
    """
    progress.stage("derive", _waiting(batch).count())
    run = _Run(progress)
    with Pool(_DERIVING, _limits()) as pool:
        try:
            for asked, made in pool.run(run.questions(batch), in_order=False):
                run.take(asked.page, made)
        finally:
            run.mark()
    if run.failed:
        named = "; ".join(run.first_failed)
        progress.note(f"{run.failed} pages have no image to show, for their masters cannot be decoded: {named}.")
    return Derived(run.made, run.failed, tuple(run.first_failed))


class _Run:
    """The pages of one run on their way from the table to the children and back to it."""

    def __init__(self, progress: Progress) -> None:
        self.made = self.failed = 0
        self.first_failed: list[str] = []
        self._progress = progress
        self._kept: list[Page] = []

    def questions(self, batch: Batch) -> Iterator[_Asked]:
        """Pages with the files of their masters; one whose master is gone is told at once."""
        for page in _by_key(_waiting(batch)):
            try:
                master = masters().local_path(page.instantiation.identifier, page.file)
            except NoSuchObject as error:
                self.take(page, _Made(reason=str(error)))
            else:
                yield _Asked(page, master)

    def take(self, page: Page, made: _Made) -> None:
        """Write a pyramid, or the reason why there is none."""
        if made.reason:
            self._fail(page, made.reason)
        else:
            target = derivatives.pyramid_path(page.holder.identifier, page.number)
            keep(made.data, target)
            page.width, page.height, page.derived, page.derive_error = made.width, made.height, True, ""
            self._kept.append(page)
        if len(self._kept) >= _MARKED_AT_ONCE:
            self.mark()
        self._progress.advance()

    def mark(self) -> None:
        """Mark the pages whose pyramids were written, after they have reached the disk."""
        kept, self._kept = self._kept, []
        if kept:
            derivatives.settle(derivatives.pyramid_path(page.holder.identifier, page.number) for page in kept)
            Page.objects.bulk_update(kept, ["width", "height", "derived", "derive_error"])
            self.made += len(kept)

    def _fail(self, page: Page, reason: str) -> None:
        self.failed += 1
        if len(self.first_failed) < _NAMED:
            self.first_failed.append(f"{page} ({reason.rstrip('.')})")
        Page.objects.filter(pk=page.pk).update(derive_error=reason[:500])


def _waiting(batch: Batch) -> QuerySet[Page]:
    """The pages of the batch's records and volumes that have an image and no pyramid."""
    of_record = Exists(batch.items.filter(record=OuterRef("record")))
    of_volume = Exists(batch.items.filter(record_set=OuterRef("record_set")))
    return Page.objects.filter(Q(of_record) | Q(of_volume), derived=False).exclude(file="")


def _by_key(pages: QuerySet[Page]) -> Iterator[Page]:
    """One after the other, few in memory at a time, however many there are."""
    needed = pages.select_related("record", "record_set", "instantiation").only(
        "number", "file", "leaf", "record__identifier", "record_set__identifier", "instantiation__identifier"
    )
    last = 0
    while chunk := list(needed.filter(pk__gt=last).order_by("pk")[:_READ_AT_ONCE]):
        yield from chunk
        last = chunk[-1].pk


def _limits() -> Limits:
    inspecting = image_profile().limits
    return replace(
        inspecting,
        seconds=inspecting.seconds * _LONGER,
        processor_seconds=inspecting.processor_seconds * _LONGER,
    )


# -- what is asked of a child ------------------------------------------------------------------------


def _question(asked: _Asked) -> object:
    return {"path": str(asked.master), "leaf": asked.page.leaf, "name": _name(asked)}


def _name(asked: _Asked) -> str:
    """The file as it came: equal masters are stored once, under the name of the first."""
    return PurePosixPath(asked.page.file).name


def _understood(_asked: _Asked, told: Any, data: bytes) -> _Made:
    """Raises ValueError for what is no answer: it was led astray, or we were."""
    match told:
        case {"reason": str(reason)} if reason:
            return _Made(reason=reason)
        case {"width": int(width), "height": int(height)} if width > 0 and height > 0 and data[:3] in (b"II*", b"MM\0"):
            return _Made(data, width, height)
    raise ValueError("That is no pyramid.")


def _broken(asked: _Asked, reason: str) -> _Made:
    return _Made(reason=f"“{_name(asked)}” {reason}.")


_DERIVING: Final[Work[_Asked, _Made]] = Work(
    module="lantai.digitisation.deriving_process",
    ask=_question,
    understand=_understood,
    blame=_broken,
    largest=_LARGEST,
)

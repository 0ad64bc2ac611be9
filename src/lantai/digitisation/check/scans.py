"""The scans of a delivery: every image decoded in a child process, measured, and compared with all others.

What is asked of a scan, the image profile says; how grave what is missing is, the delivery profile. One bad file
costs its own findings and stops no other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from django.conf import settings

from lantai.digitisation.check.delivery import OpenDelivery
from lantai.digitisation.check.looked import Looked
from lantai.digitisation.check.observation import observe
from lantai.digitisation.check.papers import paper_size
from lantai.digitisation.inspection import Inspected, Thresholds, inspect_files, similar
from lantai.digitisation.inspection.judging import low_resolution
from lantai.digitisation.inspection.profile import image_profile
from lantai.digitisation.inspection.scan_file import UNREADABLE
from lantai.digitisation.layouts.store import Entering
from lantai.digitisation.progress import Progress

_HELD: Final = """
SELECT digest.path, digest.shown, digest.sha512 FROM bundle CROSS JOIN file ON file.bundle = bundle.id
JOIN folder ON folder.id = bundle.folder
JOIN digest ON digest.path = CASE folder.path WHEN '' THEN file.name ELSE folder.path || '/' || file.name END
WHERE bundle.kind = 'image' AND file.size > 0 AND digest.sha512 <> ''
AND EXISTS (SELECT 1 FROM holding WHERE holding.bundle = bundle.id
    AND (holding.file IS NULL OR holding.file = file.id))
"""
_IN_ORDER: Final = """
SELECT image.path, digest.shown, image.phash FROM image JOIN digest ON digest.path = image.path
WHERE EXISTS (SELECT 1 FROM piece WHERE piece.path = image.path AND piece.kind <> 'copy') ORDER BY digest.shown
"""
_DOUBLES: Final = """
SELECT first.shown, digest.shown FROM (
    SELECT sha512, MIN(shown) AS shown FROM digest JOIN image ON image.path = digest.path
    GROUP BY sha512 HAVING COUNT(*) > 1
) AS first JOIN digest ON digest.sha512 = first.sha512 AND digest.shown > first.shown
JOIN image ON image.path = digest.path ORDER BY digest.shown
"""
_PAPER_STATED: Final = "SELECT 1 FROM heading WHERE ' ' || fields || ' ' LIKE '% sheet_size %' LIMIT 1"
_ON_PAPER: Final = """
SELECT digest.shown, image.width, image.height, image.dpi, (
    SELECT json_extract(entry.said, '$[0].sheet_size') FROM piece JOIN entry ON entry.id = piece.entry
    WHERE piece.path = image.path AND piece.kind <> 'copy' ORDER BY entry.id LIMIT 1
) FROM image JOIN digest ON digest.path = image.path WHERE image.width > 0 ORDER BY digest.shown
"""
"""A page on which two items stand has the paper of the first."""


@dataclass(frozen=True, slots=True)
class _Scan:
    path: str
    shown: str
    digest: str


@dataclass(slots=True)
class _Looking:
    """One pass over the images that belong to somebody. Those that were looked at before are not decoded again, unless
    they could not be read: a disk that fails, or a machine that is too busy, is no fault of theirs."""

    delivery: OpenDelivery
    looked: Looked
    progress: Progress
    images: Entering
    waiting: deque[_Scan] = field(default_factory=deque)

    def run(self) -> None:
        profile = image_profile()
        answers = inspect_files(self._unknown(), limits=profile.limits, thresholds=_alone(profile.thresholds))
        for inspected in answers:
            scan = self.waiting.popleft()
            if inspected.has(UNREADABLE):
                (self.delivery.root / scan.path).lstat()  # raises when it is there no more
            else:
                self.looked.put(scan.digest, scan.path, inspected)
            self._take(scan, inspected)

    def _unknown(self) -> Iterator[Path]:
        for path, shown, digest in self.delivery.inventory.store.ask(_HELD):
            scan = _Scan(path, shown, digest)
            known = self.looked.get(digest, path)
            if known is not None:
                self._take(scan, known)
            else:
                self.waiting.append(scan)
                yield self.delivery.root / path

    def _take(self, scan: _Scan, inspected: Inspected) -> None:
        for problem in inspected.problems:
            told = observe(problem.code, path=scan.shown, found=problem.found, expected=problem.expected)
            self.delivery.table.tell(told)
        phash = _phash(inspected)
        told_phash = None if phash is None else f"{phash:016x}"
        size = (inspected.width, inspected.height, inspected.dpi)
        self.images.add(scan.path, inspected.size, told_phash, inspected.pages, *size)
        self.progress.advance()


def inspect_scans(delivery: OpenDelivery, progress: Progress) -> None:
    """Everything that a machine can say of the images that belong to somebody.

    Raises PoolBroken, Stopped, and OSError when an image is there no more.
    """
    store = delivery.inventory.store
    progress.stage("inspect", store.count(f"SELECT COUNT(*) FROM ({_HELD})"))  # noqa: S608 - a constant
    images = Entering(store, "image")
    with Looked(settings.LANTAI.run_dir / "looked.sqlite3", image_profile()) as looked:
        _Looking(delivery, looked, progress, images).run()
    images.flush()
    delivery.table.settle()


def _alone(thresholds: Thresholds) -> Thresholds:
    """What can be asked of an image whose row nobody knows yet: not what its size on paper makes of its pixels."""
    return replace(thresholds, sheet=None)


def _phash(inspected: Inspected) -> int | None:
    """What the picture is compared by; None of blank pages, which are all alike."""
    return None if inspected.measures is None or inspected.has("blank-page") else inspected.measures.phash


def judge_by_paper(delivery: OpenDelivery) -> None:
    """The resolution that the pixels of an image make on the paper that its row states, or else the profile. Code:
    low-resolution, of images whose own word did not tell it."""
    store, thresholds = delivery.inventory.store, image_profile().thresholds
    if thresholds.sheet is None and not store.one(_PAPER_STATED):
        return
    for shown, width, height, dpi, stated in store.ask(_ON_PAPER):
        image = Inspected(path=shown, width=width, height=height)
        if low_resolution(replace(image, dpi=dpi), dpi=thresholds.dpi) is None:
            sheet = paper_size(stated or "") or thresholds.sheet
            if low := low_resolution(image, dpi=thresholds.dpi, sheet=sheet):
                delivery.table.tell(observe(low.code, path=shown, found=low.found, expected=low.expected))
    delivery.table.settle()


def compare_scans(delivery: OpenDelivery) -> None:
    """Codes: duplicate-image, and similar-image of those that are no duplicates."""
    store, table = delivery.inventory.store, delivery.table
    told = set[str]()
    for first, later in store.ask(_DOUBLES):
        told.add(later)
        table.tell(observe("duplicate-image", path=later, found=first))
    hashed = [(shown, int(phash, 16)) for _path, shown, phash in store.ask(_IN_ORDER) if phash is not None]
    for pair in similar((phash for _shown, phash in hashed), distance=image_profile().distance):
        first, later = hashed[pair.first][0], hashed[pair.second][0]
        if later not in told:
            table.tell(observe("similar-image", path=later, found=first))
    table.settle()

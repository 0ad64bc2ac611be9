"""The scans of a delivery: every image decoded in a child process, measured, and compared with all others.

What is asked of a scan, the image profile says; how grave what is missing is, the delivery profile. One bad file
costs its own findings and stops no other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.conf import settings

from lantai.digitisation.check.delivery import OpenDelivery
from lantai.digitisation.check.looked import Looked
from lantai.digitisation.check.observation import observe
from lantai.digitisation.inspection import Inspected, inspect_files, similar
from lantai.digitisation.inspection.profile import image_profile
from lantai.digitisation.layouts.store import Entering
from lantai.digitisation.progress import Progress

_HELD: Final = """
SELECT digest.path, digest.shown, digest.sha512 FROM bundle CROSS JOIN file ON file.bundle = bundle.id
JOIN folder ON folder.id = bundle.folder
JOIN digest ON digest.path = CASE folder.path WHEN '' THEN file.name ELSE folder.path || '/' || file.name END
WHERE bundle.kind = 'image' AND file.size > 0 AND EXISTS (SELECT 1 FROM holding WHERE holding.bundle = bundle.id
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


@dataclass(frozen=True, slots=True)
class _Scan:
    path: str
    shown: str
    digest: str


@dataclass(slots=True)
class _Looking:
    """One pass over the images that belong to somebody. Those that were looked at before are not decoded again."""

    delivery: OpenDelivery
    looked: Looked
    progress: Progress
    images: Entering
    waiting: deque[_Scan] = field(default_factory=deque)

    def run(self) -> None:
        profile = image_profile()
        answers = inspect_files(self._unknown(), limits=profile.limits, thresholds=profile.thresholds)
        for inspected in answers:
            scan = self.waiting.popleft()
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
        self.images.add(scan.path, inspected.size, None if phash is None else f"{phash:016x}", inspected.pages)
        self.progress.advance()


def inspect_scans(delivery: OpenDelivery, progress: Progress) -> None:
    """Everything that a machine can say of the images that belong to somebody. Raises PoolBroken and Stopped."""
    store = delivery.inventory.store
    progress.stage("inspect", store.count(f"SELECT COUNT(*) FROM ({_HELD})"))  # noqa: S608 - a constant
    images = Entering(store, "image")
    with Looked(settings.LANTAI.run_dir / "looked.sqlite3", image_profile()) as looked:
        _Looking(delivery, looked, progress, images).run()
    images.flush()
    delivery.table.settle()


def _phash(inspected: Inspected) -> int | None:
    """What the picture is compared by; None of blank pages, which are all alike."""
    return None if inspected.measures is None or inspected.has("blank-page") else inspected.measures.phash


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

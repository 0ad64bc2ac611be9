"""The scans of a delivery: every image decoded in a child process, measured, and compared with all others.

What is asked of a scan, the image profile says; how grave what is missing is, the delivery profile. One bad file
costs its own findings and stops no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lantai.digitisation.check.item import Item
from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.inspection import Inspected, duplicates, inspect_files, similar
from lantai.digitisation.inspection.profile import image_profile
from lantai.digitisation.progress import Progress
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.digests import digest_file


@dataclass(frozen=True, slots=True)
class _Scan:
    """What is remembered of an image, to compare it; ``path`` is relative to the delivery."""

    row: SheetRow
    path: str
    size: int
    phash: int | None


def inspect_scans(root: Path, items: Sequence[Item], progress: Progress) -> Iterator[Observation]:
    """Everything that a machine can say of the images of the items. Raises PoolBroken and Stopped."""
    profile = image_profile()
    jobs = [(item.row, path) for item in items for path in item.images]
    answers = inspect_files(
        [root / path for _row, path in jobs], limits=profile.limits, thresholds=profile.thresholds, progress=progress
    )
    scans: list[_Scan] = []
    for (row, path), inspected in zip(jobs, answers, strict=True):
        for problem in inspected.problems:
            yield at(row, problem.code, path=path, found=problem.found, expected=problem.expected)
        scans.append(_Scan(row, path, inspected.size, _phash(inspected)))
    yield from _alike(root, scans, profile.distance)


def _phash(inspected: Inspected) -> int | None:
    """What the picture is compared by; None of blank pages, which are all alike."""
    return None if inspected.measures is None or inspected.has("blank-page") else inspected.measures.phash


def _alike(root: Path, scans: Sequence[_Scan], distance: int) -> Iterator[Observation]:
    """Codes: duplicate-image, and similar-image of those that are no duplicates."""
    told = set[str]()
    for first, later in _duplicates(root, scans):
        told.add(later.path)
        yield at(later.row, "duplicate-image", path=later.path, found=first.path)
    hashed = [(scan, scan.phash) for scan in scans if scan.phash is not None]
    for pair in similar((phash for _scan, phash in hashed), distance=distance):
        first, later = hashed[pair.first][0], hashed[pair.second][0]
        if later.path not in told:
            yield at(later.row, "similar-image", path=later.path, found=first.path)


def _duplicates(root: Path, scans: Sequence[_Scan]) -> Iterator[tuple[_Scan, _Scan]]:
    """Equal bytes, the earlier first. Only files of one size are read for it."""
    sizes = Counter(scan.size for scan in scans)
    candidates = [scan for scan in scans if scan.size and sizes[scan.size] > 1]
    for first, later in duplicates(digest_file(root / scan.path) for scan in candidates):
        yield candidates[first], candidates[later]

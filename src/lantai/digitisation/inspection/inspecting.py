"""Scans inspected by child processes, one a core: a file that breaks its child costs one finding and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from lantai.digitisation.confined import Limits, Pool, Work
from lantai.digitisation.inspection.inspected import Inspected, Problem, from_json
from lantai.digitisation.inspection.judging import judge
from lantai.digitisation.inspection.limits import Thresholds
from lantai.digitisation.inspection.scan_file import UNREADABLE
from lantai.digitisation.progress import Progress, SilentProgress


def inspect_files(
    paths: Iterable[Path],
    *,
    limits: Limits | None = None,
    thresholds: Thresholds | None = None,
    progress: Progress | None = None,
) -> Iterator[Inspected]:
    """Inspect files in child processes; one answer a path, in order, each as soon as those before it are there.

    ``progress`` may raise Stopped; then, as when the iterator is closed, the children are ended. Raises PoolBroken.
    """
    thresholds = thresholds or Thresholds()
    shown = progress or SilentProgress()
    shown.stage("inspect", len(paths) if isinstance(paths, Sized) else 0)
    with Pool(_LOOKING, limits or Limits()) as pool:
        for _path, inspected in pool.run(map(str, paths)):
            yield judge(inspected, thresholds)
            shown.advance()


def _understood(path: str, told: Any, _data: bytes) -> Inspected:
    """The path is ours, whatever the child says."""
    return replace(from_json(told), path=path)


def _broken(path: str, reason: str) -> Inspected:
    return Inspected(path=path, problems=(Problem(UNREADABLE, reason),))


_LOOKING: Final[Work[str, Inspected]] = Work(
    module="lantai.digitisation.inspection.child", ask=str, understand=_understood, blame=_broken
)

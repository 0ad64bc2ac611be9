"""Bringing what is ready on the desks to its place, together with whatever else is ready at that moment.

A change outlives a power cut only after the disk has been waited for, twice: for the bytes before they get their name,
and for the name. One wait serves any number of changes, so who waits serves all who came meanwhile, as databases do
with their logs (group commit). While one thread waits for the disk the others go on copying.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lantai.adapters.masters.durability import settle, settle_names
from lantai.adapters.masters.staging import Staging


@dataclass(eq=False, slots=True)
class Change:
    """A new object, or a new state of one, that is ready at ``staged`` and belongs ``at`` a place.

    ``replaces``: proves, alone in the root, that the state which is to be replaced is the one that was built upon, or
    raises; None for a new object.
    """

    staged: Path
    at: Path
    replaces: Callable[[], None] | None = None
    failure: BaseException | None = None
    is_done: bool = False


class Commits:
    """The changes of one storage root that wait; safe for threads."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._entering = threading.Lock()
        self._leading = threading.Lock()
        self._waiting: list[Change] = []

    def make(self, change: Change) -> None:
        """Return when the change is in its place and outlives a power cut.

        Raises FileExistsError where a new object finds its place taken, what ``replaces`` raises, and OSError.
        """
        with self._entering:
            self._waiting.append(change)
        with self._leading:
            if not change.is_done:
                self._lead()
        if change.failure is not None:
            raise change.failure

    def _lead(self) -> None:
        with self._entering:
            changes, self._waiting = self._waiting, []
        try:
            self._bring(changes)
        except BaseException as error:
            for change in changes:
                change.failure = change.failure or error
            raise
        finally:
            for change in changes:
                change.is_done = True

    def _bring(self, changes: list[Change]) -> None:
        with self._staging.turn():
            parcels = self._packed(changes)
            if not parcels:
                return
            settle([parcel for parcel, _to, _together in parcels])
            for parcel in parcels:
                self._bring_one(*parcel)
        settle_names({to.parent for _parcel, to, _together in parcels})

    def _packed(self, changes: Iterable[Change]) -> list[tuple[Path, Path, list[Change]]]:
        """What is to be moved where, and the changes that come with it; a change that may not be made is left out.

        Folders that are missing on the way to a new object are made on its desk and come with it, for a root may hold
        no empty folder (OCFL 1.1, 4.2), not even for a moment; objects that miss the same one come together.
        """
        parcels: dict[Path, tuple[Path, Path, list[Change]]] = {}
        for change in changes:
            try:
                if change.replaces is not None:
                    change.replaces()
                    parcels[change.at] = (change.staged, change.at, [change])
                else:
                    self._pack(change, parcels)
            except Exception as error:  # noqa: BLE001  it is raised again by the thread whose change it is
                change.failure = error
        return list(parcels.values())

    def _pack(self, change: Change, parcels: dict[Path, tuple[Path, Path, list[Change]]]) -> None:
        standing = next(folder for folder in change.at.parents if folder.exists())
        way = change.at.relative_to(standing).parts
        top = standing / way[0]
        if change.at.exists() or (len(way) == 1 and top in parcels):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(change.at))
        if len(way) == 1:
            parcels[top] = (change.staged, top, [change])
            return
        parcel, _top, together = parcels.get(top) or (change.staged.with_name("way"), top, [])
        within = parcel.joinpath(*way[1:])
        within.parent.mkdir(parents=True, exist_ok=True)
        if within.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(change.at))
        change.staged.rename(within)
        parcels[top] = (parcel, top, [*together, change])

    def _bring_one(self, parcel: Path, to: Path, together: list[Change]) -> None:
        try:
            if together[0].replaces is not None:
                self._staging.exchange(parcel, to)
            else:
                parcel.rename(to)
        except OSError as error:
            for change in together:
                change.failure = error

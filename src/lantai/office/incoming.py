"""The incoming folder: where a delivery is laid before it is registered (``LANTAI_HOME/incoming``).

The office takes a delivery by choosing from what stands there, never by a path that somebody typed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from lantai.digitisation.check.storable import storable


class NotIncoming(Exception):
    """No delivery of this name stands in the incoming folder."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A folder that stands there; ``changed_at`` is when its own list of files last changed."""

    name: str
    changed_at: datetime


def folder() -> Path:
    return Path(settings.LANTAI.home) / "incoming"


def standing() -> list[Incoming]:
    """What stands in the incoming folder, by name. Links are left out: they could lead anywhere."""
    return sorted(
        (_incoming(path) for path in _folders() if storable(path.name) == path.name), key=lambda one: one.name
    )


def nameless() -> list[str]:
    """Folders whose names are no text, as far as they can be read; none of them can be chosen."""
    names = (path.name for path in _folders() if storable(path.name) != path.name)
    return sorted(os.fsencode(name).decode(errors="replace") for name in names)


def _folders() -> Iterator[Path]:
    if folder().is_dir():
        entries = (path for path in folder().iterdir() if path.is_dir() and not path.is_symlink())
        yield from (path for path in entries if not path.name.startswith("."))


def _incoming(path: Path) -> Incoming:
    changed = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_default_timezone())
    return Incoming(path.name, changed)


def path_of(name: str) -> Path:
    """The folder of this name, taken from the list itself. Raises NotIncoming."""
    if name not in {one.name for one in standing()}:
        raise NotIncoming(
            gettext("No delivery “%(name)s” stands in the incoming folder; lay it there and look again.")
            % {"name": name}
        )
    return folder() / name

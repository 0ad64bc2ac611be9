"""The sheets that are being read: kept below ``run`` in the home while a worker needs them, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from lantai.catalogue.enums import EditState
from lantai.catalogue.models import BulkEdit
from lantai.digitisation.scratch import scratch_folder

_ENDING: Final = ".xlsx"


@contextmanager
def uploaded(file: Any) -> Iterator[Path]:
    """An upload as a file of its own; gone afterwards, unless it was kept. Raises OSError."""
    with scratch_folder("upload") as folder:
        path = folder / f"records{_ENDING}"
        with path.open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
        yield path


def keep(path: Path, edit: BulkEdit) -> None:
    """Take an uploaded file out of its scratch folder, for as long as the operation is being planned."""
    _folder().mkdir(parents=True, exist_ok=True)
    path.replace(path_of(edit))


def path_of(edit: BulkEdit) -> Path:
    return _folder() / f"{edit.identifier}{_ENDING}"


def sweep() -> None:
    """Remove the sheets of operations that are not being planned any more."""
    with suppress(FileNotFoundError):
        found = {path.stem: path for path in _folder().iterdir()}
        needed = BulkEdit.objects.filter(identifier__in=list(found), state=EditState.PLANNING)
        for identifier in set(found) - set(needed.values_list("identifier", flat=True)):
            found[identifier].unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.LANTAI.run_dir / "sheets"
    return folder

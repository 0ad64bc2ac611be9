"""Folders for work in hand, below ``run`` in the home: gone with the work, or swept up when it was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

_LOCK: Final = ".held"


@contextmanager
def scratch_folder(purpose: str) -> Iterator[Path]:
    """An empty folder of its own. A lock of the operating system tells others that it is in use; it dies with us."""
    root: Path = settings.LANTAI.run_dir / "scratch"
    root.mkdir(parents=True, exist_ok=True)
    _sweep(root)
    folder = Path(tempfile.mkdtemp(prefix=f"{purpose}-", dir=root))
    held = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _sweep(root: Path) -> None:
    """Remove what nobody holds any more. A folder that has no lock yet is being made, and left alone."""
    for folder in root.iterdir():
        try:
            held = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        else:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(held)

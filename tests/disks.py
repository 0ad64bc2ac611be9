"""File systems that are as full or as sick as a test needs them; made where the system lets us."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(at: Path, *, size: str) -> Iterator[Path]:
    """A file system of its own that holds ``size`` bytes (as mount(8) writes it). Skips where nobody may mount."""
    at.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "lantai-test", str(at)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a file system of its own cannot be mounted here")
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder into which nothing may be written, for root neither where the system lets us."""
    if os.geteuid() == 0:
        bind = subprocess.run(["mount", "--bind", str(folder), str(folder)], capture_output=True, check=False)
        if bind.returncode:
            pytest.skip("a folder cannot be made read-only for root here")
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
            yield
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    else:
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(0o700)

"""File systems that are as full or as sick as a test needs them; made where the system lets us."""

from __future__ import annotations

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

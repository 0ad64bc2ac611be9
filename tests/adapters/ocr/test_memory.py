"""What was freed between blocks that are still in use goes back to the system."""

from __future__ import annotations

import platform
from pathlib import Path

import numpy as np
import pytest

from lantai.adapters.ocr.memory import give_back

BLOCK, MANY = 100_000, 2_000


def held() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives memory back when asked")
def test_freed_memory_goes_back() -> None:
    blocks = [np.ones(BLOCK, dtype=np.uint8) for _ in range(MANY)]
    kept = blocks[::50]
    del blocks
    before = held()
    give_back()
    assert held() < before - BLOCK * MANY // 2
    assert len(kept) == MANY // 50

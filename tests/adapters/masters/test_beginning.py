"""Many begin on the same empty folder at once: one makes the storage root, and all find it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from lantai.adapters.masters.ocfl import OcflMasters

_AT_ONCE = 8


def test_beginning_at_once_makes_one_root(tmp_path: Path) -> None:
    source = tmp_path / "page.txt"
    source.write_text("井泉", encoding="utf-8")
    for attempt in range(20):
        root, gate = tmp_path / f"masters{attempt}", threading.Barrier(_AT_ONCE)

        def begin(number: int, root: Path = root, gate: threading.Barrier = gate) -> None:
            gate.wait()
            made = datetime(1924, 9, 3, tzinfo=UTC)
            OcflMasters(root).store(f"x{number}", {"page.txt": source}, message="", user="", created=made)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(begin, range(_AT_ONCE)))
        assert sorted(OcflMasters(root).objects()) == [f"x{number}" for number in range(_AT_ONCE)]

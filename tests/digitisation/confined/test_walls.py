"""What a process behind the walls can still do: read, compute and answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, socket, sys
from pathlib import Path
from lantai.digitisation.confined.walls import confine
confine(memory=200_000_000)
folder = Path(sys.argv[1])

def tried(what):
    try:
        what()
    except MemoryError:
        return "memory"
    except OSError as error:
        return type(error).__name__
    return "done"

print(tried(lambda: (folder / "there").read_bytes()))
print(tried(lambda: (folder / "new").write_bytes(b"x")))
print(tried(lambda: (folder / "there").write_bytes(b"x")))
print(tried(lambda: os.truncate(folder / "there", 0)))
print(tried(lambda: (folder / "there").unlink()))
print(tried(lambda: (folder / "there").rename(folder / "elsewhere")))
print(tried(lambda: (folder / "link").symlink_to("there")))
print(tried(lambda: (folder / "below").mkdir()))
print(tried(lambda: os.execv(sys.executable, [sys.executable, "-c", "print('another program')"])))
print(tried(lambda: socket.create_connection(("127.0.0.1", 9), timeout=1)))
print(tried(lambda: bytearray(300_000_000)))
"""


def _said(folder: Path) -> list[str]:
    (folder / "there").write_bytes(b"what stands there")
    words = [sys.executable, "-c", PROGRAM, str(folder)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()


def test_nothing_is_written_and_memory_ends(tmp_path: Path) -> None:
    said = _said(tmp_path)
    assert (said[0], said[-1]) == ("done", "memory")
    assert not (tmp_path / "new").exists() or (tmp_path / "new").read_bytes() == b""


def test_where_the_kernel_can_nothing_is_changed_started_or_called(tmp_path: Path) -> None:
    said = _said(tmp_path)
    if said[3] == "done":
        pytest.skip("this kernel has no Landlock")
    assert said[1:-1] == ["PermissionError"] * 9
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("there", b"what stands there")]

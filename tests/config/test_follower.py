"""A process indexes what another describes, while it does; it ends with it, and leaves the index to a server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.config.test_server import Serving, home, lantai, serving, wait_for_end

__all__ = ["home", "serving"]  # fixtures

_BODY = """
import sys, time
from pathlib import Path
from lantai.cli import house
run_dir = house.enter().run_dir
from lantai.config.follower import following
from lantai.digitisation.domain import intake
from lantai.discovery import indexing

with following(run_dir):
    print("inside", flush=True)
    {work}
print("left", flush=True)
"""
_TAKE_IN = """
    intake.take_in(Path(sys.argv[1]), by=house.acting_user(None))
    end = time.monotonic() + 60
    while not indexing.is_caught_up() and time.monotonic() < end:
        pass
    print("caught up" if indexing.is_caught_up() else "behind", flush=True)
"""


def run(home: Path, work: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _BODY.format(work=work), *words],
        env=os.environ | {"LANTAI_HOME": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def children_of(process: subprocess.Popen[str]) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in listed.splitlines())
    return [int(pid) for pid, parent in pairs if int(parent) == process.pid]


def test_what_is_described_is_indexed_before_the_describing_ends(tmp_path: Path, small_delivery: Path) -> None:
    home = tmp_path / "home"
    lantai(home, "init")
    with run(home, _TAKE_IN, str(small_delivery)) as process:
        output, _nothing = process.communicate(timeout=180)
    assert output.split("\n")[:3] == ["inside", "caught up", "left"]
    assert '"indexed_records": 6' in lantai(home, "stats", "--json").stdout


def test_follower_ends_with_a_killed_command(tmp_path: Path) -> None:
    home = tmp_path / "home"
    lantai(home, "init")
    with run(home, "sys.stdin.read()") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "inside\n"
        (follower,) = children_of(process)
        process.send_signal(signal.SIGKILL)
        wait_for_end([follower])


def test_follower_ends_with_the_body(tmp_path: Path) -> None:
    home = tmp_path / "home"
    lantai(home, "init")
    with run(home, "sys.stdin.read()") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "inside\n"
        (follower,) = children_of(process)
        process.communicate("", timeout=180)
        wait_for_end([follower])
    assert process.returncode == 0


@pytest.mark.usefixtures("serving")
def test_home_that_is_served_is_followed_by_its_worker(home: Path) -> None:
    with run(home, "sys.stdin.read()") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "inside\n"
        assert children_of(process) == []
        process.communicate("", timeout=180)


def test_served_home_is_reindexed_by_its_worker(serving: Serving, home: Path) -> None:
    told = lantai(home, "reindex", "--json")
    assert (told.returncode, told.stdout) == (0, '{\n  "documents": 0\n}\n')
    assert (home / "index" / "current").read_text() == "2"
    assert serving.process.poll() is None

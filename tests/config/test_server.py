"""A real home and a real server: made, filled, copied, served, killed and stopped."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lantai.config import server
from lantai.config.installation import load

SECONDS = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lantai(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lantai.cli", *arguments],
        env=os.environ | {"LANTAI_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@dataclass
class Serving:
    process: subprocess.Popen[str]
    port: int

    def line(self, pattern: str) -> re.Match[str]:
        """Wait for a line that the server says."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"the server ended without saying {pattern!r}")

    def children(self) -> list[int]:
        """Every process below it."""
        listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
        below = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in below} - below:
            below |= more
        return sorted(below - {self.process.pid})

    def worker(self, queue: str) -> int:
        for pid in self.children():
            if f"lantai.config.worker\0{queue}\0" in Path(f"/proc/{pid}/cmdline").read_text():
                return pid
        raise AssertionError(f"no worker of {queue}")


def wait_for_end(pids: list[int]) -> None:
    """Until every one of these processes has ended; as their ends are told, without looking again and again."""
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        ended, _, _ = select.select([handle], [], [], SECONDS)
        os.close(handle)
        assert ended, f"process {pid} goes on"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home, made by `lantai init`."""
    path = tmp_path_factory.mktemp("server") / "home"
    made = lantai(path, "init")
    assert made.returncode == 0, made.stderr
    assert "lantai user password admin" in made.stdout
    return path


@pytest.fixture
def serving(home: Path) -> Iterator[Serving]:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "lantai.cli", "serve", "--port", str(port)],
        env=os.environ | {"LANTAI_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        serving = Serving(process, port)
        serving.line(f"Lantai is open at http://127.0.0.1:{port} ")
        yield serving
        if process.poll() is None:
            process.kill()


def test_server_answers_refuses_a_second_and_ends_with_its_workers(serving: Serving, home: Path) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{serving.port}/") as answer:
        assert answer.status == 200
    again = lantai(home, "serve", "--port", str(free_port()))
    assert (again.returncode, again.stdout) == (1, "")
    assert f"process {serving.process.pid} at http://127.0.0.1:{serving.port}" in again.stderr
    taken = lantai(home, "serve", "--port", str(serving.port))
    assert taken.returncode == 1
    assert taken.stderr == (
        f"Port {serving.port} on 127.0.0.1 is taken by another program; choose another with --port (make: PORT=).\n"
    )

    children = serving.children()
    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(SECONDS) == 0
    wait_for_end(children)


def test_dead_worker_is_started_again_and_none_outlives_a_killed_server(serving: Serving) -> None:
    first = serving.worker("default")
    os.kill(first, signal.SIGKILL)
    serving.line(r"The worker of queue default ended \(signal SIGKILL\); it starts again in 1 s\.")
    children = serving.children()
    serving.process.kill()
    wait_for_end(children)


def test_home_comes_back_from_its_backup(home: Path, small_delivery: Path, tmp_path: Path) -> None:
    taken = lantai(home, "ingest", str(small_delivery), "--accept", "--trust-opening", "--json")
    assert json.loads(taken.stdout)["state"] == "accepted", taken.stderr
    assert lantai(home, "backup", str(tmp_path / "backup")).returncode == 0
    restored = lantai(tmp_path / "again", "restore", str(tmp_path / "backup"))
    assert restored.returncode == 0, restored.stderr

    questions = (("stats", "--json"), ("doctor", "--json"), ("search", "level:item"))
    before, after = ([lantai(one, *asked) for asked in questions] for one in (home, tmp_path / "again"))
    assert json.loads(after[0].stdout) == json.loads(before[0].stdout)
    assert [
        check for check in json.loads(after[1].stdout) if check["state"] == "error" and check["name"] != "site"
    ] == []
    assert after[2].stdout == before[2].stdout != ""


def test_init_again_changes_nothing(home: Path) -> None:
    before = (home / "lantai.toml").read_text()
    again = lantai(home, "init")
    assert (again.returncode, again.stdout) == (0, f"{home} is up to date.\n")
    assert (home / "lantai.toml").read_text() == before


def test_address_is_shown_as_a_reader_can_use_it(tmp_path: Path) -> None:
    installation = load({"LANTAI_HOME": str(tmp_path)})
    assert server.public_url(installation, host="0.0.0.0", port=9000) == "http://127.0.0.1:9000"
    assert server.public_url(installation, host="::1", port=9000) == "http://[::1]:9000"


def test_public_url_of_the_settings_stands(tmp_path: Path) -> None:
    installation = load({"LANTAI_HOME": str(tmp_path), "LANTAI_PUBLIC_URL": "https://archives.example.org"})
    assert server.public_url(installation, host="0.0.0.0", port=9000) == "https://archives.example.org"

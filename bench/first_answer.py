"""From a clone to the first answer: seconds and megabytes, on this machine.

    python -m bench.first_answer [--keep]

Clones this checkout as committed into an empty folder, runs ``make install``, starts the demo on a free port and
asks for a word until the answer comes; then waits until every page is read.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_QUESTION = "/search?q=" + urllib.parse.quote("自来水厂")
_PATIENCE = 600


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--keep", action="store_true", help="leave the clone where it was made")
    keep = arguments.parse_args().keep
    folder = Path(tempfile.mkdtemp(prefix="lantai-first-"))
    try:
        measure(folder / "lantai")
    finally:
        if keep:
            sys.stdout.write(f"The clone is in {folder}.\n")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def measure(clone: Path) -> None:
    rows = [
        ("git clone", _timed(["git", "clone", "--quiet", str(_ROOT), str(clone)])),
        ("make install", _timed(["make", "--no-print-directory", "install"], clone)),
    ]
    port = _free_port()
    begun = time.perf_counter()
    demo = subprocess.Popen(
        [".venv/bin/lantai", "demo", "--port", str(port)], cwd=clone, stdout=subprocess.DEVNULL, process_group=0,
        env={**os.environ, "LANTAI_HOME": str(clone / ".lantai")},
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}{_QUESTION}", demo)
        rows.append(("demo, to the first answer", time.perf_counter() - begun))
        while '"waiting": 0' not in _get(f"http://127.0.0.1:{port}/progress.json"):
            time.sleep(1)
        rows.append(("demo, until every page is read", time.perf_counter() - begun))
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        demo.wait()
    for name, seconds in rows:
        sys.stdout.write(f"{name:32} {seconds:8.1f} s\n")
    for name in (".git", "samples", ".venv", "frontend/node_modules", ".lantai"):
        sys.stdout.write(f"{name:32} {_megabytes(clone / name):8.0f} MB\n")


def _timed(command: list[str], cwd: Path | None = None) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            _get(url)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The demo did not answer.")


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return str(answer.read().decode())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _megabytes(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6


if __name__ == "__main__":
    main()

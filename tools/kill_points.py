"""Kill the taking-in of a delivery with -9 at random points, run it again, and compare with an undisturbed run.

    python tools/kill_points.py [--points 200] [--seed 1] [--keep FOLDER]

Every point has a home of its own. It is a share of the undisturbed run, drawn from the seed, counted from the first
sign of work; the kill comes from outside, wherever the process is. The second run may be killed too (every third
point), the last is left in peace. Exits with 1 when one outcome differs, and keeps the home for looking at.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from samples.make.faults import make_small  # noqa: E402  the samples are found from the root, not from tools

_PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Point:
    """One kill and what came of it. ``last``: the last line that the killed run said; ``differs``: what is not the
    same as in an undisturbed run, by name; ``litter``: files that were left half written."""

    number: int
    share: float
    kills: int
    last: str
    differs: tuple[str, ...]
    litter: int
    home: Path


class Walk:
    """The delivery, a home to copy, and the outcome that every other must equal."""

    def __init__(self, folder: Path, *, items: int = 8) -> None:
        self.folder, self.delivery = folder, folder / "delivery"
        make_small(self.delivery, items=items)
        self.template = folder / "template"
        _finish(_start(self.template, "init"))
        calm = self._fresh("calm")
        process = self._ingest(calm)
        begun = time.monotonic()
        _finish(process)
        self.seconds = time.monotonic() - begun
        self.outcome = outcome(calm)
        self.outcome.pop("litter")

    def point(self, number: int, share: float, *, twice: bool) -> Point:
        """Kill at this share of the run, once or twice, then run to the end and compare."""
        home, kills, last = self._fresh(f"home{number}"), 0, ""
        for part in (share, share / 2) if twice else (share,):
            killed, said = _kill_after(self._ingest(home), part * self.seconds)
            kills, last = kills + killed, said or last
        _finish(_start(home, "ingest", str(self.delivery)))
        found = outcome(home)
        litter = int(found.pop("litter"))
        differs = tuple(name for name, value in self.outcome.items() if found.get(name) != value)
        if not differs:
            shutil.rmtree(home)
        return Point(number, share, kills, last, differs, litter, home)

    def points(self, count: int, seed: int) -> Iterator[Point]:
        draw = random.Random(seed)
        for number in range(1, count + 1):
            yield self.point(number, draw.random(), twice=number % 3 == 0)

    def _fresh(self, name: str) -> Path:
        return Path(shutil.copytree(self.template, self.folder / name))

    def _ingest(self, home: Path) -> subprocess.Popen[str]:
        """An ingest that has given its first sign of work."""
        process = _start(home, "ingest", str(self.delivery))
        assert process.stdout is not None
        process.stdout.readline()
        return process


def outcome(home: Path) -> dict[str, Any]:
    """What the home holds (`tools/home_outcome.py`), read by a process of its own."""
    environment = {**os.environ, "LANTAI_HOME": str(home)}
    command = [sys.executable, str(ROOT / "tools" / "home_outcome.py")]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    if told.returncode:
        raise SystemExit(f"{home} cannot be read:\n{told.stderr}")
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _start(home: Path, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "LANTAI_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "lantai.cli", *words], env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def _finish(process: subprocess.Popen[str]) -> None:
    said, _nothing = process.communicate(timeout=_PATIENCE)
    if process.returncode:
        raise SystemExit(f"{process.args!r} ended with {process.returncode}:\n{said}")


def _kill_after(process: subprocess.Popen[str], seconds: float) -> tuple[bool, str]:
    """Kill a run and all that it started; whether it was still alive, and the last line it said."""
    try:
        said, _nothing = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _nothing = process.communicate(timeout=_PATIENCE)
    return process.returncode == -signal.SIGKILL, said.strip().rpartition("\n")[2]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--points", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, help="an empty folder for homes that differ; else a temporary one")
    told = arguments.parse_args()
    folder = told.keep or Path(tempfile.mkdtemp(prefix="lantai-faults-"))
    folder.mkdir(parents=True, exist_ok=True)
    walk = Walk(folder)
    print(f"An undisturbed run works for {walk.seconds:.1f} s; {told.points} points, seed {told.seed}.", flush=True)
    different = kills = litter = 0
    for point in walk.points(told.points, told.seed):
        kills += point.kills
        different += bool(point.differs)
        litter += point.litter
        verdict = f"DIFFERS in {', '.join(point.differs)}; see {point.home}" if point.differs else "the same"
        print(f"{point.number:4}  at {point.share:6.1%}  {point.last[:40]:40}  {verdict}", flush=True)
    print(f"{kills} kills at {told.points} points: {different} outcomes differ; {litter} drafts were left lying.")
    if not different:
        shutil.rmtree(folder)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

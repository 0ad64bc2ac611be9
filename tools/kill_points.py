"""Kill the taking-in of a delivery with -9 at random points, run it again, and compare with an undisturbed run.

    python tools/kill_points.py [--points 200] [--seed 1] [--keep FOLDER] [--way folders …]

There are five ways, taken in turn: a folder an item with texts; a volume scanned as one; PDFs with a text layer; a
delivery that comes again for its batch; and a revision of what is in the archive, accepted in the same run.

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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from samples.make.deliveries import make_delivery  # noqa: E402  the samples are found from the root, not from tools
from samples.make.faults import make_small  # noqa: E402  likewise

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


@dataclass(frozen=True, slots=True)
class Way:
    """What is killed: the words of a command, after others that were left in peace; ``{a}``, ``{b}``: deliveries."""

    name: str
    make: Callable[[Path], None]
    killed: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()


def _of_layout(layout: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        make_delivery(folder / "a", layout=layout, form="csv-utf8", seed=3, items=6)

    return make


def _small(folder: Path) -> None:
    make_small(folder / "a", items=6)


def _twice(folder: Path) -> None:
    """Two deliveries: the second scans one item anew and brings one more."""
    make_small(folder / "a", items=5)
    make_small(folder / "b", items=6)
    images = sorted(folder.glob("b/*/*/0001.jpg"))
    images[1].write_bytes(images[0].read_bytes() + b"\n")


WAYS = (
    Way("folders", _small, ("ingest", "{a}")),
    Way("volumes", _of_layout("folder-per-volume"), ("ingest", "{a}")),
    Way("pdfs", _of_layout("pdf-double-layer"), ("ingest", "{a}")),
    Way("again", _twice, ("ingest", "{b}", "--into", "{batch}"), (("ingest", "{a}"),)),
    Way("revision", _twice, ("ingest", "{b}", "--revise", "--accept"), (("ingest", "{a}", "--accept"),)),
)


class Walk:
    """One way, a home to copy, and the outcome that every other must equal."""

    def __init__(self, folder: Path, way: Way = WAYS[0]) -> None:
        self.folder, self.way = folder / way.name, way
        self.folder.mkdir(parents=True)
        way.make(self.folder)
        self.template = self.folder / "template"
        _finish(_start(self.template, "init"))
        for words in way.before:
            _finish(_start(self.template, *self._filled(words)))
        calm = self._fresh("calm")
        process = self._begin(calm)
        begun = time.monotonic()
        _finish(process)
        self.seconds = time.monotonic() - begun
        self.outcome = outcome(calm)
        self.outcome.pop("litter")

    def point(self, number: int, share: float, *, twice: bool) -> Point:
        """Kill at this share of the run, once or twice, then run to the end and compare."""
        home, kills, last = self._fresh(f"home{number}"), 0, ""
        for part in (share, share / 2) if twice else (share,):
            killed, said = _kill_after(self._begin(home), part * self.seconds)
            kills, last = kills + killed, said or last
        _finish(_start(home, *self._filled(self.way.killed)))
        found = outcome(home)
        litter = int(found.pop("litter"))
        differs = tuple(name for name, value in self.outcome.items() if found.get(name) != value)
        if not differs:
            shutil.rmtree(home)
        return Point(number, share, kills, last, differs, litter, home)

    def points(self, count: int, seed: int) -> Iterator[Point]:
        draw = random.Random(f"{self.way.name} {seed}")
        for number in range(1, count + 1):
            yield self.point(number, draw.random(), twice=number % 3 == 0)

    def _filled(self, words: tuple[str, ...]) -> list[str]:
        names = {"a": str(self.folder / "a"), "b": str(self.folder / "b")}
        if any("{batch}" in word for word in words):
            names["batch"] = _batch_of(self.template)
        return [word.format(**names) for word in words]

    def _fresh(self, name: str) -> Path:
        return Path(shutil.copytree(self.template, self.folder / name))

    def _begin(self, home: Path) -> subprocess.Popen[str]:
        """A run that has given its first sign of work."""
        process = _start(home, *self._filled(self.way.killed))
        assert process.stdout is not None
        process.stdout.readline()
        return process


def _batch_of(home: Path) -> str:
    process = _start(home, "batch", "list", "--json")
    said, _nothing = process.communicate(timeout=_PATIENCE)
    return str(json.loads(said)[0]["batch"])


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
    arguments.add_argument("--way", nargs="*", choices=[way.name for way in WAYS], help="all, if none is named")
    told = arguments.parse_args()
    folder = told.keep or Path(tempfile.mkdtemp(prefix="lantai-faults-"))
    folder.mkdir(parents=True, exist_ok=True)
    ways = [way for way in WAYS if not told.way or way.name in told.way]
    kills = different = litter = 0
    for place, way in enumerate(ways):
        walk = Walk(folder, way)
        count = told.points // len(ways) + (place < told.points % len(ways))
        print(f"{way.name}: an undisturbed run works for {walk.seconds:.1f} s; {count} points.", flush=True)
        for point in walk.points(count, told.seed):
            kills += point.kills
            different += bool(point.differs)
            litter += point.litter
            verdict = f"DIFFERS in {', '.join(point.differs)}; see {point.home}" if point.differs else "the same"
            print(f"{point.number:4}  at {point.share:6.1%}  {point.last[:40]:40}  {verdict}", flush=True)
    print(
        f"{kills} kills at {told.points} points, seed {told.seed}: {different} outcomes differ; "
        f"{litter} drafts were left lying."
    )
    if not different:
        shutil.rmtree(folder)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast the pages are over a million records, and how fast the index of a million is made.

    python -m bench.million [--rows 100000] [--home FOLDER]

The home holds so many records, accepted and open, as ``samples.make.deliveries.scale`` draws them: volumes of twenty,
fonds of twenty thousand, no images. They are put into the tables directly; then the index is made by the function that
`lantai reindex` calls. A home that stands in FOLDER is taken as it is, and only its pages are measured again.

Pages are asked for through Django's test client in one process: the first answer is that of a process that has just
started, median and slowest are of the answers after it, hardly two of them to the same question.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantai.config.installation import Installation

ROOT = Path(__file__).resolve().parent.parent
# The samples are found from the root; bench itself must go, for its numbers.py would hide the library's own.
sys.path[:] = [str(ROOT), *(folder for folder in sys.path if Path(folder).resolve() != ROOT / "bench")]

_COLUMNS = ("page", "first ms", "median ms", "slowest ms", "on the clock", "queries")


def main() -> int:
    told = _options()
    if told.phase:
        {"build": _build, "index": _index, "pages": _pages}[told.phase](told.rows)
        return 0
    with tempfile.TemporaryDirectory(prefix="lantai-million-") as folder:
        home = told.home or Path(folder) / "home"
        fresh = not (home / "lantai.sqlite3").exists()
        for phase in ("build", "index", "pages") if fresh else ("pages",):
            command = [sys.executable, __file__, "--rows", str(told.rows), "--phase", phase]
            subprocess.run(command, env={**os.environ, "LANTAI_HOME": str(home)}, check=True)
    return 0


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--home", type=Path, help="a folder that is kept; else a temporary one")
    arguments.add_argument("--phase", help=argparse.SUPPRESS)
    return arguments.parse_args()


def _build(rows: int) -> None:
    from lantai.cli import house

    house.prepare()
    from bench.holding.build import build

    began = time.perf_counter()
    build(rows)
    print(f"{rows:,} records put into the tables in {time.perf_counter() - began:,.0f} s", flush=True)


def _index(_rows: int) -> None:
    rebuild_timed()


def rebuild_timed() -> None:
    """Make the index of the home anew, in this process, and say what it took."""
    installation = _entered()
    from lantai.discovery import rebuilding
    from lantai.discovery.engine import search_engine

    began, worked = time.perf_counter(), time.process_time()
    rebuilding.rebuild()
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    documents = sum(search_engine().counts().values())
    size = sum(file.stat().st_size for file in installation.index_dir.rglob("*") if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{documents:,} documents indexed in {seconds:,.1f} s ({worked:,.1f} s of processor): "
        f"{documents / seconds:,.0f}/s; {size / 2**20:,.0f} MiB on disk, {peak:,.0f} MiB of memory at most",
        flush=True,
    )


def _pages(_rows: int) -> None:
    _entered()
    from bench.holding.pages import measure

    import lantai.config.wsgi  # noqa: F401 - what the server loads, and keeps from the collector

    _say(_COLUMNS)
    measure(_say)


def _entered() -> Installation:
    from lantai.cli import house

    return house.enter()


def _say(cells: tuple[str, ...]) -> None:
    name, *numbers = cells
    print(f"{name:<42}" + "".join(f"{number:>12}" for number in numbers), flush=True)


if __name__ == "__main__":
    sys.exit(main())

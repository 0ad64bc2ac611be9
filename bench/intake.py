"""How fast rows are taken in: check, describe, index, as rows a second, and the memory it took.

What `lantai ingest` does: the index follows in a process of its own while the records are described, and the rest of it
afterwards. The check alone, as `--dry-run` does it, is timed before; it is no part of the whole, which checks again.

    python -m bench.intake [10000 100000 1000000] [--keep FOLDER]

Each number of rows has a home and a process of its own. The catalogue is made by ``samples.make.deliveries.scale``:
no images, realistic codes, titles and dates. Only public functions are called, those that `lantai ingest` calls.
Peak memory is the largest resident set of the process; goal at the last: 3,000 rows a second, memory flat.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The samples are found from the root; bench itself must go, for its numbers.py would hide the library's own.
sys.path[:] = [str(ROOT), *(folder for folder in sys.path if Path(folder).resolve() != ROOT / "bench")]

STAGES = ("check alone", "take in", "rest of index")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", type=int, nargs="*", default=[10_000])
    arguments.add_argument("--keep", type=Path, help="a folder for the homes; else a temporary one")
    arguments.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    told = arguments.parse_args()
    if told.one:
        measure(told.rows[0], Path(os.environ["LANTAI_HOME"]))
        return 0
    print(f"{'rows':>10} {'stage':<13} {'seconds':>9} {'rows/s':>9} {'peak MB':>9}", flush=True)
    with tempfile.TemporaryDirectory(prefix="lantai-intake-") as folder:
        for rows in told.rows:
            _in_its_own_process(rows, (told.keep or Path(folder)) / f"home{rows}")
    return 0


def _in_its_own_process(rows: int, home: Path) -> None:
    environment = {**os.environ, "LANTAI_HOME": str(home)}
    subprocess.run([sys.executable, __file__, str(rows), "--one"], env=environment, check=True)


def measure(rows: int, home: Path) -> None:
    """Make a home and a catalogue, take it in, and print a line for every stage and one for the whole."""
    from samples.make.deliveries.scale import make_catalogue

    from lantai.cli import house

    house.prepare()
    source = home / "目錄.csv"
    make_catalogue(source, rows=rows)
    seconds = {name: _timed(rows, name, work) for name, work in _stages(source).items()}
    total = sum(seconds.values()) - seconds[STAGES[0]]
    _require_all(rows)
    print(f"{rows:>10,} {'whole':<13} {total:>9.1f} {rows / total:>9,.0f} {_peak():>9,.0f}", flush=True)


def _require_all(rows: int) -> None:
    """A refused delivery is quick too: raises SystemExit unless every row was described and is found."""
    from lantai.cli.verbs.stats import count
    from lantai.digitisation.models import Batch, Finding

    held, batch = count(), Batch.objects.get()
    if (batch.state, held.records, held.indexed_records) != ("described", rows, rows):
        codes = sorted(set(Finding.objects.values_list("code", flat=True)))
        raise SystemExit(
            f"Nothing was measured: the batch is {batch.state} ({', '.join(codes)}), {held.records} of {rows} rows are "
            f"described and {held.indexed_records} are indexed."
        )


def _stages(source: Path) -> dict[str, Callable[[], object]]:
    """What is done to a delivery, in order. The taking-in checks again, as it does for whoever looked first."""
    from lantai.discovery import indexing

    works: tuple[Callable[[], object], ...] = (
        lambda: _check(source),
        lambda: _take_in(source),
        indexing.follow,
    )
    return dict(zip(STAGES, works, strict=True))


def _take_in(source: Path) -> None:
    from lantai.cli import house
    from lantai.cli.indexing_beside import indexing_beside
    from lantai.config.installation import load
    from lantai.digitisation.domain.intake import take_in
    from lantai.digitisation.progress import SilentProgress

    with indexing_beside(load().run_dir, SilentProgress()) as progress:
        take_in(source, by=house.user_named(house.ADMIN), progress=progress)


def _check(source: Path) -> None:
    from lantai.digitisation.check import check_delivery

    with check_delivery(source) as check:
        if not check.ok:
            raise SystemExit(f"Nothing was measured: the check found {check.counts}.")


def _timed(rows: int, name: str, work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    print(f"{rows:>10,} {name:<13} {seconds:>9.1f} {rows / seconds:>9,.0f} {_peak():>9,.0f}", flush=True)
    return seconds


def _peak() -> float:
    """Megabytes of this process or of the largest that it started and that has ended, whichever is more."""
    used = max(resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return used / 1024


if __name__ == "__main__":
    sys.exit(main())

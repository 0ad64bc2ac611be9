"""How fast rows are taken in: check, describe, index, as rows a second, and the memory it took.

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

STAGES = ("check", "take in", "index")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", type=int, nargs="*", default=[10_000])
    arguments.add_argument("--keep", type=Path, help="a folder for the homes; else a temporary one")
    arguments.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    told = arguments.parse_args()
    if told.one:
        measure(told.rows[0], Path(os.environ["LANTAI_HOME"]))
        return 0
    print(f"{'rows':>10} {'stage':<10} {'seconds':>9} {'rows/s':>9} {'peak MB':>9}", flush=True)
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
    total = sum(_timed(rows, name, work) for name, work in _stages(source).items())
    _require_all(rows)
    print(f"{rows:>10,} {'whole':<10} {total:>9.1f} {rows / total:>9,.0f} {_peak():>9,.0f}", flush=True)


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
    from lantai.cli import house
    from lantai.digitisation.domain.intake import take_in
    from lantai.discovery import indexing

    by = house.user_named(house.ADMIN)
    works: tuple[Callable[[], object], ...] = (
        lambda: _check(source),
        lambda: take_in(source, by=by),
        indexing.follow,
    )
    return dict(zip(STAGES, works, strict=True))


def _check(source: Path) -> None:
    from lantai.digitisation.check import check_delivery

    with check_delivery(source) as check:
        if not check.ok:
            raise SystemExit(f"Nothing was measured: the check found {check.counts}.")


def _timed(rows: int, name: str, work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    print(f"{rows:>10,} {name:<10} {seconds:>9.1f} {rows / seconds:>9,.0f} {_peak():>9,.0f}", flush=True)
    return seconds


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())

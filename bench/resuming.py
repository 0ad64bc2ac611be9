"""What a kill costs: a catalogue taken in undisturbed, and taken in by runs of which the first was killed with -9.

    python -m bench.resuming [10000 100000]

Each run is the command `lantai ingest` in a home of its own. It is killed after a quarter, half and three quarters of
the seconds that the undisturbed one took; the run that goes on is left in peace. The ratio is of both together to the
undisturbed one: 1.00 would be a kill that costs nothing, and each start of the command costs about a second and a half.
`bench.images` measures the same of images.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from samples.make.deliveries.scale import make_catalogue

_LANTAI = (sys.executable, "-m", "lantai.cli")
SHARES = (0.25, 0.5, 0.75)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", type=int, nargs="*", default=[10_000])
    with tempfile.TemporaryDirectory(prefix="lantai-resuming-") as folder:
        print(f"{'rows':>10} {'killed at':>10} {'seconds':>9} {'ratio':>7}", flush=True)
        for rows in arguments.parse_args().rows:
            measure(rows, Path(folder) / str(rows))


def measure(rows: int, folder: Path) -> None:
    """A line for the undisturbed run, and one for each that was killed."""
    source = folder / "delivery"
    source.mkdir(parents=True)
    make_catalogue(source / "目錄.csv", rows=rows)
    undisturbed = ingest(folder / "undisturbed", source)
    _tell(rows, "never", undisturbed, undisturbed)
    for share in SHARES:
        home = folder / f"killed{share}"
        together = ingest(home, source, killed_after=undisturbed * share) + ingest(home, source)
        _tell(rows, f"{share:.0%}", together, undisturbed)


def ingest(home: Path, source: Path, *, killed_after: float | None = None) -> float:
    """Seconds of the command. Raises CalledProcessError when it is not killed and fails."""
    environment = {**os.environ, "LANTAI_HOME": str(home)}
    if not home.exists():
        subprocess.run([*_LANTAI, "init"], env=environment, check=True, stdout=subprocess.DEVNULL)
    words = [*_LANTAI, "ingest", str(source)]
    begun = time.perf_counter()
    with suppress(subprocess.TimeoutExpired):  # it was sent SIGKILL by then
        subprocess.run(
            words,
            env=environment,
            check=True,
            timeout=killed_after,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return time.perf_counter() - begun


def _tell(rows: int, killed: str, seconds: float, undisturbed: float) -> None:
    print(f"{rows:>10,} {killed:>10} {seconds:>9.1f} {seconds / undisturbed:>7.2f}", flush=True)


if __name__ == "__main__":
    main()

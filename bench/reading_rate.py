"""How many pages are read in a day: by one process, and by as many as there are cores.

    python -m bench.reading_rate [--engine rapidocr] [--pages 8] [--rounds 3] [--processes 1 2]

The pages are newspaper pages of the measuring part, the dearest there are; each round reads all of them with every
number of processes, turn and turn about, in the processes that `lantai ocr` starts. The first page of every process,
which loads the models, is not counted. Memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [str(ROOT), *(folder for folder in sys.path if Path(folder).resolve() != ROOT / "bench")]

_DAY = 86_400
_KINDS = ("front", "inside")


def main() -> None:
    told = _options()
    images = [path for kind in _KINDS for path in sorted((ROOT / "samples/measuring/images").glob(f"{kind}-*"))]
    images = images[: told.pages]
    if not images:
        raise SystemExit("The measuring part holds no newspaper pages: make it with `python -m samples.make`.")
    taken: dict[int, list[float]] = {count: [] for count in told.processes}
    peaks: dict[int, int] = {}
    for _ in range(told.rounds):
        for count in told.processes:
            seconds, peak = _round(told.engine, images, count)
            taken[count].append(seconds)
            peaks[count] = max(peaks.get(count, 0), peak)
    alone = median(taken[told.processes[0]])
    print(f"{'processes':>9} {'s a page':>9} {'pages a day':>12} {'times one':>10} {'peak MB each':>13}")
    for count in told.processes:
        seconds = median(taken[count])
        a_day = _DAY * len(images) / seconds
        print(f"{count:>9} {seconds / len(images):>9.2f} {a_day:>12,.0f} {alone / seconds:>10.2f} {peaks[count]:>13,}")


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--engine", default="rapidocr")
    arguments.add_argument("--pages", type=int, default=8)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--processes", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    return arguments.parse_args()


def _round(engine: str, images: list[Path], processes: int) -> tuple[float, int]:
    """Seconds for all pages, and the most memory of a process in MB."""
    from lantai.config.engines import Engines
    from lantai.digitisation.reading_process import prepare, read

    chosen = Engines().named(engine)
    context = multiprocessing.get_context("spawn")
    made = chosen.adapter, dict(chosen.options), _DAY
    with ProcessPoolExecutor(processes, mp_context=context, initializer=prepare, initargs=made) as pool:
        for _ in pool.map(read, images[:1] * processes):
            pass
        began = time.perf_counter()
        for outcome in pool.map(read, images):
            if isinstance(outcome, str):
                raise SystemExit(outcome)
        seconds = time.perf_counter() - began
        return seconds, max(pool.map(_memory, range(4 * processes)))


def _memory(_number: int) -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

"""Scans inspected a second: in children behind limits, against plain libvips, in one run.

    python -m bench.inspection [--scans 24] [--rounds 3] [--hashes 200000]

The same drawn A4 pages at 300 dpi in three formats go three ways, in alternation: a plain loop that decodes every pixel
with libvips and says nothing; ``examine`` in this process; ``inspect_files`` with one child. Time is that of the
processor, children included, so that other work on the machine disturbs little; the figure to look at is the ratio.
Then the wall clock with a child on every core, what starting a child costs, and ``similar`` over many hashes.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

os.environ["VIPS_CONCURRENCY"] = "1"  # before libvips: all ways have one thread

import cv2
import numpy as np
import pyvips

from lantai.digitisation.inspection import Limits, inspect_files, similar
from lantai.digitisation.inspection.examining import examine

PIXELS = 10**9
WIDTH, HEIGHT = 2480, 3508


def draw(folder: Path, count: int, ending: str, **options: object) -> list[Path]:
    """Paper with grain, and columns of ink; each page its own."""
    paths = []
    for number in range(count):
        chance = np.random.default_rng(number)
        page = chance.normal(222, 5, (HEIGHT, WIDTH))
        ink = np.kron(chance.random((HEIGHT // 12 + 1, WIDTH // 12 + 1)) < 0.5, np.ones((12, 12), dtype=bool))
        columns = (np.arange(WIDTH) // 60 % 2 == 0) & (np.arange(WIDTH) > 200) & (np.arange(WIDTH) < WIDTH - 200)
        page[ink[:HEIGHT, :WIDTH] & columns] -= 170
        grey = np.clip(page, 0, 255).astype(np.uint8)
        colours = pyvips.Image.new_from_array(np.dstack([grey, grey, grey // 10 * 9])).copy(xres=11.81, yres=11.81)
        paths.append(folder / f"{number:04d}.{ending}")
        colours.write_to_file(str(paths[-1]), **options)
    return paths


def plainly(paths: Sequence[Path]) -> None:
    for path in paths:
        pyvips.Image.new_from_file(str(path), access="sequential", fail_on="error").avg()


def here(paths: Sequence[Path]) -> None:
    for path in paths:
        examine(str(path), pixels=PIXELS)


def in_a_child(paths: Sequence[Path]) -> None:
    for found in inspect_files(paths, limits=Limits(processes=1)):
        assert found.measures is not None, found.problems


def processor_seconds(way: Callable[[Sequence[Path]], None], paths: Sequence[Path]) -> float:
    begun = _spent()
    way(paths)
    return _spent() - begun


def _spent() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def compare(folder: Path, scans: int, rounds: int) -> None:
    ways = {"libvips, pixels only": plainly, "examine, this process": here, "inspect_files, one child": in_a_child}
    start = median(_start(folder) for _round in range(3))
    print(f"starting a child: {start:.2f} s of processor\n")
    print("| format | way | scans/s of one core | ratio |\n|---|---|---|---|")
    for ending, options in (("jpg", {"Q": 85}), ("tif", {"compression": "lzw"}), ("png", {"compression": 3})):
        paths = draw(folder, scans, ending, **options)
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for _round in range(rounds):
            for name, way in ways.items():
                spent = processor_seconds(way, paths)
                seconds[name].append(spent - start if way is in_a_child else spent)
        first = median(seconds["libvips, pixels only"])
        for name, taken in seconds.items():
            print(f"| {ending} | {name} | {scans / median(taken):.1f} | {first / median(taken):.2f} |")


def _start(folder: Path) -> float:
    """A child that sees one tiny picture."""
    tiny = folder / "tiny.png"
    pyvips.Image.black(16, 16).write_to_file(str(tiny))
    return processor_seconds(lambda paths: list(inspect_files(paths, limits=Limits(processes=1))) and None, [tiny])


def all_cores(folder: Path) -> None:
    paths = sorted(folder.glob("*.jpg"))
    begun = time.perf_counter()
    count = sum(1 for _found in inspect_files(paths * 2))
    taken = time.perf_counter() - begun
    print(f"\nwith a child on each of {len(os.sched_getaffinity(0))} cores: {count / taken:.1f} JPEG/s by the clock")


def likeness(count: int) -> None:
    chance = random.Random(1924)
    hashes = [chance.getrandbits(64) for _one in range(count)]
    for place in range(0, count, 100):
        hashes[place] = hashes[chance.randrange(count)] ^ (1 << chance.randrange(64)) ^ (1 << chance.randrange(64))
    begun = time.process_time()
    found = sum(1 for _pair in similar(hashes, distance=6))
    print(f"similar: {count:,} hashes, 6 bits: {found:,} pairs in {time.process_time() - begun:.1f} s of processor")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scans", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--hashes", type=int, default=200_000)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), options.scans, options.rounds)
        all_cores(Path(name))
    likeness(options.hashes)


if __name__ == "__main__":
    main()

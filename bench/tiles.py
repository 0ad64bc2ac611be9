"""Tiles a second: spliced out of the pyramid, against the same tiles decoded and encoded by pyvips.

    python -m bench.tiles [--megapixels 48] [--seconds 3]

Both run in one process on one thread, in alternation, over the same random sequence of whole tiles of all levels,
without a network between. The figure to look at is the ratio: it holds from machine to machine.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pyvips

from lantai.digitisation.pyramid import QUALITY, TILE, derive
from lantai.iiif.access_cache import RememberedAccess
from lantai.iiif.server import ImageServer, Source

ROUNDS = 3


def page(megapixels: int, target: Path) -> None:
    """A page as a scanner sees it: paper, columns of ink, noise in every pixel."""
    width = int((megapixels * 1e6 * 0.75) ** 0.5)
    height = int(width / 0.75)
    rng = np.random.default_rng(1924)
    paper = rng.integers(205, 230, (height, width), dtype=np.uint8)
    ink = rng.random((height // 12 + 1, width // 12 + 1)) < 0.25
    paper[np.kron(ink, np.ones((12, 12), dtype=bool))[:height, :width]] //= 5
    pyvips.Image.new_from_array(np.dstack([paper, paper, paper // 10 * 9])).tiffsave(str(target))


def whole_tiles(pyramid: Path, levels: int) -> list[tuple[int, int, int]]:
    """Level, column, row of every tile without padding."""
    sizes = [pyvips.Image.new_from_file(str(pyramid), page=level) for level in range(levels)]
    return [
        (level, column, row)
        for level, size in enumerate(sizes)
        for column in range(size.width // TILE)
        for row in range(size.height // TILE)
    ]


def spliced(pyramid: Path) -> Callable[[int, int, int], bytes]:
    """As the site answers: request parsed, access looked up, headers made, tile spliced."""
    access = RememberedAccess(
        lambda key, cookies: Source(pyramid, "1"), session_cookie="sessionid", access_version=lambda: 1, seconds=3600
    )
    server = ImageServer(access, base_url="http://127.0.0.1/iiif/image")

    def tile(level: int, column: int, row: int) -> bytes:
        side = TILE << level
        path = f"bench.p1/{column * side},{row * side},{side},{side}/{TILE},{TILE}/0/default.jpg"
        return server("GET", path, {"cookie": "sessionid=bench"}).body

    return tile


def drawn(pyramid: Path) -> Callable[[int, int, int], bytes]:
    """The usual way: open the level, crop, encode."""

    def tile(level: int, column: int, row: int) -> bytes:
        picture = pyvips.Image.new_from_file(str(pyramid), page=level)
        data: bytes = picture.crop(column * TILE, row * TILE, TILE, TILE).jpegsave_buffer(Q=QUALITY)
        return data

    return tile


def rate(tile: Callable[[int, int, int], bytes], places: list[tuple[int, int, int]], seconds: float) -> float:
    order = random.Random(7)
    end = (start := time.perf_counter()) + seconds
    count = 0
    while time.perf_counter() < end:
        tile(*order.choice(places))
        count += 1
    return count / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megapixels", type=int, default=48)
    parser.add_argument("--seconds", type=float, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        master, pyramid = Path(folder, "master.tif"), Path(folder, "p1.tif")
        page(options.megapixels, master)
        start = time.perf_counter()
        derived = derive(master, pyramid)
        took = time.perf_counter() - start
        places = whole_tiles(pyramid, derived.levels)
        ways = {"spliced (ours)": spliced(pyramid), "pyvips a request": drawn(pyramid)}
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, tile in ways.items():
                rates[name].append(rate(tile, places, options.seconds))
        share = len(derived.data) / master.stat().st_size
        print(f"{derived.width} × {derived.height} pixels, pyramid in {took:.1f} s, {share:.0%} of the raw size,")
        print(f"{len(places)} whole tiles of {TILE} pixels in {derived.levels} levels; median of {ROUNDS} rounds\n")
        ours = median(rates["spliced (ours)"])
        print("| way | tiles/s | ratio |\n|---|---|---|")
        for name, found in rates.items():
            print(f"| {name} | {median(found):,.0f} | {median(found) / ours:.3f} |")


if __name__ == "__main__":
    main()

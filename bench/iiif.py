"""Images a second over HTTP: ours against Debian's iipsrv and against nginx with the answers as files.

    python -m bench.iiif [--pages 10] [--megapixels 35] [--readers 16] [--seconds 10]

The requests are those that OpenSeadragon makes in Chromium while somebody looks at ten pages of the site, in their
order, edges, thumbnails and info.json among them. Ours is the whole server as `lantai serve` runs it, access check
included; iipsrv has two processes behind nginx and cuts out of the same pyramids; nginx alone sends what ours answered,
as files. Each is loaded in turn by wrk. The figures to look at are the ratios.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [str(ROOT), *(folder for folder in sys.path if Path(folder).resolve() != ROOT / "bench")]

from bench.serving import home, load, peers, readers  # noqa: E402 - after the path is set

_ROUNDS = 3


def main() -> int:
    told = _options()
    if lacking := peers.missing():
        print(f"Not measured: this needs the Debian packages {', '.join(lacking)}.")
        return 0
    with tempfile.TemporaryDirectory(prefix="lantai-iiif-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        archive = folder / "home"
        home.delivery(folder / "delivery", pages=told.pages, megapixels=told.megapixels)
        home.told(archive, "init")
        home.told(archive, "ingest", str(folder / "delivery"), "--accept", "--trust-opening")
        with home.served(archive, port=told.port, LANTAI_OCR="null", LANTAI_WEB_PROCESSES=str(told.processes)) as base:
            identifier = home.first_record(base, archive)
            paths = readers.recorded(base, identifier, told.pages)
            print(f"{len(paths)} requests, {len(set(paths))} different: {peers.mix(paths)}")
            _measure(told, folder, archive, base, paths)
    return 0


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=10)
    arguments.add_argument("--megapixels", type=int, default=35)
    arguments.add_argument("--readers", type=int, default=16)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--processes", type=int, default=2, help="of our server")
    arguments.add_argument("--port", type=int, default=8460)
    return arguments.parse_args()


def _measure(told: argparse.Namespace, folder: Path, archive: Path, base: str, paths: list[str]) -> None:
    size = peers.keep_answers(base, paths, folder / "files")
    pyramids = {key: _pyramid(archive, key) for key in {path.split("/")[3] for path in paths}}
    with peers.running(folder, pyramids, port=told.port + 10) as (iipsrv, files):
        for name, peer in (("iipsrv", iipsrv), ("nginx", files)):
            print(f"{name} answers {peers.answered(peer, paths)} of {len(set(paths))}; {size:,} bytes on average")
        taken: dict[str, list[load.Load]] = {"ours": [], "iipsrv": [], "nginx, files": []}
        for _ in range(_ROUNDS):
            for name, where in zip(taken, (base, iipsrv, files), strict=True):
                taken[name].append(load.put(where, paths, readers=told.readers, seconds=told.seconds))
    ours = median(one.per_second for one in taken["ours"])
    print(f"{'':<14}{'answers/s':>10}{'ours is':>10}{'half ms':>9}{'p99 ms':>9}{'slowest':>9}{'failed':>8}")
    for name, rounds in taken.items():
        middle = sorted(rounds, key=lambda one: one.per_second)[len(rounds) // 2]
        print(
            f"{name:<14}{middle.per_second:>10,.0f}{ours / middle.per_second:>9.2f}x{middle.half:>9.1f}"
            f"{middle.p99:>9.1f}{middle.slowest:>9.0f}{middle.failed:>8}"
        )


def _pyramid(archive: Path, key: str) -> Path:
    identifier, _dot, page = key.rpartition(".")
    return next(archive.glob(f"derivatives/*/{identifier}/{page}.tif"))


if __name__ == "__main__":
    sys.exit(main())

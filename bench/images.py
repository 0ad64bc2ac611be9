"""Images a second: stored, with pyramid and thumbnail, against a plain loop of `cp` and libvips; and what a kill costs.

    python -m bench.images [--pages 60] [--rounds 3]

Drawn A4 pages at 300 dpi, as JPEG and as TIFF, ten to an item, go three ways in alternation. Ours are the functions
that `lantai ingest` calls: masters stored with their digests and waited for on the disk, pyramids made by children
behind limits, written and waited for, rows marked; then the thumbnail of every page, as the site gives it. The loop
is two processes of pyvips that each copy, make the same pyramid and a thumbnail, check nothing and wait for nothing;
it has no process to start for a page, as a loop of the `vips` command would. The careful loop takes the digest of
each copy and waits for it on the disk too. All include the start of their workers. The figures to look at are the
ratios; those of processor time are disturbed least by other work on the machine.

Then the same is killed half-way with -9 and run again: both together against a run left in peace.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
# bench itself must go from the path, for its numbers.py would hide the library's own.
sys.path[:] = [str(ROOT), *(folder for folder in sys.path if Path(folder).resolve() != ROOT / "bench")]

WAYS = ("ours", "loop", "careful loop")
PAGES_AN_ITEM = 10
THUMBNAIL = 400

PEER = """
import hashlib, os, shutil, sys
import pyvips
pyvips.cache_set_max(0)
to, care, *masters = sys.argv[1:]

def careful(path):
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
        hashlib.file_digest(file, "sha512")

for master in masters:
    name = os.path.basename(master)
    shutil.copyfile(master, f"{to}/{name}")
    if care == "careful":
        careful(f"{to}/{name}")
    picture = pyvips.Image.new_from_file(f"{to}/{name}", access="sequential", fail_on="error")
    picture.tiffsave(f"{to}/{name}.pyramid.tif", keep="none", compression="jpeg", Q=80, pyramid=True, tile=True,
                     tile_width=512, tile_height=512)
    pyvips.Image.thumbnail(f"{to}/{name}", 400).jpegsave(f"{to}/{name}.thumbnail.jpg", Q=80)
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and of the processors, children included."""

    clock: float
    processor: float


def spent(words: list[list[str]], home: Path | None = None) -> tuple[Spent, list[str]]:
    """Run these side by side to their end; what it took, and what they said last."""
    environment = {**os.environ, "VIPS_CONCURRENCY": "1", **({"LANTAI_HOME": str(home)} if home else {})}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    running = [subprocess.Popen(one, env=environment, stdout=subprocess.PIPE, text=True) for one in words]
    said = [one.communicate()[0] for one in running]
    clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if any(one.returncode for one in running):
        raise SystemExit("Nothing was measured: a run failed.")
    return Spent(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), said


def peer(masters: list[Path], folder: Path, care: str) -> Spent:
    folder.mkdir()
    halves = [[str(path) for path in masters[part::2]] for part in (0, 1)]
    return spent([[sys.executable, "-c", PEER, str(folder), care, *half] for half in halves])[0]


def ours(masters: list[Path], home: Path) -> Spent:
    """The start of Django and of a home is not what is measured: the run itself tells its time."""
    made(home, masters[0].parent)
    _whole, said = spent([[sys.executable, __file__, "--one"]], home)
    return Spent(**json.loads(said[0].splitlines()[-1]))


def made(home: Path, source: Path) -> None:
    spent([[sys.executable, __file__, "--make", str(source)]], home)


# -- in a home ---------------------------------------------------------------------------------------


def make(source: Path) -> None:
    """A home with a batch whose rows are there and whose files are not stored yet."""
    from lantai.cli import house

    house.prepare()
    from lantai.catalogue.domain.record_set import describe_record_set
    from lantai.catalogue.enums import CarrierKind, Level
    from lantai.catalogue.models import Instantiation
    from lantai.digitisation.domain.intake import register_delivery
    from lantai.digitisation.models import BatchItem, Page

    by = house.user_named(house.ADMIN)
    batch = register_delivery(source=source, by=by)
    names = sorted(path.name for path in source.iterdir())
    for row, start in enumerate(range(0, len(names), PAGES_AN_ITEM), start=1):
        files = names[start : start + PAGES_AN_ITEM]
        code = f"L099-01-{row:04d}"
        volume = describe_record_set(
            code=code, title=code, date=None, level=Level.VOLUME, by=by, parent=None, accepted=False, code_profile=""
        )
        carrier = Instantiation.objects.create(identifier=f"scan{row}", record_set=volume, kind=CarrierKind.MASTER_SCAN)
        leaves = [[name, number, 0] for number, name in enumerate(files, start=1)]
        BatchItem.objects.create(
            batch=batch, row=row, code=code, values={}, is_volume=True, record_set=volume, leaves=leaves,
            scan_identifier=carrier.identifier,
        )  # fmt: skip
        Page.objects.bulk_create(
            Page(record_set=volume, instantiation=carrier, number=number, file=name) for name, number, _leaf in leaves
        )


def run() -> None:
    """Store, derive, and give a thumbnail of every page; or go on with it. Tells what it took."""
    from lantai.cli import house

    house.prepare()
    from lantai.digitisation.domain.deriving import derive_pages
    from lantai.digitisation.domain.storing import store_items
    from lantai.digitisation.models import Batch
    from lantai.digitisation.progress import SilentProgress
    from lantai.values.digests import digest_file

    batch, by = Batch.objects.get(), house.user_named(house.ADMIN)
    source = Path(batch.source)
    digests = {path.name: digest_file(path) for path in source.iterdir()}  # the check has taken them before
    print("begun", flush=True)
    clock, processor = time.perf_counter(), _processor()
    store_items(batch, by=by, progress=SilentProgress(), digests=digests)
    derive_pages(batch, progress=SilentProgress())
    _thumbnails()
    print(json.dumps({"clock": time.perf_counter() - clock, "processor": _processor() - processor}), flush=True)


def _thumbnails() -> None:
    from lantai.digitisation import derivatives
    from lantai.digitisation.models import Page
    from lantai.iiif.access_cache import RememberedAccess
    from lantai.iiif.server import ImageServer, Source

    paths = {
        str(page).replace("/", "."): derivatives.pyramid_path(page.holder.identifier, page.number)
        for page in Page.objects.all()
    }
    access = RememberedAccess(
        lambda key, cookies: Source(paths[key], "1"),
        session_cookie="sessionid",
        access_version=lambda: 1,
        seconds=3600,
    )
    server = ImageServer(access, base_url="http://127.0.0.1/iiif/image")
    for page in paths:
        request = f"{page}/full/!{THUMBNAIL},{THUMBNAIL}/0/default.jpg"
        answer = server("GET", request, {"cookie": "sessionid=bench"})
        if answer.status != 200:
            raise SystemExit(f"Nothing was measured: {request} answers {answer.status}.")


def _processor() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


# -- killed and gone on with ---------------------------------------------------------------------------


def killed_and_resumed(home: Path, *, after: float) -> float:
    """Seconds of work of a run that was killed after so many, and of the one that went on."""
    words = [sys.executable, __file__, "--one"]
    environment = {**os.environ, "LANTAI_HOME": str(home)}
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as doomed:
        assert doomed.stdout is not None
        doomed.stdout.readline()
        begun = time.perf_counter()
        time.sleep(after)
        doomed.send_signal(signal.SIGKILL)
        took = time.perf_counter() - begun
    _whole, said = spent([words], home)
    return took + float(json.loads(said[0].splitlines()[-1])["clock"])


# -- the whole -----------------------------------------------------------------------------------------


def compare(folder: Path, ending: str, pages: int, rounds: int, **options: object) -> None:
    from bench.inspection import draw

    source = folder / ending
    source.mkdir()
    masters = draw(source, pages, ending, **options)
    found: dict[str, list[Spent]] = {way: [] for way in WAYS}
    for number in range(rounds):
        for way in WAYS:
            target = folder / f"{way}{number}"
            found[way].append(ours(masters, target) if way == "ours" else peer(masters, target, way.split()[0]))
            shutil.rmtree(target)
    clocks = {way: median(one.clock for one in found[way]) for way in WAYS}
    processors = {way: median(one.processor for one in found[way]) for way in WAYS}
    megabytes = sum(path.stat().st_size for path in masters) / pages / 1e6
    for way in WAYS:
        ratio, of_processor = (by[way] / by["ours"] for by in (clocks, processors))
        print(
            f"| {ending}, {megabytes:.1f} MB | {way} | {ratio:.2f} | {of_processor:.2f} | {pages / clocks[way]:.1f} |",
            flush=True,
        )
    together = []
    for number in range(rounds):
        home = folder / f"killed{number}"
        made(home, source)
        together.append(killed_and_resumed(home, after=clocks["ours"] / 2))
        shutil.rmtree(home)
    print(f"\n{ending}: killed half-way and gone on with {median(together) / clocks['ours']:.2f} times as long\n")
    shutil.rmtree(source)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make(options.make)
    elif options.one:
        run()
    else:
        print("| master | way | time, ours = 1 | processor time | images/s |\n|---|---|--:|--:|--:|")
        with tempfile.TemporaryDirectory(prefix="lantai-images-", dir=os.environ.get("TMPDIR")) as folder:
            compare(Path(folder), "jpg", options.pages, options.rounds, Q=90)
            compare(Path(folder), "tif", options.pages, options.rounds)


if __name__ == "__main__":
    main()

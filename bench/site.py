"""Pages a second, and how long fifty readers wait, while a delivery is taken in and pages are read by machine.

    python -m bench.site [--home FOLDER] [--readers 50] [--seconds 15] [--rows 200000]

The home is the sample archive (`lantai demo`), made in a temporary folder where none is named. The site is loaded by
wrk, one kind of page after the other and then all of them mixed, first alone, then while `lantai ocr --redo` reads
every page anew and `lantai ingest` takes a catalogue in. What to look at is how little changes, and the slowest answer.
"""

from __future__ import annotations

import argparse
import http.client
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [str(ROOT), *(folder for folder in sys.path if Path(folder).resolve() != ROOT / "bench")]

from bench.serving import home, load  # noqa: E402 - after the path is set

_WORDS = ("水井", "自來水", "電報", "衛生", "學校", "商會", "城牆", "路燈", "防疫", "河堤", "臨河", "縣署", "水 電")


def main() -> int:
    told = _options()
    if not load.is_there():
        print("Not measured: this needs the Debian package wrk.")
        return 0
    with tempfile.TemporaryDirectory(prefix="lantai-site-") as folder:
        archive = told.home or Path(folder) / "home"
        if not (archive / "lantai.toml").exists():
            home.told(archive, "demo", "--no-serve")
        catalogue = Path(folder) / "目錄.csv"
        _make_catalogue(catalogue, told.rows)
        with home.served(archive, port=told.port, LANTAI_WEB_PROCESSES=str(told.processes)) as base:
            kinds = _kinds(base)
            print(f"{'':<8}{'page':<10}{'answers/s':>10}{'half ms':>9}{'p95 ms':>9}{'slowest':>9}{'failed':>8}")
            _measure("alone", base, kinds, told)
            with _busy(archive, catalogue) as busy:
                _measure("busy", base, kinds, told)
                print("still at work at the end:", ", ".join(name for name, one in busy.items() if one.poll() is None))
    return 0


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--home", type=Path, help="a home of the sample archive; else one is made")
    arguments.add_argument("--readers", type=int, default=50)
    arguments.add_argument("--seconds", type=int, default=15, help="for each kind of page")
    arguments.add_argument("--rows", type=int, default=200_000, help="of the catalogue that is taken in meanwhile")
    arguments.add_argument("--processes", type=int, default=1, help="of the server")
    arguments.add_argument("--port", type=int, default=8450)
    return arguments.parse_args()


def _make_catalogue(target: Path, rows: int) -> None:
    from samples.make.deliveries.scale import make_catalogue

    make_catalogue(target, rows=rows)


def _kinds(base: str) -> dict[str, list[str]]:
    """The addresses of each kind of page, as a reader finds them from the first one on."""
    fonds = _links(base, ["/browse"])
    below = [path for path in _links(base, fonds) if path not in fonds]
    records = [path for path in _links(base, below[:12]) if path not in {*fonds, *below}]
    results = [f"/search?q={quote(word)}" for word in _WORDS]
    kinds = {
        "home": ["/"],
        "results": results,
        "record": records[:60] or below,
        "tree": ["/browse", *fonds, *below[:30]],
    }
    kinds["mixed"] = [path for group in zip(*map(_round, kinds.values()), strict=True) for path in group]
    return kinds


def _round(paths: Sequence[str], times: int = 60) -> list[str]:
    return [paths[at % len(paths)] for at in range(times)]


def _links(base: str, paths: Sequence[str]) -> list[str]:
    connection, found = http.client.HTTPConnection(base.removeprefix("http://")), dict[str, None]()
    for path in paths:
        connection.request("GET", path)
        found |= dict.fromkeys(re.findall(r'href="(/a/[a-z0-9]+)"', connection.getresponse().read().decode()))
    return list(found)


def _measure(when: str, base: str, kinds: Mapping[str, Sequence[str]], told: argparse.Namespace) -> None:
    for name, paths in kinds.items():
        put = load.put(base, paths, readers=told.readers, seconds=told.seconds)
        print(
            f"{when:<8}{name:<10}{put.per_second:>10,.0f}{put.half:>9.0f}{put.p95:>9.0f}{put.slowest:>9.0f}"
            f"{put.failed:>8}",
            flush=True,
        )


@contextmanager
def _busy(archive: Path, catalogue: Path) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """A delivery that is taken in, and pages that are read anew, until the end of the measuring."""
    command = [sys.executable, "-m", "lantai.cli"]
    surroundings = home.surroundings(archive)
    quiet = {"env": surroundings, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    work = {
        "taking in": subprocess.Popen([*command, "ingest", str(catalogue)], **quiet),  # type: ignore[call-overload]
        "reading": subprocess.Popen([*command, "ocr", "--redo"], **quiet),  # type: ignore[call-overload]
    }
    try:
        yield work
    finally:
        for one in work.values():
            one.terminate()
            one.wait()


if __name__ == "__main__":
    sys.exit(main())

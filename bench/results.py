"""How fast results are shown over many pages with text: the bare search, twenty with snippets and boxes, the page.

    python -m bench.results [--pages 200000] [--home FOLDER] [--questions 200]

The home holds so many records with one page each of some five hundred characters and a box for every one, put into the
tables directly; the index is made by the function that `lantai reindex` calls. Each question is asked for the first
time: words of two to eight characters cut out of the pages. Time is that of the asking thread on the processor. A home
that stands in FOLDER is taken as it is.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [str(ROOT), *(folder for folder in sys.path if Path(folder).resolve() != ROOT / "bench")]

_LENGTHS = (2, 2, 2, 3, 3, 4, 5, 6, 8)


def main() -> int:
    told = _options()
    if told.phase:
        {"build": _build, "index": _index, "ask": _ask}[told.phase](told)
        return 0
    with tempfile.TemporaryDirectory(prefix="lantai-results-") as folder:
        home = told.home or Path(folder) / "home"
        phases = ("ask",) if (home / "lantai.sqlite3").exists() else ("build", "index", "ask")
        for phase in phases:
            command = [sys.executable, __file__, "--phase", phase, "--pages", str(told.pages)]
            command += ["--questions", str(told.questions)]
            subprocess.run(command, env={**os.environ, "LANTAI_HOME": str(home)}, check=True)
    return 0


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=200_000)
    arguments.add_argument("--questions", type=int, default=200)
    arguments.add_argument("--home", type=Path, help="a folder that is kept; else a temporary one")
    arguments.add_argument("--phase", help=argparse.SUPPRESS)
    return arguments.parse_args()


def _build(told: argparse.Namespace) -> None:
    from lantai.cli import house

    house.prepare()
    from bench.holding.build import build
    from bench.holding.text import write_pages

    began = time.perf_counter()
    build(told.pages)
    print(f"{write_pages():,} records with a page each put into the tables in {time.perf_counter() - began:,.0f} s")


def _index(_told: argparse.Namespace) -> None:
    from bench.million import rebuild_timed

    rebuild_timed()


def _ask(told: argparse.Namespace) -> None:
    from lantai.cli import house

    house.enter()
    import lantai.config.wsgi  # noqa: F401 - what the server loads, and keeps from the collector

    words = _words(told.questions)
    print(f"{'':<44}{'median ms':>10}{'p95 ms':>8}{'p99 ms':>8}{'slowest':>9}")
    for name, way in _ways().items():
        _say(name, way, words)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB of memory at most")


def _words(number: int) -> list[str]:
    """Cut out of pages everywhere in the home, each but once."""
    from bench.holding.text import samples

    from lantai.digitisation.models import Page

    draw, last = Random(1937), Page.objects.count()
    texts = list(samples([draw.randrange(1, last + 1) for _ in range(2 * number)]))
    cut = [text[at : at + draw.choice(_LENGTHS)] for text in texts for at in (draw.randrange(len(text) - 8),)]
    return list(dict.fromkeys(cut))[:number]


def _ways() -> dict[str, Callable[[str], object]]:
    from django.test import Client

    from lantai.access.queries import Reader, today, visible
    from lantai.discovery import search
    from lantai.discovery.engine import search_engine
    from lantai.discovery.language import parse
    from lantai.ports.search import Request

    client = Client(headers={"host": "localhost", "accept-language": "zh-Hant"})
    public = Reader(today=today())
    seen = visible(to=public).in_index()

    def bare(word: str) -> object:
        return search_engine().search(Request(parse(word).node, seen, limit=20))

    return {
        "the engine: total and twenty keys": bare,
        "twenty results with snippets and boxes": lambda word: search.search(word, reader=public),
        "the results page with facets": lambda word: client.get("/search?" + urlencode({"q": word})),
    }


def _say(name: str, way: Callable[[str], object], words: Sequence[str]) -> None:
    taken = []
    for word in words:
        began = time.thread_time()
        way(word)
        taken.append((time.thread_time() - began) * 1000)
    cuts = quantiles(taken[1:], n=100)
    numbers = f"{median(taken[1:]):>10.2f}{cuts[94]:>8.2f}{cuts[98]:>8.2f}{max(taken[1:]):>9.2f}"
    print(f"{name:<44}{numbers}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

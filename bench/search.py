"""How fast the house's search is, against SQLite FTS5 over the same bigrams, in one run.

    python -m bench.search [--pages N] [--seconds S]

Both hold the same generated pages and are asked the same questions in turn: words of two to eight characters (FTS5
over bigrams cannot find one), AND, and a phrase with a span of dates. Each answer is the total and the first twenty
by code, of what the public may see; the totals must agree. The last lines are Tantivy's alone. Time is that of the
asking thread on the processor, so that other work on the machine disturbs little. Ratios hold from one machine to
another; figures do not.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter, thread_time

import numpy as np
from rich.console import Console
from rich.table import Table

from lantai.adapters.search.tantivy import TantivySearch
from lantai.ports.search import NEVER, And, Dates, Document, Everything, Node, Request, Visibility, Word
from lantai.values.codes import sort_key
from lantai.values.tokens import bigrams, query_bigrams

TODAY = 2_461_000
PUBLIC = Visibility(open_by=TODAY, custody=False)
FIRST_DAY = 2_417_000
"""In 1905."""


# -- the pages -----------------------------------------------------------------------------------


def pages(number: int, length: int = 500) -> list[Document]:
    """Pages of words that are as unequally common as those of a language, in files of fifty items."""
    texts = words_drawn(np.random.default_rng(1924), length)
    return [_page(at, text) for at, text in enumerate(texts(number))]


def words_drawn(draw: np.random.Generator, length: int) -> Callable[[int], Iterator[str]]:
    """Draws so many texts of this length as it is asked for."""
    words = _words(draw, 20_000)
    common = 1 / np.arange(1, len(words) + 1)
    common /= common.sum()

    def texts(number: int) -> Iterator[str]:
        for row in draw.choice(len(words), (number, length // 2), p=common):
            yield "".join(words[word] for word in row)[:length]

    return texts


def _words(draw: np.random.Generator, number: int) -> list[str]:
    characters = 1 / np.arange(1, 4001) ** 0.8
    drawn = draw.choice(4000, (number, 3), p=characters / characters.sum()) + 0x4E00
    return ["".join(map(chr, row[:size])) for row, size in zip(drawn, draw.integers(1, 4, number), strict=True)]


def _page(at: int, text: str) -> Document:
    fonds, item, page = f"L{at % 7:03d}", at // 4, at % 4 + 1
    code = f"{fonds}-WS-{1905 + at % 44}-{item:04d}"
    first = FIRST_DAY + at * 37 % 16_000
    return Document(
        key=f"r{item}/p{page}",
        identifier=f"r{item}",
        kind="page",
        segments=(text,),
        code=code,
        code_key=f"{sort_key(code)}/{page:06d}",
        codes=(code.lower(),),
        fonds=fonds,
        level="item",
        page=page,
        first=first,
        last=first + at % 400,
        years=(1905 + at % 44,),
        serial=at,
        accepted=at % 25 != 0,
        open_day=(0, 0, 0, TODAY + 1, NEVER)[at % 5] if at % 10 == 0 else 0,
    )


# -- the questions -------------------------------------------------------------------------------


def questions(documents: Sequence[Document], number: int) -> list[Node]:
    """Words cut out of the pages, alone, by two, and with a span of dates."""
    random = Random(1905)

    def word() -> Word:
        text = random.choice(documents).segments[0]
        start = random.randrange(len(text) - 8)
        return Word(text[start : start + random.choice((2, 2, 2, 3, 3, 4, 5, 6, 8))])

    def span() -> Dates:
        first = FIRST_DAY + random.randrange(15_000)
        return Dates(first, first + 3650)

    makers: list[Callable[[], Node]] = [word, word, lambda: And((word(), word())), lambda: And((word(), span()))]
    return [makers[at % len(makers)]() for at in range(number)]


# -- SQLite --------------------------------------------------------------------------------------


class Fts5:
    """What one would write without an engine: a table of bigrams, and the rest in an ordinary table."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61')")
        self._db.execute(
            "CREATE TABLE page (id INTEGER PRIMARY KEY, key TEXT, code_key TEXT UNIQUE, first INTEGER, last INTEGER,"
            " accepted INTEGER, open_day INTEGER)"
        )

    def add(self, documents: Iterable[Document]) -> None:
        self._db.execute("BEGIN")
        for row, document in enumerate(documents, start=1):
            columns = (document.key, document.code_key, document.first, document.last)
            self._db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, bigrams(document.segments)))
            self._db.execute(
                "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?)",
                (row, *columns, document.accepted, document.open_day),
            )
        self._db.execute("COMMIT")

    def search(self, query: Node) -> tuple[int, list[str]]:
        words, span = _parts(query)
        source = "FROM words JOIN page ON page.id = words.rowid WHERE words MATCH ? AND accepted AND open_day <= ?"
        values: list[object] = [" AND ".join(f'"{" ".join(query_bigrams(word.text))}"' for word in words), TODAY]
        if span is not None:
            source += " AND first <= ? AND last >= ?"
            values += [span.last, span.first]
        (total,) = self._db.execute(f"SELECT count(*) {source}", values).fetchone()
        rows = self._db.execute(f"SELECT key {source} ORDER BY code_key LIMIT 20", values)
        return total, [key for (key,) in rows]


def _parts(query: Node) -> tuple[list[Word], Dates | None]:
    parts = query.parts if isinstance(query, And) else (query,)
    spans = [part for part in parts if isinstance(part, Dates)]
    return [part for part in parts if isinstance(part, Word)], spans[0] if spans else None


# -- measuring -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Speed:
    name: str
    seconds: list[float]

    @property
    def per_second(self) -> float:
        return len(self.seconds) / sum(self.seconds)

    def cells(self, against: Speed) -> tuple[str, ...]:
        p99 = quantiles(self.seconds, n=100)[98]
        return (
            self.name,
            f"{self.per_second / against.per_second:.2f}",
            f"{self.per_second:,.0f}",
            f"{median(self.seconds) * 1000:.2f}",
            f"{p99 * 1000:.2f}",
        )


def alternately(
    first: Callable[[Node], int], second: Callable[[Node], int], asked: Sequence[Node], seconds: float
) -> tuple[list[float], list[float], int]:
    """Ask both the same in turn, in rounds, until the time is up; and how often their totals differed."""
    times: tuple[list[float], list[float]] = ([], [])
    differing = 0
    end = perf_counter() + seconds
    while perf_counter() < end:
        for query in asked:
            answer = timed(lambda query=query: first(query), times[0])
            differing += answer != timed(lambda query=query: second(query), times[1])
    return *times, differing


def timed(ask: Callable[[], int], into: list[float]) -> int:
    began = thread_time()
    answer = ask()
    into.append(thread_time() - began)
    return answer


def alone(name: str, ask: Callable[[Node], int], asked: Sequence[Node]) -> Speed:
    seconds: list[float] = []
    for query in asked:
        timed(lambda query=query: ask(query), seconds)
    return Speed(name, seconds)


def main() -> None:
    options = _options()
    documents = pages(options.pages)
    characters = sum(len(document.segments[0]) for document in documents)
    asked = questions(documents, 240)
    with tempfile.TemporaryDirectory() as folder:
        tantivy, building = _tantivy(Path(folder) / "tantivy", documents)
        fts5, building_fts5 = _fts5(Path(folder) / "fts5.sqlite", documents)
        request = Request(Everything(), PUBLIC)
        ours, theirs, differing = alternately(
            lambda query: tantivy.search(replace(request, query=query)).total,
            lambda query: fts5.search(query)[0],
            asked,
            options.seconds,
        )
        speeds = [Speed("Tantivy, bigrams", ours), Speed("SQLite FTS5, bigrams", theirs)]
        speeds += _other_searches(tantivy, documents, asked)
        tantivy.close()
        found = (Path(folder, "tantivy").rglob("*"), Path(folder).glob("fts5*"))
        sizes = [sum(file.stat().st_size for file in files) for files in found]
    _print(speeds, f"{len(documents):,} pages, {characters:,} characters; {differing} totals differed")
    for name, built, size in zip(("Tantivy", "FTS5"), (building, building_fts5), sizes, strict=True):
        print(f"{name}: built {characters / built:,.0f} characters/s; {size / 2**20:,.0f} MiB on disk")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=15)
    return parser.parse_args()


def _tantivy(path: Path, documents: Sequence[Document]) -> tuple[TantivySearch, float]:
    engine = TantivySearch(path, threads=2, remembered=0)  # every question is counted, as often as it is asked
    began = perf_counter()
    engine.add(documents)
    engine.commit()
    engine.close()
    return engine, perf_counter() - began


def _fts5(path: Path, documents: Sequence[Document]) -> tuple[Fts5, float]:
    began = perf_counter()
    engine = Fts5(path)
    engine.add(documents)
    return engine, perf_counter() - began


def _other_searches(engine: TantivySearch, documents: Sequence[Document], asked: Sequence[Node]) -> list[Speed]:
    """What the site asks besides, of Tantivy alone."""
    request = Request(Everything(), PUBLIC)
    cursor = engine.search(replace(request, limit=len(documents) // 3)).next
    single = [Word(document.segments[0][7]) for document in documents[:: len(documents) // 100]]
    others: dict[str, tuple[Request, Sequence[Node]]] = {
        "one character": (request, single),
        "by date": (replace(request, order="date"), asked),
        "after a cursor": (replace(request, after=cursor), asked),
        "with facets": (replace(request, facets=True), asked),
        "by relevance": (replace(request, order="relevance"), asked),
        "one character by relevance": (replace(request, order="relevance"), single),
    }
    return [
        alone(f"  {name}", lambda query, base=base: engine.search(replace(base, query=query)).total, nodes)
        for name, (base, nodes) in others.items()
    ]


def _print(speeds: Sequence[Speed], title: str) -> None:
    table = Table("", "ratio", "queries/s", "median ms", "p99 ms", title=title, title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    for speed in speeds:
        table.add_row(*speed.cells(speeds[0]))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()

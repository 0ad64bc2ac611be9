"""How fast many records are changed: chosen, planned in every way, saved, taken back, taken out as a sheet and read in.

    python -m bench.bulk [10000 100000] [--keep FOLDER]

Each number of records has a home and a process of its own. The peer is a plain ``bulk_update`` of the same column of
the same records through Django, in the same process: it keeps no version, writes no journal, looks at nothing that
somebody else changed and shows nothing before. Memory is the most that the process itself held during each work
(RssAnon, Linux, looked at ten times a second): the database, which SQLite maps into memory, is not in it. CPU is that
of this process alone; a pattern and a sheet have a second one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
# The library is found from the root; bench itself must go, for its numbers.py would hide the library's own.
sys.path[:] = [str(ROOT), *(folder for folder in sys.path if Path(folder).resolve() != ROOT / "bench")]

_TITLES = ("呈報水塔工程經費的通知", "關於勘井用款的報告", "沈若愚致自來水公司的信", "開車售票告白")
_CHUNK = 2_000


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("records", type=int, nargs="*", default=[10_000])
    arguments.add_argument("--keep", type=Path, help="a folder for the homes; else a temporary one")
    arguments.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    told = arguments.parse_args()
    if told.one:
        measure(told.records[0], Path(os.environ["LANTAI_HOME"]))
        return 0
    print(f"{'records':>9} {'what':<32} {'seconds':>8} {'s / 1,000':>10} {'CPU/1,000':>10} {'MB':>8}", flush=True)
    with tempfile.TemporaryDirectory(prefix="lantai-bulk-") as folder:
        for count in told.records:
            environment = {**os.environ, "LANTAI_HOME": str((told.keep or Path(folder)) / f"home{count}")}
            subprocess.run([sys.executable, __file__, str(count), "--one"], env=environment, check=True)
    return 0


def measure(count: int, home: Path) -> None:
    """Make a home with so many records, and print a line for everything that is done to all of them."""
    from lantai.cli import house

    house.prepare()
    by = house.user_named(house.ADMIN)
    fonds = _describe(count, by)
    for name, work in _works(fonds, home / "records.xlsx", by):
        with _Memory() as memory:
            begun, busy = time.perf_counter(), time.process_time()
            work()
            seconds, busy = time.perf_counter() - begun, time.process_time() - busy
        each = f"{seconds / count * 1000:>10.3f} {busy / count * 1000:>10.3f}"
        line = f"{count:>9,} {name:<32} {seconds:>8.1f} {each} {memory.most:>8,.0f}"
        print(line, flush=True)


def _describe(count: int, by: Any) -> Any:
    from lantai.catalogue.domain.record import Description, NewRecord, describe_records
    from lantai.catalogue.domain.record_set import describe_record_set
    from lantai.catalogue.enums import Level, OpeningStatus
    from lantai.journal.domain import issue_identifiers
    from lantai.values.dates import parse

    fonds = describe_record_set(code="L012", title="臨河自來水公司", level=Level.FONDS, by=by, accepted=True)
    date = parse("1924-09-03")
    for start in range(0, count, _CHUNK):
        new = [
            NewRecord(
                identifier=identifier,
                code=f"L012-{number:06d}",
                in_set=fonds,
                description=Description(title=f"{_TITLES[number % 4]}（第{number}號）", date=date, creators="沈若愚"),
                stated_status=OpeningStatus.OPEN,
            )
            for number, identifier in enumerate(issue_identifiers("record", min(_CHUNK, count - start)), start=start)
        ]
        describe_records(new, by=by)
    return fonds


def _works(fonds: Any, sheet: Path, by: Any) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is done, in order, each to all the records; what stands between two of them is not measured."""
    from lantai.access.queries import reader_for, visible
    from lantai.catalogue.domain.bulk import begin_edit
    from lantai.catalogue.domain.saving import go_on, save_edit
    from lantai.catalogue.domain.taking_back import begin_taking_back
    from lantai.catalogue.models import Record
    from lantai.office import bulk_work
    from lantai.office.record_sheets import going_out, kept
    from lantai.office.record_sheets.coming_back import find_table

    edit = begin_edit(choice={"set": fonds.identifier}, by=by)
    undoing: list[Any] = []
    reading = begin_edit(choice={"plan": True}, by=by)

    def plan(words: str, to: str, how: str) -> Callable[[], object]:
        told = {"kind": "replace", "fields": ["title"], "words": words, "by": to, "how": how}
        return lambda: bulk_work.start(edit, told, small=True)

    def save(which: Callable[[], Any]) -> Callable[[], object]:
        return lambda: (save_edit(which(), reason="統一用字", by=by), go_on())

    def undo() -> None:
        undoing.append(begin_taking_back(edit, by=by))
        bulk_work.start(undoing[0], {"kind": "undo"}, small=True)

    def take_out() -> None:
        with sheet.open("wb") as out:
            out.writelines(going_out.records(edit, visible(to=reader_for(by))))

    def read() -> None:
        kept.path_of(reading).parent.mkdir(parents=True, exist_ok=True)
        sheet.replace(kept.path_of(reading))
        bulk_work.start(reading, {"kind": "sheet", **find_table(kept.path_of(reading)).as_json()}, small=True)

    yield "bulk_update (peer)", lambda: _plain_update(fonds)
    yield "choose", lambda: bulk_work.start(edit, {"kind": "set", "of": fonds.identifier}, small=True)
    yield "plan: exactly", plan("第", "第之", "exact")
    yield "plan: in any writing", plan("号", "號碼", "folded")
    yield "plan: by a pattern, tried first", plan("第之(\\d+)", "第\\1之", "pattern")
    yield "save", save(lambda: edit)
    yield "sheet out", take_out
    Record.objects.update(note="重抄")  # so that every row of the sheet says something else
    yield "sheet in, every row changed", read
    if (reading.planned_count, reading.stale_count) != (edit.chosen_count, 0):
        raise SystemExit("Nothing was measured: the sheet was not read as changed.")
    yield "plan: take back", undo
    yield "save what is taken back", save(lambda: undoing[0])


def _plain_update(fonds: Any) -> None:
    from django.db import transaction

    from lantai.catalogue.models import Record

    last = 0
    while rows := list(Record.objects.filter(record_set=fonds, pk__gt=last).order_by("pk")[:_CHUNK]):
        last = rows[-1].pk
        for row in rows:
            row.title = row.title.replace("（", "（臨")
        with transaction.atomic():
            Record.objects.bulk_update(rows, ["title"])


class _Memory(Thread):
    """Looks at what the process holds while it works; ``most`` in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self._over = 0.0, Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        over = False
        while not over:
            told = Path("/proc/self/status").read_text(encoding="ascii").partition("RssAnon:")[2]
            self.most = max(self.most, int(told.split()[0]) / 1024)
            over = self._over.wait(0.1)


if __name__ == "__main__":
    sys.exit(main())

"""How fast the rows of a catalogue are read and judged, as rows a second and peak memory, beside a named peer.

    python -m bench.rows [100000] [--form csv xlsx dbf]

Each line is a process of its own, so that its memory is its own: a peer that understands nothing (`csv.DictReader`,
python-calamine; none for DBF), reading (header, columns, dirt), and reading with every rule about a row: its cells, its
code, its days, its secrecy. CPU is that of the asking process, whose core the rest of the check needs; the process that
reads has the other one, and its memory is given apart. Memory is told by Linux alone.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The samples are found from the root; bench itself must go, for its numbers.py would hide the library's own.
sys.path[:] = [str(ROOT), *(folder for folder in sys.path if Path(folder).resolve() != ROOT / "bench")]

FORMS = ("csv", "xlsx", "dbf")
PROFILE = "dat13-1994"
_LOOK = 10_000


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rows", type=int, nargs="?", default=100_000)
    arguments.add_argument("--form", choices=FORMS, nargs="*", default=FORMS)
    arguments.add_argument("--one", nargs=2, metavar=("WAY", "PATH"), help=argparse.SUPPRESS)
    told = arguments.parse_args()
    if told.one:
        measure(told.one[0], Path(told.one[1]))
        return 0
    print(f"{'form':<5} {'way':<23} {'rows/s':>9} {'ratio':>6} {'CPU µs/row':>10} {'peak MB':>8} {'child MB':>9}")
    with tempfile.TemporaryDirectory(prefix="lantai-rows-") as folder:
        for form in told.form:
            path = make(Path(folder) / f"rows.{form}", told.rows)
            peer = None
            for way in WAYS if form != "dbf" else list(WAYS)[1:]:
                seconds, cpu, own, child = _in_its_own_process(way, path, told.rows)
                peer = peer or seconds
                line = f"{form:<5} {way:<23} {told.rows / seconds:>9,.0f} {peer / seconds:>6.2f} "
                print(f"{line}{cpu / told.rows * 1e6:>10.1f} {own:>8,.0f} {child:>9,.0f}", flush=True)
    return 0


def _in_its_own_process(way: str, path: Path, rows: int) -> list[float]:
    environment = {**os.environ, "LANTAI_HOME": str(path.parent / "home")}
    command = [sys.executable, __file__, "--one", way, str(path)]
    ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    count, *figures = map(float, ran.stdout.split())
    if count != rows:
        raise SystemExit(f"{way} read {count:.0f} rows of {rows}: nothing was measured.")
    return figures


def make(path: Path, rows: int) -> Path:
    """The same catalogue in every form."""
    from samples.make.deliveries.scale import COLUMNS, catalogue_lines, make_catalogue

    if path.suffix == ".csv":
        make_catalogue(path, rows=rows)
        return path
    cells = (line.rstrip("\r\n").split(",") for line in catalogue_lines(rows))
    if path.suffix == ".dbf":
        from samples.make.deliveries.tables import Table, write_dbf

        write_dbf(path, Table(path.name, [COLUMNS, *cells]))
        return path
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("目錄")
    sheet.append(COLUMNS)
    for row in cells:
        sheet.append(row)
    book.save(path)
    return path


def measure(way: str, path: Path) -> None:
    """Print rows, seconds, the seconds of its own CPU, and its peak memory and its child's in megabytes."""
    prepare, run = WAYS[way]
    prepare()
    begun, worked = time.perf_counter(), time.process_time()
    rows = run(path)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
    print(rows, seconds, cpu, _peak("self"), _child_peak[0])


_child_peak = [0.0]


def _look_at_child() -> None:
    for task in Path("/proc/self/task").glob("*/children"):
        _child_peak[0] = max(_child_peak[0], *map(_peak, task.read_text().split()), 0)


def _peak(process: str) -> float:
    """Megabytes; getrusage would add what its parent had when it was started."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _peer(path: Path) -> int:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _row in csv.DictReader(file))
    from python_calamine import CalamineWorkbook

    return sum(1 for _row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()) - 1


def _house() -> None:
    from lantai.cli import house

    house.prepare()


def _reading(path: Path) -> int:
    return sum(1 for _observations in _read(path, lambda _row, _above: ()))


def _judging(path: Path) -> int:
    from lantai.digitisation.check.dated import FondsDates
    from lantai.digitisation.check.row_rules import row_rules
    from lantai.values import codes
    from lantai.values.dates import julian_day

    profile = codes.load_profiles()[PROFILE]
    rules = row_rules(today=julian_day(datetime.date(2026, 1, 1)))
    fonds = FondsDates(*(julian_day(datetime.date(*day)) for day in ((1912, 1, 1), (1949, 12, 31))))

    def judge(row, above):  # type: ignore[no-untyped-def]  # Django must be set up before its types are imported
        code = profile.parse(row.get("code"))
        codes.sort_key(code.text)
        return tuple(rules.look_at(row, code, profile, fonds=fonds, above=above))

    rows = 0
    for observations in _read(path, judge):
        if observations:
            raise SystemExit(f"A clean row was judged: {observations[0].message}")
        rows += 1
    return rows


def _read(path: Path, judge: Callable[..., tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    from lantai.digitisation.check.reading import open_catalogue

    with open_catalogue(path.parent, [path], lambda one: None) as catalogue:
        above = None
        for number, row in enumerate(catalogue.items(lambda one: None)):
            yield judge(row, above)
            above = row
            if number % _LOOK == 0:
                _look_at_child()


WAYS: dict[str, tuple[Callable[[], object], Callable[[Path], int]]] = {
    "peer": (lambda: None, _peer),
    "reading": (_house, _reading),
    "reading and every rule": (_house, _judging),
}


if __name__ == "__main__":
    sys.exit(main())

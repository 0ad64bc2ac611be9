"""Deliveries taken in by real processes: paused, given up, queued, and met by a database that somebody else holds."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.digitisation.domain.laying import folder_per_item
from tests.digitisation.domain.terminal import Terminal
from tests.disks import mounted

ITEMS = 40


@pytest.fixture(scope="module")
def fresh_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as ``lantai init`` makes it, to be copied: making its tables takes longer than a test."""
    made = Terminal(tmp_path_factory.mktemp("fresh") / "home")
    made.run("init")
    return made.home


@pytest.fixture
def terminal(tmp_path: Path, fresh_home: Path) -> Terminal:
    return Terminal(Path(shutil.copytree(fresh_home, tmp_path / "home")))


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    return folder_per_item(tmp_path / "delivery", {number: number for number in range(1, ITEMS + 1)})


def holdings(terminal: Terminal) -> dict[str, int]:
    """Everything that a delivery brings, as rows and as files."""
    with closing(sqlite3.connect(terminal.database)) as db:
        records, pages = (db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in _TABLES)  # noqa: S608
    pyramids = len(list((terminal.home / "derivatives").rglob("*.tif")))
    objects = len(list((terminal.home / "masters").glob("*/*/*/inventory.json")))
    return {"records": records, "pages": pages, "pyramids": pyramids, "objects": objects}


_TABLES = ("catalogue_record", "digitisation_page")
WHOLE = {"records": ITEMS, "pages": ITEMS, "pyramids": ITEMS, "objects": ITEMS}
NOTHING = dict.fromkeys(WHOLE, 0)


def test_paused_it_stops_at_the_next_step_and_is_taken_up_again(terminal: Terminal, delivery: Path) -> None:
    ingest = terminal.start("ingest", delivery)
    ingest.until("store")
    ingest.freeze(terminal.database)
    (batch,) = terminal.batches()
    said = terminal.run("batch", "pause", batch["batch"])
    assert said == f"delivery pauses at the next step; take it up again with: lantai batch resume {batch['batch']}"
    ingest.thaw()
    code, said = ingest.end()
    assert code == 1
    assert said.splitlines()[-1] == "delivery is paused; it can be taken up again where it stopped."
    (paused,) = terminal.batches()
    assert (paused["stage"], paused["error"]) == ("", "")
    assert terminal.run("batch", "resume", batch["batch"]).splitlines()[-1] == "delivery is described."
    assert holdings(terminal) == WHOLE


@pytest.mark.parametrize("stage", ["inspect", "derive"])
def test_given_up_nothing_of_it_is_left(terminal: Terminal, delivery: Path, stage: str) -> None:
    ingest = terminal.start("ingest", delivery)
    ingest.until(stage)
    ingest.freeze(terminal.database)
    (batch,) = terminal.batches()
    assert "is given up at the next step" in terminal.run("batch", "cancel", batch["batch"])
    ingest.thaw()
    code, said = ingest.end()
    assert code == 1
    assert said.splitlines()[-1] == "delivery is given up; nothing of it is left in custody."
    (ended,) = terminal.batches()
    assert (ended["state"], ended["error"]) == ("rolled_back", "")
    assert holdings(terminal) == NOTHING
    assert terminal.json("ingest", str(delivery))["created"] == ITEMS


def test_given_up_when_nobody_works_on_it(terminal: Terminal, delivery: Path) -> None:
    ingest = terminal.start("ingest", delivery)
    ingest.until("store")
    ingest.process.kill()
    ingest.end()
    (batch,) = terminal.batches()
    assert "rolled back" in terminal.run("batch", "cancel", batch["batch"])
    assert holdings(terminal) == NOTHING


def test_two_at_once_queue(terminal: Terminal, delivery: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    folder_per_item(other, {number: number for number in range(101, 111)})
    first = terminal.start("ingest", delivery)
    first.until("inspect")
    first.freeze(terminal.database)
    second = terminal.start("ingest", other)
    second.until("Other work of this kind (intake) is under way; this waits for its turn.")
    first.thaw()
    ended = [one.end() for one in (first, second)]
    assert [code for code, _said in ended] == [0, 0]
    assert not [said for _code, said in ended if "locked" in said or "Traceback" in said]
    assert [one["state"] for one in terminal.batches()] == ["described", "described"]
    assert holdings(terminal)["records"] == ITEMS + 10


@pytest.mark.parametrize("stage", ["inspect", "derive"])
def test_a_database_that_somebody_holds_is_one_sentence(terminal: Terminal, delivery: Path, stage: str) -> None:
    ingest = terminal.start("ingest", delivery, patient=False)
    ingest.until(stage)
    ingest.freeze(terminal.database)
    with closing(sqlite3.connect(terminal.database, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        ingest.thaw()
        code, said = ingest.end()
        holder.execute("ROLLBACK")
    assert code == 1, said
    assert said.splitlines()[-1] == (
        f"delivery stopped: somebody else holds {terminal.database} (database is locked); wait until that work is "
        "done, and run it again: it goes on where it stopped."
    )
    assert "Traceback" not in said
    assert terminal.json("ingest", str(delivery))["created"] == ITEMS
    assert [(one["state"], one["error"]) for one in terminal.batches()] == [("described", "")]
    assert holdings(terminal) == WHOLE


def test_a_home_whose_disk_is_full_is_one_sentence(delivery: Path, fresh_home: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", size="16m") as disk:
        terminal = Terminal(Path(shutil.copytree(fresh_home, disk / "home")))
        fill(disk / "filler", but=300_000)
        code, said = terminal.start("ingest", delivery).end()
        assert code == 1, said
        assert f"delivery stopped: no room is left for {terminal.home}" in said.splitlines()[-1]
        assert "Traceback" not in said
        (disk / "filler").unlink()
        assert terminal.json("ingest", str(delivery))["created"] == ITEMS
        assert [(one["state"], one["error"]) for one in terminal.batches()] == [("described", "")]
        assert holdings(terminal) == WHOLE


def fill(file: Path, *, but: int) -> None:
    """Fill a disk, but for so many bytes."""
    with file.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(bytes(1 << 16))
        except OSError:
            out.truncate(max(0, out.tell() - but))

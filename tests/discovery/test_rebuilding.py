"""The index is made anew behind the one in use: killed anywhere, searched and written meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lantai.access.queries import Reader, today
from lantai.accounts.models import User
from lantai.catalogue.domain.record import Description, revise_record
from lantai.catalogue.models import Record
from lantai.digitisation.domain.custody import accept_batch, roll_back_batch
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.models import Batch
from lantai.discovery import indexing, rebuilding, standing
from lantai.discovery.engine import search_engine
from lantai.discovery.models import BuildState, IndexBuild
from lantai.discovery.search import search
from lantai.ports.search import IndexUnusable

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def batch(small_delivery: Path, administrator: User) -> Batch:
    batch = take_in(small_delivery, by=administrator).batch
    indexing.follow()
    return batch


@pytest.fixture
def accepted(batch: Batch, administrator: User) -> Batch:
    accept_batch(batch, trust_opening=True, by=administrator)
    indexing.follow()
    return batch


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "_CHUNK", 1)
    monkeypatch.setattr(rebuilding, "_COMMIT", 1)


class During:
    """A Progress that does something at every step."""

    def __init__(self, work: Callable[[int], None]) -> None:
        self.stages: list[tuple[str, int]] = []
        self._work, self._steps = work, 0

    def stage(self, name: str, total: int) -> None:
        self.stages.append((name, total))

    def advance(self, count: int = 1) -> None:
        self._steps += 1
        self._work(self._steps)

    def note(self, sentence: str) -> None:
        return None


def found(text: str) -> int:
    return search(text, reader=Reader(today=today())).total


def revise(code: str, title: str, by: User) -> None:
    record = Record.objects.get(code=code)
    revise_record(record, description=Description(title=title, date=record.date), version=record.version, by=by)


@pytest.mark.usefixtures("accepted", "small_steps")
def test_old_index_is_searched_until_the_new_one_is_whole() -> None:
    seen: list[int] = []
    rebuilding.rebuild(During(lambda _step: seen.append(found("路燈"))))
    assert seen == [found("路燈")] * 8
    assert seen[0] > 0


@pytest.mark.usefixtures("accepted", "small_steps")
def test_what_is_written_meanwhile_is_in_the_old_index_soon_and_in_the_new_one(administrator: User) -> None:
    seen: list[int] = []

    def work(step: int) -> None:
        seen.append(found("煤油燈"))
        if step == 4:
            revise("L099-01-0001-0001", "添購煤油燈的呈文", administrator)  # read already
            revise("L099-01-0001-0006", "添購煤油燈的訓令", administrator)  # not read yet

    rebuilding.rebuild(During(work))
    assert seen[:8] == [0, 0, 0, 0, 2, 2, 2, 2]
    assert found("煤油燈") == 2
    assert indexing.is_caught_up()


@pytest.mark.usefixtures("small_steps")
def test_what_is_removed_meanwhile_is_not_in_the_new_index(batch: Batch, administrator: User) -> None:
    rebuilding.rebuild(During(lambda step: roll_back_batch(batch, by=administrator) if step == 4 else None))
    assert search_engine().counts() == {"description": 0, "page": 0}


@pytest.mark.usefixtures("small_steps")
def test_what_comes_meanwhile_stands_once_in_the_new_index(batch: Batch, administrator: User) -> None:
    def work(step: int) -> None:
        if step == 4:
            accept_batch(batch, trust_opening=True, by=administrator)

    rebuilding.rebuild(During(work))
    assert search_engine().counts() == {"description": 8, "page": 9}


@pytest.mark.usefixtures("accepted")
def test_index_of_other_documents_is_still_searched_and_asks_to_be_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not rebuilding.is_needed()
    monkeypatch.setattr(standing, "DOCUMENTS", standing.DOCUMENTS + 1)
    standing.made_by.cache_clear()
    assert rebuilding.is_needed()
    assert found("路燈") > 0
    rebuilding.rebuild()
    assert not rebuilding.is_needed()
    standing.made_by.cache_clear()


@pytest.mark.usefixtures("accepted")
def test_half_a_successor_of_other_documents_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    successor = search_engine().successor()
    successor.commit(mark=standing.Stand(entry=1, records=10**6, record_sets=10**6, whole=False, made_by="x").mark())
    successor.close()
    rebuilding.rebuild()
    assert search_engine().counts() == {"description": 8, "page": 9}


@pytest.mark.usefixtures("accepted")
def test_unusable_index_is_replaced() -> None:
    for file in search_engine()._generations.current().iterdir():  # type: ignore[attr-defined]
        file.write_bytes(b"{")
    search_engine.cache_clear()
    with pytest.raises(IndexUnusable):
        found("路燈")
    assert rebuilding.is_needed()
    rebuilding.rebuild()
    assert found("路燈") > 0


@pytest.mark.usefixtures("accepted")
def test_wish_is_entered_once_and_fulfilled() -> None:
    first, second = rebuilding.ask(), rebuilding.ask()
    assert (first, first.state, rebuilding.is_needed()) == (second, BuildState.WAITING, True)
    rebuilding.rebuild()
    assert IndexBuild.objects.get().state == BuildState.DONE
    assert not rebuilding.is_needed()


_CHILD = """
from lantai.cli import house
house.enter()
from lantai.discovery import rebuilding
rebuilding._CHUNK = rebuilding._COMMIT = 1

class Told:
    def stage(self, name, total):
        print("stage", total, flush=True)
    def advance(self, count=1):
        print("advance", flush=True)
    def note(self, sentence):
        pass

rebuilding.rebuild(Told())
"""


def test_killed_again_and_again_it_goes_on_from_its_last_commit(small_delivery: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "LANTAI_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}

    def lantai(*words: str) -> str:
        told = subprocess.run(
            [sys.executable, "-m", "lantai.cli", *words], env=environment, capture_output=True, text=True, check=True
        )
        return told.stdout

    lantai("init")
    lantai("ingest", str(small_delivery), "--accept", "--trust-opening")
    before = lantai("search", "路燈", "--json")
    left: list[int] = []
    killed = True
    while killed:
        with subprocess.Popen(
            [sys.executable, "-c", _CHILD], env=environment, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            lines = [child.stdout.readline().split() for _ in ("stage", "first step", "second step")]
            left.append(int(lines[0][1]))
            child.kill()
        killed = child.returncode == -signal.SIGKILL
    assert left[0] == 8
    assert left == sorted(set(left), reverse=True)
    after = lantai("search", "路燈", "--json")
    assert [one["identifier"] for one in json.loads(after)["hits"]] == [
        one["identifier"] for one in json.loads(before)["hits"]
    ]
    assert json.loads(lantai("stats", "--json"))["indexed_pages"] == 9

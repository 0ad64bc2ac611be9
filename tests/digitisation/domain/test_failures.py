"""Failures from outside, at every stage: one sentence, nothing half done; run again, it ends as if nothing had been."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.db import OperationalError, connection
from django.utils import translation
from samples.make.deliveries import make_delivery
from tests.digitisation.domain.laying import folder_per_item
from tests.disks import mounted, read_only

from lantai.accounts.models import User
from lantai.catalogue.models import Instantiation, Record
from lantai.digitisation import reports
from lantai.digitisation.check import check_delivery
from lantai.digitisation.domain.custody import accept_batch, roll_back_batch
from lantai.digitisation.domain.intake import IntakeFailed, Terms, resume, take_in
from lantai.digitisation.enums import BatchState
from lantai.digitisation.layouts.store import Store
from lantai.digitisation.models import Batch, Page, Transcription
from lantai.digitisation.progress import SilentProgress
from lantai.digitisation.reports.of_batch import report_of
from lantai.preservation.models import StoredObject
from lantai.preservation.store import masters

pytestmark = pytest.mark.django_db(transaction=True)

ITEMS = 4


@pytest.fixture(autouse=True)
def _site_in_english(settings: LazySettings) -> Iterator[None]:
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):  # Django forgets which is spoken when this setting changes
        yield


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """Items as images and as PDFs, with what each stage needs of the disk."""
    made = tmp_path / "delivery"
    make_delivery(made, layout="mixed", seed=3, form="csv", items=ITEMS, dirty=False)
    return made


class At(SilentProgress):
    """Does something when a stage begins."""

    def __init__(self, stage: str, act: Callable[[], object]) -> None:
        self.wanted, self.act, self.seen = stage, act, list[str]()

    def stage(self, name: str, total: int) -> None:
        self.seen.append(name)
        if name == self.wanted:
            self.act()


def failed(delivery: Path, by: User, progress: SilentProgress | None = None) -> str:
    """The sentence with which the taking-in ends; the batch's row says it too."""
    with pytest.raises(IntakeFailed) as caught:
        take_in(delivery, by=by, progress=progress)
    sentence = str(caught.value)
    assert sentence.startswith(f"{delivery.name} stopped: ")
    assert sentence.endswith("run it again: it goes on where it stopped.")
    assert "\n" not in sentence
    assert [one.error for one in Batch.objects.all()] in ([], [sentence])
    assert not list((settings.LANTAI.run_dir / "scratch").glob("*"))
    return sentence


def ends_as_if_nothing_had_been(delivery: Path, by: User) -> None:
    """Run again, everything stands once, and is whole."""
    batch = take_in(delivery, by=by).batch
    assert (batch.state, batch.created_count, batch.error) == (BatchState.DESCRIBED, ITEMS, "")
    assert (Batch.objects.count(), Record.objects.count()) == (1, ITEMS)
    assert Page.objects.filter(derived=False).exclude(file="").count() == 0
    stored = sorted(one.object_id for one in StoredObject.objects.all())
    assert sorted(masters().objects()) == stored == sorted(Instantiation.objects.values_list("identifier", flat=True))
    assert [damage for one in stored for damage in masters().verify(one)] == []
    assert Transcription.objects.filter(current=True).count() == Transcription.objects.count()
    accept_batch(batch, trust_opening=True, by=by)


# -- the disk of the delivery ---------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["digest", "rows", "inspect", "files", "store"])
def test_unplugged_while_it_is_needed(delivery: Path, administrator: User, stage: str) -> None:
    away = delivery.with_name("unplugged")
    sentence = failed(delivery, administrator, At(stage, lambda: delivery.rename(away)))
    assert f"{delivery}" in sentence
    assert "cannot be reached (No such file or directory)" in sentence
    away.rename(delivery)
    ends_as_if_nothing_had_been(delivery, administrator)


@pytest.mark.parametrize("stage", ["describe", "derive"])
def test_unplugged_when_it_is_needed_no_more(delivery: Path, administrator: User, stage: str) -> None:
    away = delivery.with_name("unplugged")
    batch = take_in(delivery, by=administrator, progress=At(stage, lambda: delivery.rename(away))).batch
    assert (batch.state, batch.created_count) == (BatchState.DESCRIBED, ITEMS)


def test_unplugged_before_it_is_taken_up_again_is_not_refused(delivery: Path, administrator: User) -> None:
    away = delivery.with_name("unplugged")
    failed(delivery, administrator, At("inspect", lambda: delivery.rename(away)))
    batch = Batch.objects.get()
    with pytest.raises(IntakeFailed, match="see that its disk is plugged in"):
        resume(batch, by=administrator)
    batch.refresh_from_db()
    assert batch.state == BatchState.RECEIVED
    assert "cannot be reached" in batch.error
    away.rename(delivery)
    assert resume(batch, by=administrator).batch.created_count == ITEMS


def test_a_dry_run_says_the_same(delivery: Path, administrator: User) -> None:
    away = delivery.with_name("unplugged")
    told = At("inspect", lambda: delivery.rename(away))
    with pytest.raises(IntakeFailed, match="cannot be reached"), check_delivery(delivery, progress=told):
        pytest.fail("there is nothing to look at")
    assert not list((settings.LANTAI.run_dir / "scratch").glob("*"))


@contextmanager
def forbidden(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody may open it; for root, whom no right keeps out, the system's answer is played."""
    if os.geteuid():
        mode = path.stat().st_mode
        path.chmod(0)
        try:
            yield
        finally:
            path.chmod(mode)
        return
    real = os.open

    def refusing(name: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if os.fsdecode(name).rpartition("/")[2] == path.name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
        return real(name, flags, mode, dir_fd=dir_fd)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refusing)
        yield


def test_a_folder_that_may_not_be_opened(delivery: Path, administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = next(one for one in sorted(delivery.rglob("*")) if one.is_dir() and any(one.glob("*.*")))
    with forbidden(folder, monkeypatch):
        sentence = failed(delivery, administrator)
    assert f"{folder} may not be opened (Permission denied); give this user the right to it" in sentence
    ends_as_if_nothing_had_been(delivery, administrator)


def test_a_file_that_may_not_be_opened_costs_its_item(
    delivery: Path, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = next(iter(sorted(delivery.rglob("*.pdf"))))
    with forbidden(file, monkeypatch):
        batch = take_in(delivery, by=administrator, terms=Terms(accept_good=True)).batch
    told = batch.findings.get(code="unreadable-file")
    assert (told.path, told.found) == (file.relative_to(delivery).as_posix(), "Permission denied")
    assert (batch.created_count, batch.refused_count) == (ITEMS - 1, 1)


# -- the home -------------------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Path], None]:
    """Lay one folder of the home elsewhere: ``room("masters_dir", disk)``."""

    def lay(name: str, at: Path) -> None:
        monkeypatch.setattr(settings.LANTAI.__class__, name, property(lambda _self: at), raising=False)
        masters.cache_clear()

    return lay


@pytest.mark.parametrize(("name", "size"), [("run_dir", "64k"), ("masters_dir", "64k"), ("derivatives_dir", "32k")])
def test_a_disk_of_the_home_that_is_full(
    delivery: Path,
    administrator: User,
    tmp_path: Path,
    room: Callable[[str, Path], None],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    size: str,
) -> None:
    with mounted(tmp_path / "small", size=size) as disk:
        room(name, disk / "in")
        sentence = failed(delivery, administrator)
        assert f"no room is left for {disk}" in sentence
    monkeypatch.undo()
    masters.cache_clear()
    ends_as_if_nothing_had_been(delivery, administrator)


@contextmanager
def no_file_larger(than: int) -> Iterator[None]:
    """The system refuses to let any file of this process grow beyond so many bytes, whoever runs it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (than, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("stage", ["store", "derive"])
def test_files_that_cannot_be_written_whole(delivery: Path, administrator: User, stage: str) -> None:
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    shrink = At(stage, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, allowed[1])))
    try:
        sentence = failed(delivery, administrator, shrink)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert f"no room is left for {settings.LANTAI.home}" in sentence
    assert not list(settings.LANTAI.derivatives_dir.rglob("*.part"))
    ends_as_if_nothing_had_been(delivery, administrator)


@pytest.mark.parametrize("pages", [10, 30, 45])
def test_a_working_table_for_which_there_is_no_room(
    delivery: Path, administrator: User, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    def small(self: Store) -> None:
        create(self)
        self.run(f"PRAGMA max_page_count = {pages}")

    create = Store.create
    monkeypatch.setattr(Store, "create", small)
    assert f"no room is left for {settings.LANTAI.run_dir}" in failed(delivery, administrator)
    monkeypatch.undo()
    ends_as_if_nothing_had_been(delivery, administrator)


def fill_database() -> None:
    """Leave no page free in the database, and let it grow no more."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        cursor.execute("CREATE TABLE filler (data)")
        for size in (8_000, 2_000, 200, 10):  # the last free bytes too, whatever the tests before have left
            with suppress(OperationalError):
                while True:
                    cursor.execute(f"INSERT INTO filler VALUES (zeroblob({size}))")


def empty_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
        cursor.execute("DROP TABLE IF EXISTS filler")


@pytest.mark.parametrize("stage", ["enter", "describe"])
def test_a_database_for_which_there_is_no_room(tmp_path: Path, administrator: User, stage: str) -> None:
    """Each title is most of a page of the database: no room that other tests left in its tables is enough."""
    titles = {f"t{number}": "長" * 990 for number in range(1, ITEMS + 1)}
    delivery = folder_per_item(tmp_path / "long", dict.fromkeys(range(1, ITEMS + 1), 1), **titles)
    try:
        with pytest.raises(IntakeFailed, match=r"no room is left for .*; free some on that disk, and run it again"):
            take_in(delivery, by=administrator, progress=At(stage, fill_database))
    finally:
        empty_database()
    ends_as_if_nothing_had_been(delivery, administrator)


@pytest.mark.parametrize("name", ["run_dir", "masters_dir", "derivatives_dir"])
def test_a_home_that_may_not_be_written(
    delivery: Path,
    administrator: User,
    tmp_path: Path,
    room: Callable[[str, Path], None],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    with read_only(folder):
        room(name, folder / "in")
        sentence = failed(delivery, administrator)
    assert f"{folder}/in" in sentence
    assert "may not be opened" in sentence or "may only be read" in sentence
    monkeypatch.undo()
    masters.cache_clear()
    ends_as_if_nothing_had_been(delivery, administrator)


def test_a_rollback_that_fails_is_told_and_goes_on(
    delivery: Path, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = take_in(delivery, by=administrator).batch
    store = masters()
    real = type(store).remove
    left = [2]

    def sick(self: Any, object_id: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(settings.LANTAI.masters_dir))
        real(self, object_id)

    with monkeypatch.context() as patched, pytest.raises(IntakeFailed, match="cannot be reached"):
        patched.setattr(type(store), "remove", sick)
        roll_back_batch(batch, by=administrator)
    batch.refresh_from_db()
    assert "see that its disk is plugged in" in batch.error
    roll_back_batch(batch, by=administrator)
    assert (Record.objects.count(), list(masters().objects())) == (0, [])


# -- reports --------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", reports.ENDINGS)
def test_a_report_for_which_there_is_no_room_leaves_the_old_one(
    delivery: Path, administrator: User, tmp_path: Path, ending: str
) -> None:
    report, path = report_of(take_in(delivery, by=administrator).batch), tmp_path / f"a.{ending}"
    path.write_bytes(b"the one before")
    with no_file_larger(100), pytest.raises(OSError, match="File too large"):
        reports.write(path, report)
    assert path.read_bytes() == b"the one before"
    assert [one.name for one in tmp_path.glob("*a.*")] == [path.name]
    assert not list(tmp_path.glob(".*"))
    reports.write(path, report)
    assert path.stat().st_size > 100


def test_whoever_runs_it_hears_it_in_their_language_and_the_row_keeps_it_in_the_site_s(
    delivery: Path, administrator: User, settings: LazySettings
) -> None:
    settings.LANGUAGE_CODE = "zh-hant"
    away = delivery.with_name("unplugged")
    with translation.override("en"), pytest.raises(IntakeFailed, match=r"^delivery stopped: .* cannot be reached"):
        take_in(delivery, by=administrator, progress=At("inspect", lambda: delivery.rename(away)))
    assert Batch.objects.get().error.startswith("delivery中斷：無法讀到")

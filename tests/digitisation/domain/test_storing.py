"""Masters of a batch: stored by a few threads, marked as they stand, gone on with after whatever stopped it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.disks import mounted

from lantai.accounts.models import User
from lantai.digitisation.domain import storing
from lantai.digitisation.domain.intake import register_delivery
from lantai.digitisation.domain.storing import objects_of, store_items
from lantai.digitisation.enums import BatchState, ItemOutcome
from lantai.digitisation.models import Batch, BatchItem
from lantai.digitisation.progress import SilentProgress, Stopped
from lantai.ports.masters import SourceChanged
from lantai.preservation.store import masters

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def batch(tmp_path: Path, administrator: User) -> Batch:
    (tmp_path / "disk").mkdir()
    return register_delivery(source=tmp_path / "disk", by=administrator)


@pytest.fixture
def item(batch: Batch) -> Callable[..., BatchItem]:
    """An item of images, copies and texts, whose files lie on the disk."""

    def make(row: int, *, images: int = 2, **more: Any) -> BatchItem:
        leaves = [[f"{row}/{number}.tif", number, 0] for number in range(1, images + 1)]
        made = BatchItem(
            batch=batch, row=row, code=f"L099-01-0001-{row:04}", values={}, leaves=leaves,
            scan_identifier=f"scan{row}" if leaves else "", **more,
        )  # fmt: skip
        for _object_id, paths in objects_of(made):
            for path in paths:
                file = Path(batch.source, path)
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(path.encode())
        made.save()
        return made

    return make


class Told(SilentProgress):
    def __init__(self, *, stop_after: int = 1 << 30) -> None:
        self.total = self.done = 0
        self.stop_after = stop_after

    def stage(self, name: str, total: int) -> None:
        self.total, self.done = total, 0

    def advance(self, count: int = 1) -> None:
        self.done += count
        if self.done >= self.stop_after:
            raise Stopped


def test_leaves_copies_and_texts_are_stored(batch: Batch, item: Any, administrator: User) -> None:
    """Leaves of one PDF are one file; copies lie beside the images, texts in an object of their own."""
    one = item(1, copies=["1/a.pdf"], texts={"2": "1/2.txt", "0": "1/0.txt", "10": "1/10.txt"}, text_identifier="text1")
    two = item(2, images=0)
    three = item(3, is_volume=True)
    three.leaves = [["3/1.tif", 1, 1], ["3/1.tif", 2, 2]]
    three.save()
    told = Told()
    store_items(batch, by=administrator, progress=told)
    assert (told.total, told.done) == (7, 7)
    stored = {name: [file.path for file in masters().versions(name)[0].files] for name in sorted(masters().objects())}
    assert stored == {
        "scan1": ["1/1.tif", "1/2.tif", "1/a.pdf"],
        "scan3": ["3/1.tif"],
        "text1": ["1/0.txt", "1/10.txt", "1/2.txt"],
    }
    assert dict(objects_of(one))["text1"] == ["1/0.txt", "1/2.txt", "1/10.txt"]
    assert BatchItem.objects.filter(stored=True).count() == 3
    assert (batch.state, two.leaves) == (BatchState.STORED, [])
    version = masters().versions("scan1")[0]
    assert (version.message, version.user) == ("L099-01-0001-0001, received in disk", "administrator")


def test_items_with_an_outcome_are_left_alone(batch: Batch, item: Any, administrator: User) -> None:
    item(1, outcome=ItemOutcome.UNCHANGED)
    item(2, outcome=ItemOutcome.REFUSED)
    item(3)
    store_items(batch, by=administrator, progress=SilentProgress())
    assert list(masters().objects()) == ["scan3"]
    assert list(BatchItem.objects.filter(stored=True).values_list("row", flat=True)) == [3]


def test_rows_are_read_as_they_are_needed(
    batch: Batch, item: Any, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "_READ_AT_ONCE", 7)
    for row in range(1, 31):
        item(row, images=1)
    told = Told()
    store_items(batch, by=administrator, progress=told)
    assert (told.total, told.done, len(list(masters().objects()))) == (30, 30, 30)


@pytest.mark.parametrize("again", [False, True])
def test_file_that_changed_since_the_check_is_refused(
    batch: Batch, item: Any, administrator: User, *, again: bool
) -> None:
    """Also where its object stands from a run that was killed."""
    for row in (1, 2):
        item(row)
    paths = [path for one in BatchItem.objects.all() for _object, files in objects_of(one) for path in files]
    digests = {path: sha512(path.encode()).hexdigest() for path in paths}
    if again:
        store_items(batch, by=administrator, progress=SilentProgress(), digests=digests)
        BatchItem.objects.update(stored=False)
        for path in paths:  # what stands is believed by the digests: no file is read again
            Path(batch.source, path).unlink()
        store_items(batch, by=administrator, progress=SilentProgress(), digests=digests)
        assert BatchItem.objects.filter(stored=True).count() == 2
        return
    Path(batch.source, "2/1.tif").write_bytes(b"another")
    with pytest.raises(SourceChanged, match=r"2/1\.tif is no longer what was checked"):
        store_items(batch, by=administrator, progress=SilentProgress(), digests=digests)
    assert not masters().exists("scan2")
    assert batch.state == BatchState.RECEIVED


def test_stopped_it_goes_on_where_it_stopped(batch: Batch, item: Any, administrator: User) -> None:
    for row in range(1, 41):
        item(row)
    with pytest.raises(Stopped):
        store_items(batch, by=administrator, progress=Told(stop_after=20))
    stood = set(masters().objects())
    assert set(BatchItem.objects.filter(stored=True).values_list("scan_identifier", flat=True)) == stood
    assert 10 <= len(stood) < 40
    told = Told()
    store_items(batch, by=administrator, progress=told)
    assert told.total == told.done == 80 - 2 * len(stood)
    assert len(list(masters().objects())) == 40


def test_source_that_was_unplugged_is_named_and_it_goes_on(batch: Batch, item: Any, administrator: User) -> None:
    for row in range(1, 13):
        item(row)
    away = Path(batch.source).with_name("away")
    shutil.move(batch.source, away)
    with pytest.raises(FileNotFoundError) as caught:
        store_items(batch, by=administrator, progress=SilentProgress())
    assert str(caught.value.filename).startswith(batch.source)
    assert list(masters().objects()) == []
    shutil.move(away, batch.source)
    store_items(batch, by=administrator, progress=SilentProgress())
    assert len(list(masters().objects())) == 12


def test_disk_that_is_full_is_named_and_it_goes_on(
    batch: Batch, item: Any, administrator: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for row in range(1, 13):
        item(row, images=1)
        Path(batch.source, f"{row}/1.tif").write_bytes(os.urandom(300_000))
    with mounted(tmp_path / "small", size="2m") as disk:
        monkeypatch.setattr(settings.LANTAI.__class__, "masters_dir", property(lambda _self: disk / "m"), raising=False)
        masters.cache_clear()
        with pytest.raises(OSError, match="No space left on device") as caught:
            store_items(batch, by=administrator, progress=SilentProgress())
        assert caught.value.errno == errno.ENOSPC
        assert str(disk) in str(caught.value.filename)
        stood = set(masters().objects())
        assert 0 < len(stood) < 12
        assert all(masters().verify(one) == () for one in stood)
        marked = BatchItem.objects.filter(stored=True).values_list("scan_identifier", flat=True)
        assert set(marked) == stood
        assert not (disk / "m/extensions/lantai-staging").exists()
    monkeypatch.undo()
    masters.cache_clear()
    BatchItem.objects.update(stored=False)
    store_items(batch, by=administrator, progress=SilentProgress())
    assert len(list(masters().objects())) == 12

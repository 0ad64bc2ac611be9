"""Disks that are full, sick, locked or gone, sources that change: one error with the file, and nothing half done."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha512
from pathlib import Path
from typing import Any

import ocfl  # type: ignore[import-untyped]  # it ships no types
import pytest
from tests.disks import mounted, read_only

from lantai.adapters.masters import commits
from lantai.adapters.masters.ocfl import OcflMasters
from lantai.ports.masters import NoSuchObject, ObjectExists, SourceChanged

WHEN: dict[str, Any] = {"message": "received", "user": "chen", "created": datetime(2026, 5, 4, 8, 30, tzinfo=UTC)}
PAGE = b"first page"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "masters"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "001.tif").write_bytes(PAGE)
    return tmp_path / "001.tif"


def validator_complaints(root: Path) -> list[str]:
    store = ocfl.StorageRoot(root=str(root))
    valid = store.validate(check_digests=True)
    return [str(error) for error in store.errors] + ([] if valid else [store.log.status_str()])


def assert_untouched(masters: OcflMasters, root: Path) -> None:
    assert not masters.exists("v")
    assert list(masters.objects()) == []
    assert not (root / "extensions/lantai-staging").exists()
    assert validator_complaints(root) == []


def refused(store: Callable[[], object], code: int) -> str:
    """The name of the file that the error is about."""
    with pytest.raises(OSError, match=os.strerror(code)) as caught:
        store()
    assert caught.value.errno == code
    return str(caught.value.filename)


def test_disk_full(tmp_path: Path) -> None:
    """Its own small disk; then there is room again, and it goes on."""
    (tmp_path / "big.tif").write_bytes(os.urandom(3 << 20))
    with mounted(tmp_path / "small", size="2m") as disk:
        masters = OcflMasters(disk / "masters")
        name = refused(lambda: masters.store("v", {"big.tif": tmp_path / "big.tif"}, **WHEN), errno.ENOSPC)
        assert name.startswith(str(disk))
        assert name.endswith("big.tif")
        assert_untouched(masters, disk / "masters")
        (tmp_path / "big.tif").write_bytes(b"small")
        assert masters.store("v", {"big.tif": tmp_path / "big.tif"}, **WHEN).number == 1


LIMITED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from lantai.adapters.masters.ocfl import OcflMasters
masters = OcflMasters(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
try:
    masters.store("v", {"big.tif": Path(sys.argv[2])}, message="m", user="u", created=datetime(2026, 1, 1, tzinfo=UTC))
except OSError as error:
    print(error.errno, Path(error.filename).name)
"""


def test_file_that_the_file_system_cannot_hold(root: Path, tmp_path: Path) -> None:
    (tmp_path / "big.tif").write_bytes(bytes(3 << 20))
    words = [sys.executable, "-c", LIMITED, str(root), str(tmp_path / "big.tif")]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert told == f"{errno.EFBIG} big.tif\n"
    assert_untouched(OcflMasters(root), root)


def test_disk_that_fails_while_it_is_waited_for(root: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    masters = OcflMasters(root)

    def sick(tops: list[Path]) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(tops[0]))

    monkeypatch.setattr(commits, "settle", sick)
    refused(lambda: masters.store("v", {"1.tif": page}, **WHEN), errno.EIO)
    assert_untouched(masters, root)


def test_store_that_is_read_only(root: Path, page: Path) -> None:
    masters = OcflMasters(root)
    with read_only(root):
        with pytest.raises(OSError, match=r"Permission denied|Read-only file system") as caught:
            masters.store("v", {"1.tif": page}, **WHEN)
        assert str(caught.value.filename).startswith(str(root))
    assert_untouched(masters, root)


def test_source_that_is_gone(root: Path, page: Path) -> None:
    masters = OcflMasters(root)
    page.unlink()
    assert refused(lambda: masters.store("v", {"1.tif": page}, **WHEN), errno.ENOENT) == str(page)
    assert_untouched(masters, root)


def test_source_that_is_gone_while_others_are_copied(root: Path, page: Path, tmp_path: Path) -> None:
    masters = OcflMasters(root)
    second = tmp_path / "002.tif"
    second.write_bytes(b"second page")
    store = lambda: masters.store("v", {"1.tif": page, "2.tif": second}, **WHEN, copied=lambda _n: second.unlink())  # noqa: E731
    assert refused(store, errno.ENOENT) == str(second)
    assert_untouched(masters, root)


@pytest.mark.skipif(sys.platform != "linux", reason="a file that cannot be read is found in /proc")
def test_source_that_cannot_be_read(root: Path) -> None:
    """The memory of our own process begins with a page that nobody may read: a real input/output error."""
    masters = OcflMasters(root)
    memory = Path("/proc/self/mem")
    assert refused(lambda: masters.store("v", {"1.tif": memory}, **WHEN), errno.EIO) == str(memory)
    assert_untouched(masters, root)


def test_source_that_is_no_file(root: Path, page: Path, tmp_path: Path) -> None:
    """A link to a file that is none of the delivery's, a pipe that nobody writes to, a folder."""
    masters = OcflMasters(root)
    (tmp_path / "link.tif").symlink_to(page)
    os.mkfifo(tmp_path / "pipe.tif")
    (tmp_path / "folder.tif").mkdir()
    for name, code in {"link.tif": errno.ELOOP, "pipe.tif": errno.EINVAL, "folder.tif": errno.EINVAL}.items():
        with pytest.raises(OSError, match=name) as caught:
            masters.store("v", {"1.tif": tmp_path / name}, **WHEN)
        assert (caught.value.errno, caught.value.filename) == (code, str(tmp_path / name))
    assert_untouched(masters, root)


# -- what the check saw ------------------------------------------------------------------------------


def test_source_as_it_was_checked_is_stored(root: Path, page: Path) -> None:
    masters = OcflMasters(root)
    told: list[int] = []
    digests = {"1.tif": sha512(PAGE).hexdigest()}
    version = masters.store("v", {"1.tif": page, "2.tif": page}, **WHEN, digests=digests, copied=told.append)
    assert {file.path: file.digest for file in version.files} == dict.fromkeys(("1.tif", "2.tif"), digests["1.tif"])
    assert told == [len(PAGE), len(PAGE)]
    assert masters.versions("v") == (version,)


def test_source_that_changed_since_the_check_is_refused(root: Path, page: Path) -> None:
    masters = OcflMasters(root)
    digests = {"1.tif": sha512(PAGE).hexdigest()}
    page.write_bytes(b"first pagE")
    with pytest.raises(SourceChanged, match=rf"^{page} is no longer what was checked; [^.]+\.$"):
        masters.store("v", {"1.tif": page}, **WHEN, digests=digests)
    assert_untouched(masters, root)
    masters.store("v", {"other.tif": page}, **WHEN)
    with pytest.raises(SourceChanged):
        masters.add_version("v", {"1.tif": page}, **WHEN, digests=digests)
    assert len(masters.versions("v")) == 1


def test_object_that_stands_is_known_by_digests_alone(root: Path, page: Path) -> None:
    masters = OcflMasters(root)
    first = masters.store("v", {"1.tif": page}, **WHEN)
    page.unlink()
    assert masters.store("v", {"1.tif": page}, **WHEN, digests={"1.tif": sha512(PAGE).hexdigest()}) == first
    with pytest.raises(ObjectExists):
        masters.store("v", {"1.tif": page}, **WHEN, digests={"1.tif": sha512(b"?").hexdigest()})


def test_blocks_are_shared_where_the_file_system_can(root: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As btrfs and XFS answer: the digest is then that of the copy, and the source is not read."""

    def ioctl(target: int, request: int, source: int) -> int:
        assert request == 0x40049409
        os.write(target, os.pread(source, 1 << 20, 0))
        os.lseek(target, 0, os.SEEK_SET)
        os.lseek(source, 0, os.SEEK_END)
        return 0

    monkeypatch.setattr(fcntl, "ioctl", ioctl)
    masters = OcflMasters(root)
    version = masters.store("v", {"1.tif": page}, **WHEN, digests={"1.tif": sha512(PAGE).hexdigest()})
    assert version.files[0].size == len(PAGE)
    assert masters.local_path("v", "1.tif").read_bytes() == PAGE
    assert validator_complaints(root) == []


# -- links in the store --------------------------------------------------------------------------------


def test_links_in_the_store_are_damage_and_not_followed(root: Path, page: Path, tmp_path: Path) -> None:
    masters = OcflMasters(root)
    masters.store("v", {"a/1.tif": page}, **WHEN)
    stored = masters.local_path("v", "a/1.tif")
    for swapped in (stored, stored.parent):
        swapped.rename(tmp_path / "kept")
        swapped.symlink_to(tmp_path / "kept")
        with pytest.raises(NoSuchObject, match="behind a link"):
            masters.local_path("v", "a/1.tif")
        assert ("changed", "v1/content/a/1.tif") in [(one.kind, one.path) for one in masters.verify("v")]
        swapped.unlink()
        (tmp_path / "kept").rename(swapped)
    assert masters.verify("v") == ()


def test_root_behind_a_link_is_the_owners_choice(root: Path, page: Path, tmp_path: Path) -> None:
    (tmp_path / "big-disk").mkdir()
    root.symlink_to(tmp_path / "big-disk")
    masters = OcflMasters(root)
    masters.store("v", {"1.tif": page}, **WHEN)
    assert masters.local_path("v", "1.tif").read_bytes() == PAGE
    assert masters.verify("v") == ()

"""New versions made of files that another object holds: scans of a revision, stored first, taken over later."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ocfl  # type: ignore[import-untyped]  # it ships no types
import pytest

from lantai.adapters.masters.ocfl import OcflMasters
from lantai.ports.masters import NoSuchObject, Stored

WHEN: dict[str, Any] = {"message": "received", "user": "chen", "created": datetime(2026, 5, 4, 8, 30, tzinfo=UTC)}
LATER: dict[str, Any] = {"message": "scanned anew", "user": "lin", "created": datetime(2026, 6, 1, tzinfo=UTC)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "masters"


@pytest.fixture
def masters(root: Path, tmp_path: Path) -> OcflMasters:
    """An object of two pages, and a staged one whose second page is the same and whose first and third are new."""
    masters = OcflMasters(root)
    for name, pages in {"old": (b"one", b"two"), "staged": (b"ONE", b"two", b"three")}.items():
        files = {}
        for number, content in enumerate(pages, start=1):
            files[f"{number}.tif"] = tmp_path / f"{name}{number}"
            files[f"{number}.tif"].write_bytes(content)
        masters.store(name, files, **WHEN)
    return masters


def validator_complaints(root: Path) -> list[str]:
    store = ocfl.StorageRoot(root=str(root))
    valid = store.validate(check_digests=True)
    return [str(error) for error in store.errors] + ([] if valid else [store.log.status_str()])


def content(masters: OcflMasters, version: int) -> dict[str, bytes]:
    (found,) = [one for one in masters.versions("old") if one.number == version]
    return {file.path: masters.open("old", file.path, version=version).read() for file in found.files}


REVISED = {f"{number}.tif": Stored("staged", f"{number}.tif") for number in (1, 2, 3)}
NEW = {"1.tif": b"ONE", "2.tif": b"two", "3.tif": b"three"}


@pytest.mark.parametrize("with_links", [True, False])
def test_revision_takes_over_what_was_staged(
    masters: OcflMasters, root: Path, monkeypatch: pytest.MonkeyPatch, *, with_links: bool
) -> None:
    """The bytes are there already and are not written again, where the file system has hard links."""

    def unsupported(*_: object, **__: object) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    if not with_links:
        monkeypatch.setattr(os, "link", unsupported)
    version = masters.add_version("old", REVISED, **LATER)
    assert (version.number, version.message) == (2, "scanned anew")
    same = masters.local_path("old", "1.tif").samefile(masters.local_path("staged", "1.tif"))
    assert same == with_links
    assert not (masters.local_path("old", "1.tif").parents[1] / "content/2.tif").exists()
    assert validator_complaints(root) == []
    masters.remove("staged")
    assert (content(masters, 1), content(masters, 2)) == ({"1.tif": b"one", "2.tif": b"two"}, NEW)
    assert masters.verify("old") == ()
    assert list(masters.objects()) == ["old"]
    assert validator_complaints(root) == []


def test_revision_again_writes_nothing(masters: OcflMasters) -> None:
    """Killed between the new version and the mark in the table, it is done again."""
    second = masters.add_version("old", REVISED, **LATER)
    assert masters.add_version("old", REVISED, **LATER) == second
    assert len(masters.versions("old")) == 2


def test_staged_and_outside_and_left_out_in_one_version(masters: OcflMasters, root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"four")
    files = {"1.tif": Stored("staged", "1.tif", 1), "2.tif": None, "4.tif": tmp_path / "outside"}
    masters.add_version("old", files, **LATER)
    assert content(masters, 2) == {"1.tif": b"ONE", "4.tif": b"four"}
    assert validator_complaints(root) == []


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        (Stored("staged", "9.tif"), "holds no file “9.tif”"),
        (Stored("staged", "1.tif", 2), "has 1 versions"),
        (Stored("gone", "1.tif"), "No object gone"),
    ],
)
def test_staged_file_that_is_not_there(masters: OcflMasters, root: Path, stored: Stored, words: str) -> None:
    with pytest.raises(NoSuchObject, match=words):
        masters.add_version("old", {"1.tif": stored}, **LATER)
    assert len(masters.versions("old")) == 1
    assert validator_complaints(root) == []

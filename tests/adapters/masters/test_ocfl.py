"""The store of masters, proved from outside by ocfl-py's validator."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha512
from pathlib import Path
from typing import Any

import ocfl  # type: ignore[import-untyped]  # it ships no types
import pytest

from lantai.adapters.masters import durability, staging
from lantai.adapters.masters.drafting import Draft
from lantai.adapters.masters.inventory import BrokenInventory
from lantai.adapters.masters.layout import NotAStorageRoot, object_path
from lantai.adapters.masters.ocfl import OcflMasters
from lantai.ports.masters import NoSuchObject, ObjectExists, UnsafePath

WHEN: dict[str, Any] = {"message": "received", "user": "chen", "created": datetime(2026, 5, 4, 8, 30, tzinfo=UTC)}
LATER: dict[str, Any] = {"message": "corrected", "user": "lin", "created": datetime(2026, 6, 1, tzinfo=UTC)}
SCANS = {"掃描·甲/001.tif": b"first page", "掃描·甲/002.tif": b"second page", "全文TXT/001.txt": "洪水".encode()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "masters"


@pytest.fixture
def delivery(tmp_path: Path) -> Callable[[dict[str, bytes]], dict[str, Path]]:
    """Files on a disk as a contractor brings them: logical path → where it lies."""

    def write(files: dict[str, bytes]) -> dict[str, Path]:
        for path, content in files.items():
            (tmp_path / "disk" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "disk" / path).write_bytes(content)
        return {path: tmp_path / "disk" / path for path in files}

    return write


def validator_complaints(root: Path) -> list[str]:
    """What ocfl-py holds against a storage root, digests of all objects included."""
    store = ocfl.StorageRoot(root=str(root))
    valid = store.validate(check_digests=True)
    return [str(error) for error in store.errors] + ([] if valid else [store.log.status_str()])


def tree(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_root_new_is_valid_and_empty(root: Path) -> None:
    masters = OcflMasters(root)
    assert list(masters.objects()) == []
    assert validator_complaints(root) == []


def test_root_whose_making_was_cut_short_is_finished(root: Path) -> None:
    OcflMasters(root)
    (root / "0=ocfl_1.1").unlink()
    OcflMasters(root)
    assert validator_complaints(root) == []


def test_root_holding_something_else_is_refused(root: Path) -> None:
    root.mkdir()
    (root / "letters.doc").touch()
    with pytest.raises(NotAStorageRoot, match=r"letters\.doc"):
        OcflMasters(root)


def test_root_of_another_layout_is_refused(root: Path) -> None:
    OcflMasters(root)
    (root / "extensions" / "0003-hash-and-id-n-tuple-storage-layout" / "config.json").unlink()
    with pytest.raises(NotAStorageRoot, match="another layout"):
        OcflMasters(root)


def test_store_keeps_names_and_bytes_as_received(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    version = masters.store("x7k2m9q4t", delivery(SCANS), **WHEN)
    assert version.number == 1
    assert (version.message, version.user, version.created) == ("received", "chen", WHEN["created"])
    assert {f.path: (f.digest, f.size) for f in version.files} == {
        path: (sha512(content).hexdigest(), len(content)) for path, content in SCANS.items()
    }
    for path, content in SCANS.items():
        assert masters.local_path("x7k2m9q4t", path).as_posix().endswith(f"x7k2m9q4t/v1/content/{path}")
        with masters.open("x7k2m9q4t", path) as stream:
            assert stream.read() == content
    assert validator_complaints(root) == []


def test_store_equal_files_share_their_bytes(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    masters.store("twice", delivery({"a/blank.tif": b"blank", "b/blank.tif": b"blank", "c.tif": b"ink"}), **WHEN)
    contents = [p for p in (root / object_path("twice") / "v1" / "content").rglob("*") if p.is_file()]
    assert len(contents) == 2
    assert masters.local_path("twice", "b/blank.tif").read_bytes() == b"blank"
    assert validator_complaints(root) == []


def test_store_same_again_writes_nothing(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    first = masters.store("same", delivery(SCANS), **WHEN)
    before = tree(root)
    assert masters.store("same", delivery(SCANS), **LATER) == first
    assert tree(root) == before


@pytest.mark.parametrize("change", [{"001.tif": b"longer than before"}, {"001.tif": b"PAGE"}, {"002.tif": b"page"}])
def test_store_other_content_is_refused(root: Path, delivery: Any, change: dict[str, bytes]) -> None:
    masters = OcflMasters(root)
    masters.store("same", delivery({"001.tif": b"page"}), **WHEN)
    with pytest.raises(ObjectExists, match="other content"):
        masters.store("same", delivery(change), **WHEN)


@pytest.mark.parametrize(
    "path",
    [
        "../outside.tif",
        "a/../../b.tif",
        "/etc/passwd",
        "a//b",
        "./a",
        "",
        "a/",
        "bell\x07.tif",
        "line\nbreak",
        "\udcff.tif",
        "長" * 86,
    ],
)
def test_store_unsafe_path_is_refused(root: Path, delivery: Any, path: str) -> None:
    masters = OcflMasters(root)
    before = tree(root)
    with pytest.raises(UnsafePath):
        masters.store("unsafe", {path: delivery({"a": b"a"})["a"]}, **WHEN)
    assert tree(root) == before


def test_store_file_within_file_is_refused(root: Path, delivery: Any) -> None:
    source = delivery({"a": b"a"})["a"]
    with pytest.raises(UnsafePath, match="which is a file"):
        OcflMasters(root).store("clash", {"a": source, "a/b/c": source}, **WHEN)


@pytest.mark.parametrize("object_id", ["", "a\x00b", "\udc80"])
def test_store_identifier_that_is_no_text_is_refused(root: Path, object_id: str) -> None:
    with pytest.raises(UnsafePath):
        OcflMasters(root).store(object_id, {}, **WHEN)


def test_store_time_without_zone_is_refused(root: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        OcflMasters(root).store("x", {}, message="", user="", created=datetime(2026, 1, 1))  # noqa: DTZ001


def test_store_source_missing_leaves_nothing(root: Path, delivery: Any, tmp_path: Path) -> None:
    masters = OcflMasters(root)
    before = tree(root)
    with pytest.raises(FileNotFoundError):
        masters.store("gone", {**delivery(SCANS), "zz.tif": tmp_path / "unplugged.tif"}, **WHEN)
    assert tree(root) == before
    assert not masters.exists("gone")


def test_identifiers_that_are_not_plain_find_their_folder_by_ocfl_py(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    identifiers = ["ark:/99999/x7k2", "臨河·一", "a.b~c", "long-" * 40, "n4"]
    for identifier in identifiers:
        masters.store(identifier, delivery(SCANS), **WHEN)
    store = ocfl.StorageRoot(root=str(root))
    found = {identifier: Path(path) for path, identifier in store.list_objects()}
    assert found == {identifier: object_path(identifier) for identifier in identifiers}
    assert {i: Path(store.object_path(i)) for i in identifiers} == found
    assert sorted(masters.objects()) == sorted(identifiers)
    assert validator_complaints(root) == []


def test_add_version_stores_only_what_is_new(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    fresh = delivery({"全文TXT/001.txt": "洪水至".encode(), "again.tif": b"first page"})
    second = masters.add_version("v", {**fresh, "掃描·甲/002.tif": None}, **LATER)
    third = masters.add_version("v", {"全文TXT/001.txt": delivery(SCANS)["全文TXT/001.txt"]}, **LATER)

    assert [f.path for f in second.files] == ["again.tif", "全文TXT/001.txt", "掃描·甲/001.tif"]
    assert masters.versions("v")[1:] == (second, third)
    folder = root / object_path("v")
    assert [p.name for p in (folder / "v2" / "content").rglob("*") if p.is_file()] == ["001.txt"]
    assert not (folder / "v3" / "content").exists()
    assert masters.local_path("v", "全文TXT/001.txt").read_text() == "洪水"
    assert masters.local_path("v", "全文TXT/001.txt", version=2).read_text() == "洪水至"
    assert masters.local_path("v", "掃描·甲/002.tif", version=1).read_bytes() == b"second page"
    assert masters.verify("v") == ()
    assert validator_complaints(root) == []


def test_add_version_that_changes_nothing_writes_nothing(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    second = masters.add_version("v", {"掃描·甲/002.tif": None}, **LATER)
    before = tree(root)
    assert masters.add_version("v", {**delivery(SCANS), "掃描·甲/002.tif": None}, **LATER) == second
    assert tree(root) == before


def test_add_version_refuses_what_cannot_be(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    source = delivery({"x": b"x"})["x"]
    with pytest.raises(NoSuchObject, match="never held"):
        masters.add_version("v", {"never.tif": None}, **LATER)
    with pytest.raises(UnsafePath, match="which is a file"):
        masters.add_version("v", {"掃描·甲": source}, **LATER)
    with pytest.raises(NoSuchObject):
        masters.add_version("unknown", {"x": source}, **LATER)
    assert len(masters.versions("v")) == 1


def test_add_version_beside_another_writer_is_refused(
    root: Path, delivery: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    link_versions = Draft.link_versions

    def overtaken(draft: Draft, at: Path) -> None:
        link_versions(draft, at)
        monkeypatch.setattr(Draft, "link_versions", link_versions)
        OcflMasters(root).add_version("v", delivery({"other.txt": b"other"}), **LATER)

    monkeypatch.setattr(Draft, "link_versions", overtaken)
    with pytest.raises(ObjectExists, match="another version"):
        masters.add_version("v", delivery({"mine.txt": b"mine"}), **LATER)
    assert [f.path for f in masters.versions("v")[-1].files if f.path.endswith("r.txt")] == ["other.txt"]
    assert validator_complaints(root) == []


def test_add_version_without_swap_and_hard_links_is_the_same(
    root: Path, delivery: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network file system."""
    monkeypatch.setattr(staging, "swap_names", lambda one, other: False)
    monkeypatch.setattr(os, "link", _unsupported)
    monkeypatch.setattr(durability, "library_call", lambda name: None)
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    masters.add_version("v", delivery({"new.txt": b"new"}), **LATER)
    assert masters.verify("v") == ()
    assert masters.local_path("v", "new.txt").read_bytes() == b"new"
    assert validator_complaints(root) == []


def _unsupported(*_: object, **__: object) -> None:
    raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))


def test_reading_what_is_not_there_is_refused(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    for ask in (
        lambda: masters.versions("w"),
        lambda: masters.open("v", "none.tif"),
        lambda: masters.open("v", "掃描·甲/001.tif", version=2),
        lambda: masters.open("v", "掃描·甲/001.tif", version=0),
        lambda: masters.verify("w"),
        lambda: masters.remove("w"),
    ):
        with pytest.raises(NoSuchObject):
            ask()
    assert (masters.exists("v"), masters.exists("w")) == (True, False)


def test_stored_files_are_not_writable(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    assert masters.local_path("v", "掃描·甲/001.tif").stat().st_mode & 0o222 == 0


def test_remove_takes_the_object_and_the_empty_folders(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    empty = tree(root)
    for identifier in ("one", "two", "three"):
        masters.store(identifier, delivery(SCANS), **WHEN)
    masters.remove("two")
    assert sorted(masters.objects()) == ["one", "three"]
    assert validator_complaints(root) == []
    masters.remove("one")
    masters.remove("three")
    assert tree(root) == empty
    assert [entry.name for entry in root.iterdir() if entry.is_dir()] == ["extensions"]
    assert masters.store("two", delivery({"a": b"a"}), **WHEN).number == 1


def _damaged(masters: OcflMasters, object_id: str) -> list[tuple[str, str]]:
    return [(damage.kind, damage.path) for damage in masters.verify(object_id)]


def test_verify_names_every_damage(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    masters.add_version("v", delivery({"new.txt": b"new"}), **LATER)
    folder = root / object_path("v")
    changed = folder / "v1/content/掃描·甲/001.tif"
    changed.chmod(0o644)
    changed.write_bytes(b"First page")
    (folder / "v2/content/new.txt").unlink()
    (folder / "v1/content/stray.txt").write_bytes(b"?")
    (folder / "v1/inventory.json.sha512").write_text("0")
    (folder / "0=ocfl_object_1.1").unlink()
    assert sorted(_damaged(masters, "v")) == [
        ("changed", "v1/content/掃描·甲/001.tif"),
        ("extra", "v1/content/stray.txt"),
        ("inventory", "v1/inventory.json"),
        ("missing", "0=ocfl_object_1.1"),
        ("missing", "v2/content/new.txt"),
    ]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"id": 1, "digestAlgorithm": "md5"}'])
def test_verify_and_reading_find_a_broken_inventory(root: Path, delivery: Any, content: bytes) -> None:
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    folder = root / object_path("v")
    (folder / "inventory.json").write_bytes(content)
    assert _damaged(masters, "v") == [("inventory", "inventory.json")]
    (folder / "inventory.json.sha512").write_text(sha512(content).hexdigest() + "  inventory.json\n")
    assert _damaged(masters, "v") == [("inventory", "inventory.json")]
    with pytest.raises(BrokenInventory):
        masters.versions("v")


def test_verify_finds_an_inventory_of_another_object(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    for identifier in ("v", "w"):
        masters.store(identifier, delivery(SCANS), **WHEN)
    for name in ("inventory.json", "inventory.json.sha512"):
        (root / object_path("v") / name).write_bytes((root / object_path("w") / name).read_bytes())
    assert _damaged(masters, "v") == [("inventory", "inventory.json")]


def test_versions_of_an_object_that_lost_a_file_say_so(root: Path, delivery: Any) -> None:
    masters = OcflMasters(root)
    masters.store("v", delivery(SCANS), **WHEN)
    masters.local_path("v", "全文TXT/001.txt").unlink()
    with pytest.raises(NoSuchObject, match="verify it"):
        masters.versions("v")


def test_inventory_states_the_standard_and_utc(root: Path, delivery: Any) -> None:
    OcflMasters(root).store("v", delivery({"a": b"a"}), **WHEN)
    inventory = json.loads((root / object_path("v") / "inventory.json").read_bytes())
    assert inventory["type"] == "https://ocfl.io/1.1/spec/#inventory"
    assert inventory["versions"]["v1"]["created"] == "2026-05-04T08:30:00Z"


# -- death at any moment ------------------------------------------------------------------------------------

DIE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from lantai.adapters.masters import staging
from lantai.adapters.masters.ocfl import OcflMasters

root, disk, step, countdown, swap = Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:6]
left = int(countdown)

def hook(event, args):
    global left
    if event in WATCHED and str(root) in str(args[0]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

WATCHED = {"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "open"}
if swap == "no":
    staging.swap_names = lambda one, other: False
masters = OcflMasters(root)
files = {p.relative_to(disk).as_posix(): p for p in disk.rglob("*") if p.is_file()}
when = {"message": "m", "user": "u", "created": datetime(2026, 1, 1, tzinfo=UTC)}
sys.addaudithook(hook)
if step == "store":
    masters.store("new", files, **when)
elif step == "add":
    masters.add_version("old", files, **when)
else:
    masters.remove("old")
left = 10**9
"""


def _die(root: Path, disk: Path, step: str, countdown: int, swap: str) -> bool:
    """Do one step in a process that is killed before its ``countdown``-th change to the disk; False if it lived."""
    command = [sys.executable, "-c", DIE, str(root), str(disk), step, str(countdown), swap]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode != 0


def _countdowns() -> Iterator[int]:
    yield from (0, 1, 3, 5, 8, 12, 16, 20, 23, 26, 29, 32, 35, 38, 41, 44)


@pytest.mark.parametrize(("step", "swap"), [("store", "yes"), ("add", "yes"), ("add", "no"), ("remove", "yes")])
def test_kill_at_any_moment_leaves_a_valid_root(tmp_path: Path, delivery: Any, step: str, swap: str) -> None:
    root, disk = tmp_path / "masters", tmp_path / "disk"
    old = tmp_path / "old.txt"
    old.write_bytes(b"old")
    masters = OcflMasters(root)
    masters.store("old", {"old.txt": old}, **WHEN)
    delivery({"a/1.tif": b"one", "a/2.tif": b"two"})
    deaths = 0
    for countdown in _countdowns():
        died = _die(root, disk, step, countdown, swap)
        deaths += died
        if swap == "yes":  # without a swap the object may be away until the next turn
            assert validator_complaints(root) == []
        OcflMasters(root)
        assert validator_complaints(root) == []
        assert not (root / "extensions/lantai-staging").exists()
        if masters.exists("old"):
            assert masters.local_path("old", "old.txt", version=1).read_bytes() == b"old"
        if not died or not masters.exists("old"):
            break
    assert deaths > 3
    assert (masters.exists("old"), masters.exists("new")) == (step != "remove", step == "store")


def test_sweep_spares_the_desk_of_a_living_process(root: Path) -> None:
    OcflMasters(root)
    with staging.Staging(root).place() as place:
        (place / "half.tif").write_bytes(b"half")
        OcflMasters(root)
        assert (place / "half.tif").read_bytes() == b"half"
    assert not place.exists()
    assert not (root / "extensions/lantai-staging").exists()


def test_many_at_once_do_not_hinder_each_other(root: Path, delivery: Any) -> None:
    masters, files = OcflMasters(root), delivery(SCANS)
    identifiers = [f"object{n % 12}" for n in range(24)]  # every object twice
    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(lambda identifier: masters.store(identifier, files, **WHEN), identifiers))
        assert versions == [versions[0]] * 24
        list(pool.map(masters.remove, identifiers[:6]))
    assert sorted(masters.objects()) == sorted(identifiers[6:12])
    assert not (root / "extensions/lantai-staging").exists()
    assert validator_complaints(root) == []


def test_install_that_comes_second_finds_the_first(root: Path, delivery: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    masters, files = OcflMasters(root), delivery(SCANS)
    take_in = Draft.take_in

    def overtaken(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(Draft, "take_in", take_in)
        OcflMasters(root).store("race", files, **WHEN)
        return take_in(*args, **kwargs)

    monkeypatch.setattr(Draft, "take_in", overtaken)
    assert masters.store("race", files, **LATER).message == "received"
    assert validator_complaints(root) == []

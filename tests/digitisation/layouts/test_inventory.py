"""What lies in a delivery, honest or hostile."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from tests.digitisation.layouts.conftest import Take, lay, pages

from lantai.digitisation.layouts.inventory import Inventory, NoInventory, inventory
from lantai.digitisation.layouts.profile import inventory_profile


def _seen(inventory: Inventory) -> list[tuple[str, str, str]]:
    return [(one.code, one.path, one.found) for one in inventory.observations()]


def test_kinds_of_files(root: Path, take: Take) -> None:
    lay(root, "目錄數據/卷內目錄.xlsx", "目錄數據/目录.txt", "圖像/A/0001.jpg", "PDF/A.pdf", "全文TXT/A.txt")
    lay(
        root,
        "MD5校验.txt",
        "sha256sum.md5",
        "移交清單.docx",
        "質檢報告.xlsx",
        "Thumbs.db",
        "圖像/A/~$x.jpg",
        "._0001.jpg",
    )
    taken = take(root)
    kinds = {
        kind: [one.path for one in taken.files(kind)] for kind in ("sheet", "image", "pdf", "text", "digests", "paper")
    }
    assert kinds == {
        "sheet": ["目錄數據/卷內目錄.xlsx", "目錄數據/目录.txt"],
        "image": ["圖像/A/0001.jpg"],
        "pdf": ["PDF/A.pdf"],
        "text": ["全文TXT/A.txt"],
        "digests": ["MD5校验.txt", "sha256sum.md5"],
        "paper": ["移交清單.docx", "質檢報告.xlsx"],
    }
    assert taken.count() == 9
    assert taken.count("sheet") == 2


def test_one_sheet_alone(root: Path, take: Take) -> None:
    lay(root, "目錄.xlsx", *pages("A", 2))
    taken = take(root / "目錄.xlsx")
    assert [one.path for one in taken.files()] == ["目錄.xlsx"]
    assert taken.root == root


def test_delivery_that_is_not_there(root: Path) -> None:
    with pytest.raises(NoInventory, match="nowhere is not there; give the folder"):
        inventory(root / "nowhere", profile=inventory_profile())


def test_files_that_are_not_what_they_are_called(root: Path, take: Take) -> None:
    (root / "0001.jpg").write_bytes(b"%PDF-1.4\n")
    (root / "0002.tif").write_bytes(b"\xff\xd8\xff\xe0")
    (root / "0003.jpg").write_bytes(b"no image at all")
    (root / "0004.jpg").write_bytes(b"")
    (root / "0005.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "0006.pdf").write_bytes(b"\x01\x02\0\x03")
    (root / "virus.exe").write_bytes(b"MZ\x90\0")
    taken = take(root)
    assert _seen(taken) == [
        ("format-mismatch", "0001.jpg", "pdf"),
        ("format-mismatch", "0002.tif", "jpeg"),
        ("format-mismatch", "0003.jpg", "text"),
        ("empty-file", "0004.jpg", "0"),
        ("format-mismatch", "0005.txt", "png"),
        ("format-mismatch", "0006.pdf", "binary"),
        ("stray-file", "virus.exe", "program"),
    ]
    assert [one.path for one in taken.files("pdf")] == ["0001.jpg", "0006.pdf"]


def test_links_are_told_and_never_followed(root: Path, take: Take, tmp_path: Path) -> None:
    outside = lay(tmp_path / "outside", "secret.jpg")
    (root / "a.jpg").symlink_to(outside / "secret.jpg")
    (root / "folder").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "nothing.jpg").symlink_to("gone")
    taken = take(root)
    assert _seen(taken) == [("unsafe-path", name, "link") for name in ("a.jpg", "folder", "loop", "nothing.jpg")]
    assert taken.count() == 0


def test_pipes_and_sockets_are_told_and_never_opened(root: Path, take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(root / "pipe.jpg")
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.jpg")
        taken = take(root)
    assert _seen(taken) == [("unsafe-path", name, "device, socket or pipe") for name in ("pipe.jpg", "socket.jpg")]


def test_names_that_no_other_system_takes(root: Path, take: Take) -> None:
    names = ["CON.jpg", "bell\x07.jpg", "line\nbreak.jpg", "dot.", "what?.jpg", " space.jpg", "\u202egpj.exe.jpg"]
    long, unseen = "長" * 83 + ".jpg", "zero\u200bwidth.jpg"
    lay(root, *names, long, unseen)
    assert sorted((path, found) for _code, path, found in _seen(take(root)) if _code == "unsafe-path") == sorted(
        [
            ("CON.jpg", "reserved name"),
            ("bell\\x07.jpg", "control character"),
            ("line\\x0abreak.jpg", "control character"),
            ("dot.", "space or dot at an end"),
            ("what?.jpg", "character that other systems forbid"),
            (" space.jpg", "space or dot at an end"),
            ("\\u202egpj.exe.jpg", "control character"),
            (long, "longer than 240 bytes"),
            (unseen, "character that nobody sees"),
        ]
    )


def test_names_that_differ_in_case_only(root: Path, take: Take) -> None:
    lay(root, "A/0001.jpg", "A/0001.JPG", "a/0001.jpg", "e\u0301.jpg", "\u00e9.jpg")
    assert _seen(take(root)) == [
        ("unsafe-path", "A/0001.jpg", "differs from 0001.JPG in case only"),
        ("unsafe-path", "a", "differs from A in case only"),
        ("unsafe-path", "\u00e9.jpg", "differs from \u00e9.jpg in case only"),
    ]


def test_names_in_gb18030_and_big5_are_read_and_open_the_file(root: Path, take: Take) -> None:
    for folder, encoding in (("gb", "gb18030"), ("big5", "big5")):
        (root / folder).mkdir()
        for name in ("第一卷目錄檔案.jpg", "民國時期政府公報.jpg", "會議紀錄及決議.jpg"):
            (root / folder / os.fsdecode(name.encode(encoding))).write_bytes(b"\xff\xd8\xff" + encoding.encode())
    taken = take(root)
    listed = list(taken.files())
    assert {one.shown for one in listed} == {
        f"{folder}/{name}.jpg"
        for folder in ("gb", "big5")
        for name in ("第一卷目錄檔案", "民國時期政府公報", "會議紀錄及決議")
    }
    assert {(root / one.path).read_bytes() for one in listed} == {b"\xff\xd8\xffgb18030", b"\xff\xd8\xffbig5"}
    assert [(code, found) for code, _path, found in _seen(taken)] == [("encoding", "big5"), ("encoding", "gb18030")]


def test_bytes_that_are_no_name_in_any_encoding(root: Path, take: Take) -> None:
    (root / os.fsdecode(b"\xff\xfe\x80.jpg")).write_bytes(b"\xff\xd8\xff")
    (one,) = take(root).files()
    assert (root / one.path).exists()
    one.shown.encode()


def test_folders_deeper_than_the_profile_allows(root: Path, take: Take) -> None:
    lay(root, "/".join(["d"] * 30) + "/0001.jpg")
    taken = take(root)
    assert _seen(taken) == [("unsafe-path", "/".join(["d"] * 25), "deeper than 24 folders")]
    assert taken.count() == 0


def test_paths_longer_than_the_system_can_open(root: Path, take: Take) -> None:
    here = os.open(root, os.O_RDONLY)
    for _level in range(24):
        os.mkdir("x" * 200, dir_fd=here)
        below = os.open("x" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    lay(root, "0001.jpg")
    taken = take(root)
    assert taken.count() == 1
    assert {code for code, _path, _found in _seen(taken)} == {"unsafe-path"}


def test_ten_thousand_files_in_a_folder(root: Path, take: Take) -> None:
    for number in range(10_000):
        (root / f"X001-0012-001-{number + 1:05d}.jpg").write_bytes(b"\xff\xd8\xff")
    taken = take(root)
    assert taken.count("image") == 10_000
    assert [one.number for one in taken.files()] == list(range(1, 10_001))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_file_that_may_not_be_read(root: Path, take: Take) -> None:
    lay(root, "0001.jpg")
    (root / "0001.jpg").chmod(0)
    assert _seen(take(root)) == [("unreadable-file", "0001.jpg", "")]


def test_nothing_is_written_into_the_delivery(root: Path, take: Take) -> None:
    lay(root, *pages("A", 3))
    before = sorted((str(path), path.stat().st_mtime_ns) for path in root.rglob("*"))
    list(take(root).files())
    assert sorted((str(path), path.stat().st_mtime_ns) for path in root.rglob("*")) == before

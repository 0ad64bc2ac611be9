"""Folders that hold what a file system may hold: odd names, links, devices, very many files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

RESERVED: Final = ("CON.jpg", "nul", "Lpt1.txt", "aux.tif", "0001.jpg.", "0002.jpg ")
CONTROL: Final = ("a\nb.jpg", "\x1b[31mred.jpg", "bell\x07.jpg", "\u202egpj.exe", "zero\u200bwidth.jpg")
_CONTENT: Final = b"\xff\xd8\xff\xd9"


def odd_names(folder: Path) -> list[bytes]:
    """Names in GB18030, of 255 bytes, reserved, with control characters, and in one case only; the names as bytes."""
    names = [
        "題名頁.jpg".encode("gb18030"),
        ("長" * 83).encode() + b"__.jpg",
        *(name.encode() for name in (*RESERVED, *CONTROL, "Page.jpg", "PAGE.JPG", "cafe\u0301.jpg", "caf\u00e9.jpg")),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(_CONTENT)  # noqa: PTH118 (bytes)
    return names


def links(folder: Path, outside: Path) -> list[str]:
    """Links out of the delivery, to a folder, to themselves and to nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    targets = {
        "out.jpg": outside, "up.jpg": Path("../../../etc/hostname"), "around": Path(), "self.jpg": Path("self.jpg"),
        "nowhere.jpg": Path("nothing-here.jpg"),
    }  # fmt: skip
    for name, target in targets.items():
        (folder / name).symlink_to(target)
    return sorted(targets)


def devices(folder: Path) -> list[str]:
    """A pipe that nobody writes to and, where the user may make one, a device that never ends."""
    folder.mkdir(parents=True, exist_ok=True)
    os.mkfifo(folder / "pipe.jpg")
    try:
        os.mknod(folder / "endless.jpg", 0o020_644, os.makedev(1, 5))
    except PermissionError:
        return ["pipe.jpg"]
    return ["endless.jpg", "pipe.jpg"]


def many_files(folder: Path, count: int = 10_000) -> None:
    """So many small files in one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (folder / f"{number:05d}.jpg").write_bytes(_CONTENT)


def deep_folders(folder: Path, depth: int = 60) -> Path:
    """Folders within folders, and a file in the last; its path."""
    for number in range(depth):
        folder /= f"層{number:02d}"
    folder.mkdir(parents=True)
    (folder / "0001.jpg").write_bytes(_CONTENT)
    return folder / "0001.jpg"

"""Deliveries made of a list of paths, and their layout judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from lantai.digitisation.layouts.detecting import detect
from lantai.digitisation.layouts.inventory import Inventory, inventory
from lantai.digitisation.layouts.layout import Layout
from lantai.digitisation.layouts.profile import inventory_profile, layout_profiles
from lantai.digitisation.layouts.rows import ItemRow, volume_by_place

HEADS = {
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "tif": b"II*\0\x08\0\0\0",
    "pdf": b"%PDF-1.7\n",
    "xlsx": b"PK\x03\x04\x14\0",
    "png": b"\x89PNG\r\n\x1a\n\0",
}


def lay(root: Path, *paths: str) -> Path:
    """Files with the first bytes that their endings promise; others hold a line of text."""
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(HEADS.get(path.rpartition(".")[2].lower(), "一頁".encode()))
    return root


def pages(folder: str, count: int, ending: str = "jpg", *, start: int = 1) -> list[str]:
    return [f"{folder}/{number:04d}.{ending}" for number in range(start, start + count)]


def row(code: str, *, number: int = 2, pages: int | None = None, span: tuple[int, int] | None = None) -> ItemRow:
    first, last = span or (None, None)
    return ItemRow(
        sheet="卷內", row=number, code=code, volume=volume_by_place(code), pages=pages, first=first, last=last
    )


Take = Callable[[Path], Inventory]
Judge = Callable[..., Layout]


@pytest.fixture
def take(tmp_path: Path) -> Iterator[Take]:
    taken: list[Inventory] = []

    def take_one(root: Path) -> Inventory:
        taken.append(inventory(root, profile=inventory_profile(), at=tmp_path / f"files{len(taken)}.sqlite"))
        return taken[-1]

    yield take_one
    for one in taken:
        one.close()


@pytest.fixture
def judge(take: Take) -> Judge:
    def judge_one(root: Path, rows: Sequence[ItemRow], named: Sequence[str] = ()) -> Layout:
        return detect(take(root), rows, profile=layout_profiles(), named=named)

    return judge_one


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "交付批次"
    folder.mkdir()
    return folder

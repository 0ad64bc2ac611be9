"""Names that a file system may hold and no archive should, links and devices, folders without end."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

import pytest
from samples.make.deliveries.hostile import names
from tests.digitisation.domain.laying import HEADER, row, scan, sheet
from tests.digitisation.hostile.ground import SOUND, Ground, Outcome, peak_memory

from lantai.digitisation.layouts.names import legible
from lantai.digitisation.models import Page, Transcription
from lantai.preservation.store import masters

pytestmark = pytest.mark.django_db(transaction=True)

THIRD: Final = "L099-01-0001-0003"
FLAT: Final = 150_000_000
"""Bytes by which this process may grow, whatever comes."""
MORE: Final = (
    "題名頁".encode("big5") + b".jpg",
    b"\xff\xfe\x80.jpg",
    b"99999999999999999999999.jpg",
    b"a\\b.jpg",
    b"a'\"b;%n{0}.jpg",
    ("長" * 83).encode() + b".jpg",
    b"..jpg",
    b"...jpg",
)
"""Names beside those of the generator."""
_UNFIT: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")


def images_of_all_names(folder: Path, seed: int) -> list[bytes]:
    """Sound scans, each of its own, under every odd name that says it is a JPEG."""
    made = sorted({*names.odd_names(folder), *MORE})
    for name in made:
        path = os.path.join(os.fsencode(folder), name)  # noqa: PTH118 - names that are no text
        if name.lower().endswith(b".jpg"):
            seed += 1
            scan(folder / "drawn.jpg", seed)
            os.replace(os.fsencode(folder / "drawn.jpg"), path)  # noqa: PTH105 - the same
        else:
            os.unlink(path)  # noqa: PTH108 - the same
    return [name for name in made if name.lower().endswith(b".jpg")]


def test_an_odd_name_is_told_and_its_image_kept_under_one_that_is_none(ground: Ground, tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    made = dict(enumerate(images_of_all_names(tmp_path / "made", 100), start=3))
    ground.lay(*(row(number) for number in made))
    sent = {}
    for number, name in made.items():
        ground.folder(number).mkdir()
        path = moved(name, tmp_path / "made", ground.folder(number))
        sent[f"L099-01-0001-{number:04}"] = path.read_bytes()
    outcome = ground.take_in()
    assert outcome.taken_in == (*SOUND, *sent)
    odd = {place.split("/")[1] for code, place in outcome.told if code in {"unsafe-path", "encoding"}}
    plain = {
        b"Page.jpg",
        b"PAGE.JPG",
        "cafe\u0301.jpg".encode(),
        "caf\u00e9.jpg".encode(),
        MORE[2],
        b"..jpg",
        b"...jpg",
    }
    assert odd == {ground.folder(number).name for number, name in made.items() if name not in plain}
    for page in Page.objects.filter(record__code__in=sent).select_related("record", "instantiation"):
        assert not unfit_for_a_store(page.file)
        with masters().open(page.instantiation.identifier, page.file) as stored:
            assert stored.read() == sent[page.record.code if page.record else ""]


def moved(name: bytes, source: Path, target: Path) -> Path:
    """A file of any name, in another folder."""
    there = os.fsencode(target) + b"/" + name
    os.rename(os.fsencode(source) + b"/" + name, there)  # noqa: PTH104 - names that are no text
    return Path(os.fsdecode(there))


def unfit_for_a_store(path: str) -> bool:
    parts = path.split("/")
    return ".." in parts or any(len(part.encode()) > 255 for part in parts) or bool(_UNFIT.search(path))


def told_under(outcome: Outcome, code: str) -> set[str]:
    return {place for told, place in outcome.told if told == code and THIRD in place}


def test_odd_names_of_files_that_are_no_images_cost_their_item(ground: Ground) -> None:
    ground.lay(row(3, 頁數=""))
    made = {legible(os.fsdecode(name)) for name in names.odd_names(ground.folder(3))}
    outcome = ground.take_in()
    assert outcome.taken_in == SOUND
    assert told_under(outcome, "unreadable-image") == {f"圖像/{THIRD}/{name}" for name in made}


def test_odd_names_of_pages_of_a_volume(ground: Ground) -> None:
    rows = [row(number + 100, 頁數=1, 起頁號=number, 止頁號=number) for number in (1, 2)]
    sheet(ground.delivery, rows, (*HEADER, "起頁號", "止頁號"))
    volume = ground.delivery / "圖像/L099-01-0001"
    made = images_of_all_names(volume, 100)
    for number in (1, 2):
        scan(volume / f"{number:04}.jpg", number)
    outcome = ground.take_in()
    assert outcome.taken_in == SOUND
    assert Page.objects.count() == len(made) + 2
    assert not any(_UNFIT.search(page.label) for page in Page.objects.all())


def test_odd_names_of_texts(ground: Ground) -> None:
    ground.lay(row(3))
    scan(ground.folder(3) / "0001.jpg", 3)
    texts = ground.delivery / f"全文TXT/{THIRD}"
    for name in names.odd_names(texts):
        path = os.path.join(os.fsencode(texts), name)  # noqa: PTH118 - names that are no text
        Path(os.fsdecode(path)).write_bytes("修\0渠\x1b之\ufeff文".encode())
        os.rename(path, path[: len(os.fsencode(texts)) + 200] + b".txt")  # noqa: PTH104 - the same
    outcome = ground.take_in()
    assert set(SOUND) <= set(outcome.taken_in)
    assert all("\0" not in one.text for one in Transcription.objects.all())


def test_folders_of_odd_names_belong_to_nobody(ground: Ground) -> None:
    ground.lay(row(3))
    images = ground.delivery / "圖像"
    for number, name in enumerate([*names.odd_names(images), *MORE], start=1):
        folder = os.path.join(os.fsencode(images), name)  # noqa: PTH118 - names that are no text
        if Path(os.fsdecode(folder)).exists():
            os.unlink(folder)  # noqa: PTH108 - the same
        os.mkdir(folder)  # noqa: PTH102 - the same
        scan(Path(os.fsdecode(folder)) / "0001.jpg", 100 + number)
    outcome = ground.take_in()
    assert outcome.taken_in == SOUND
    assert "missing-image" in outcome.told_of("目錄.csv 4")
    assert "image-without-row" in {code for code, _place in outcome.told}


def test_a_link_is_told_and_never_followed(ground: Ground) -> None:
    ground.lay(row(3))
    made = names.links(ground.folder(3), ground.outside)
    outcome = ground.take_in()
    assert outcome.taken_in == SOUND
    assert told_under(outcome, "unsafe-path") == {f"圖像/{THIRD}/{name}" for name in made}
    assert "missing-image" in outcome.told_of("目錄.csv 4")


@pytest.mark.parametrize("target", ["folder", "delivery", "sheet"])
def test_a_link_in_place_of_a_folder_or_a_sheet(ground: Ground, target: str) -> None:
    ground.lay(row(3))
    if target == "sheet":
        sheet(ground.root / "elsewhere", [row(4)])
        link, aim = ground.delivery / "更多.csv", ground.root / "elsewhere/目錄.csv"
    else:
        link, aim = ground.folder(3), ground.delivery if target == "delivery" else ground.outside.parent
    link.symlink_to(aim)
    outcome = ground.take_in()
    assert outcome.taken_in == SOUND
    assert outcome.told_of(link.relative_to(ground.delivery).as_posix()) == {"unsafe-path"}


def test_pipes_and_devices_are_told_and_never_opened(ground: Ground) -> None:
    ground.lay(row(3))
    made = names.devices(ground.folder(3))
    outcome = ground.take_in()
    assert outcome.taken_in == SOUND
    assert told_under(outcome, "unsafe-path") == {f"圖像/{THIRD}/{name}" for name in made}


def test_folders_within_folders_end_somewhere(ground: Ground) -> None:
    ground.lay(row(3))
    names.deep_folders(ground.folder(3), depth=200)
    outcome = ground.take_in()
    assert outcome.taken_in == SOUND
    (told,) = told_under(outcome, "unsafe-path")
    assert told.count("/") == 24


def test_ten_thousand_files_that_nobody_knows(ground: Ground) -> None:
    ground.lay()
    names.many_files(ground.delivery / "圖像/L099-01-0009-0009")
    with peak_memory() as peak:
        outcome = ground.take_in()
    assert outcome.taken_in == SOUND
    assert "image-without-row" in outcome.told_of("圖像/L099-01-0009-0009")
    assert peak() < FLAT


def test_ten_thousand_broken_pages_of_one_item(ground: Ground) -> None:
    ground.lay(row(3, 頁數=10_000))
    names.many_files(ground.folder(3))
    with peak_memory() as peak:
        outcome = ground.take_in()
    assert outcome.taken_in == SOUND
    assert len(told_under(outcome, "unreadable-image")) == 10_000
    assert peak() < FLAT

"""Images and PDFs that lie, burst, lock or break off, the whole way through: each costs its own item and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples.make.deliveries.hostile.documents import DOCUMENTS
from samples.make.deliveries.hostile.images import IMAGES
from tests.digitisation.domain.laying import folder_per_volume, row
from tests.digitisation.hostile.ground import SOUND, Ground

from lantai.digitisation.models import Page

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = {
    "giant.png": "oversized-image",
    "giant.jpg": "oversized-image",
    "giant.tif": "oversized-image",
    "giant.jp2": "oversized-image",
    "bomb.png": "oversized-image",
    "truncated.png": "truncated-image",
    "truncated.jpg": "truncated-image",
    "truncated.tif": "truncated-image",
    "truncated.jp2": "truncated-image",
    "endless.jpg": "truncated-image",
    "lying.tif": "truncated-image",
    "looping.tif": "unreadable-image",
    "wrong-crc.png": "unreadable-image",
    "png-in-truth.jpg": "format-mismatch",
    "pdf-in-truth.tif": "format-mismatch",
    "text-in-truth.jp2": "unreadable-image",
    "empty.jpg": "empty-file",
    "locked.pdf": "password-protected",
    "truncated.pdf": "unreadable-image",
    "headless.pdf": "unreadable-image",
    "lying-pages.pdf": "unreadable-image",
    "giant-page.pdf": "oversized-image",
    "no-pages.pdf": "unreadable-image",
    "text-in-truth.pdf": "format-mismatch",
    "empty.pdf": "empty-file",
}
"""What must be told of each; a hostile file that is not among them must be told of too, in whatever words."""
HOSTILE = {**IMAGES, **DOCUMENTS}
NUMBERS = {name: number for number, name in enumerate(HOSTILE, start=3)}


@pytest.fixture
def laid(ground: Ground) -> Ground:
    """Every hostile file as an item of its own beside two sound ones."""
    ground.lay(*(row(number) for number in NUMBERS.values()))
    for name in NUMBERS:
        path = place(ground, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(HOSTILE[name]())
    return ground


def place(ground: Ground, name: str) -> Path:
    folder, ending = ground.folder(NUMBERS[name]), name.rpartition(".")[2]
    return ground.delivery / f"PDF/{folder.name}.pdf" if ending == "pdf" else folder / f"0001.{ending}"


def test_each_costs_its_own_item_and_is_told_where_it_lies(laid: Ground) -> None:
    outcome = laid.take_in()
    assert outcome.taken_in == SOUND
    assert (outcome.batch.state, outcome.batch.refused_count) == ("accepted", len(HOSTILE))
    errors = outcome.batch.findings.filter(severity="error")
    for name, number in NUMBERS.items():
        path = place(laid, name).relative_to(laid.delivery).as_posix()
        told = {one.code for one in errors.filter(path=path, row=number + 1)}
        assert told, f"nothing was told of {name}"
        assert TOLD.get(name) in {*told, None}, (name, told)


@pytest.mark.parametrize("name", ["giant.jpg", "truncated.jpg", "empty.jpg"])
def test_a_bad_page_of_a_volume_costs_the_items_on_it(ground: Ground, name: str) -> None:
    folder_per_volume(ground.delivery, {1: (1, 2), 2: (3, 4), 3: (4, 5), 4: (6, 6)}, range(6))
    (ground.delivery / "圖像/L099-01-0001/0004.jpg").write_bytes(HOSTILE[name]())
    outcome = ground.take_in()
    assert TOLD[name] in outcome.told_of("圖像/L099-01-0001/0004.jpg")
    assert outcome.taken_in == ("L099-01-0001-0001", "L099-01-0001-0004")
    assert [one.number for one in Page.objects.order_by("number")] == [1, 2, 3, 5, 6]


def test_bad_files_among_good_pages_cost_the_item(ground: Ground) -> None:
    ground.lay(row(3, 頁數=2))
    (ground.folder(3)).mkdir()
    (ground.folder(3) / "0001.jpg").write_bytes(IMAGES["endless.jpg"]())
    (ground.folder(3) / "0002.jpg").write_bytes(ground.outside.read_bytes())
    ground.outside.unlink()
    outcome = ground.take_in()
    assert "truncated-image" in outcome.told_of("圖像/L099-01-0001-0003/0001.jpg")
    assert outcome.taken_in == SOUND

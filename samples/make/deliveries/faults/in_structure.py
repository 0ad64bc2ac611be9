"""Faults of what there is: codes, items and volumes, planted before anything is numbered or written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from samples.make.deliveries.drafting import STRANGERS, Draft, add_volume
from samples.make.deliveries.faults.fault import Fault, Stage, always, with_pages
from samples.make.deliveries.layouts import Layout
from samples.make.deliveries.model import Item, Leaf, Volume


def _is_last(volume: Volume, item: Item) -> bool:
    """Whether the item ends its volume: without it the numbers of the others have no gap."""
    return len(volume.items) > 2 and item is volume.items[-1]


def _rename(drawn: Draft, item: Item, code: str) -> None:
    item.code = code
    drawn.set_cell(item, "檔號", code)


def bad_code(drawn: Draft, _folder: Path) -> None:
    """A letter in the number of the item: no profile has that."""
    _volume, item = drawn.take(_is_last)
    head, _, number = item.code.rpartition("-")
    _rename(drawn, item, f"{head}-A{number[1:]}")
    drawn.plant("bad-code", item, column="檔號")


def duplicate_code(drawn: Draft, _folder: Path) -> None:
    """The last item of a volume has the code of the one before it, whose files it shares."""
    volume, item = drawn.take(lambda volume, item: _is_last(volume, item) and volume.items[-2] not in drawn.taken)
    first = volume.items[-2]
    drawn.taken.add(first)
    _rename(drawn, item, first.code)
    drawn.set_cell(item, "件號", first.cells["件號"])
    if drawn.layout.by_volume:
        drawn.tolerate("image-without-row")
    else:
        item.absent, item.leaves = True, list(first.leaves)
    drawn.plant("duplicate-code", item, column="檔號")
    drawn.or_at(first, column="檔號")


def sequence_gap(drawn: Draft, _folder: Path) -> None:
    """A number is left out; the numbers that follow are one higher."""
    volume, item = drawn.take(lambda volume, item: volume.items[0] is not item and not _is_touched(drawn, volume, item))
    place = volume.items.index(item)
    for later in volume.items[place:]:
        head, _, number = later.code.rpartition("-")
        following = f"{int(number) + 1:0{len(number)}}"
        _rename(drawn, later, f"{head}-{following}")
        later.cells["件號"] = following
    drawn.plant("sequence-gap", item, column="檔號")
    drawn.or_at(volume.items[place - 1], column="檔號")


def _is_touched(drawn: Draft, volume: Volume, item: Item) -> bool:
    """Whether the item before, this one or one after it has a fault: its code may be none that can be counted on."""
    return any(other in drawn.taken for other in volume.items[volume.items.index(item) - 1 :])


def new_fonds(drawn: Draft, _folder: Path) -> None:
    """A volume of a fonds that the catalogue does not know."""
    stranger = replace(drawn.fonds, code=STRANGERS[drawn.fonds.profile], title="臨河電報局")
    volume = add_volume(drawn, stranger, 1)
    drawn.plant("new-fonds", volume.items[0])


def missing_image(drawn: Draft, _folder: Path) -> None:
    """Nothing of an item was delivered. Where pages count through the volume it is the last one."""
    by_volume = drawn.layout.by_volume
    _volume, item = drawn.take(lambda volume, item: _is_last(volume, item) or not by_volume)
    item.leaves = [Leaf(drawn.rng.randrange(2**31)) for _ in item.leaves]
    item.absent = True
    drawn.plant("missing-image", item)


def no_image(drawn: Draft, _folder: Path) -> None:
    """The text of an item was delivered, its images were not."""
    _volume, item = drawn.take(lambda _volume, _item: True)
    item.imageless = True
    drawn.plant("no-image", item)


def image_without_row(drawn: Draft, _folder: Path) -> None:
    """Images of an item in a volume that no row describes."""
    numbers = [int(volume.code.rpartition("-")[2]) for volume in drawn.volumes]
    volume = add_volume(drawn, drawn.fonds, max(numbers) + 1, listed=False)
    drawn.plant("image-without-row", volume.items[0])


def _with_text_alone(layout: Layout, _form: str) -> bool:
    """Layouts in which text tells of an item whose images are missing."""
    return bool(layout.image and layout.text and not layout.pdf)


FAULTS: Final = (
    Fault("bad-code", Stage.STRUCTURE, bad_code, lambda layout, _form: not layout.by_volume),
    Fault("duplicate-code", Stage.STRUCTURE, duplicate_code, always),
    Fault("sequence-gap", Stage.STRUCTURE, sequence_gap, always),
    Fault("missing-image", Stage.STRUCTURE, missing_image, with_pages),
    Fault("new-fonds", Stage.STRUCTURE, new_fonds, always),
    Fault("no-image", Stage.STRUCTURE, no_image, _with_text_alone),
    Fault("image-without-row", Stage.STRUCTURE, image_without_row, with_pages),
)

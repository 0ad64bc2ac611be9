"""Making a delivery: drawn up from a seed, spoilt as told, written, and described for whoever judges a check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from samples.make.deliveries.drafting import Draft, Pending, draft
from samples.make.deliveries.expected import Expected, ExpectedItem, Planted
from samples.make.deliveries.faults import FAULTS, Stage, fitting
from samples.make.deliveries.files import write_digests, write_files, write_litter
from samples.make.deliveries.layouts import LAYOUTS
from samples.make.deliveries.model import Item, Volume, items_of
from samples.make.deliveries.sheets import Dirt, Place, dirt_of, number_pages, write_sheets

ITEMS: Final = 12
"""Items of a delivery, unless told otherwise; a fault takes one of them or brings one more."""


def make_delivery(
    folder: Path,
    *,
    layout: str,
    seed: int,
    form: str = "xlsx",
    faults: Sequence[str] = (),
    items: int = ITEMS,
    dirty: bool = True,
) -> Expected:
    """Write a delivery into an empty folder and say what must be found in it.

    ``layout`` is a name of `LAYOUTS`, ``form`` one of `FORMS`, ``faults`` are codes that fit both (`fitting`). The
    same arguments give the same delivery. With ``dirty`` the sheet has the dirt that is no fault. Raises ValueError
    for a fault that is not known or does not fit, NoRoom for more faults than there are items.
    """
    if unfit := sorted(set(faults) - set(fitting(layout, form))):
        raise ValueError(f"A delivery {layout} with {form} cannot have {', '.join(unfit)}; see `fitting`.")
    drawn = draft(LAYOUTS[layout], form, seed, items)
    if not drawn.digests and "checksum-mismatch" in faults:
        drawn.digests = drawn.rng.choice(("MD5校驗.txt", "SHA256.txt"))
    dirt = dirt_of(form, drawn.rng) if dirty else Dirt()
    _plant(folder, drawn, faults, Stage.STRUCTURE)
    number_pages(drawn)
    _plant(folder, drawn, faults, Stage.CELLS)
    write_files(folder, drawn)
    if dirty:
        write_litter(folder, drawn)
    _plant(folder, drawn, faults, Stage.FILES)
    places = write_sheets(folder, drawn, dirt)
    _plant(folder, drawn, faults, Stage.DIGESTS)
    lies = {one.path for one in drawn.planted if one.code == "checksum-mismatch" and one.path}
    write_digests(folder, drawn, frozenset(lies))
    return _expected(drawn, seed, places)


def _plant(folder: Path, drawn: Draft, faults: Sequence[str], stage: Stage) -> None:
    """In the order of `FAULTS`: those that are hard to place come first."""
    for code, fault in FAULTS.items():
        if code in faults and fault.stage == stage:
            fault.plant(drawn, folder)


def _expected(drawn: Draft, seed: int, places: dict[Item, Place]) -> Expected:
    return Expected(
        layout=drawn.layout.name,
        form=drawn.form,
        seed=seed,
        fonds=(drawn.fonds,),
        items=tuple(_item(volume, item, places[item]) for volume, item in items_of(drawn.volumes) if volume.listed),
        planted=tuple(_resolved(one, places) for one in drawn.planted),
        tolerated=tuple(_resolved(one, places) for one in drawn.tolerated),
    )


def _item(volume: Volume, item: Item, place: Place) -> ExpectedItem:
    first, last = (item.cells.get(name) for name in ("起頁號", "止頁號"))
    return ExpectedItem(
        code=item.code,
        volume=volume.code,
        title=str(item.cells["題名"] or ""),
        sheet=place.sheet,
        row=place.row,
        images=tuple(item.images),
        texts=tuple(item.texts),
        pdf=item.pdf,
        pages=len(item.leaves),
        span=(first, last) if isinstance(first, int) and isinstance(last, int) else None,
    )


def _resolved(one: Pending, places: dict[Item, Place]) -> Planted:
    """The place with its row; of an item that no row describes, the place of its first file."""
    place = places.get(one.item) if one.item else None
    unlisted = one.item is not None and place is None
    return Planted(
        one.code,
        sheet=place.sheet if place else None,
        row=place.row if place else None,
        column=one.column,
        path=one.item.files[0] if one.item and unlisted else one.path,
        instead=tuple(_resolved(other, places) for other in one.instead),
    )

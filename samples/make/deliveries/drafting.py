"""Drawing up a delivery from a seed: fonds, volumes, items and leaves, everything in order.

What is drawn is a `Draft`: the faults are planted in it, then it is written.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from samples.make.deliveries.layouts import Layout
from samples.make.deliveries.model import Cell, Fonds, Item, Leaf, Volume, items_of

COUNTY: Final = Fonds("L099", "臨河縣建設局", "dat13-1994", 1912, 1948)
CITY: Final = Fonds("X031", "臨河市建設局", "dat13-2022", 1950, 2015)
STRANGERS: Final = {"dat13-1994": "L777", "dat13-2022": "X777"}
"""By code profile: a fonds that no catalogue knows."""
MATTERS: Final = (
    "修理渡口石階", "添購路燈", "查勘官井", "種植堤柳", "整理菜市", "重修鼓樓", "設立公共水站", "清理溝渠",
    "加高河堤", "開放公園", "拓寬馬路", "修築碼頭", "更換水管", "改建橋樑", "編訂門牌", "測繪市街",
)  # fmt: skip
KINDS: Final = (("關於{}的呈文", "臨河縣建設局"), ("關於{}的通知", "臨河市建設局"), ("{}工程驗收書", "工程隊"))
MOST_LEAVES: Final = 4


class NoRoom(ValueError):
    """A fault was asked for, and no item is left in which it could be planted."""


@dataclass(slots=True)
class Pending:
    """A place of the delivery, before the sheet is laid out: the row is the item's."""

    code: str
    item: Item | None = None
    column: str | None = None
    path: str | None = None
    instead: list[Pending] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A delivery that is being drawn up. ``taken`` holds the items in which a fault is planted already."""

    layout: Layout
    form: str
    rng: random.Random
    volumes: list[Volume]
    ending: str
    fonds: Fonds
    digests: str = ""
    """The file of the list of digests; empty for none."""
    planted: list[Pending] = field(default_factory=list)
    tolerated: list[Pending] = field(default_factory=list)
    taken: set[Item] = field(default_factory=set)
    as_planted: set[tuple[Item, str]] = field(default_factory=set)
    """Cells that stand as a fault has them, and must not be dressed."""
    unlisted: list[str] = field(default_factory=list)
    """Paths that no list of digests names: what nobody meant to deliver."""

    def take(self, fits: Callable[[Volume, Item], bool]) -> tuple[Volume, Item]:
        """An item without a fault that fits, and its volume. Raises NoRoom."""
        free = [
            (volume, item)
            for volume, item in items_of(self.volumes)
            if volume.listed and item not in self.taken and fits(volume, item)
        ]
        if not free:
            raise NoRoom(f"No item is left in {self.layout.name} for this fault; ask for fewer faults or more items.")
        chosen = self.rng.choice(free)
        self.taken.add(chosen[1])
        return chosen

    def set_cell(self, item: Item, column: str, cell: Cell) -> None:
        """Let a cell stand exactly so."""
        item.cells[column] = cell
        self.as_planted.add((item, column))

    def plant(self, code: str, item: Item | None = None, *, column: str | None = None, path: str | None = None) -> None:
        """Note a fault that must be found."""
        self.planted.append(Pending(code, item, column, path))

    def or_at(
        self, item: Item | None = None, *, code: str = "", column: str | None = None, path: str | None = None
    ) -> None:
        """A place, or a code, that is as good for the fault noted last."""
        self.planted[-1].instead.append(Pending(code or self.planted[-1].code, item, column, path))

    def tolerate(self, *codes: str, item: Item | None = None, path: str | None = None) -> None:
        """Note what may be found besides, as a consequence."""
        self.tolerated += [Pending(code, item, None, path) for code in codes]


def draft(layout: Layout, form: str, seed: int, items: int) -> Draft:
    """A clean delivery of so many items in some volumes."""
    rng = random.Random(f"{layout.name}/{form}/{seed}")
    fonds = rng.choice((COUNTY, CITY))
    ending = rng.choice((".jpg", ".jpg", ".tif", ".png"))
    drawn = Draft(layout, form, rng, [], ending, fonds, digests=layout.digests)
    most = 1 if layout.one_page else MOST_LEAVES
    for number, size in enumerate(_sizes(items), start=1):
        drawn.volumes.append(_volume(drawn, fonds, number, size, most))
    return drawn


def _sizes(items: int) -> list[int]:
    """Volumes of three to five items."""
    volumes = max(1, round(items / 4))
    return [items // volumes + (number < items % volumes) for number in range(volumes)]


def add_volume(drawn: Draft, fonds: Fonds, number: int, *, listed: bool = True) -> Volume:
    """One more volume, of one item, at the end of the delivery."""
    volume = _volume(drawn, fonds, number, 1, 1)
    volume.listed = listed
    drawn.volumes.append(volume)
    drawn.taken.update(volume.items)
    return volume


def _volume(drawn: Draft, fonds: Fonds, number: int, size: int, most: int) -> Volume:
    rng = drawn.rng
    modern = fonds.profile == "dat13-2022"
    year = fonds.first_year + 5 + number
    digits = 3 if modern else 4
    code = f"{fonds.code}-WS·{year}·Y-{number:03}" if modern else f"{fonds.code}-01-{number:04}"
    volume = Volume(code, f"{year}年建設雜卷", fonds, [])
    for place in range(1, size + 1):
        leaves = [Leaf(rng.randrange(2**31)) for _ in range(rng.randint(1, most))]
        if drawn.layout.by_volume and volume.items and rng.random() < 0.3:
            leaves.insert(0, volume.items[-1].leaves[-1])
        name = f"{place:0{digits}}"
        cells = _cells(rng, fonds, volume, year, name) | {"檔號": f"{code}-{name}", "案卷號": f"{number:0{digits}}"}
        volume.items.append(Item(f"{code}-{name}", cells, leaves))
    return volume


def _cells(rng: random.Random, fonds: Fonds, volume: Volume, year: int, number: str) -> dict[str, Cell]:
    form, creator = rng.choice(KINDS)
    day = datetime.date(year, rng.randint(1, 12), rng.randint(1, 28))
    return {
        "全宗號": fonds.code,
        "全宗名稱": fonds.title,
        "案卷題名": volume.title,
        "件號": number,
        "文號": f"建字第{rng.randint(1, 900)}號",
        "責任者": creator,
        "題名": form.format(rng.choice(MATTERS)) + f"（{year}年第{number}件）",
        "日期": day.isoformat(),
        "密級": None,
        "保管期限": "永久",
        "開放標識": rng.choice(("開放", "開放", "控制", "未審核")),
        "備註": rng.choice((None, None, "原件有破損")),
    }

"""Laying out the sheets of a draft as contractors do, with the dirt that is no fault.

Dirt is what a reader must see through without an error: title rows, merged and two-storeyed headers, columns in any
order, names in simplified characters, 〃 and 同上, full-width digits, serial dates, spaces, a row of totals.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter

from samples.make.deliveries.drafting import Draft
from samples.make.deliveries.model import Item, Volume, items_of
from samples.make.deliveries.tables import EPOCH, GridCell, Table, write_csv, write_dbf, write_xls, write_xlsx

ENCODINGS: Final = {"csv-utf8": "utf-8", "csv-bom": "utf-8-sig", "csv-gb18030": "gb18030", "csv-big5": "cp950"}
WORKBOOKS: Final = ("xlsx", "xlsx-two-sheets", "xlsx-two-files", "xls")
FORMS: Final = (*WORKBOOKS, *ENCODINGS, "dbf")

ITEMS, VOLUMES = "文件級目錄", "案卷級目錄"
_COLUMNS: Final = (
    "檔號", "全宗號", "全宗名稱", "案卷號", "案卷題名", "件號", "文號", "責任者", "題名", "日期",
    "起頁號", "止頁號", "頁號", "頁數", "密級", "保管期限", "開放標識", "備註",
)  # fmt: skip
_RANGES: Final = ("起頁號", "止頁號", "頁號")
_OF_VOLUMES: Final = ("全宗名稱", "案卷題名")
_VOLUME_COLUMNS: Final = ("檔號", "全宗號", "全宗名稱", "案卷號", "題名", "年度", "件數", "保管期限")
_SIMPLER: Final = str.maketrans("檔號稱題責頁數級標識備註開時間", "档号称题责页数级标识备注开时间")
_WIDER: Final = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: what a check calls the sheet, and the row, from 1."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Dirt:
    """Which kinds of dirt a sheet has."""

    titles: bool = False
    merged: bool = False
    shuffled: bool = False
    simplified: bool = False
    ditto: bool = False
    full_width: bool = False
    serials: bool = False
    spaces: bool = False
    ranges: bool = False
    """The pages of an item stand in one column, ``1-3``."""
    totals: bool = False


def dirt_of(form: str, rng: random.Random) -> Dirt:
    """About half of the dirt that this kind of file can carry."""
    book, table = form in WORKBOOKS, form == "dbf"
    merged = rng.random() < 0.5 and book and form != "xls"
    return Dirt(
        titles=rng.random() < 0.5 and not table,
        merged=merged,
        shuffled=rng.random() < 0.5,
        simplified=rng.random() < 0.5 and form != "csv-big5",
        ditto=rng.random() < 0.5,
        full_width=rng.random() < 0.5,
        serials=rng.random() < 0.5 and book,
        spaces=rng.random() < 0.5,
        ranges=rng.random() < 0.5 and not merged,
        totals=rng.random() < 0.5,
    )


def number_pages(drawn: Draft) -> None:
    """Write into the cells how many pages an item has and, where the layout counts by volume, from which to which."""
    for volume in drawn.volumes:
        order = volume.leaves()
        for item in volume.items:
            item.cells["頁數"] = len(item.leaves)
            if drawn.layout.by_volume:
                item.cells["起頁號"] = order.index(item.leaves[0]) + 1
                item.cells["止頁號"] = order.index(item.leaves[-1]) + 1


def write_sheets(root: Path, drawn: Draft, dirt: Dirt) -> dict[Item, Place]:
    """Write the catalogue in the draft's form; where every item stands in it."""
    folder = root / drawn.layout.sheets
    folder.mkdir(parents=True, exist_ok=True)
    table, rows = _item_table(drawn, dirt)
    name = _write(folder, drawn, [table], dirt)
    return {item: Place(name, row) for item, row in rows.items()}


def _write(folder: Path, drawn: Draft, tables: list[Table], dirt: Dirt) -> str:
    """Write the tables; the name by which a check calls the sheet of items."""
    form = drawn.form
    if form in ENCODINGS:
        write_csv(folder / "目錄.csv", tables[0], ENCODINGS[form])
        return "目錄.csv"
    if form == "dbf":
        write_dbf(folder / "目錄.dbf", tables[0])
        return "目錄.dbf"
    if form == "xls":
        write_xls(folder / "目錄.xls", tables)
    elif form == "xlsx-two-files":
        write_xlsx(folder / f"{VOLUMES}.xlsx", [_volume_table(drawn, dirt)])
        write_xlsx(folder / f"{ITEMS}.xlsx", tables)
    elif form == "xlsx-two-sheets":
        write_xlsx(folder / "目錄.xlsx", [_volume_table(drawn, dirt), *tables])
    else:
        write_xlsx(folder / "目錄.xlsx", tables)
    return ITEMS


# -- tables ---------------------------------------------------------------------------------------


def _item_table(drawn: Draft, dirt: Dirt) -> tuple[Table, dict[Item, int]]:
    columns = _columns(drawn, dirt)
    listed = [item for volume, item in items_of(drawn.volumes) if volume.listed]
    head, merged = _head(f"{drawn.fonds.title}{ITEMS}", columns, dirt)
    body = [[_cell(item, column) for column in columns] for item in listed]
    _soil(body, columns, listed, drawn, dirt)
    rows = {item: len(head) + number for number, item in enumerate(listed, start=1)}
    foot = [_totals(columns, listed)] if dirt.totals else []
    return Table(ITEMS, [*head, *body, *foot], merged), rows


def _totals(columns: list[str], listed: list[Item]) -> list[GridCell]:
    """The word in the first column, and the sum of the pages in its own, unless that is the first."""
    pages: list[GridCell] = [sum(len(item.leaves) for item in listed) if one == "頁數" else None for one in columns]
    return ["合計", *pages[1:]]


def _volume_table(drawn: Draft, dirt: Dirt) -> Table:
    head, merged = _head(f"{drawn.fonds.title}{VOLUMES}", _VOLUME_COLUMNS, dirt)
    return Table(VOLUMES, [*head, *(_volume_row(one) for one in drawn.volumes if one.listed)], merged)


def _volume_row(volume: Volume) -> list[GridCell]:
    cells = volume.items[0].cells
    fonds, year = volume.fonds, int(volume.title[:4])
    return [volume.code, fonds.code, fonds.title, cells["案卷號"], volume.title, year, len(volume.items), "永久"]


def _columns(drawn: Draft, dirt: Dirt) -> list[str]:
    two_levels = drawn.form.startswith("xlsx-two")
    unwanted = set(_OF_VOLUMES if two_levels else ())
    unwanted |= {"起頁號", "止頁號"} if dirt.ranges else {"頁號"}
    unwanted |= set() if drawn.layout.by_volume else set(_RANGES)
    columns = [column for column in _COLUMNS if column not in unwanted]
    if dirt.shuffled:
        drawn.rng.shuffle(columns)
        if not dirt.ranges and drawn.layout.by_volume:  # first and last page stay side by side
            columns.remove("止頁號")
            columns.insert(columns.index("起頁號") + 1, "止頁號")
    return columns


def _head(title: str, columns: Sequence[str], dirt: Dirt) -> tuple[list[list[GridCell]], list[str]]:
    """The rows down to the names of the columns, and what is merged in them."""
    head: list[list[GridCell]] = [[title], ["移交單位：臨河數字化公司", None, "2026年3月15日"]] if dirt.titles else []
    merged = [f"A1:{get_column_letter(len(columns))}1"] if dirt.titles and dirt.merged else []
    names = [column.translate(_SIMPLER) if dirt.simplified else column for column in columns]
    if not (dirt.merged and "起頁號" in columns):
        return [*head, list[GridCell](names)], merged
    first, top = columns.index("起頁號"), len(head) + 1
    upper: list[GridCell] = list(names)
    upper[first], upper[first + 1] = ("起止页号" if dirt.simplified else "起止頁號"), None
    lower: list[GridCell] = [None] * len(names)
    lower[first : first + 2] = ["起", "止"]
    for at in range(1, len(names) + 1):
        letter = get_column_letter(at)
        if at not in (first + 1, first + 2):
            merged.append(f"{letter}{top}:{letter}{top + 1}")
    merged.append(f"{get_column_letter(first + 1)}{top}:{get_column_letter(first + 2)}{top}")
    return [*head, upper, lower], merged


def _cell(item: Item, column: str) -> GridCell:
    if column == "頁號":
        first, last = item.cells["起頁號"], item.cells["止頁號"]
        return f"{first}" if first == last else f"{first}-{last}"
    return item.cells[column]


# -- dirt -----------------------------------------------------------------------------------------


def _soil(body: list[list[GridCell]], columns: list[str], items: list[Item], drawn: Draft, dirt: Dirt) -> None:
    """Dirty the cells that no fault needs as they are."""
    given = [list(row) for row in body]
    for row, item in enumerate(items):
        for at, column in enumerate(columns):
            if (item, column) not in drawn.as_planted and drawn.rng.random() < 0.6:
                above = given[row - 1][at] if row else None
                body[row][at] = _soiled(given[row][at], above, column, drawn, dirt)


def _soiled(cell: GridCell, above: GridCell, column: str, drawn: Draft, dirt: Dirt) -> GridCell:
    rng = drawn.rng
    if dirt.ditto and column in ("責任者", "保管期限", "全宗名稱") and cell == above:
        return rng.choice(("〃", "同上"))
    if column == "日期" and isinstance(cell, str):
        return _date_form(datetime.date.fromisoformat(cell), drawn, dirt)
    if dirt.full_width and column in ("頁數", "件號"):
        return str(cell).translate(_WIDER)
    if dirt.spaces and isinstance(cell, str) and column in ("題名", "檔號", "責任者"):
        return cell + ("\u3000" if drawn.form in ("csv-big5", "dbf") else rng.choice(("\u00a0", "  ", "\u3000")))
    return cell


def _date_form(day: datetime.date, drawn: Draft, dirt: Dirt) -> GridCell:
    """The day, or only its month, as sheets have it; the year always stands."""
    forms: list[GridCell] = [
        f"{day:%Y%m%d}",
        f"{day:%Y%m}00",
        f"{day.year}.{day.month}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month}月",
    ]
    if drawn.fonds.last_year < 1949:
        forms.append(f"民國{day.year - 1911}年{day.month}月{day.day}日")
    if dirt.full_width:
        forms.append(f"{day.year}年{day.month}月{day.day}日".translate(_WIDER))
    if dirt.serials:
        forms += [day, day, day] if drawn.form != "xls" else [(day - EPOCH).days] * 3
    return drawn.rng.choice(forms)

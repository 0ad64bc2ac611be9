"""Faults of what rows say, planted when pages are numbered and before anything is written."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Final

from samples.make.deliveries.drafting import Draft
from samples.make.deliveries.faults.fault import Fault, Stage, always, with_pages
from samples.make.deliveries.model import Cell, Item, Volume

WEEKDAYS: Final = "一二三四五六日"


def _any(_volume: Volume, _item: Item) -> bool:
    return True


def _spoil(drawn: Draft, code: str, column: str, cell: Cell) -> Item:
    """Let a cell of some item stand so, and note the fault."""
    _volume, item = drawn.take(_any)
    drawn.set_cell(item, column, cell)
    drawn.plant(code, item, column=column)
    return item


def missing_field(drawn: Draft, _folder: Path) -> None:
    _spoil(drawn, "missing-field", "題名", None)


def bad_date(drawn: Draft, _folder: Path) -> None:
    """A thirteenth month."""
    _spoil(drawn, "bad-date", "日期", f"{drawn.fonds.first_year + 7}年13月40日")


def doubtful_date(drawn: Draft, _folder: Path) -> None:
    """A day that can be read, with another weekday than it had."""
    _volume, item = drawn.take(_any)
    day = datetime.date.fromisoformat(str(item.cells["日期"]))
    weekday = WEEKDAYS[(day.weekday() + 2) % 7]
    drawn.set_cell(item, "日期", f"{day.year}年{day.month}月{day.day}日星期{weekday}")
    drawn.plant("doubtful-date", item, column="日期")


def date_outside_fonds(drawn: Draft, _folder: Path) -> None:
    """A day five years after the fonds ended; a code that tells the year is then at odds with it too."""
    item = _spoil(drawn, "date-outside-fonds", "日期", f"{drawn.fonds.last_year + 5}-05-04")
    drawn.tolerate("code-field-mismatch", item=item)


def bad_retention(drawn: Draft, _folder: Path) -> None:
    item = _spoil(drawn, "bad-retention", "保管期限", "永遠")
    drawn.tolerate("code-field-mismatch", item=item)


def bad_status(drawn: Draft, _folder: Path) -> None:
    _spoil(drawn, "bad-status", "開放標識", "不詳")


def classified(drawn: Draft, _folder: Path) -> None:
    """A mark that no year has ended."""
    _spoil(drawn, "classified", "密級", "機密★長期")


def code_field_mismatch(drawn: Draft, _folder: Path) -> None:
    """A field that says another thing than the code: the retention where the code has one, else the number."""
    if drawn.fonds.profile == "dat13-2022":
        _spoil(drawn, "code-field-mismatch", "保管期限", "30年")
        return
    _volume, item = drawn.take(_any)
    number = str(item.cells["件號"])
    drawn.set_cell(item, "件號", f"{int(number) + 50:0{len(number)}}")
    drawn.plant("code-field-mismatch", item, column="件號")


def lost_leading_zeros(drawn: Draft, _folder: Path) -> None:
    """A number where the other rows have 003."""
    _volume, item = drawn.take(_any)
    drawn.set_cell(item, "件號", int(str(item.cells["件號"])))
    drawn.plant("lost-leading-zeros", item, column="件號")


def rounded_number(drawn: Draft, _folder: Path) -> None:
    """A long number that a spreadsheet has rounded."""
    rounded: Cell = 1.95603120004568e19 if drawn.form.startswith("xls") else "1.95603E+19"
    _spoil(drawn, "rounded-number", "文號", rounded)


def encoding(drawn: Draft, _folder: Path) -> None:
    """Two characters of a title that a conversion has lost."""
    lost = "??" if drawn.form in ("csv-big5", "dbf") else "\ufffd\ufffd"
    _volume, item = drawn.take(_any)
    title = str(item.cells["題名"])
    drawn.set_cell(item, "題名", title[:2] + lost + title[4:])
    drawn.plant("encoding", item, column="題名")


def page_count(drawn: Draft, _folder: Path) -> None:
    """Two pages more than there are."""
    _volume, item = drawn.take(_any)
    drawn.set_cell(item, "頁數", len(item.leaves) + 2)
    drawn.plant("page-count", item, column="頁數")


def page_overlap(drawn: Draft, _folder: Path) -> None:
    """An item that begins on the last page but one of the item before it."""
    volume, item = drawn.take(lambda volume, item: _follows_pages(drawn, volume, item))
    before = volume.items[volume.items.index(item) - 1]
    drawn.taken.add(before)
    last, end = item.cells["止頁號"], before.cells["止頁號"]
    assert isinstance(last, int)
    assert isinstance(end, int)
    drawn.set_cell(item, "起頁號", end - 1)
    drawn.set_cell(item, "頁數", last - end + 2)
    drawn.plant("page-overlap", item)
    drawn.or_at(before)


def _follows_pages(drawn: Draft, volume: Volume, item: Item) -> bool:
    place = volume.items.index(item)
    before = volume.items[place - 1]
    return place > 0 and before not in drawn.taken and len(before.leaves) > 2


FAULTS: Final = (
    Fault("page-overlap", Stage.CELLS, page_overlap, lambda layout, _form: layout.by_volume),
    Fault("missing-field", Stage.CELLS, missing_field, always),
    Fault("bad-date", Stage.CELLS, bad_date, always),
    Fault("doubtful-date", Stage.CELLS, doubtful_date, always),
    Fault("date-outside-fonds", Stage.CELLS, date_outside_fonds, always),
    Fault("bad-retention", Stage.CELLS, bad_retention, always),
    Fault("bad-status", Stage.CELLS, bad_status, always),
    Fault("classified", Stage.CELLS, classified, always),
    Fault("code-field-mismatch", Stage.CELLS, code_field_mismatch, always),
    Fault("lost-leading-zeros", Stage.CELLS, lost_leading_zeros, always),
    Fault("rounded-number", Stage.CELLS, rounded_number, always),
    Fault("encoding", Stage.CELLS, encoding, always),
    Fault("page-count", Stage.CELLS, page_count, with_pages),
)

"""What a row of the sheet says of its files: the item, its volume, how many pages, and which.

起頁號 and 止頁號 tell the first and last page in the volume, or 頁號 tells both (``1-3``) or, as DA/T 22 lists have it,
only the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from lantai.values import codes
from lantai.values.numerals import read_integer

FIRST: Final = "first_page"
LAST: Final = "last_page"
RANGE: Final = "page_range"
PAGES: Final = "pages"
CODE: Final = "code"

_NUMBER: Final = re.compile(r"\D{0,2}?(\d{1,6})\D{0,2}?")
_RANGE: Final = re.compile(r"\D{0,2}?(\d{1,6})(?:\s*(?:[-—–―－~～〜至到]|\.\.)+\s*(\d{1,6}))?\D{0,2}?")
_MOST: Final = 999_999
"""Pages; as many as six figures can tell."""
_SURPLUS: Final = str.maketrans({chr(0xFF10 + n): str(n) for n in range(10)})


class Row(Protocol):
    """A row of any sheet: text by field keys, empty where there is none."""

    @property
    def sheet(self) -> str: ...

    @property
    def row(self) -> int: ...

    def get(self, key: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class PageSpan:
    """The pages ``first`` to ``last`` of a volume, both included; ``last`` None: to the volume's end."""

    first: int
    last: int | None

    @property
    def length(self) -> int | None:
        return None if self.last is None else self.last - self.first + 1

    def __str__(self) -> str:
        return f"{self.first}-{self.last or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item, as far as its files are concerned. ``volume`` is the volume's code, ``""`` without one."""

    sheet: str
    row: int
    code: str
    volume: str = ""
    pages: int | None = None
    first: int | None = None
    last: int | None = None


def item_row(row: Row, volume_of: Callable[[str], str] | None = None) -> ItemRow:
    """Read a row of the sheet. ``volume_of`` gives the volume's code of an item's (by the fonds' code profile);
    without it the volume's code is the item's less its last part."""
    code = codes.normalise(row.get(CODE))
    first, last = _pages(row)
    return ItemRow(
        sheet=row.sheet,
        row=row.row,
        code=code,
        volume=(volume_of or volume_by_place)(code),
        pages=_number(row.get(PAGES)),
        first=first,
        last=last,
    )


def unread_numbers(row: Row) -> Iterator[tuple[str, str]]:
    """The fields that should hold pages and hold something else (約十頁), each with what stands there."""
    for key in (PAGES, LAST):
        if (text := row.get(key)) and _number(text) is None:
            yield key, text
    for key in (FIRST, RANGE):
        if (text := row.get(key)) and read_range(text)[0] is None:
            yield key, text


def volume_by_place(code: str) -> str:
    return code.rpartition("-")[0]


def _pages(row: Row) -> tuple[int | None, int | None]:
    told = read_range(row.get(FIRST))
    if told == (None, None):
        told = read_range(row.get(RANGE))
    last = _number(row.get(LAST))
    return told[0], last if last is not None else told[1]


def read_range(text: str) -> tuple[int | None, int | None]:
    """First and last page of ``1-3``, ``1～3``, ``第1至3頁``; the last is None of one number alone, both of none."""
    match = _RANGE.fullmatch(text.translate(_SURPLUS).strip())
    if match is None:
        return None, None
    return int(match[1]), int(match[2]) if match[2] else None


def _number(text: str) -> int | None:
    """A count however it is written: 12, １２, 十二, 12頁; one beyond all reason is the most that there may be."""
    match = _NUMBER.fullmatch(text.translate(_SURPLUS).strip())
    number = int(match[1]) if match else read_integer(text.rstrip("頁页面張张 "))
    return min(number, _MOST) if number is not None and number >= 0 else None

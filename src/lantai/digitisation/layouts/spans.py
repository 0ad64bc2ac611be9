"""Page ranges in a volume: which pages are whose (``PageSpan``, model.md 6), and where the sheet contradicts itself.

A page may lie in two items: one letter ends and the next begins on it. So the last page of one row may be the first
of the next; more in common is an overlap, and pages between them are a gap. Everything here goes through the rows
once and remembers two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from lantai.digitisation.layouts.rows import ItemRow, PageSpan
from lantai.digitisation.layouts.seen import Seen


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with the pages of the volume that are its own; None where nothing tells them."""

    row: ItemRow
    span: PageSpan | None


def place(rows: Iterable[ItemRow]) -> Iterator[Placed]:
    """The spans of the rows of one volume, in the sheet's order.

    What a row leaves out is filled in: the last page from its page count, else from where the next row begins; the
    first page from where the row before ended.
    """
    after = 1
    for row, following in pairwise(chain(rows, [None])):
        assert row is not None
        span = _span(row, after, following)
        yield Placed(row, span)
        if span is not None:
            after = (span.last or span.first) + 1


def _span(row: ItemRow, after: int, following: ItemRow | None) -> PageSpan | None:
    if row.first is None and not row.pages:
        return None
    first = after if row.first is None else row.first
    if row.last is not None:
        return PageSpan(first, row.last) if row.last >= first else None
    if row.pages:
        return PageSpan(first, first + row.pages - 1)
    if following is not None and following.first is not None:
        return PageSpan(first, max(first, following.first - 1))
    return PageSpan(first, None)


def contradictions(placed: Iterable[Placed]) -> Iterator[Seen]:
    """What the rows of one volume say against themselves and each other: page-count, page-overlap, page-gap."""
    before: PageSpan | None = None
    for one in placed:
        yield from _with_itself(one.row)
        if one.span is None or one.row.first is None:
            continue
        if before is not None:
            yield from _with_the_one_before(before, one.row, one.span)
        before = one.span


def _with_itself(row: ItemRow) -> Iterator[Seen]:
    if row.first is None or row.last is None:
        return
    if row.last < row.first:
        yield _seen(row, "page-overlap", f"{row.first}-{row.last}", f"{row.last}-{row.first}")
    elif row.pages is not None and row.pages != row.last - row.first + 1:
        yield _seen(row, "page-count", str(row.last - row.first + 1), str(row.pages))


def _with_the_one_before(before: PageSpan, row: ItemRow, span: PageSpan) -> Iterator[Seen]:
    if before.last is None:
        return
    if span.first < before.last or span.first < before.first:
        yield _seen(row, "page-overlap", str(span), str(before.last + 1))
    elif span.first > before.last + 1:
        yield _seen(row, "page-gap", str(span.first), str(before.last + 1))


def _seen(row: ItemRow, code: str, found: str, expected: str) -> Seen:
    column = "頁數" if code == "page-count" else "起頁號"
    return Seen(code=code, sheet=row.sheet, row=row.row, column=column, found=found, expected=expected)

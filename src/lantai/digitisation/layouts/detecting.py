"""Detecting: how a delivery is laid out, judged from its files and the codes of its sheet.

Every layout is tried on all files. A layout explains much when most files of its kind find an owner by it, most rows
find files, and the counts of pages come out as the sheet states them. The best of each kind leads; the others keep
what it leaves, so that a delivery in which some items are images and some PDFs, or laid out in two ways, is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantai.digitisation.layouts.inventory import Inventory
from lantai.digitisation.layouts.layout import Layout, Part
from lantai.digitisation.layouts.matching import Matching, enter_rows
from lantai.digitisation.layouts.profile import LayoutProfile
from lantai.digitisation.layouts.rows import ItemRow
from lantai.digitisation.layouts.store import Store


class UnknownLayout(ValueError):
    """No layout has this name; the message lists those there are."""


@dataclass(frozen=True, slots=True)
class _Tally:
    """What a layout explains: files of its kind, rows that get some, and of those whose count is stated, how many
    come out right."""

    files: int
    of_files: int
    rows: int
    of_rows: int
    right: int
    stated: int

    @property
    def score(self) -> float:
        """From 0 to 1. Files count most: a file belongs to one layout, while a row may have its files elsewhere."""
        agreeing = self.right / self.stated if self.stated else 0.75
        rows = self.rows / self.of_rows if self.of_rows else 0.0
        return self.files / self.of_files * (0.4 + 0.6 * agreeing) * (0.5 + 0.5 * rows) if self.of_files else 0.0


def detect(
    inventory: Inventory, rows: Iterable[ItemRow], *, profile: Sequence[LayoutProfile], named: Sequence[str] = ()
) -> Layout:
    """Judge the layout of a delivery. ``profile`` are the layouts there may be; ``named`` chooses among them.

    The rows are read once and kept in the inventory's table. A row whose code is the volume of others stands for the
    volume and gets no files of its own. Raises UnknownLayout.
    """
    layouts = _chosen(profile, named)
    store = inventory.store
    count = enter_rows(store, rows)
    Matching(inventory, layouts).run()
    ranked = sorted(
        ((_tally(store, layout, count), layout) for layout in layouts),
        key=lambda one: (-round(one[0].score, 2), one[1].order),
    )
    store.enter("rank", [(layout.name, place) for place, (_tally_, layout) in enumerate(ranked)])
    for _one, layout in ranked:
        _leave_what_is_held(store, layout)
    return Layout(inventory=inventory, parts=tuple(_parts(store, ranked, count)), row_count=count)


def _chosen(profile: Sequence[LayoutProfile], named: Sequence[str]) -> Sequence[LayoutProfile]:
    known = {layout.name: layout for layout in profile}
    for name in named:
        if name not in known:
            raise UnknownLayout(f"No layout is called {name!r}; expected one of {', '.join(known)}.")
    return [known[name] for name in named] or profile


def _tally(store: Store, layout: LayoutProfile, rows: int) -> _Tally:
    of_items, of_volumes = _counted_items(store, layout), _counted_volumes(store, layout)
    whole, single = (
        "SELECT SUM(files) FROM bundle WHERE id IN (SELECT bundle FROM holding WHERE layout = ? AND file IS NULL)",
        "SELECT COUNT(DISTINCT file) FROM holding WHERE layout = ? AND file IS NOT NULL",
    )
    owners = "SELECT COUNT(DISTINCT owner) FROM holding WHERE layout = ?"
    held = store.count(whole, (layout.name,)) + store.count(single, (layout.name,))
    return _Tally(
        # A PDF is the whole of its owner: an owner of several has one, and the others are not explained.
        files=store.count(owners, (layout.name,)) if layout.kind == "pdf" else held,
        of_files=store.count("SELECT SUM(files) FROM bundle WHERE kind = ?", (layout.kind,)),
        rows=of_items[0] + of_volumes[0],
        of_rows=rows - store.count("SELECT COUNT(*) FROM row WHERE key IN (SELECT volume FROM row)"),
        right=of_items[1] + of_volumes[1],
        stated=of_items[2] + of_volumes[2],
    )


_ITEMS = """
WITH held AS (
    SELECT owner, SUM(CASE WHEN holding.file IS NULL THEN bundle.files ELSE 1 END) AS files
    FROM holding JOIN bundle ON bundle.id = holding.bundle WHERE layout = ? AND of = 'item' GROUP BY owner
), stated AS (
    SELECT held.files, COALESCE(row.pages, row.told_last - row.told_first + 1) AS pages
    FROM held JOIN row ON row.key = held.owner
)
SELECT COUNT(*), SUM(files = pages), COUNT(pages) FROM stated
"""
"""Rows with files; rows with as many as stated; rows that state a number."""

_VOLUMES = """
WITH held AS (
    SELECT owner, MIN(low) AS low, MAX(high) AS high FROM holding JOIN bundle ON bundle.id = holding.bundle
    WHERE layout = ? AND of = 'volume' GROUP BY owner
)
SELECT SUM(row.first <= held.high), SUM(row.first >= held.low AND COALESCE(row.last, row.first) <= held.high),
       COUNT(row.first)
FROM held JOIN row ON row.volume = held.owner
"""
"""Rows that begin within their volume's files; rows that lie in them whole; rows with a place in the volume."""


def _counted_items(store: Store, layout: LayoutProfile) -> tuple[int, int, int]:
    """A PDF or a whole text is one file, whatever the row states: its pages say nothing about the layout."""
    seen, right, stated = _three(store, _ITEMS, layout)
    is_by_page = layout.kind == "image" or (layout.kind == "text" and layout.ways[0].by != "name")
    return (seen, right, stated) if is_by_page else (seen, 0, 0)


def _counted_volumes(store: Store, layout: LayoutProfile) -> tuple[int, int, int]:
    seen, right, stated = _three(store, _VOLUMES, layout)
    if layout.kind == "pdf":
        return stated, 0, 0
    return seen, right, stated


def _three(store: Store, sql: str, layout: LayoutProfile) -> tuple[int, int, int]:
    first, second, third = store.one(sql, (layout.name,)) or (0, 0, 0)
    return int(first or 0), int(second or 0), int(third or 0)


def _leave_what_is_held(store: Store, layout: LayoutProfile) -> None:
    """A file that a better layout of the same kind gives an owner has no other owner by this one."""
    store.run(
        "DELETE FROM holding WHERE layout = ?1 AND EXISTS ("
        "SELECT 1 FROM holding AS better JOIN rank ON rank.layout = better.layout "
        "WHERE better.bundle = holding.bundle AND rank.place < (SELECT place FROM rank WHERE layout = ?1) "
        "AND (better.file IS NULL OR holding.file IS NULL OR better.file = holding.file))",
        (layout.name,),
    )


def _parts(store: Store, ranked: Sequence[tuple[_Tally, LayoutProfile]], rows: int) -> Iterable[Part]:
    """The layouts that hold something in the end, the best of each kind first."""
    for tally, layout in ranked:
        if store.one("SELECT 1 FROM holding WHERE layout = ? LIMIT 1", (layout.name,)):
            yield Part(
                name=layout.name,
                kind=layout.kind,
                score=round(tally.score, 3),
                why=f"{tally.files} of {tally.of_files} files, {tally.rows} of {tally.of_rows} rows"
                + (f", {tally.right} of {tally.stated} page counts as stated" if tally.stated else ""),
            )

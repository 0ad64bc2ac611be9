"""Matching: which item or volume of the sheet a bundle of files may belong to, by every layout there is.

Each possible answer is a *holding*: this owner holds this bundle (or this file of it) by this layout. Which layouts
hold is decided afterwards, from how well they explain the whole (``detecting``). Exact keys come first; what they leave
without an owner is tried once more with looser ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, tee
from typing import Any, Final

from lantai.digitisation.layouts.inventory import Inventory, parted
from lantai.digitisation.layouts.keys import code_key, joined, loose_key, name_key
from lantai.digitisation.layouts.profile import KINDS, LayoutProfile, Way
from lantai.digitisation.layouts.rows import ItemRow
from lantai.digitisation.layouts.spans import Placed, place
from lantai.digitisation.layouts.store import Entering, Store

_TABLES: Final = """
DROP TABLE IF EXISTS row; DROP TABLE IF EXISTS owner; DROP TABLE IF EXISTS holding; DROP TABLE IF EXISTS rank;
CREATE TABLE row (id INTEGER PRIMARY KEY, sheet TEXT, number INTEGER, code TEXT, key TEXT, volume_code TEXT,
                  volume TEXT, pages INTEGER, told_first INTEGER, told_last INTEGER, first INTEGER, last INTEGER);
CREATE TABLE owner (of TEXT, key TEXT, loose TEXT);
CREATE TABLE holding (layout TEXT, of TEXT, owner TEXT, bundle INTEGER, file INTEGER, way TEXT);
CREATE TABLE rank (layout TEXT PRIMARY KEY, place INTEGER);
"""
_OWNERS: Final = """
CREATE INDEX row_by_key ON row (key);
CREATE INDEX row_by_page ON row (volume, first);
INSERT INTO owner SELECT 'volume', volume, NULL FROM row WHERE first IS NOT NULL GROUP BY volume;
INSERT INTO owner SELECT 'item', key, NULL FROM row WHERE key NOT IN (SELECT volume FROM row) GROUP BY key;
"""
_INDEXES: Final = """
CREATE INDEX owner_by_key ON owner (key, of);
CREATE INDEX owner_by_loose ON owner (loose, of);
ANALYZE;
"""
_AMONG: Final = 4
"""So many folders may have to be read together to make a code: fonds, series, volume, item."""
_MANY: Final = 5_000


def enter_rows(store: Store, rows: Iterable[ItemRow]) -> int:
    """The rows of the sheet as tables, in their order, each with the pages of its volume; how many there are.

    A row whose code is the volume of others is the volume's own: it has no files but theirs.
    """
    store.script(_TABLES)
    with store.transaction():
        entering, count = Entering(store, "row"), 0
        for count, row in enumerate(rows, start=1):
            volume = code_key(row.volume) if row.volume else ""
            told = (row.pages, row.first, row.last)
            entering.add(count, row.sheet, row.row, row.code, code_key(row.code), row.volume, volume, *told, None, None)
        entering.flush()
        store.run("CREATE INDEX row_by_volume ON row (volume, id)")
        _place_rows(store)
    store.script(_OWNERS)
    with store.transaction():
        _enter_loose_keys(store)
    store.script(_INDEXES)
    return count


def volumes(store: Store) -> Iterator[Iterator[tuple[int, Placed]]]:
    """The rows of each volume with the pages that are theirs, in the sheet's order, with their ids.

    Left out are volumes whose rows tell no pages, and those of whose rows four in five and more begin with page 1: they
    number their own. In a short volume the first items may share page 1.
    """
    asked = store.ask(
        "SELECT volume, id, sheet, number, code, volume_code, pages, told_first, told_last FROM row "
        "WHERE volume <> '' AND volume IN (SELECT volume FROM row GROUP BY volume HAVING "
        "COUNT(*) = 1 OR COALESCE(SUM(told_first = 1), 0) * 5 < COUNT(*) * 4) ORDER BY volume, id"
    )
    for _key, members in groupby(asked, key=lambda one: one[0]):
        yield _placed_rows(members)


def _placed_rows(members: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Placed]]:
    ids, rows = tee(members)
    for (_key, id_, *_rest), placed in zip(ids, place(map(_row, rows)), strict=True):
        yield id_, placed


def _row(asked: tuple[Any, ...]) -> ItemRow:
    _key, _id, sheet, number, code, volume, pages, first, last = asked
    return ItemRow(sheet=sheet, row=number, code=code, volume=volume, pages=pages, first=first, last=last)


def _place_rows(store: Store) -> None:
    settled: list[tuple[int | None, ...]] = []
    for members in volumes(store):
        for id_, placed in members:
            if placed.span is not None:
                settled.append((placed.span.first, placed.span.last, id_))
            if len(settled) >= _MANY:
                _settle(store, settled)
    _settle(store, settled)


def _settle(store: Store, settled: list[tuple[int | None, ...]]) -> None:
    store.run_many("UPDATE row SET first = ?, last = ? WHERE id = ?", settled)
    settled.clear()


def _enter_loose_keys(store: Store) -> None:
    store.create_function("loose_key", loose_key)
    store.run("UPDATE owner SET loose = loose_key(key)")


@dataclass(slots=True)
class Matching:
    """One pass over the bundles of an inventory."""

    inventory: Inventory
    layouts: Sequence[LayoutProfile]
    holdings: Entering = field(init=False)
    _by_kind: dict[str, list[LayoutProfile]] = field(init=False)
    _loose: bool = False

    def __post_init__(self) -> None:
        """What is surest and cheapest to ask comes first: items before volumes, names of single files last."""
        ordered = sorted(self.layouts, key=lambda one: (one.ways[0].by == "name", one.ways[0].of == "volume"))
        self._by_kind = {kind: [one for one in ordered if one.kind == kind] for kind in KINDS}
        self.holdings = Entering(self.inventory.store, "holding")

    def run(self) -> None:
        """Enter every holding. The store's rows must be entered already."""
        store = self.inventory.store
        for self._loose in (False, True):
            with store.transaction():
                left = _bundles(store, left_over=self._loose)
                for bundle in list(left) if self._loose else left:
                    self._match(bundle)
                self.holdings.flush()
            if not self._loose:
                store.run("CREATE INDEX holding_by_bundle ON holding (bundle)")
        store.run("CREATE INDEX holding_by_owner ON holding (owner, of)")

    def _match(self, bundle: _Bundle) -> None:
        held = set[str]()
        for layout in self._by_kind[bundle.kind]:
            self._by_layout(bundle, layout, held)

    def _by_layout(self, bundle: _Bundle, layout: LayoutProfile, held: set[str]) -> None:
        """A bundle belongs by the first of a layout's ways that fits; ``held`` are the kinds of owners found so far.

        Images that a folder or prefix gives to an item are not asked for more: of a million that would be dear.
        """
        named = set[int]()
        for way in layout.ways:
            if bundle.kind == "image" and "item" in held and (way.of == "volume" or way.by == "name"):
                continue
            if way.by == "name":
                named |= self._by_name(bundle, layout, way)
            elif owner := self._owner_of(bundle, way):
                held.add(way.of)
                self._hold(bundle, layout, way, owner, but=named)
                return

    def _owner_of(self, bundle: _Bundle, way: Way) -> str:
        if way.by == "prefix":
            return self._find(way.of, [*bundle.folders, bundle.prefix]) if bundle.prefix else ""
        if self._belongs_elsewhere(bundle, way):
            return ""
        return self._owner_by_folder(bundle, way.of)

    def _owner_by_folder(self, bundle: _Bundle, of: str) -> str:
        """The owner that its folder means; where that means none, the folder above those that only sort files."""
        owner, meant = self._find(of, bundle.folders), bundle.meant_folders
        return owner if owner or meant == bundle.folders else self._find(of, meant)

    def _belongs_elsewhere(self, bundle: _Bundle, way: Way) -> bool:
        """Whether the files' own names say that they belong to an item other than that of their folder."""
        owner = self._find_one("item", bundle.prefix) if bundle.prefix else ""
        return bool(owner) and (way.of == "volume" or owner != self._owner_by_folder(bundle, "item"))

    def _by_name(self, bundle: _Bundle, layout: LayoutProfile, way: Way) -> set[int]:
        named = set[int]()
        if bundle.kind == "image" and not bundle.prefix:
            return named  # 0001.jpg in a folder is a page of what the folder is
        for file, name, shown in self._files(bundle):
            stem = name_key(parted(shown or name)[0])
            if owner := self._find(way.of, [*bundle.folders, stem]):
                self.holdings.add(layout.name, way.of, owner, bundle.id, file, way.by)
                named.add(file)
        return named

    def _files(self, bundle: _Bundle) -> Iterator[tuple[int, str, str | None]]:
        yield from self.inventory.store.ask("SELECT id, name, shown FROM file WHERE bundle = ?", (bundle.id,))

    def _hold(self, bundle: _Bundle, layout: LayoutProfile, way: Way, owner: str, *, but: set[int]) -> None:
        """The whole bundle but what was named; a number in the name of a PDF is no page, so PDFs are held singly."""
        if layout.kind != "pdf" and not but:
            self.holdings.add(layout.name, way.of, owner, bundle.id, None, way.by)
            return
        for file, _name, _shown in self._files(bundle):
            if file not in but:
                self.holdings.add(layout.name, way.of, owner, bundle.id, file, way.by)

    def _find(self, of: str, parts: list[str]) -> str:
        """The owner that the last part means, alone or after the folders above it."""
        return next((found for key in joined(parts[-_AMONG:]) if (found := self._find_one(of, key))), "")

    def _find_one(self, of: str, key: str) -> str:
        store = self.inventory.store
        if not self._loose:
            found = store.one("SELECT key FROM owner WHERE key = ? AND of = ?", (key, of))
            return str(found[0]) if found else ""
        owners = list(store.ask("SELECT key FROM owner WHERE loose = ? AND of = ? LIMIT 2", (loose_key(key), of)))
        return str(owners[0][0]) if len(owners) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Bundle:
    """``folders`` are the keys of the folders that it lies in, the nearest last."""

    id: int
    kind: str
    prefix: str
    folders: list[str]

    @property
    def meant_folders(self) -> list[str]:
        """The folders less those below the item's own that only sort its files, as ``TIFF`` or ``正文``."""
        parts = list(self.folders)
        while parts and not any(char.isdigit() for char in parts[-1]):
            parts.pop()
        return parts


def _bundles(store: Store, *, left_over: bool) -> Iterator[_Bundle]:
    where = "AND NOT EXISTS (SELECT 1 FROM holding WHERE holding.bundle = bundle.id)" if left_over else ""
    asked = store.ask(
        "SELECT bundle.id, bundle.kind, bundle.prefix, folder.shown, folder.key FROM bundle JOIN folder ON folder.id = "  # noqa: S608
        f"bundle.folder WHERE bundle.kind IN ('image', 'pdf', 'text') {where}"
    )
    for id_, kind, prefix, shown, key in asked:
        above = [name_key(part) for part in shown.split("/")[-2 * _AMONG : -1]]
        yield _Bundle(id_, kind, prefix, [*above, key])

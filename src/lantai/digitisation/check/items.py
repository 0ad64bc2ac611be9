"""The items of a checked delivery with their files: volumes that came as one first, then items in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lantai.digitisation.check.filing import COPY, IMAGE, ITEMS, SPAN, TEXT
from lantai.digitisation.check.item import Item, Leaf
from lantai.digitisation.check.working import Entry, WorkingTable
from lantai.digitisation.sheets.rows import SheetRow

_PIECES = "SELECT kind, page, path, leaf, label FROM piece WHERE {} ORDER BY kind, page, path"


def items(table: WorkingTable) -> Iterator[Item]:
    """Volumes with files of their own, then every entry that is an item."""
    has_pieces = table.store.one("SELECT 1 FROM piece LIMIT 1") is not None
    if has_pieces:
        yield from _volumes(table)
    known: dict[str, SheetRow | None] = {}
    has_volumes = table.store.one("SELECT 1 FROM volume UNION ALL SELECT 1 FROM entry WHERE place = 'volume' LIMIT 1")
    for entry in table.entries(ITEMS):
        if has_volumes and entry.volume not in known:
            known = {entry.volume: table.volume(entry.volume)}  # rows of a volume follow each other, as a rule
        yield _item(table, entry, known.get(entry.volume), has_pieces=has_pieces)


def page_count(table: WorkingTable) -> int:
    """Images, and texts of items that have none."""
    return table.store.count("SELECT COUNT(*) FROM piece WHERE kind = 'image'") + table.store.count(
        "SELECT COUNT(*) FROM piece WHERE kind = 'text' AND entry IS NOT NULL AND NOT EXISTS (SELECT 1 FROM piece AS "
        "other WHERE other.entry = piece.entry AND other.kind IN ('image', 'span'))"
    )


def _item(table: WorkingTable, entry: Entry, volume_row: SheetRow | None, *, has_pieces: bool) -> Item:
    files = _files(table, "entry = ?", entry.id) if has_pieces else _NOTHING
    return Item(
        row=entry.row,
        code=entry.code,
        fonds=entry.fonds,
        volume=entry.volume,
        profile=entry.profile,
        leaves=files.leaves,
        texts=files.texts,
        copies=files.copies,
        span=files.span,
        volume_row=volume_row,
        standing=entry.standing,
        faulty=entry.faulty,
    )


def _volumes(table: WorkingTable) -> Iterator[Item]:
    asked = table.store.ask(
        "SELECT entry.volume, entry.fonds, entry.profile, entry.sheet, MIN(entry.number) FROM entry WHERE entry.volume "
        "IN (SELECT volume FROM piece WHERE entry IS NULL) AND place = '' GROUP BY entry.volume ORDER BY MIN(entry.id)"
    )
    for code, fonds, profile, sheet, number in list(asked):
        files, row = _files(table, "entry IS NULL AND volume = ?", code), table.volume(code)
        yield Item(
            row=row or SheetRow(sheet=sheet, row=number, values={"code": code}),
            code=code,
            fonds=fonds,
            volume=code,
            profile=profile,
            is_volume=True,
            leaves=files.leaves,
            texts=files.texts,
            copies=files.copies,
            volume_row=row,
            standing=table.volume_standing(code),
            faulty=not table.store.one("SELECT 1 FROM entry WHERE volume = ? AND place = '' AND faulty = 0", (code,)),
        )


@dataclass(slots=True)
class _Files:
    """The pieces of one owner, by kind."""

    leaves: tuple[Leaf, ...] = ()
    texts: tuple[tuple[int, str], ...] = ()
    copies: tuple[str, ...] = ()
    span: tuple[int, int] | None = None


def _files(table: WorkingTable, where: str, owner: object) -> _Files:
    found: dict[str, list[tuple[int, str, int, str]]] = defaultdict(list)
    for kind, page, path, leaf, label in table.store.ask(_PIECES.format(where), (owner,)):
        found[kind].append((page, path, leaf, label))
    return _Files(
        leaves=tuple(Leaf(path, page, leaf, label) for page, path, leaf, label in found[IMAGE]),
        texts=tuple((page, path) for page, path, _leaf, _label in found[TEXT]),
        copies=tuple(path for _page, path, _leaf, _label in found[COPY]),
        span=next(((first, last) for first, _path, last, _label in found[SPAN]), None),
    )


_NOTHING = _Files()

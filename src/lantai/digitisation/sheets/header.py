"""Finding the header: the row, or the two rows, that name the columns.

Above it stand titles, beneath it the data. Two rows are one header where cells are merged: 頁號 over 起 and 止 is
頁號起 and 頁號止, and a name merged down both rows is itself. Of all rows at the top the one that names the most fields
is taken; two only where they name more than either alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lantai.digitisation.sheets.cells import Merge, RawRow, column_letters
from lantai.digitisation.sheets.mapping import IGNORED, ColumnMapping
from lantai.digitisation.sheets.names import ColumnNames
from lantai.digitisation.sheets.plain import as_text
from lantai.values.folding import fold

Level = Literal["volume", "item", "unknown"]

WITHIN: Final = 40
"""Rows in which the header is looked for."""
_SAMPLES: Final = 5
_LONGEST_NAME: Final = 200
_LONGEST_SAMPLE: Final = 80
_SIGNS: Final = frozenset({"code", "title", "volume_title"})
"""A header names one of these and another field."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column that is understood: its place from 0, its name as it stands, the field it fills."""

    place: int
    name: str
    key: str

    @property
    def letters(self) -> str:
        return column_letters(self.place)


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that is not: ``samples`` are some of its values, ``claimed`` the field if another column has it."""

    place: int
    name: str
    samples: tuple[str, ...]
    claimed: str = ""

    @property
    def letters(self) -> str:
        return column_letters(self.place)


@dataclass(frozen=True, slots=True)
class Header:
    """``first_row`` and ``row`` count from 1; the data begin after ``row``. Ignored columns are in neither list."""

    first_row: int
    row: int
    level: Level
    columns: tuple[SheetColumn, ...]
    unknown: tuple[UnknownColumn, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    first_row: int
    row: int
    titles: dict[int, str]
    keys: dict[int, str]
    claimed: dict[int, str]

    @property
    def is_header(self) -> bool:
        named = {key for place, key in self.keys.items() if place in self.titles} - {IGNORED}
        return len(named) >= 2 and bool(named & _SIGNS)


def find_header(
    rows: Sequence[RawRow], merges: Sequence[Merge], names: ColumnNames, mapping: ColumnMapping | None, hint: str
) -> Header | None:
    """The header among the first rows of a table. ``hint`` is what the sheet and the file are called.

    Where no row names enough fields, the likeliest row of texts is taken, all its columns unknown; None for a table
    that has no such row.
    """
    top = [row for row in rows[:WITHIN] if any(cell is not None for cell in row.cells)]
    found = max((one for one in _candidates(top, merges, names, mapping) if one.is_header), key=_worth, default=None)
    if found is None:
        return _nameless(top, rows)
    above = [as_text(cell) for row in top if row.number < found.first_row for cell in row.cells]
    level = _level(found, names, [*above, hint])
    keys = _in_volumes(found.keys, names) if level == "volume" else found.keys
    columns = tuple(
        SheetColumn(place, found.titles.get(place, ""), key) for place, key in sorted(keys.items()) if key != IGNORED
    )
    return Header(found.first_row, found.row, level, columns, _unknown(found, rows))


def _worth(one: _Candidate) -> tuple[int, int, int]:
    """The most fields; of equals one row rather than two, and the upper one."""
    return len(one.keys), one.first_row - one.row, -one.row


def _candidates(
    top: Sequence[RawRow], merges: Sequence[Merge], names: ColumnNames, mapping: ColumnMapping | None
) -> Iterator[_Candidate]:
    for row, below in zip(top, [*top[1:], None], strict=True):
        titles = _titles(row)
        yield _understood(row.number, row.number, {place: (title,) for place, title in titles.items()}, names, mapping)
        if below is not None and below.number == row.number + 1:
            ways = _two_rows(row, below, merges)
            yield _understood(row.number, below.number, ways, names, mapping)


def _titles(row: RawRow) -> dict[int, str]:
    return {place: text for place, cell in enumerate(row.cells) if (text := as_text(cell)[:_LONGEST_NAME])}


def _two_rows(upper: RawRow, lower: RawRow, merges: Sequence[Merge]) -> dict[int, tuple[str, ...]]:
    """Each column's possible names, the likeliest first: both rows joined, the lower; the upper if it is alone."""
    above, below = _spread(_titles(upper), upper.number, merges), _titles(lower)
    ways: dict[int, tuple[str, ...]] = {}
    for place in sorted(above.keys() | below.keys()):
        over, under = above.get(place, ""), below.get(place, "")
        ways[place] = (f"{over} {under}", under) if over and under else (over or under,)
    return ways


def _spread(titles: dict[int, str], row: int, merges: Sequence[Merge]) -> dict[int, str]:
    """The titles of a row, each over all columns of its merged range."""
    wide = dict(titles)
    for merge in merges:
        if merge.first_row <= row <= merge.last_row and merge.first in titles:
            wide.update((place, titles[merge.first]) for place in range(merge.first, merge.last + 1))
    return wide


def _understood(
    first_row: int, row: int, ways: dict[int, tuple[str, ...]], names: ColumnNames, mapping: ColumnMapping | None
) -> _Candidate:
    """Which column is which field. A field goes to the column with the surest name, the first of equals."""
    titles = {place: forms[0] for place, forms in ways.items()}
    lettered = dict.fromkeys(mapping.places, ("",)) if mapping else {}
    keys: dict[int, str] = {}
    offers: list[tuple[int, int, str]] = []
    for place, forms in {**lettered, **ways}.items():
        said = _said(place, forms, mapping)
        if said:
            keys[place] = said
        elif offer := _offer(forms, names):
            offers.append((offer[0], place, offer[1]))
    claimed: dict[int, str] = {}
    for _rank, place, key in sorted(offers):
        (claimed if key in keys.values() else keys)[place] = key
    return _Candidate(first_row, row, titles, keys, claimed)


def _said(place: int, forms: tuple[str, ...], mapping: ColumnMapping | None) -> str | None:
    if mapping is None:
        return None
    return next(filter(None, (mapping.key_of(form, column_letters(place)) for form in forms)), None)


def _offer(forms: tuple[str, ...], names: ColumnNames) -> tuple[int, str] | None:
    found = next(filter(None, map(names.field_of, forms)), None)
    return (found.rank, found.key) if found else None


def _level(found: _Candidate, names: ColumnNames, around: Sequence[str]) -> Level:
    """Volumes or items: by the fields that only one of them has, then by what stands around, else items."""
    keys = set(found.keys.values())
    volume, item = len(keys & names.volume_fields), len(keys & names.item_fields)
    volume += "title" not in keys and "volume_title" in keys
    if volume != item:
        return "volume" if volume > item else "item"
    said = fold("\n".join(around))
    if any(word in said for word in names.item_words):
        return "item"
    return "volume" if any(word in said for word in names.volume_words) else "item"


def _in_volumes(keys: dict[int, str], names: ColumnNames) -> dict[int, str]:
    """The fields as they are meant in a sheet of volumes, where no other column has them."""
    held = set(keys.values())
    reads = {key: to for key, to in names.volume_reads.items() if to not in held}
    return {place: reads.get(key, key) for place, key in keys.items()}


def _unknown(found: _Candidate, rows: Sequence[RawRow]) -> tuple[UnknownColumn, ...]:
    """The columns with a title or values that are no field's."""
    below = [row for row in rows if row.number > found.row]
    widest = max((len(row.cells) for row in below), default=0)
    places = sorted(set(range(widest)) | found.titles.keys() - found.keys.keys())
    columns = (
        UnknownColumn(place, found.titles.get(place, ""), _samples(below, place), found.claimed.get(place, ""))
        for place in places
        if place not in found.keys
    )
    return tuple(one for one in columns if one.name or one.samples)


def _samples(rows: Sequence[RawRow], place: int) -> tuple[str, ...]:
    met: dict[str, None] = {}
    for row in rows:
        if place < len(row.cells) and (text := as_text(row.cells[place])[:_LONGEST_SAMPLE]):
            met[text] = None
            if len(met) == _SAMPLES:
                break
    return tuple(met)


def _nameless(top: Sequence[RawRow], rows: Sequence[RawRow]) -> Header | None:
    """The first row that has texts in half as many cells as the fullest one: a title has fewer."""
    texts = {row.number: sum(isinstance(cell, str) for cell in row.cells) for row in top}
    enough = max(2, max(texts.values(), default=0) / 2)
    likely = next((row for row in top if texts[row.number] >= enough), None)
    if likely is None:
        return None
    candidate = _Candidate(likely.number, likely.number, _titles(likely), {}, {})
    return Header(likely.number, likely.number, "unknown", (), _unknown(candidate, rows))

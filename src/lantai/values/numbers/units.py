"""The unit table: units and measure words by how they are written, with what they measure and their factor.

The table is data, ``profiles/units/*.toml``: one file a dimension, and an installation may add a folder of its own.
Every script and variant of a spelling is found; the name of a unit is its traditional form.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final

from lantai.values.numbers.plain import plain

UNIT_FOLDER: Final = Path(__file__).parents[2] / "profiles" / "units"


_BEFORE_ONLY: Final = "$¥￥€£"
"""Signs of money stand before the number."""


_COMPOUND: Final = frozenset({"time", "length", "area", "mass", "volume", "money"})
"""Dimensions in which a quantity may go on with a smaller unit."""
_POINTS: Final = frozenset(map(plain, "月日"))
"""三年二月 is a date as often as a length."""


class BadUnits(ValueError):
    """A file of units that cannot be used."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or measure word.

    ``factor`` is its size in the dimension's base unit (公頃: 10000, in square metres); None when it converts into
    nothing. A ``cautious`` one is no unit after a single Chinese digit (三方).
    """

    name: str
    dimension: str
    factor: Fraction | None = None
    cautious: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """A unit table: ``named`` by name, and the spellings, made plain, that stand for them."""

    named: dict[str, Unit]
    spelled: dict[str, Unit]
    not_before: dict[str, str]
    counted_after: dict[str, str]
    """The characters after which a cautious word is a unit all the same (翻一番)."""
    parts: dict[str, dict[str, Fraction]]
    """What a unit's parts are worth beside those of its dimension, by their spellings: 分 after 元, 畝 or 小時."""
    lengths: dict[str, tuple[int, ...]]
    """The lengths of the spellings that begin with a character, longest first."""

    def at(self, text: str, start: int) -> tuple[Unit, int] | None:
        """The unit whose longest spelling begins at ``start`` of a plain text, and where it ends."""
        for length in self.lengths.get(text[start : start + 1], ()):
            spelling = text[start : start + length]
            unit = self.spelled.get(spelling)
            end = start + len(spelling)  # the text may end before the length does
            if unit is not None and self._ends(spelling, text[end : end + 1]):
                return unit, end
        return None

    def part_at(self, whole: Unit, text: str, start: int) -> tuple[Fraction, int] | None:
        """The smaller unit that begins at ``start`` and goes on a quantity (三尺五寸), in the whole's unit."""
        for spelling, size in self.parts.get(whole.name, {}).items():
            if text.startswith(spelling, start):
                return size, start + len(spelling)
        found = self.at(text, start)
        if found is None or whole.factor is None or found[0].factor is None:
            return None
        unit, end = found
        is_part = unit.dimension == whole.dimension in _COMPOUND and found[0].factor < whole.factor
        is_point = unit.dimension == "time" and text[start:end] in _POINTS
        return (found[0].factor / whole.factor, end) if is_part and not is_point else None

    def _ends(self, spelling: str, following: str) -> bool:
        """Whether a spelling is a word of its own before a character ("" at the end of the text)."""
        if spelling[-1] in _BEFORE_ONLY:
            return False
        if not following:
            return True
        goes_on = spelling[-1].isascii() and spelling[-1].isalpha() and following.isascii() and following.isalnum()
        return not goes_on and following not in self.not_before.get(spelling, "")


def load_units(extra_dirs: Sequence[Path] = ()) -> Units:
    """The shipped units, and those of further folders, which replace units of the same name. Raises BadUnits."""
    if not extra_dirs:
        return shipped_units()
    return _table(_files((UNIT_FOLDER, *extra_dirs)))


@cache
def shipped_units() -> Units:
    return _table(_files((UNIT_FOLDER,)))


def _files(folders: Iterable[Path]) -> list[Path]:
    return [file for folder in folders for file in sorted(folder.glob("*.toml"))]


def _table(files: Iterable[Path]) -> Units:
    named: dict[str, Unit] = {}
    spelled: dict[str, Unit] = {}
    not_before: dict[str, str] = {}
    counted_after: dict[str, str] = {}
    parts: dict[str, dict[str, Fraction]] = {}
    for file in files:
        data = _read(file)
        for unit, spellings in _units_of(file, data):
            named[unit.name] = unit
            spelled |= dict.fromkeys(map(plain, spellings), unit)
        for word, after in data.get("not_before", {}).items():
            not_before[plain(word)] = plain(after)
        counted_after |= {word: plain(before) for word, before in data.get("counted_after", {}).items()}
        parts |= {whole: _parts(file, sizes) for whole, sizes in data.get("parts", {}).items()}
    return Units(named, spelled, not_before, counted_after, parts, _lengths(spelled))


def _parts(file: Path, sizes: dict[str, Any]) -> dict[str, Fraction]:
    try:
        return {plain(spelling): Fraction(size) for spelling, size in sizes.items()}
    except (ValueError, TypeError, ZeroDivisionError) as error:
        raise BadUnits(f"The parts of a unit of {file} cannot be read: {error}.") from error


def _lengths(spelled: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for spelling in spelled:
        lengths.setdefault(spelling[0], set()).add(len(spelling))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def _read(file: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadUnits(f"The unit file {file} cannot be read: {error}.") from error
    if not isinstance(data.get("dimension"), str):
        raise BadUnits(f"The unit file {file} lacks the key 'dimension'.")
    return data


def _units_of(file: Path, data: dict[str, Any]) -> Iterator[tuple[Unit, list[str]]]:
    cautious = set(data.get("cautious", "").split())
    for name in data.get("words", "").split():
        yield Unit(name, data["dimension"], cautious=name in cautious), [name]
    for name, fields in data.get("units", {}).items():
        try:
            factor = Fraction(fields["factor"]) if "factor" in fields else None
            spellings = [name, *fields.get("spellings", ())]
        except (ValueError, TypeError, ZeroDivisionError) as error:
            raise BadUnits(f"The unit {name!r} of {file} cannot be read: {error}.") from error
        yield Unit(name, data["dimension"], factor, name in cautious), spellings

"""What columns are called and what their cells hold: a delivery profile's own words (handbook 3.2, DA/T 18, DA/T 22).

Names are compared folded, so that simplified and traditional, full and half width, spaces and line breaks inside a
name make no difference. A name may carry brackets or an alternative: 件號(順序號), 年度/起止時間.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from lantai.values.folding import fold

_BRACKETS: Final = re.compile(r"[(（\[［【〔<《](.*?)[)）\]］】〕>》]", re.DOTALL)
_ALTERNATIVES: Final = re.compile(r"[/／、|｜]|或")
_SPACES: Final = re.compile(r"\s+")


class FieldKind(StrEnum):
    """What the cells of a field hold, which decides what is dirt in them."""

    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    PROSE = "prose"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class NamedField:
    """A field by one of its names; the smaller the rank, the surer the name."""

    key: str
    rank: int


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The words of a profile. Names are folded, ditto words without spaces and in small letters."""

    fields: Mapping[str, NamedField]
    labels: Mapping[str, str]
    """Field key → the first name of its column."""
    kinds: Mapping[str, FieldKind]
    item_fields: frozenset[str]
    volume_fields: frozenset[str]
    item_words: tuple[str, ...]
    volume_words: tuple[str, ...]
    volume_reads: Mapping[str, str]
    """Field key → the field that it is in a sheet of volumes."""
    ditto: frozenset[str]
    totals: tuple[str, ...]
    signatures: tuple[str, ...]

    def field_of(self, name: str) -> NamedField | None:
        """The field that a column is called after, by its whole name or by a part of it; None if by none."""
        for step, form in enumerate(_forms(name)):
            found = self.fields.get(fold(form))
            if found:
                return NamedField(found.key, found.rank + 100 * step)
        return None

    def kind_of(self, key: str) -> FieldKind:
        return self.kinds.get(key, FieldKind.LINE)


def _forms(name: str) -> Iterator[str]:
    """The name, the name without brackets, what is in brackets, and the alternatives that it offers."""
    yield name
    if bare := _BRACKETS.sub("", name):
        yield bare
    yield from _BRACKETS.findall(name)
    if len(parts := _ALTERNATIVES.split(name)) > 1:
        yield from parts


@cache
def column_names(profile: str = "default", *, folder: Path | None = None) -> ColumnNames:
    """The words of the delivery profile of this name; ``folder`` holds a home's own profiles.

    What an own profile leaves out is as in the one that is shipped. Raises FileNotFoundError when there is none.
    """
    shipped = resources.files("lantai.profiles").joinpath("deliveries")
    own = folder / f"{profile}.toml" if folder else None
    source = own if own and own.exists() else shipped.joinpath(f"{profile}.toml")
    standard = tomllib.loads(shipped.joinpath("default.toml").read_text(encoding="utf-8"))
    return from_data({**standard, **tomllib.loads(source.read_text(encoding="utf-8"))})


def from_data(data: Mapping[str, Any]) -> ColumnNames:
    """The words in a profile's data."""
    levels, rows = data["levels"], data["rows"]
    return ColumnNames(
        fields={
            fold(name): NamedField(key, rank)
            for key, names in reversed(data["columns"].items())
            for rank, name in reversed(list(enumerate(names)))
        },
        labels={key: names[0] for key, names in data["columns"].items()},
        kinds={key: FieldKind(kind) for kind, keys in data["kinds"].items() for key in keys},
        item_fields=frozenset(levels["item_fields"]),
        volume_fields=frozenset(levels["volume_fields"]),
        item_words=tuple(map(fold, levels["item_words"])),
        volume_words=tuple(map(fold, levels["volume_words"])),
        volume_reads=dict(levels["volume_reads"]),
        ditto=frozenset(_SPACES.sub("", word).casefold() for word in rows["ditto"]),
        totals=tuple(map(fold, rows["totals"])),
        signatures=tuple(map(fold, rows["signatures"])),
    )

"""A mapping: what somebody said of columns whose names the profile does not know. Kept as TOML, used again.

.. code-block:: toml

    [mapping]
    "文件編碼" = "code"
    "掃描員" = "ignored"
    "#F" = "note"          # a column without a name, by its letters

    [mapping."卷內目錄"]    # in the sheet of this name only; there it comes first
    "#B" = "item"
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lantai.digitisation.sheets.cells import column_place
from lantai.digitisation.sheets.names import ColumnNames
from lantai.values.folding import fold

IGNORED: Final = "ignored"
_LONGEST: Final = 200


class BadMapping(ValueError):
    """A mapping that cannot be used; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``columns``: a column's name, or ``#`` and its letters → a field key or ``ignored``.

    Or the name of a sheet → the same of its columns alone.
    """

    columns: Mapping[str, str | Mapping[str, str]]
    _by_name: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {_key(name): key for name, key in self.general.items()})

    @property
    def general(self) -> dict[str, str]:
        """What is said of the columns of every sheet."""
        return {name: key for name, key in self.columns.items() if isinstance(key, str)}

    @property
    def own(self) -> dict[str, Mapping[str, str]]:
        """What is said of the columns of one sheet alone, by its name."""
        return {name: keys for name, keys in self.columns.items() if not isinstance(keys, str)}

    def of(self, sheet: str) -> ColumnMapping:
        """What it says of one sheet; a field that the sheet's own columns have is not given to another one."""
        own = next((keys for name, keys in self.own.items() if fold(name) == fold(sheet)), {})
        taken = set(own.values()) - {IGNORED}
        return ColumnMapping({**{name: key for name, key in self.general.items() if key not in taken}, **own})

    def key_of(self, name: str, letters: str) -> str | None:
        """What was said of a column: a field key, ``ignored``, or None for nothing. Its letters are asked first."""
        return self._by_name.get(f"#{letters}") or (self._by_name.get(_key(name)) if name else None)

    @property
    def places(self) -> tuple[int, ...]:
        """The columns that are named by their letters, from 0."""
        letters = (name[1:] for name in self._by_name if name.startswith("#"))
        return tuple(column_place(one) for one in letters if one.isascii() and one.isalpha() and len(one) <= 3)

    @property
    def names(self) -> frozenset[str]:
        """The headings that it knows, folded: by these a delivery is recognised again."""
        said = [*self.general, *(name for keys in self.own.values() for name in keys)]
        return frozenset(_key(name) for name in said if not name.startswith("#"))

    def validate(self, names: ColumnNames) -> None:
        """Raises BadMapping for a field that the profile does not have, a field given twice, or a name too long."""
        _validate(self.general, names)
        for sheet, keys in self.own.items():
            if not sheet.strip() or len(sheet) > _LONGEST:
                raise BadMapping(f"{sheet[:40]!r} is the name of no sheet.")
            _validate(keys, names)


def _validate(columns: Mapping[str, str], names: ColumnNames) -> None:
    met: dict[str, str] = {}
    for name, key in columns.items():
        if not name.strip() or len(name) > _LONGEST:
            raise BadMapping(f"{name[:40]!r} names no column; give the heading, or # and the column's letters.")
        if key == IGNORED:
            continue
        if key not in names.labels:
            raise BadMapping(f"The column {name!r} is given to {key!r}, which is no field; see the profile's columns.")
        if key in met:
            raise BadMapping(f"The columns {met[key]!r} and {name!r} are both given to {key!r}; one must be ignored.")
        met[key] = name


def joined(sheets: Iterable[tuple[str, Iterable[str], Mapping[str, str]]]) -> ColumnMapping:
    """One mapping of what was said of several sheets: each by its name, all its headings, and what was said of some.

    What holds in every sheet that has the heading is said of all sheets, so that it is known again in another delivery.
    """
    given = [(name, {_key(one) for one in headings if one}, dict(said)) for name, headings, said in sheets]
    if len(given) == 1:
        return ColumnMapping(given[0][2])
    everywhere = {
        column: key
        for _sheet, _headings, said in given
        for column, key in said.items()
        if not column.startswith("#")
        and all(other.get(column) == key for _name, others, other in given if _key(column) in others)
    }
    fields = Counter(key for key in everywhere.values() if key != IGNORED)
    general = {column: key for column, key in everywhere.items() if fields[key] < 2}
    own = {name: {one: key for one, key in said.items() if one not in general} for name, _headings, said in given}
    return ColumnMapping({**general, **{name: said for name, said in own.items() if said}})


def load_mapping(path: Path, names: ColumnNames) -> ColumnMapping:
    """Read a mapping. Raises BadMapping, also when the file is no mapping, and OSError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMapping(f"{path.name} cannot be read as TOML: {error}.") from error
    columns = data.get("mapping")
    if not isinstance(columns, dict) or not all(map(_is_said, columns.values())):
        raise BadMapping(f'{path.name} holds no mapping; expected a table [mapping] of lines such as "名稱" = "title".')
    mapping = ColumnMapping(columns)
    mapping.validate(names)
    return mapping


def _is_said(value: Any) -> bool:
    """A field, or the fields of a sheet."""
    return isinstance(value, str) or (isinstance(value, dict) and all(isinstance(one, str) for one in value.values()))


def as_toml(mapping: ColumnMapping) -> str:
    """The mapping as it is kept; ``load_mapping`` reads it again."""
    return "\n".join(("[mapping]", *_lines(mapping.general), *_tables(mapping), ""))


def _tables(mapping: ColumnMapping) -> Iterator[str]:
    for sheet, keys in mapping.own.items():
        yield from ("", f"[mapping.{_quoted(sheet)}]", *_lines(keys))


def _lines(columns: Mapping[str, str]) -> Iterator[str]:
    return (f"{_quoted(name)} = {_quoted(key)}" for name, key in columns.items())


def _quoted(text: str) -> str:
    """A basic string of TOML, which is one of JSON but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name.strip().upper() if name.startswith("#") else fold(name)

"""A mapping: what somebody said of columns whose names the profile does not know. Kept as TOML, used again.

.. code-block:: toml

    [mapping]
    "文件編碼" = "code"
    "掃描員" = "ignored"
    "#F" = "note"          # a column without a name, by its letters
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lantai.digitisation.sheets.cells import column_place
from lantai.digitisation.sheets.names import ColumnNames
from lantai.values.folding import fold

IGNORED: Final = "ignored"
_LONGEST: Final = 200


class BadMapping(ValueError):
    """A mapping that cannot be used; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``columns``: a column's name, or ``#`` and its letters → a field key or ``ignored``."""

    columns: Mapping[str, str]
    _by_name: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {_key(name): key for name, key in self.columns.items()})

    def key_of(self, name: str, letters: str) -> str | None:
        """What was said of a column: a field key, ``ignored``, or None for nothing. Its letters are asked first."""
        return self._by_name.get(f"#{letters}") or (self._by_name.get(_key(name)) if name else None)

    @property
    def places(self) -> tuple[int, ...]:
        """The columns that are named by their letters, from 0."""
        letters = (name[1:] for name in self._by_name if name.startswith("#"))
        return tuple(column_place(one) for one in letters if one.isascii() and one.isalpha() and len(one) <= 3)

    def validate(self, names: ColumnNames) -> None:
        """Raises BadMapping for a field that the profile does not have, a field given twice, or a name too long."""
        met: dict[str, str] = {}
        for name, key in self.columns.items():
            if not name.strip() or len(name) > _LONGEST:
                raise BadMapping(f"{name[:40]!r} names no column; give the heading, or # and the column's letters.")
            if key == IGNORED:
                continue
            if key not in names.labels:
                raise BadMapping(
                    f"The column {name!r} is given to {key!r}, which is no field; see the profile's columns."
                )
            if key in met:
                raise BadMapping(
                    f"The columns {met[key]!r} and {name!r} are both given to {key!r}; one must be ignored."
                )
            met[key] = name


def load_mapping(path: Path, names: ColumnNames) -> ColumnMapping:
    """Read a mapping. Raises BadMapping, also when the file is no mapping, and OSError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMapping(f"{path.name} cannot be read as TOML: {error}.") from error
    columns = data.get("mapping")
    if not isinstance(columns, dict) or not all(isinstance(key, str) for key in columns.values()):
        raise BadMapping(f'{path.name} holds no mapping; expected a table [mapping] of lines such as "名稱" = "title".')
    mapping = ColumnMapping(columns)
    mapping.validate(names)
    return mapping


def as_toml(mapping: ColumnMapping) -> str:
    """The mapping as it is kept; ``load_mapping`` reads it again."""
    lines = (f"{_quoted(name)} = {_quoted(key)}" for name, key in mapping.columns.items())
    return "\n".join(("[mapping]", *lines, ""))


def _quoted(text: str) -> str:
    """A basic string of TOML, which is one of JSON but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name.strip().upper() if name.startswith("#") else fold(name)

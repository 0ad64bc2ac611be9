"""Mappings kept under a name in the home, ``profiles/mappings/<name>.toml``: said once, used for every later delivery.

A name is a file's name and nothing else: it is looked at before it is joined to a path.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext

from lantai.digitisation.check.reading import delivery_columns
from lantai.digitisation.sheets.mapping import BadMapping, ColumnMapping, as_toml, load_mapping
from lantai.values.folding import fold

_ENDING: Final = ".toml"
_NAME: Final = re.compile(r"\w(?:[\w .·()（）-]{0,58}[\w)）])?")
"""Letters, digits and a few signs; never a slash, never a dot at an end."""
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that some systems keep for devices."""


class BadName(BadMapping):
    """A name under which no mapping can be kept."""


class NameTaken(BadMapping):
    """Another mapping is kept under this name."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A kept mapping that knows ``known`` of the ``named`` headings it was made for in a delivery."""

    name: str
    known: int
    named: int


def folder() -> Path:
    """Where mappings are kept; it need not be there."""
    kept: Path = settings.LANTAI.profiles_dir / "mappings"
    return kept


def names() -> list[str]:
    """The mappings that are kept, by name."""
    if not folder().is_dir():
        return []
    return sorted(one.stem for one in folder().iterdir() if one.suffix == _ENDING and one.is_file() and _fits(one.stem))


def find_mapping(name_or_path: str) -> ColumnMapping:
    """A mapping by the name under which it is kept, or by the path of a file (with a slash, or ending in .toml).

    Raises BadMapping where there is none of this name, or the file is no mapping, and OSError.
    """
    if "/" in name_or_path or "\\" in name_or_path or name_or_path.lower().endswith(_ENDING):
        return load_mapping(Path(name_or_path), delivery_columns())
    return kept_mapping(name_or_path)


def kept_mapping(name: str) -> ColumnMapping:
    """The mapping that is kept under this name. Raises BadMapping."""
    if name not in (known := names()):
        listed = f"kept are {', '.join(known)}" if known else "none is kept yet"
        raise BadMapping(
            f"There is no mapping {name!r} ({listed}); a file is named by its path, such as ./{name}.toml."
        )
    return load_mapping(folder() / f"{name}{_ENDING}", delivery_columns())


def fit_name(text: str) -> str:
    """The name as a mapping is kept under it. Raises BadName."""
    name = unicodedata.normalize("NFC", text.strip())
    if not _fits(name):
        raise BadName(
            gettext("“%(name)s” cannot be the name of a mapping: use letters, digits, spaces and hyphens, up to 60.")
            % {"name": text[:60]}
        )
    return name


def _fits(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and _RESERVED.fullmatch(name) is None


def keep_mapping(name: str, mapping: ColumnMapping, *, replace: bool = False) -> None:
    """Keep a mapping. Raises BadName, NameTaken where another stands there and is not to be replaced, and OSError."""
    path = folder() / f"{fit_name(name)}{_ENDING}"
    text = as_toml(mapping)
    folder().mkdir(parents=True, exist_ok=True)
    if path.exists() and not replace and path.read_text(encoding="utf-8") != text:
        raise NameTaken(
            gettext("A mapping “%(name)s” is kept already; choose another name, or say that it is to be replaced.")
            % {"name": name}
        )
    beside = folder() / f".{secrets.token_hex(8)}.part"
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def fitting(headings: Iterable[str]) -> list[Fitting]:
    """The kept mappings that know some of a delivery's headings, the best first; what is no mapping is left out."""
    there = {fold(one) for one in headings if one}
    found = []
    for name in names():
        try:
            named = kept_mapping(name).names
        except (BadMapping, OSError):
            continue
        if known := len(named & there):
            found.append(Fitting(name, known, len(named)))
    return sorted(found, key=lambda one: (-one.known / one.named, -one.known, one.name))

"""How a delivery is read, as data: ``profiles/deliveries/<name>.toml``, or the home's own copy of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib import resources

from django.conf import settings

from lantai.values.folding import fold


@dataclass(frozen=True, slots=True)
class DeliveryProfile:
    """Folded names → our field keys, and the endings of files with the dot left out."""

    required: tuple[str, ...]
    columns: dict[str, str]
    labels: dict[str, str]
    """Field key → the first name of its column, for sentences."""
    statuses: dict[str, str]
    images: frozenset[str]
    texts: frozenset[str]
    sheets: tuple[str, ...]
    text_folders: frozenset[str]
    ignored: tuple[str, ...]

    def is_ignored(self, name: str) -> bool:
        return any(fnmatch(name, pattern) for pattern in self.ignored)


@cache
def delivery_profile(name: str = "default") -> DeliveryProfile:
    """Raises FileNotFoundError when there is no profile of this name."""
    own = settings.LANTAI.profiles_dir / "deliveries" / f"{name}.toml"
    shipped = resources.files("lantai.profiles").joinpath("deliveries", f"{name}.toml")
    text = (own if own.exists() else shipped).read_text(encoding="utf-8")
    data = tomllib.loads(text)
    files = data["files"]
    return DeliveryProfile(
        required=tuple(data["required"]),
        columns={fold(name): key for key, names in data["columns"].items() for name in names},
        labels={key: names[0] for key, names in data["columns"].items()},
        statuses={fold(word): key for key, words in data["status"].items() for word in words},
        images=frozenset(files["images"]),
        texts=frozenset(files["texts"]),
        sheets=tuple(files["sheets"]),
        text_folders=frozenset(fold(folder) for folder in files["text_folders"]),
        ignored=tuple(files["ignored"]),
    )

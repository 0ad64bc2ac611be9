"""How a delivery is read, as data: ``profiles/deliveries/<name>.toml``, or the home's own copy of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib import resources
from typing import Any

from django.conf import settings

from lantai.digitisation.enums import Severity
from lantai.values.folding import fold

_STANDARD = ("deliveries", "default.toml")


@dataclass(frozen=True, slots=True)
class DeliveryProfile:
    """Words are folded; the endings of files have their dot left out. Names of columns: ``sheets.names``."""

    required: tuple[str, ...]
    """The fields that every item must have; those that are wanted only if applicable (有則必著) are not among them."""
    required_of_volumes: tuple[str, ...]
    labels: dict[str, str]
    """Field key → the first name of its column, for sentences."""
    statuses: dict[str, str]
    images: frozenset[str]
    texts: frozenset[str]
    sheets: tuple[str, ...]
    catalogue_folders: frozenset[str]
    """Where a text file is a sheet, and no delivered text."""
    text_folders: frozenset[str]
    ignored: tuple[str, ...]
    severities: Mapping[str, Severity]

    def is_ignored(self, name: str) -> bool:
        return any(fnmatch(name, pattern) for pattern in self.ignored)

    def severity_of(self, code: str) -> Severity:
        """How grave a finding of this code is; what the profile does not name is an error."""
        return self.severities.get(code, Severity.ERROR)


@cache
def delivery_profile(name: str = "default") -> DeliveryProfile:
    """What a home's own copy leaves out is as in the one that is shipped.

    Raises FileNotFoundError when there is no profile of this name.
    """
    own = settings.LANTAI.profiles_dir / "deliveries" / f"{name}.toml"
    shipped = resources.files("lantai.profiles").joinpath("deliveries", f"{name}.toml")
    standard = tomllib.loads(resources.files("lantai.profiles").joinpath(*_STANDARD).read_text(encoding="utf-8"))
    said = tomllib.loads((own if own.exists() else shipped).read_text(encoding="utf-8"))
    return _from_data({**standard, **said, "files": {**standard["files"], **said.get("files", {})}})


def _from_data(data: Mapping[str, Any]) -> DeliveryProfile:
    files = data["files"]
    return DeliveryProfile(
        required=tuple(data["required"]),
        required_of_volumes=tuple(data["required_of_volumes"]),
        labels={key: names[0] for key, names in data["columns"].items()},
        statuses={fold(word): key for key, words in data["status"].items() for word in words},
        images=frozenset(files["images"]),
        texts=frozenset(files["texts"]),
        sheets=tuple(files["sheets"]),
        catalogue_folders=frozenset(fold(folder) for folder in files["catalogue_folders"]),
        text_folders=frozenset(fold(folder) for folder in files["text_folders"]),
        ignored=tuple(files["ignored"]),
        severities={code: Severity(severity) for severity, codes in data["severity"].items() for code in codes},
    )

"""How a delivery is read, as data: ``profiles/deliveries/<name>.toml``, or the home's own copy of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.conf import settings

from lantai.digitisation.enums import Severity
from lantai.values.folding import fold

_STANDARD = ("deliveries", "default.toml")


@dataclass(frozen=True, slots=True)
class DeliveryProfile:
    """Words are folded. Names of columns: ``sheets.names``; kinds of files: ``layouts.profile``."""

    required: tuple[str, ...]
    """The fields that every item must have; those that are wanted only if applicable (有則必著) are not among them."""
    required_of_volumes: tuple[str, ...]
    labels: dict[str, str]
    """Field key → the first name of its column, for sentences."""
    statuses: dict[str, str]
    whole: frozenset[str]
    """Codes of findings that, in no row, concern the delivery as a whole."""
    severities: Mapping[str, Severity]

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
    return _from_data({**standard, **said})


def _from_data(data: Mapping[str, Any]) -> DeliveryProfile:
    return DeliveryProfile(
        required=tuple(data["required"]),
        required_of_volumes=tuple(data["required_of_volumes"]),
        labels={key: names[0] for key, names in data["columns"].items()},
        statuses={fold(word): key for key, words in data["status"].items() for word in words},
        whole=frozenset(data["whole"]),
        severities={code: Severity(severity) for severity, codes in data["severity"].items() for code in codes},
    )

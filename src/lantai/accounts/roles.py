"""The eight roles as data: ``profiles/roles.toml``, or the home's own copy of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from django.conf import settings


class UnknownRole(Exception):
    """No role of this name stands in roles.toml."""


@dataclass(frozen=True, slots=True)
class Role:
    key: str
    label: dict[str, str]
    may: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """Every role by its key, in the order of the file."""
    own = Path(settings.LANTAI.profiles_dir) / "roles.toml"
    text = (
        own.read_text(encoding="utf-8")
        if own.exists()
        else resources.files("lantai.profiles").joinpath("roles.toml").read_text(encoding="utf-8")
    )
    return {
        key: Role(key=key, label=entry["label"], may=frozenset(entry["may"]))
        for key, entry in tomllib.loads(text).items()
    }


def role(key: str) -> Role:
    """Raises UnknownRole, naming the roles that there are."""
    try:
        return roles()[key]
    except KeyError:
        raise UnknownRole(f"There is no role {key!r}; roles are {', '.join(roles())}.") from None

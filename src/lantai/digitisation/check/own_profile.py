"""Profiles of the check: shipped, and overridden by the home's own copy, which may leave out what is as shipped."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from django.conf import settings


@cache
def own_profile(kind: str, name: str = "default") -> dict[str, Any]:
    """The data of ``profiles/<kind>/<name>.toml``. Raises FileNotFoundError and tomllib.TOMLDecodeError."""
    own = settings.LANTAI.profiles_dir / kind / f"{name}.toml"
    shipped = resources.files("lantai.profiles").joinpath(kind)
    standard = tomllib.loads(shipped.joinpath("default.toml").read_text(encoding="utf-8"))
    said = own if own.exists() else shipped.joinpath(f"{name}.toml")
    return {**standard, **tomllib.loads(said.read_text(encoding="utf-8"))}

"""Where derivatives lie: pyramids and machine readings, outside OCFL, rebuildable at any time (model.md, 7)."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def folder(identifier: str) -> Path:
    """The folder of one record, spread by the first characters after the prefix."""
    bare = identifier.removeprefix(settings.LANTAI.identifier_prefix)
    return Path(settings.LANTAI.derivatives_dir, bare[:2], identifier)


def pyramid_path(identifier: str, number: int) -> Path:
    return folder(identifier) / f"p{number}.tif"


def alto_path(identifier: str, number: int) -> Path:
    return folder(identifier) / f"p{number}.alto.xml"

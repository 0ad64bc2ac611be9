"""The columns of the sheet, and by which names they are known when it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from lantai.catalogue.domain.cells import FIELDS, MANY_LINES
from lantai.office.words import field_label

KEYS: Final = ("identifier", "code", "version")
COLUMNS: Final = (*KEYS, *FIELDS)
IGNORED: Final = ""
"""What a column of ours is that says nothing of a record: the sheet of faulty rows has two."""
_WIDE: Final = frozenset({"title", *MANY_LINES})


def label(name: str) -> str:
    """What a column is called, in the language of now."""
    return gettext("version") if name == "version" else field_label(name)


def row_label() -> str:
    return gettext("Row")


def problem_label() -> str:
    return gettext("What is to be mended")


def width(name: str) -> int:
    """In characters."""
    return 48 if name in _WIDE else 18


@cache
def known_names() -> Mapping[str, str]:
    """Every name of a column → the field: as it is called inside, and in each language of the interface."""
    known = {name: name for name in COLUMNS}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            known |= {label(name).casefold(): name for name in COLUMNS}
            known |= {row_label().casefold(): IGNORED, problem_label().casefold(): IGNORED}
    return known


def places_of(headings: Iterable[str]) -> dict[str, int]:
    """Field → the place of its column, the first of several."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = known_names().get(heading.casefold())
        if name:
            places.setdefault(name, place)
    return places


def told_headings(headings: Iterable[str]) -> list[dict[str, Any]]:
    """Columns that are not known, or stand there twice, as notes for ``catalogue.refusals``."""
    notes: list[dict[str, Any]] = []
    met: set[str] = set()
    for heading in headings:
        name = known_names().get(heading.casefold())
        if heading and name is None:
            notes.append({"code": "unknown-column", "column": heading})
        elif name and name in met:
            notes.append({"code": "double-column", "column": heading})
        met.add(name or "")
    return notes

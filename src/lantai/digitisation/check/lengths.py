"""How long a value may be: as long as the column of the catalogue that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from django.db.models import Model

from lantai.catalogue.domain.record import PLAIN_FIELDS
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.enums import Severity
from lantai.digitisation.profile import DeliveryProfile
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values import codes

_TITLES_OF_SETS: Final = ("fonds_title", "series_title", "volume_title")
_CODES: Final = ("code", "fonds")


def look_at_lengths(row: SheetRow, most: Mapping[str, int], profile: DeliveryProfile) -> Iterator[Observation]:
    """Code: too-long. It is an error whatever the profile says: there is no column that would take the value."""
    for key, value in row.values.items():
        if len(value) > most.get(key, len(value)) and (key not in _CODES or not _has_short_key(value)):
            yield at(
                row,
                "too-long",
                severity=Severity.ERROR,
                column=profile.labels[key],
                found=str(len(value)),
                expected=str(most[key]),
            )


def _has_short_key(code: str) -> bool:
    """Whether the column takes a code that is longer than the longest of which every one is taken."""
    return len(code) <= column_length(Record, "code") and len(codes.sort_key(code)) <= column_length(Record, "code_key")


@cache
def longest_of_items() -> Mapping[str, int]:
    """Field key → characters at most, in a row of items."""
    of_records = {key: most for key in PLAIN_FIELDS if (most := column_length(Record, key))}
    return {**of_records, **dict.fromkeys(_TITLES_OF_SETS, column_length(RecordSet, "title")), **_of_codes()}


@cache
def longest_of_volumes() -> Mapping[str, int]:
    """The same in a row of volumes."""
    return {"title": column_length(RecordSet, "title"), **_of_codes()}


def _of_codes() -> Mapping[str, int]:
    """So long that the key by which codes are sorted fits too: before each number it has two figures more."""
    every = (column_length(Record, "code_key") - 1) // 3
    return dict.fromkeys(_CODES, min(every, column_length(Record, "code"), column_length(RecordSet, "code")))


def column_length(model: type[Model], name: str) -> int:
    """Characters of a column; 0 where there is no limit."""
    return getattr(model._meta.get_field(name), "max_length", None) or 0

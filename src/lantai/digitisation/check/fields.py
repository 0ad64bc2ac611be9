"""The cells of a row: what must be there is, dates can be read, and words are known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lantai.digitisation.check.dated import dated
from lantai.digitisation.check.lengths import longest_of_volumes, look_at_lengths
from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.layouts.rows import unread_numbers
from lantai.digitisation.profile import DeliveryProfile
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.folding import fold

_MOST_WORDS = 1_024


def look_at_item(row: SheetRow, profile: DeliveryProfile) -> Iterator[Observation]:
    """Codes: missing-field, bad-date, doubtful-date, bad-status, bad-number."""
    yield from _empty(row, profile.required, profile)
    for key in ("date", "opening_day"):
        yield from _date(row, key, profile)
    status = row.values.get("status")
    if status and _folded(status) not in profile.statuses:
        yield at(
            row,
            "bad-status",
            column=profile.labels["status"],
            found=status,
            expected="開放 控制 延期開放 部分開放 未審核",
        )
    for key, text in unread_numbers(row):
        yield at(row, "bad-number", column=profile.labels[key], found=text)


def look_at_volume(row: SheetRow, profile: DeliveryProfile) -> Iterator[Observation]:
    """The same of a volume, which needs less: its date may be unknown. It states no opening."""
    yield from _empty(row, profile.required_of_volumes, profile)
    yield from _date(row, "date", profile)
    yield from look_at_lengths(row, longest_of_volumes(), profile)


def _empty(row: SheetRow, required: tuple[str, ...], profile: DeliveryProfile) -> Iterator[Observation]:
    values = row.values
    for key in required:
        if key not in values:
            yield at(row, "missing-field", column=profile.labels[key], expected=profile.labels[key])


def _date(row: SheetRow, key: str, profile: DeliveryProfile) -> Iterator[Observation]:
    """A date that cannot be read is an error; what is doubtful in one that can may stand so on the paper."""
    text = row.values.get(key)
    if not text:
        return
    date = dated(text)
    if date is None:
        yield at(row, "bad-date", column=profile.labels[key], found=text)
    elif date.doubts:
        yield at(row, "doubtful-date", column=profile.labels[key], found=text, expected=date.doubts[0])


@lru_cache(maxsize=_MOST_WORDS)
def _folded(word: str) -> str:
    return fold(word)

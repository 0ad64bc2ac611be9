"""The cells of a row: what must be there is, dates can be read, and words are known."""

from __future__ import annotations

from collections.abc import Iterator

from lantai.catalogue.doubts import doubts_about
from lantai.digitisation.check.observation import Observation, at
from lantai.digitisation.profile import DeliveryProfile
from lantai.digitisation.sheets.rows import SheetRow
from lantai.values.dates import NotADate, parse
from lantai.values.folding import fold

_OF_VOLUMES = ("code", "title")


def look_at_item(row: SheetRow, profile: DeliveryProfile) -> Iterator[Observation]:
    """Codes: missing-field, bad-date, doubtful-date, bad-status."""
    yield from _empty(row, profile.required, profile)
    for key in ("date", "opening_day"):
        yield from _date(row, key, profile)
    status = row.get("status")
    if status and fold(status) not in profile.statuses:
        yield at(
            row,
            "bad-status",
            column=profile.labels["status"],
            found=status,
            expected="開放 控制 延期開放 部分開放 未審核",
        )


def look_at_volume(row: SheetRow, profile: DeliveryProfile) -> Iterator[Observation]:
    """A volume needs a code and a title; its date may be unknown."""
    yield from _empty(row, _OF_VOLUMES, profile)
    yield from _date(row, "date", profile)


def _empty(row: SheetRow, required: tuple[str, ...], profile: DeliveryProfile) -> Iterator[Observation]:
    for key in required:
        if not row.get(key):
            yield at(row, "missing-field", column=profile.labels[key], expected=profile.labels[key])


def _date(row: SheetRow, key: str, profile: DeliveryProfile) -> Iterator[Observation]:
    """A date that cannot be read is an error; what is doubtful in one that can may stand so on the paper."""
    text, column = row.get(key), profile.labels[key]
    try:
        date = parse(text) if text else None
    except NotADate:
        yield at(row, "bad-date", column=column, found=text)
        return
    for doubt in doubts_about(date)[:1]:
        yield at(row, "doubtful-date", column=column, found=text, expected=doubt)

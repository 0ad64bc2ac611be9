"""From the text of a row to what the catalogue says: the description, the opening, the way of writing."""

from __future__ import annotations

from typing import Any

from lantai.catalogue.domain.record import PLAIN_FIELDS, Description
from lantai.catalogue.enums import OpeningStatus
from lantai.digitisation.enums import Direction
from lantai.digitisation.profile import delivery_profile
from lantai.values.dates import parse
from lantai.values.folding import fold


def description_of(values: dict[str, str]) -> Description:
    """What a row says of its record. The row has passed the check, so that its date can be read."""
    plain = {key: values.get(key, "") for key in PLAIN_FIELDS}
    return Description(date=parse(values["date"]) if values.get("date") else None, **plain)


def said_columns(values: dict[str, str]) -> dict[str, Any]:
    """The database columns of what a row says something of: of what it has no word, it says nothing."""
    said = {name for name in PLAIN_FIELDS if name in values}
    with_date = "date" in values
    columns = description_of(values).columns()
    return {name: value for name, value in columns.items() if name in said or (with_date and name not in PLAIN_FIELDS)}


def stated_opening(values: dict[str, str]) -> tuple[str, int | None]:
    """The sender's word about opening: a status or nothing, and the day of a postponed one.

    Postponed without a day that can be read stays closed: it is stated as restricted.
    """
    status = delivery_profile().statuses.get(fold(values.get("status", "")), "")
    if status != OpeningStatus.POSTPONED:
        return status, None
    day = parse(values["opening_day"]).first if values.get("opening_day") else None
    return (status, day) if day is not None else (OpeningStatus.RESTRICTED, None)


def direction_of(values: dict[str, str]) -> Direction:
    """How the text runs, as far as the row tells it in its field for language and script."""
    told = fold(values.get("language", ""))
    across = any(fold(word) in told for word in ("橫書", "橫排", "横书", "英文", "俄文"))
    return Direction.HORIZONTAL if across else Direction.VERTICAL

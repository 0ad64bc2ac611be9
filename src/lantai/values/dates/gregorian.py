"""The calendars' readers under their first name; :mod:`lantai.values.dates.calendars` is theirs now."""

from __future__ import annotations

from lantai.values.dates.calendars import read
from lantai.values.dates.western import month_number

__all__ = ["month_number", "read"]

"""Dates as archives write them: the text kept, an EDTF form to exchange, two days to search and sort by."""

from lantai.values.dates.answers import NotUnderstood, as_json, understand
from lantai.values.dates.days import from_julian_day, iso_day, julian_day
from lantai.values.dates.problems import Problem
from lantai.values.dates.span import Alternative, NotADate
from lantai.values.dates.value import Date, from_excel, parse

__all__ = [
    "Alternative", "Date", "NotADate", "NotUnderstood", "Problem",
    "as_json", "from_excel", "from_julian_day", "iso_day", "julian_day", "parse", "understand",
]  # fmt: skip

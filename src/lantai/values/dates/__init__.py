"""Dates as archives write them: the text kept, an EDTF form to exchange, two days to search and sort by."""

from lantai.values.dates.days import from_julian_day, julian_day
from lantai.values.dates.problems import Problem
from lantai.values.dates.span import NotADate
from lantai.values.dates.value import Date, from_excel, parse

__all__ = ["Date", "NotADate", "Problem", "from_excel", "from_julian_day", "julian_day", "parse"]

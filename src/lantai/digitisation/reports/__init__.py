"""What a check has to say, for those who have to mend it: as a page (HTML), a workbook (XLSX), JSON, and as a letter.

A ``Report`` is what came and where its findings are to be had; ``write`` makes a file of it, ``html``, ``xlsx`` and
``json`` write into an open one, ``summary`` counts. Findings are gone through once, as they come, and are never all
in memory: there may be a million. They come in the order of sheet and row.

``of_batch`` makes the report of a batch that is known, ``letter`` the letter to its contractor.
"""

from lantai.digitisation.reports.languages import LANGUAGES, Language, nearest
from lantai.digitisation.reports.page import html
from lantai.digitisation.reports.report import Delivered, Place, PlacedRow, Report, RowsAt, no_rows
from lantai.digitisation.reports.stream import json
from lantai.digitisation.reports.summary import Summary, Tally, Verdict, summary
from lantai.digitisation.reports.told import Told
from lantai.digitisation.reports.workbook import xlsx
from lantai.digitisation.reports.writing import ENDINGS, UnknownEnding, ending_of, write

__all__ = [
    "ENDINGS",
    "LANGUAGES",
    "Delivered",
    "Language",
    "Place",
    "PlacedRow",
    "Report",
    "RowsAt",
    "Summary",
    "Tally",
    "Told",
    "UnknownEnding",
    "Verdict",
    "ending_of",
    "html",
    "json",
    "nearest",
    "no_rows",
    "summary",
    "write",
    "xlsx",
]

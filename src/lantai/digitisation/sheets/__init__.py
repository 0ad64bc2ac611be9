"""The catalogue of a delivery, whatever it came as: XLSX, XLS, ODS, CSV, DBF.

``open_sheets`` tells what tables a file holds and what their columns are; ``OpenSheet.rows`` reads one as a stream.
What comes from outside is taken apart in a process of its own (``child``), within limits; here it is understood:
the header (``header``), the entries (``entries``), the dirt in their cells (``mending``). Nothing is altered in
silence: a row has its values as to be used, as they stood, and a note of every difference.
"""

from lantai.digitisation.sheets.header import Level, SheetColumn, UnknownColumn
from lantai.digitisation.sheets.mapping import IGNORED, BadMapping, ColumnMapping, as_toml, load_mapping
from lantai.digitisation.sheets.names import ColumnNames, column_names
from lantai.digitisation.sheets.opening import OpenSheet, open_sheets
from lantai.digitisation.sheets.rows import CellNote, LeftOut, SheetRow
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet

__all__ = [
    "IGNORED", "BadMapping", "CellNote", "ColumnMapping", "ColumnNames", "LeftOut", "Level", "OpenSheet", "Reason",
    "SheetColumn", "SheetRow", "UnknownColumn", "UnreadableSheet", "as_toml", "column_names", "load_mapping",
    "open_sheets",
]  # fmt: skip

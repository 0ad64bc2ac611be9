"""The tables of the catalogue."""

from lantai.catalogue.models.bulk_edit import BulkEdit, ChosenRecord, PlannedChange, RowNote
from lantai.catalogue.models.error_report import ErrorReport
from lantai.catalogue.models.instantiation import Instantiation
from lantai.catalogue.models.opening import OpeningDecision
from lantai.catalogue.models.record import CodeAlias, Record
from lantai.catalogue.models.record_set import RecordSet
from lantai.catalogue.models.version import DescriptionVersion

__all__ = [
    "BulkEdit", "ChosenRecord", "CodeAlias", "DescriptionVersion", "ErrorReport", "Instantiation",
    "OpeningDecision", "PlannedChange", "Record", "RecordSet", "RowNote",
]  # fmt: skip

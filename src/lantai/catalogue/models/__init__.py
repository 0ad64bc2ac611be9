"""The tables of the catalogue."""

from lantai.catalogue.models.instantiation import Instantiation
from lantai.catalogue.models.record import CodeAlias, Record
from lantai.catalogue.models.record_set import RecordSet

__all__ = ["CodeAlias", "Instantiation", "Record", "RecordSet"]

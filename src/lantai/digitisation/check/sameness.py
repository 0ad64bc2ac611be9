"""Does a row of a delivery say what the catalogue says already, with the same images and text?"""

from __future__ import annotations

from collections.abc import Sequence

from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Record
from lantai.digitisation.check.delivery import OpenDelivery
from lantai.digitisation.check.item import Item
from lantai.digitisation.rows import description_of, said_columns
from lantai.values.dates import NotADate


def says_the_same(record: Record, values: dict[str, str], *, all_of_it: bool) -> bool:
    """Equal in every column; unless ``all_of_it``, only in those that the row says something of."""
    try:
        columns = description_of(values).columns() if all_of_it else said_columns(values)
    except NotADate:
        return False
    return all(getattr(record, name) == value for name, value in columns.items())


def brings_the_same(record: Record, item: Item, delivery: OpenDelivery, *, all_of_it: bool) -> bool:
    """Equal in the bytes of every file in page order; unless ``all_of_it``, what the item does not bring is left out.

    ``record.instantiations`` are loaded with what is stored of them.
    """
    stored = {one.kind: one.stored.digest for one in record.instantiations.all() if hasattr(one, "stored")}
    brought = {
        kind: delivery.content_digest(paths)
        for kind, paths in ((CarrierKind.MASTER_SCAN, item.scan_files), (CarrierKind.DELIVERED_TEXT, item.text_files))
        if paths
    }
    return stored == brought if all_of_it else all(stored.get(kind) == digest for kind, digest in brought.items())


def explicit(values: dict[str, str], fields: Sequence[str]) -> dict[str, str]:
    """What a row says, with an empty text for every field whose column it left empty: that clears, silence does not."""
    return {**dict.fromkeys(fields, ""), **values}

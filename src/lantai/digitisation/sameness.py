"""Does a row of a delivery say what the catalogue says already, with the same images and text?"""

from __future__ import annotations

from pathlib import Path

from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Record
from lantai.digitisation.rows import description_of
from lantai.preservation.domain import content_digest
from lantai.values.digests import digest_file


def is_unchanged(
    record: Record, *, values: dict[str, str], root: Path, images: tuple[str, ...], texts: dict[int, str]
) -> bool:
    """Equal in every column that a row can set, and in the bytes of every file in page order."""
    columns = description_of(values).columns()
    if any(getattr(record, name) != value for name, value in columns.items()):
        return False
    stored = {one.kind: one.stored.digest for one in record.instantiations.select_related("stored")}
    delivered = {
        CarrierKind.MASTER_SCAN: [root / path for path in images],
        CarrierKind.DELIVERED_TEXT: [root / path for _number, path in sorted(texts.items())],
    }
    return stored == {
        kind: content_digest(digest_file(path) for path in paths) for kind, paths in delivered.items() if paths
    }

"""What a home holds, as JSON and without identifiers and times: two homes that say the same are the same archive.

    LANTAI_HOME=… python tools/home_outcome.py

Descriptions, pages, text, masters by digest, derivatives, what the index finds, what the journal tells. Also what must
never be: objects without a row, and damage. ``litter`` counts files that were left half written; they harm nobody.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lantai.cli import house

COUNTED = ("item", "page", "created", "changed", "unchanged", "missing", "refused")


def outcome() -> dict[str, Any]:
    """Everything that counts, in the order of codes."""
    from lantai.catalogue.models import DescriptionVersion, Record, RecordSet
    from lantai.digitisation.models import Batch, BatchItem, MadeSet, PageSpan
    from lantai.journal.domain import broken_seals
    from lantai.journal.models import LogEntry

    records = list(Record.objects.select_related("record_set").order_by("code"))
    holders = [*records, *RecordSet.objects.order_by("code")]
    return {
        "sets": sorted(_without_keys(one) for one in RecordSet.objects.all()),
        "records": [(one.code, one.record_set.code, _without_keys(one)) for one in records],
        "pages": sorted(_pages()),
        "masters": sorted(_masters()),
        "orphans": _orphans(),
        "derivatives": [(one.code, _derivatives(one.identifier)) for one in holders],
        "spans": sorted(PageSpan.objects.values_list("record__code", "record_set__code", "first", "last")),
        "versions": sorted(DescriptionVersion.objects.values_list("record__code", "number")),
        "litter": _litter(),
        "index": _index(records),
        "batches": sorted(Batch.objects.values_list("state", "round", *(f"{one}_count" for one in COUNTED), "error")),
        "items": sorted(BatchItem.objects.values_list("code", "outcome", "stored", "described")),
        "made_sets": sorted(MadeSet.objects.values_list("record_set__code", flat=True)),
        "journal": sorted(Counter(LogEntry.objects.values_list("verb", flat=True)).items()),
        "broken_seals": len(broken_seals()),
    }


def _litter() -> int:
    """Drafts of files that nobody finished, and nobody took away."""
    from django.conf import settings

    found = (path for path in Path(settings.LANTAI.home).rglob("*") if path.is_file())
    return sum(_is_draft(path) for path in found)


def _is_draft(path: Path) -> bool:
    """A draft of a derivative begins with a dot and ends in the process that wrote it; others end in .part."""
    return path.suffix == ".part" or (path.name.startswith(".") and ".tif." in path.name)


def _without_keys(one: Any) -> str:
    """Every column but keys, identifiers and times."""
    columns = {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
    dropped = {name for name in columns if name == "identifier" or name.endswith(("id", "_at", "path"))}
    return json.dumps({name: str(value) for name, value in columns.items() if name not in dropped}, ensure_ascii=False)


def _pages() -> Iterable[tuple[Any, ...]]:
    from lantai.digitisation.models import Page

    for page in Page.objects.select_related("record", "record_set").prefetch_related("transcriptions"):
        texts = [_digest(one.text.encode()) for one in page.transcriptions.all() if one.current]
        kept = (page.label, page.file, page.width, page.height, page.derived, str(page.read_state))
        yield page.holder.code, page.number, *kept, texts


def _masters() -> Iterable[tuple[Any, ...]]:
    from lantai.preservation.models import StoredObject
    from lantai.preservation.store import masters

    for stored in StoredObject.objects.select_related("instantiation__record", "instantiation__record_set"):
        versions = masters().versions(stored.object_id)
        files = sorted((file.path, file.size, file.digest) for file in versions[-1].files)
        damage = [str(one) for one in masters().verify(stored.object_id)]
        carrier = stored.instantiation
        yield carrier.of.code, str(carrier.kind), len(versions), stored.digest, files, damage


def _orphans() -> int:
    """Objects that no row speaks of."""
    from lantai.preservation.models import StoredObject
    from lantai.preservation.store import masters

    return len(set(masters().objects()) - {one.object_id for one in StoredObject.objects.all()})


def _derivatives(identifier: str) -> list[tuple[str, str]]:
    from lantai.digitisation import derivatives

    folder = derivatives.folder(identifier)
    files = (path for path in folder.rglob("*") if path.is_file() and not _is_draft(path))
    return sorted((path.relative_to(folder).as_posix(), _digest(path.read_bytes())) for path in files)


def _index(records: list[Any]) -> dict[str, Any]:
    """How many documents of each kind there are, and which codes the index finds."""
    from lantai.discovery import indexing
    from lantai.discovery.engine import search_engine
    from lantai.ports import search

    codes = {one.identifier: one.code for one in records}
    everyone = search.Visibility(open_by=None, custody=True)
    request = search.Request(query=search.KindIs("description"), visible=everyone, limit=10_000)
    hits = search_engine().search(request).hits
    return {
        "counts": sorted(search_engine().counts().items()),
        "codes": sorted(codes.get(hit.identifier, "") for hit in hits),
        "caught_up": indexing.is_caught_up(),
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    house.enter()
    json.dump(outcome(), sys.stdout, ensure_ascii=False, default=str)


if __name__ == "__main__":
    main()

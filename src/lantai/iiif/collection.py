"""Collections (Presentation 3, 5.1): the tree of record sets, for viewers and harvesters.

None lists more than a thousand things. A set of more is a collection of parts, ``<address>/<first>-<last>``, each a
range of its places; where a thousand parts are not enough, of parts of parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lantai.access.queries import Visible
from lantai.catalogue.models import Record, RecordSet
from lantai.catalogue.queries import tree
from lantai.digitisation.queries import pages, spans
from lantai.iiif.answers import PRESENTATION
from lantai.iiif.language_maps import Json, archive_name, content, labels
from lantai.iiif.manifest import held_by, homepage
from lantai.iiif.names import collection_url, manifest_url

MOST: Final = 1_000
"""Things that one collection lists."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places ``first`` to ``last`` of what stands in a set, both included, counted from 1."""

    first: int
    last: int

    def __len__(self) -> int:
        return max(0, self.last - self.first + 1)

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"

    def parts(self) -> list[Places]:
        """As few parts as there may be, all but the last of the same size: a power of the thousand."""
        size = MOST
        while -(-len(self) // size) > MOST:
            size *= MOST
        starts = range(self.first, self.last + 1, size)
        return [Places(start, min(start + size - 1, self.last)) for start in starts]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands directly in a set, or at the top where it is None, as one reader may see it: sets, then records."""

    record_set: RecordSet | None
    seen: Visible

    @property
    def identifier(self) -> str:
        return self.record_set.identifier if self.record_set else "top"

    def counts(self) -> tuple[int, int]:
        """How many sets, and how many records. Two queries, one at the top."""
        return self._sets().count(), self._records().count() if self.record_set else 0

    def standing_at(self, places: Places, *, sets: int) -> list[RecordSet | Record]:
        """What stands there, of records only those that have a manifest; ``sets``: how many of these stand before them.

        At most five queries.
        """
        above = list(self._sets()[places.first - 1 : places.last]) if places.first <= sets else []
        if places.last <= sets:
            return list(above)
        records = self._records().order_by("code_key")[max(0, places.first - 1 - sets) : places.last - sets]
        return [*above, *self._paged(list(records))]

    def _records(self) -> QuerySet[Record]:
        return self.seen.records().filter(record_set=self.record_set)

    def _sets(self) -> QuerySet[RecordSet]:
        sets = self.seen.record_sets()
        below = tree.children(sets, of=self.record_set) if self.record_set else tree.roots(sets)
        return below.order_by("code_key")

    def _paged(self, records: Sequence[Record]) -> list[Record]:
        with_pages = pages.paged(self.seen.pages(), spans.reaches(records).values())
        return [one for one in records if one.pk in with_pages]


def collection(shelf: Shelf, part: Places | None = None) -> Json:
    """The collection of a set, or of some places of it. Raises IndexError for places that are not there."""
    sets, records = shelf.counts()
    whole = Places(1, sets + records)
    if part is not None and (part not in whole.parts() and not _is_part_of_parts(part, whole)):
        raise IndexError(str(part))
    places = part or whole
    divided = len(places) > MOST
    listed = shelf.standing_at(places, sets=sets) if places and not divided else []
    items = [_part(shelf, one) for one in places.parts()] if divided else [_reference(one) for one in listed]
    return {
        "@context": PRESENTATION,
        "id": _address(shelf, part),
        "type": "Collection",
        "label": _label(shelf, part),
        **_told(shelf, part),
        "items": items,
    }


def _is_part_of_parts(part: Places, whole: Places) -> bool:
    around = next((one for one in whole.parts() if one.first <= part.first and part.last <= one.last), None)
    return around is not None and len(around) > MOST and part in around.parts()


def _reference(one: RecordSet | Record) -> Json:
    if isinstance(one, Record):
        return {"id": manifest_url(one.identifier), "type": "Manifest", "label": content(one.title)}
    return {"id": collection_url(one.identifier), "type": "Collection", "label": content(one.title)}


def _part(shelf: Shelf, part: Places) -> Json:
    return {"id": _address(shelf, part), "type": "Collection", "label": _label(shelf, part)}


def _told(shelf: Shelf, part: Places | None) -> Json:
    """Of the set itself, which its parts only point to."""
    if part is not None:
        return held_by() | {"partOf": [{"id": _address(shelf, None), "type": "Collection"}]}
    if shelf.record_set is None:
        return held_by()
    shown = shelf.record_set
    above = collection_url(shown.parent.identifier if shown.parent else "top")
    pairs = [(_("reference code"), shown.code), (_("date"), shown.date_text)]
    return {
        "metadata": [{"label": labels(label), "value": content(value)} for label, value in pairs if value],
        **({"summary": content(shown.scope)} if shown.scope else {}),
        **held_by(),
        "homepage": homepage(shown),
        "partOf": [{"id": above, "type": "Collection"}],
    }


def _label(shelf: Shelf, part: Places | None) -> dict[str, list[str]]:
    if shelf.record_set is None:
        return archive_name()
    return content(f"{shelf.record_set.title} {part}" if part else shelf.record_set.title)


def _address(shelf: Shelf, part: Places | None) -> str:
    address = collection_url(shelf.identifier)
    return f"{address}/{part}" if part else address

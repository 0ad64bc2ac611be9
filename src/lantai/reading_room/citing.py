"""A record as citations say it, and the styles that the page of a record offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from lantai.catalogue.models import Record
from lantai.reading_room.addresses import Box, absolute, with_region
from lantai.reading_room.citation import Citation, bibliography, gbt7714, iso_or_text, note
from lantai.reading_room.context import holder


@dataclass(frozen=True, slots=True)
class Style:
    """One style and the citation in it, which is the archive's words for the most part."""

    key: str
    label: str
    text: str


def citation(found: Record, *, page: int | None = None, region: Box | None = None, fonds: str = "") -> Citation:
    """``found.record_set`` is loaded: the newspaper of an issue is its set."""
    path = reverse("page", args=[found.identifier, page]) if page else found.get_absolute_url()
    return Citation(
        identifier=found.identifier,
        title=found.title,
        creators=tuple(found.creator_names),
        date=iso_or_text(found.date_edtf, found.date_text),
        holder=holder(),
        code=found.code,
        fonds=fonds,
        url=absolute(with_region(path, region)),
        newspaper=found.record_set.title.strip("《》") if found.is_issue else "",
        page=page,
        is_part=region is not None,
        accessed=datetime.now(tz=settings.LANTAI_ZONE).date().isoformat(),
    )


def styles(cited: Citation) -> tuple[Style, ...]:
    return (
        Style("gbt2025", "GB/T 7714-2025", gbt7714(cited, "2025")),
        Style("gbt2015", "GB/T 7714-2015", gbt7714(cited, "2015")),
        Style("note", gettext("Chicago 18, note"), note(cited)),
        Style("bibliography", gettext("Chicago 18, bibliography"), bibliography(cited)),
    )

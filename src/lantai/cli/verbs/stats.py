"""`lantai stats`: how much the archive holds, custody included."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from lantai.cli import house, options, telling

app = options.verb()


@dataclass(frozen=True, slots=True)
class Stats:
    """``masters``: image, PDF and media files stored; ``transcriptions``: current reading texts, one a page."""

    record_sets: int
    records: int
    pages: int
    masters: int
    transcriptions: int
    indexed_records: int
    indexed_pages: int


@app.command()
def stats(json: options.AsJson = False) -> None:
    """Count what the archive holds, whatever its state: descriptions, pages, files, texts, and what is indexed."""
    house.enter()
    counted = asdict(count())
    if json:
        telling.answer(counted)
    else:
        telling.table(("", ""), [(name.replace("_", " "), f"{number:,}") for name, number in counted.items()])


def count() -> Stats:
    from django.db.models import Sum

    from lantai.catalogue.enums import CarrierKind, Level
    from lantai.catalogue.models import Record, RecordSet
    from lantai.digitisation.models import Page, Transcription
    from lantai.discovery.engine import search_engine
    from lantai.ports import search
    from lantai.preservation.models import StoredObject

    engine = search_engine()
    everything = search.Visibility(open_by=None, custody=True)
    items = search.And((search.KindIs("description"), search.Level(Level.ITEM.value)))
    masters = StoredObject.objects.exclude(instantiation__kind=CarrierKind.DELIVERED_TEXT)
    return Stats(
        record_sets=RecordSet.objects.count(),
        records=Record.objects.count(),
        pages=Page.objects.count(),
        masters=masters.aggregate(files=Sum("file_count"))["files"] or 0,
        transcriptions=Transcription.objects.filter(current=True).count(),
        indexed_records=engine.search(search.Request(query=items, visible=everything, limit=1)).total,
        indexed_pages=engine.counts().get("page", 0),
    )

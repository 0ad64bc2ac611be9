"""`lantai reindex`: the whole search index anew."""

from __future__ import annotations

from lantai.cli import house, options, telling

app = options.verb()


@app.command()
def reindex(json: options.AsJson = False) -> None:
    """Write the index anew from the catalogue and the texts; readers see the old one until it is done."""
    house.enter()
    from lantai.discovery import indexing

    with telling.progress() as progress:
        written = indexing.rebuild(progress)
    if json:
        telling.answer({"documents": written})
    else:
        telling.say(f"{written:,} documents indexed.")

"""`lantai rollback`: a batch that was not accepted is removed from custody."""

from __future__ import annotations

from lantai.cli import house, options, telling

app = options.verb()


@app.command()
def rollback(batch: options.BatchIdentifier, by: options.By = None, json: options.AsJson = False) -> None:
    """Remove what a batch brought. The journal keeps that it was here; its identifiers are never given again."""
    house.enter()
    from lantai.digitisation.domain import custody
    from lantai.discovery import indexing

    found = house.batch(batch)
    with telling.progress() as progress:
        done = custody.roll_back_batch(found, by=house.acting_user(by), progress=progress)
        indexing.follow(progress)
    if json:
        telling.answer({"batch": done.identifier, "state": str(done.state), "items": done.item_count})
    else:
        telling.say(f"{done.name} is rolled back: {done.item_count} items removed.")

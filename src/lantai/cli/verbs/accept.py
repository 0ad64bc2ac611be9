"""`lantai accept`: a batch goes from custody into the archive."""

from __future__ import annotations

from lantai.cli import house, options, telling

app = options.verb()


@app.command()
def accept(
    batch: options.BatchIdentifier,
    trust_opening: options.TrustOpening = False,
    by: options.By = None,
    json: options.AsJson = False,
) -> None:
    """Take a batch into the archive. Without --trust-opening all of it stays closed until it is reviewed."""
    run_dir = house.enter().run_dir
    from lantai.cli.indexing_beside import indexing_beside
    from lantai.digitisation.domain import custody
    from lantai.discovery import indexing

    found, acting = house.batch(batch), house.acting_user(by)
    with telling.progress() as progress:
        with indexing_beside(run_dir, progress) as followed:
            done = custody.accept_batch(found, trust_opening=trust_opening, by=acting, progress=followed)
        indexing.follow(progress)
    if json:
        telling.answer({"batch": done.identifier, "state": str(done.state), "items": done.item_count})
    else:
        telling.say(f"{done.name} is in the archive: {done.item_count} items.")

"""`lantai ocr`: read by machine what waits to be read."""

from __future__ import annotations

from typing import Annotated

import typer

from lantai.cli import house, options, telling

app = options.verb()


@app.command()
def ocr(
    batch: Annotated[str | None, typer.Option(metavar="BATCH", help="Only the pages of this batch.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Processes that read; 0: one a core.")] = 0,
    by: options.By = None,
    json: options.AsJson = False,
) -> None:
    """Read the pages that wait, and index what was read. Stopped at any point, what is read stays read."""
    house.enter()
    from lantai.digitisation.domain import reading
    from lantai.digitisation.enums import ReadState
    from lantai.digitisation.models import Page
    from lantai.discovery import indexing

    only = house.batch(batch) if batch else None
    unreadable = Page.objects.filter(read_state=ReadState.FAILED)
    before = unreadable.count()
    with telling.progress() as progress:
        read = reading.read_queued(by=house.acting_user(by), progress=progress, processes=jobs or None, batch=only)
        indexing.follow(progress)
    failed = unreadable.count() - before
    if json:
        telling.answer({"read": read, "failed": failed, "waiting": reading.waiting(only)})
    else:
        telling.say(f"{read} pages read, {failed} could not be read, {reading.waiting(only)} wait.")
    if failed > 0:
        raise typer.Exit(1)

"""`lantai reindex`: the whole search index anew, behind the one in use."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from lantai.cli import house, options, telling
from lantai.config import home

if TYPE_CHECKING:
    from pathlib import Path

    from lantai.digitisation.progress import Progress

app = options.verb()

_LOOK = 0.5


@app.command()
def reindex(json: options.AsJson = False) -> None:
    """Write the index anew from the catalogue and the texts; readers see the old one until it is done.

    Stopped or killed, it goes on where it was. Where a server holds the home, its worker does it, and goes on though
    this command be stopped.
    """
    installation = house.enter()
    from lantai.discovery.engine import search_engine

    with telling.progress() as progress:
        _rebuild(installation.run_dir, progress)
    documents = sum(search_engine().counts().values())
    if json:
        telling.answer({"documents": documents})
    else:
        telling.say(f"{documents:,} documents indexed.")


def _rebuild(run_dir: Path, progress: Progress) -> None:
    from lantai.discovery import rebuilding

    if not home.is_served(run_dir) or not _watched(run_dir, progress):
        rebuilding.rebuild(progress)


def _watched(run_dir: Path, progress: Progress) -> bool:
    """Ask the server's worker and tell how far it is; false when the server ended before it was done.

    Raises SearchFailed with what stopped it.
    """
    from lantai.discovery import rebuilding
    from lantai.discovery.models import BuildState
    from lantai.discovery.tasks import rebuild_index
    from lantai.journal.waking import wake
    from lantai.ports.search import SearchFailed

    build, told = rebuilding.ask(), 0
    wake(rebuild_index)
    progress.stage("index", build.total)
    while build.is_unfinished:
        if not home.is_served(run_dir):
            return False
        time.sleep(_LOOK)
        build.refresh_from_db()
        progress.advance(build.done - told)
        told = build.done
    if build.state == BuildState.FAILED:
        raise SearchFailed(build.error)
    return True

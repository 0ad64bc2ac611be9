"""`lantai restore`: a backup becomes a home again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from lantai.cli import house, options, telling
from lantai.config.installation import home_from

app = options.verb()


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A folder that `lantai backup` made.")],
    json: options.AsJson = False,
) -> None:
    """Check every digest of a backup, copy it into the empty LANTAI_HOME, and make the index anew."""
    from lantai.config.backup import restore as bring_back

    home = home_from(os.environ)
    with telling.progress() as progress:
        files = bring_back(source, home, progress=progress)
        house.prepare()
        from lantai.discovery import rebuilding

        documents = rebuilding.rebuild(progress)
    if json:
        telling.answer({"home": str(home), "files": files, "documents": documents})
    else:
        telling.say(f"{home} is restored: {files:,} files, {documents:,} documents indexed.")

"""`lantai backup`: the whole home, copied and proved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lantai.cli import house, options, telling

app = options.verb()


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="A new or empty folder, best on another disk.")],
    json: options.AsJson = False,
) -> None:
    """Copy the home into a folder with a manifest of SHA-512 digests, and read every copy again.

    The site may go on serving meanwhile; deliveries wait. The folder is a BagIt bag; the secret key is in it,
    so keep it as you keep the home.
    """
    installation = house.enter()
    from lantai.config.backup import back_up
    from lantai.digitisation.domain.work import turn

    with telling.progress() as progress, turn(progress):
        size = back_up(installation, target, progress=progress)
    if json:
        telling.answer({"target": str(target.resolve()), "bytes": size})
    else:
        telling.say(f"{target} holds the whole home, {size / 1024**2:,.1f} MiB, every file proved.")

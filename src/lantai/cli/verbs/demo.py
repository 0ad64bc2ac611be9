"""`lantai demo`: the sample archive of an invented city, taken in before your eyes and served."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import lantai
from lantai.cli import house, options, telling
from lantai.cli.failure import Refused
from lantai.config import home
from lantai.config.installation import load

app = options.verb()


@app.command()
def demo(
    host: options.Host = None,
    port: options.Port = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Take the samples in and stop there.")] = False,
) -> None:
    """Make a home if there is none, take in and accept the sample delivery, and serve it.

    The pages are read behind the running site. Run again, it goes on where it stopped.
    """
    from lantai.config import server

    delivery = sample_delivery()
    wanted = load()
    host, port = host or wanted.host, port or wanted.port
    if not no_serve:
        server.ensure_free(host, port)
    home.require_unserved(wanted.run_dir)
    telling.say(f"Lantai {lantai.__version__}: the archive of Linhe, a city that was invented, in {wanted.home}")
    installation, _fresh = house.prepare(pattern="demo")
    _take_in(delivery)
    if not no_serve:
        server.serve(installation, host=host, port=port, say=telling.say)


def sample_delivery() -> Path:
    """The delivery in the checkout. Raises Refused where there is none."""
    delivery = Path(lantai.__file__).parents[2] / "samples" / "delivery"
    if not delivery.is_dir():
        raise Refused("The samples are not part of the installed package; run the demo in a checkout: make demo.")
    return delivery


def _take_in(delivery: Path) -> None:
    from lantai.digitisation.domain import custody, intake
    from lantai.digitisation.enums import BatchState
    from lantai.discovery import indexing

    by = house.acting_user(house.ADMIN)
    with telling.progress() as progress:
        taken = intake.take_in(delivery, by=by, progress=progress)
        if taken.batch.state == BatchState.REFUSED:
            raise Refused(f"The samples have errors; see them with: lantai ingest {delivery} --dry-run")
        custody.accept_batch(taken.batch, trust_opening=True, by=by, progress=progress)
        indexing.follow(progress)
    telling.say(f"{taken.batch.item_count} items and {taken.batch.page_count} pages are in the archive.")

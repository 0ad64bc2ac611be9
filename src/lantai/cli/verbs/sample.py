"""`lantai sample`: items of a delivery are drawn by lot, for people to look at in the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantai.cli import house, options, telling
from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from lantai.digitisation.models import Sample

app = options.verb()


@app.command()
def sample(
    batch: options.BatchIdentifier,
    share: Annotated[float | None, typer.Option(metavar="P", help="So many per cent of the items.")] = None,
    size: Annotated[int | None, typer.Option(metavar="N", min=1, help="So many items.")] = None,
    seed: Annotated[int | None, typer.Option(metavar="S", min=0, help="The same draws the same items.")] = None,
    again: Annotated[str | None, typer.Option(metavar="REASON", help="Draw another sample, and say why.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Draw nothing; list the sample that counts.")] = False,
    by: options.By = None,
    json: options.AsJson = False,
) -> None:
    """Draw a sample of a delivery and list it. Without --share and --size the profile says how many."""
    if share is not None and not 0 < share <= 100:
        raise WrongUse(f"--share must be a per cent, more than 0 and at most 100; {share:g} is none.")
    if share is not None and size is not None:
        raise WrongUse("--share and --size exclude each other.")
    house.enter()
    from lantai.digitisation.domain import sampling

    found = house.batch(batch)
    if show:
        drawn = sampling.current_sample(found)
        if drawn is None:
            raise WrongUse(f"No sample of {found.name} is drawn; `lantai sample {batch}` draws one.")
    else:
        lot = sampling.Lot(share=share, size=size, seed=seed)
        acting = house.acting_user(by)
        if again is None:
            drawn = sampling.draw(found, lot=lot, by=acting)
        else:
            drawn = sampling.redraw(found, reason=again, lot=lot, by=acting)
    _tell(drawn, json=json)


def _tell(drawn: Sample, *, json: bool) -> None:
    items = [
        {"place": one.place, "sheet": one.sheet, "row": one.row, "code": one.code, "match": one.match or None}
        for one in drawn.items.order_by("place").iterator(chunk_size=2_000)
    ]
    if json:
        telling.answer({**_shape(drawn), "items": items})
        return
    telling.table(("no.", "code", "sheet", "row", "match"), [_row(one) for one in items])
    telling.say(f"{drawn.size} of {drawn.population} items, seed {drawn.seed}: sample {drawn.identifier}.")


def _shape(drawn: Sample) -> dict[str, Any]:
    from lantai.digitisation.sampling import reckon

    figures = reckon(drawn).as_data()
    return {
        "sample": drawn.identifier,
        "batch": drawn.batch.identifier,
        "round": drawn.round,
        "seed": drawn.seed,
        "size": drawn.size,
        "population": drawn.population,
        "verdict": drawn.verdict or None,
        "figures": {name: figures[name] for name in ("wanted", "looked", "faulty", "aspects", "passes")},
    }


def _row(one: dict[str, Any]) -> list[str]:
    return [str(one[name] or "") for name in ("place", "code", "sheet", "row", "match")]

"""`lantai batch`: the deliveries that came, how far each is, and the work on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantai.cli import house, options, telling
from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from lantai.digitisation.models import Batch

app = options.verb()


@app.callback(no_args_is_help=True)
def batch() -> None:
    """List deliveries, look at one, pause, resume or give up the work on it.

    \b
    lantai batch list --state described
    lantai batch show 7k2m9x
    lantai batch pause 7k2m9x
    """


@app.command(name="list")
def list_(
    state: Annotated[str, typer.Option(metavar="STATE", help="Only those in this state, as described.")] = "",
    json: options.AsJson = False,
) -> None:
    """Every delivery, the newest first."""
    house.enter()
    from lantai.digitisation.enums import BatchState
    from lantai.digitisation.models import Batch

    if state and state not in BatchState.values:
        raise WrongUse(f"No batch is ever {state!r}; expected one of {', '.join(BatchState.values)}.")
    found = Batch.objects.select_related("contractor").filter(**({"state": state} if state else {}))
    if json:
        telling.answer([_as_dict(one) for one in found])
        return
    rows = [(one.identifier, str(one.state), str(one.item_count), str(one.page_count), one.name) for one in found]
    telling.table(("batch", "state", "items", "pages", "name"), rows)


@app.command()
def show(batch: options.BatchIdentifier, json: options.AsJson = False) -> None:
    """One delivery: what it brought, how far it is, what stopped it."""
    house.enter()
    found = house.batch(batch)
    told = _as_dict(found)
    if json:
        telling.answer(told)
        return
    telling.fields([(name.replace("_", " "), str(value)) for name, value in told.items() if value not in ("", None)])


@app.command()
def pause(batch: options.BatchIdentifier, by: options.By = None) -> None:
    """Ask whoever works on it to stop at the next step; what is done stays."""
    house.enter()
    from lantai.digitisation.domain.wish import wish_to_pause

    found = _under_way(batch)
    wish_to_pause(found, by=house.acting_user(by))
    telling.say(f"{found.name} pauses at the next step; take it up again with: lantai batch resume {found.identifier}")


@app.command()
def resume(batch: options.BatchIdentifier, by: options.By = None) -> None:
    """Go on with a delivery that was paused, failed or left by a dead worker."""
    run_dir = house.enter().run_dir
    from lantai.cli.indexing_beside import indexing_beside
    from lantai.digitisation.domain import intake
    from lantai.digitisation.domain.wish import forget_wish
    from lantai.discovery import indexing

    found, acting = house.batch(batch), house.acting_user(by)
    forget_wish(found)
    with telling.progress() as progress:
        with indexing_beside(run_dir, progress) as followed:
            taken = intake.resume(found, by=acting, progress=followed)
        indexing.follow(progress)
    state = taken.batch.state
    telling.say(
        f"There was nothing to do; {found.name} is {state}." if taken.nothing_to_do else f"{found.name} is {state}."
    )


@app.command()
def cancel(batch: options.BatchIdentifier, by: options.By = None) -> None:
    """Give a delivery up: the work stops, and what it brought is removed from custody."""
    house.enter()
    from lantai.digitisation.domain import custody
    from lantai.digitisation.domain.wish import wish_to_cancel
    from lantai.digitisation.domain.work import is_busy
    from lantai.discovery import indexing

    found, acting = house.batch(batch), house.acting_user(by)
    if is_busy(found):
        wish_to_cancel(found, by=acting)
        telling.say(f"{found.name} is given up at the next step, and what it brought is removed.")
        return
    with telling.progress() as progress:
        done = custody.roll_back_batch(found, by=acting, progress=progress)
        indexing.follow(progress)
    telling.say(f"{done.name} is rolled back: nothing of it is left in custody.")


def _under_way(identifier: str) -> Batch:
    """Raises WrongUse for a batch that nobody works on."""
    from lantai.digitisation.domain.work import is_busy

    found = house.batch(identifier)
    if not is_busy(found):
        raise WrongUse(f"Nobody works on {found.name} now; it is {found.get_state_display()}.")
    return found


def _as_dict(one: Batch) -> dict[str, Any]:
    return {
        "batch": one.identifier,
        "name": one.name,
        "state": str(one.state),
        "purpose": str(one.purpose),
        "contractor": one.contractor.name if one.contractor else None,
        "source": one.source,
        "layout": one.layout,
        "round": one.round,
        "received_at": one.received_at.isoformat(timespec="seconds"),
        "items": one.item_count,
        "pages": one.page_count,
        "created": one.created_count,
        "changed": one.changed_count,
        "unchanged": one.unchanged_count,
        "missing": one.missing_count,
        "refused": one.refused_count,
        "stage": one.stage,
        "done": one.done,
        "total": one.total,
        "error": one.error,
    }

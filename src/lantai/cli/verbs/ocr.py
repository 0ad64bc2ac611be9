"""`lantai ocr`: read by machine what waits to be read, or again what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lantai.cli import house, options, reading_quality, telling
from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from django.db.models import Model, Q

    from lantai.accounts.models import User
    from lantai.catalogue.models import Record, RecordSet
    from lantai.digitisation.progress import Progress

app = options.verb()


class Chosen(NamedTuple):
    """The pages that are meant: a condition on them, and what was named (nothing for the whole house)."""

    only: Q
    of: list[Model]
    words: str


@app.command()
def ocr(
    batch: Annotated[str | None, typer.Option(metavar="BATCH", help="Only the pages of this batch.")] = None,
    record: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only the pages of this record or volume; repeatable."),
    ] = None,
    redo: Annotated[
        bool, typer.Option("--redo", help="Also read again what a machine read otherwise; never over a correction.")
    ] = False,
    engine: Annotated[
        str, typer.Option(metavar="NAME", help="The reading engine; default the setting ocr.", show_default=False)
    ] = "",
    jobs: Annotated[int, typer.Option(min=0, help="Processes that read; 0: one a core.")] = 0,
    quality: Annotated[
        bool, typer.Option("--quality", help="Read nothing; say how sure the texts are that a machine read.")
    ] = False,
    by: options.By = None,
    json: options.AsJson = False,
) -> None:
    """Read the pages that wait, and index what was read. Stopped at any point, what is read stays read.

    The same command again goes on where it was stopped: what the engine, as it is set now, has read is not read twice.
    """
    if batch and record:
        raise WrongUse("--batch and --record exclude each other.")
    if quality and (redo or engine or jobs):
        raise WrongUse("--quality reads nothing; --redo, --engine and --jobs are for reading.")
    house.enter()
    if quality:
        reading_quality.tell(_chosen(batch, record or []).only, json=json)
        return
    _require_engine(engine)
    from lantai.digitisation.domain import reading
    from lantai.digitisation.models import Page
    from lantai.discovery import indexing

    acting = house.acting_user(by)
    chosen = _chosen(batch, record or [])
    amiss = Page.objects.filter(chosen.only).exclude(read_error="")
    with telling.progress() as progress:
        asked = _ask(chosen, engine, redo=redo, by=acting, progress=progress)
        before = amiss.count()
        try:
            read = reading.read_queued(by=acting, progress=progress, processes=jobs or None, only=chosen.only)
        finally:
            indexing.follow(progress)
    failed, waits = max(0, amiss.count() - before), reading.waiting(chosen.only)
    if json:
        telling.answer({"asked_again": asked, "read": read, "failed": failed, "waiting": waits})
    else:
        telling.say(f"{read} pages read, {failed} could not be read, {waits} wait.")
    if failed:
        raise typer.Exit(1)


def _chosen(batch: str | None, records: list[str]) -> Chosen:
    """Raises WrongUse."""
    from lantai.digitisation.domain.reading import EVERYTHING
    from lantai.digitisation.queries.pages import of_batch
    from lantai.digitisation.queries.spans import either

    if batch:
        found = house.batch(batch)
        return Chosen(of_batch(found), [found], f"of batch {found.identifier}")
    named = [house.described(name) for name in records]
    if not named:
        return Chosen(EVERYTHING, [], "of the whole archive")
    words = "of " + ", ".join(one.code for one in named)
    return Chosen(either(_pages_of(one) for one in named), list(named), words)


def _pages_of(one: Record | RecordSet) -> Q:
    """Of a record wherever they lie; of a set its own, where it was scanned as one, and those of its records."""
    from django.db.models import Q

    from lantai.catalogue.models import Record
    from lantai.digitisation.queries.spans import reach

    return reach(one).pages() if isinstance(one, Record) else Q(record_set=one) | Q(record__record_set=one)


def _require_engine(name: str) -> None:
    """Raises WrongUse."""
    from django.conf import settings

    from lantai.ports.ocr import EngineUnusable

    try:
        settings.LANTAI.engine(name)
    except EngineUnusable as error:
        raise WrongUse(str(error)) from None


def _ask(chosen: Chosen, engine: str, *, redo: bool, by: User, progress: Progress) -> int:
    """Write what is wished into the pages' rows, and say what is to be done; how many pages are asked again.

    Raises EngineUnusable for an engine that cannot read here, before anything is asked.
    """
    from lantai.digitisation.domain import reading, rereading
    from lantai.digitisation.engine import ocr_engine

    asked, who = 0, ""
    if redo or engine:
        info = ocr_engine(engine).info
        who = f" by {info.name} {info.version}"
    if redo:
        asked = rereading.ask_again(info, name=engine, only=chosen.only, of=chosen.of, by=by, progress=progress)
    if engine:
        rereading.want_engine(engine, only=chosen.only, of=chosen.of, by=by)
    again = f" ({asked:,} asked again now)" if asked else ""
    progress.note(f"{reading.to_read(chosen.only):,} pages {chosen.words} are to be read{again}{who}.")
    return asked

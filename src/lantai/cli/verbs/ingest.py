"""`lantai ingest`: a contractor's delivery, checked and taken into custody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantai.cli import house, options, telling
from lantai.cli.failure import WrongUse
from lantai.cli.intake_report import tell_check, tell_intake

if TYPE_CHECKING:
    from lantai.digitisation.check import Asked
    from lantai.digitisation.domain.intake import Terms
    from lantai.digitisation.sheets.mapping import ColumnMapping

app = options.verb()


@app.command()
def ingest(
    delivery: Annotated[Path, typer.Argument(exists=True, help="The folder of the delivery, or its sheet.")],
    fonds: Annotated[str, typer.Option(metavar="CODE", help="The fonds, where the rows do not say it.")] = "",
    mapping: Annotated[
        str | None,
        typer.Option(metavar="NAME|FILE", help="What columns are that the profile does not know."),
    ] = None,
    layout: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="How the files lie; may be said twice. Else detected.")
    ] = None,
    contractor: Annotated[str, typer.Option(metavar="NAME", help="Who made the delivery.")] = "",
    accept_good: Annotated[
        bool, typer.Option("--accept-good", help="Errors stop only the items that they concern.")
    ] = False,
    into: Annotated[
        str | None, typer.Option(metavar="BATCH", help="It comes again for a batch refused or in custody.")
    ] = None,
    revise: Annotated[
        bool, typer.Option("--revise", help="It describes or scans anew what is in the archive.")
    ] = False,
    withdraw_missing: Annotated[
        bool, typer.Option("--withdraw-missing", help="With --into or --revise: what it leaves out goes.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and say everything; write nothing.")] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write all findings as .html, .xlsx or .json.")
    ] = None,
    ocr: Annotated[bool, typer.Option("--ocr", help="Wait until its pages are read.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Accept it into the archive.")] = False,
    trust_opening: options.TrustOpening = False,
    by: options.By = None,
    json: options.AsJson = False,
) -> None:
    """Check a delivery and take it in: masters, descriptions, images for the site, the index.

    The same delivery again is nothing to do; one that was broken off goes on where it stopped. Pages without
    text wait to be read: --ocr waits for them, `lantai ocr` or a running server reads them later.

    \b
    lantai ingest /media/disk/L012 --dry-run --report findings.xlsx
    lantai ingest /media/disk/L012 --mapping columns.toml --accept --trust-opening
    lantai ingest /media/disk/L012-again --into 7k2m9x
    """
    if withdraw_missing and not (into or revise):
        raise WrongUse("--withdraw-missing goes with --into or --revise: only then is there anything to be missing.")
    if into and revise:
        raise WrongUse("--into replaces what is in custody, --revise what is in the archive; give one of them.")
    run_dir = house.enter().run_dir
    _require_ending(report)
    columns = _mapping(mapping)
    if dry_run:
        asked = _asked(fonds, columns, layout, accept_good=accept_good, revise=revise, into=into)
        ok = _look(delivery, asked, report=report, json=json)
    else:
        terms = _terms(fonds, columns, layout, contractor, good=accept_good, revise=revise, missing=withdraw_missing)
        ok = _take_in(
            delivery, terms, run_dir,
            into=into, by=by, accept=accept, trust=trust_opening, ocr=ocr, report=report, json=json,
        )  # fmt: skip
    if not ok:
        raise typer.Exit(1)


def _mapping(name_or_path: str | None) -> ColumnMapping | None:
    """Raises WrongUse for what is no mapping."""
    from lantai.digitisation.mapping_profiles import find_mapping
    from lantai.digitisation.sheets.mapping import BadMapping

    if name_or_path is None:
        return None
    try:
        return find_mapping(name_or_path)
    except BadMapping as error:
        raise WrongUse(str(error)) from error
    except OSError as error:
        raise WrongUse(f"{name_or_path} cannot be read: {error.strerror or error}.") from error


def _require_ending(report: Path | None) -> None:
    """Asked before the work, not after it. Raises WrongUse."""
    from lantai.digitisation import reports

    if report is None:
        return
    try:
        reports.ending_of(report)
    except reports.UnknownEnding as error:
        raise WrongUse(str(error)) from error


def _asked(
    fonds: str,
    mapping: ColumnMapping | None,
    layouts: list[str] | None,
    *,
    accept_good: bool,
    revise: bool,
    into: str | None,
) -> Asked:
    from lantai.digitisation.check import Asked

    return Asked(
        fonds_code=fonds or None,
        mapping=mapping,
        layouts=tuple(layouts or ()),
        accept_good=accept_good,
        revising=revise,
        own=house.batch(into).identifier if into else "",
    )


def _terms(
    fonds: str,
    mapping: ColumnMapping | None,
    layouts: list[str] | None,
    contractor: str,
    *,
    good: bool,
    revise: bool,
    missing: bool,
) -> Terms:
    from lantai.digitisation.domain.intake import Terms
    from lantai.digitisation.enums import BatchPurpose

    return Terms(
        fonds_code=fonds,
        mapping=mapping,
        layouts=tuple(layouts or ()),
        contractor=contractor,
        accept_good=good,
        purpose=BatchPurpose.REVISION if revise else BatchPurpose.ADDITION,
        withdraw_missing=missing,
    )


def _look(delivery: Path, asked: Asked, *, report: Path | None, json: bool) -> bool:
    from lantai.digitisation.check import check_delivery
    from lantai.digitisation.layouts.detecting import UnknownLayout

    with telling.progress() as progress:
        try:
            with check_delivery(delivery, asked, progress=progress) as check:
                tell_check(check, report=report, json=json)
                return check.ok
        except UnknownLayout as error:
            raise WrongUse(str(error)) from error


def _take_in(
    delivery: Path,
    terms: Terms,
    run_dir: Path,
    *,
    into: str | None,
    by: str | None,
    accept: bool,
    trust: bool,
    ocr: bool,
    report: Path | None,
    json: bool,
) -> bool:
    from lantai.cli.indexing_beside import indexing_beside
    from lantai.digitisation.domain import custody, intake, reading
    from lantai.digitisation.enums import BatchState
    from lantai.digitisation.layouts.detecting import UnknownLayout
    from lantai.digitisation.queries.pages import of_batch
    from lantai.discovery import indexing

    acting = house.acting_user(by)
    again = house.batch(into) if into else None
    with telling.progress() as progress:
        with indexing_beside(run_dir, progress) as followed:
            try:
                taken = intake.take_in(delivery, terms=terms, into=again, by=acting, progress=followed)
            except (UnknownLayout, intake.NotInCustody) as error:
                raise WrongUse(str(error)) from error
            batch = taken.batch
            if accept and batch.state == BatchState.DESCRIBED:
                batch = custody.accept_batch(batch, trust_opening=trust, by=acting, progress=followed)
        if ocr:
            reading.read_queued(by=acting, progress=progress, only=of_batch(batch))
        indexing.follow(progress)
    if taken.nothing_to_do:
        telling.aside(f"Nothing to take in: the same delivery is batch {batch.identifier} already.")
    tell_intake(batch, nothing_to_do=taken.nothing_to_do, report=report, json=json)
    return batch.state != BatchState.REFUSED

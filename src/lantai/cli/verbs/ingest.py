"""`lantai ingest`: a contractor's delivery, checked and taken into custody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantai.cli import house, options, telling
from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from lantai.accounts.models import User
    from lantai.digitisation.check import Check, Observation
    from lantai.digitisation.domain.intake import Intake
    from lantai.digitisation.models import Batch, Finding
    from lantai.digitisation.sheets.mapping import ColumnMapping

app = options.verb()

_FINDING = ("code", "severity", "sheet", "row", "column", "path", "found", "expected", "message")
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a delivery; ``batch`` and ``state`` are null when it was only looked at."""

    items: int
    pages: int
    findings: list[dict[str, Any]]
    ok: bool
    batch: str | None
    state: str | None
    created: int
    unchanged: int
    pages_to_read: int


@app.command()
def ingest(
    delivery: Annotated[Path, typer.Argument(exists=True, help="The folder of the delivery, or its sheet.")],
    fonds: Annotated[str | None, typer.Option(metavar="CODE", help="The fonds, where the rows do not say it.")] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, help="What columns are that the profile does not know (TOML)."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and say everything; write nothing.")] = False,
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
    lantai ingest /media/disk/L012 --dry-run
    lantai ingest /media/disk/L012 --mapping columns.toml --accept --trust-opening
    """
    house.enter()
    columns = _mapping(mapping)
    if dry_run:
        report = _looked_at(delivery, fonds, columns)
    else:
        acting = house.acting_user(by)
        report = _taken_in(delivery, fonds, columns, by=acting, accept=accept, trust=trust_opening, ocr=ocr)
    if json:
        telling.answer(asdict(report))
    else:
        _tell(report)
    if not report.ok:
        raise typer.Exit(1)


def _mapping(path: Path | None) -> ColumnMapping | None:
    """Raises WrongUse for a file that is no mapping."""
    from lantai.digitisation.check.reading import delivery_columns
    from lantai.digitisation.sheets.mapping import BadMapping, load_mapping

    if path is None:
        return None
    try:
        return load_mapping(path, delivery_columns())
    except (BadMapping, OSError) as error:
        raise WrongUse(str(error)) from error


def _looked_at(delivery: Path, fonds: str | None, mapping: ColumnMapping | None) -> Report:
    from lantai.digitisation.check import check_delivery

    with telling.progress() as progress:
        check: Check = check_delivery(delivery, fonds_code=fonds, mapping=mapping, progress=progress)
    return Report(
        items=len(check.items),
        pages=check.page_count,
        findings=_as_dicts(check.findings),
        ok=check.ok,
        batch=None,
        state=None,
        created=0,
        unchanged=len(check.standing),
        pages_to_read=sum(item.pages_to_read for item in check.items),
    )


def _taken_in(
    delivery: Path,
    fonds: str | None,
    mapping: ColumnMapping | None,
    *,
    by: User,
    accept: bool,
    trust: bool,
    ocr: bool,
) -> Report:
    from lantai.digitisation.domain import custody, intake, reading
    from lantai.digitisation.enums import BatchState
    from lantai.discovery import indexing

    with telling.progress() as progress:
        taken = intake.take_in(delivery, fonds_code=fonds, mapping=mapping, by=by, progress=progress)
        batch = taken.batch
        if accept and batch.state == BatchState.DESCRIBED:
            batch = custody.accept_batch(batch, trust_opening=trust, by=by, progress=progress)
        if ocr:
            reading.read_queued(by=by, progress=progress, batch=batch)
        indexing.follow(progress)
    if taken.nothing_to_do:
        telling.aside(f"Nothing to take in: the same delivery is batch {batch.identifier} already.")
    return _report(batch, taken)


def _report(batch: Batch, taken: Intake) -> Report:
    from lantai.digitisation.domain import reading
    from lantai.digitisation.enums import BatchState

    return Report(
        items=batch.item_count,
        pages=batch.page_count,
        findings=_as_dicts(batch.findings.all()),
        ok=batch.state != BatchState.REFUSED,
        batch=batch.identifier,
        state=str(batch.state),
        created=taken.created,
        unchanged=taken.unchanged,
        pages_to_read=reading.waiting(batch),
    )


def _as_dicts(findings: Iterable[Finding | Observation]) -> list[dict[str, Any]]:
    return [{name: _plain(getattr(one, name)) for name in _FINDING} for one in findings]


def _plain(value: str | int | None) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)


def _tell(report: Report) -> None:
    _tell_findings(report.findings)
    telling.say(f"{report.items} items, {report.pages} pages, {len(report.findings)} findings.")
    if report.batch is None:
        telling.say("It can be taken in." if report.ok else "It cannot be taken in as it is.")
        return
    telling.say(f"Batch {report.batch} is {report.state}: {report.created} new, {report.unchanged} unchanged.")
    if report.state == "described":
        telling.say(f"It lies in custody; take it into the archive with: lantai accept {report.batch}")
    if report.pages_to_read:
        telling.say(f"{report.pages_to_read} pages wait to be read.")


def _tell_findings(findings: Sequence[dict[str, Any]]) -> None:
    rows = [
        (one["severity"], one["code"], f"{one['sheet']} {one['row'] or ''}".strip() or one["path"], one["message"])
        for one in findings[:_SHOWN]
    ]
    if rows:
        telling.table(("", "check", "where", "what"), rows)
    if len(findings) > _SHOWN:
        telling.say(f"… and {len(findings) - _SHOWN} more; --json has them all.")

"""What a check or a taking-in is told as: a table of the first findings and counts, or JSON with all of them.

Findings are never whole in memory: a million of them go from the database to the terminal one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantai.cli import json_stream, telling
from lantai.cli.failure import Refused

if TYPE_CHECKING:
    from lantai.digitisation.check import Check, Observation
    from lantai.digitisation.models import Batch, Finding
    from lantai.digitisation.reports import Report

_FINDING = ("code", "severity", "sheet", "row", "column", "path", "found", "expected", "message")
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery; ``batch`` and ``state`` are null when it was only looked at."""

    items: int
    pages: int
    layout: str
    ok: bool
    batch: str | None
    state: str | None
    created: int
    changed: int
    unchanged: int
    missing: int
    refused: int
    pages_to_read: int


@dataclass(frozen=True, slots=True)
class _Told:
    """The outcome with its findings: ``findings`` begins anew at every call, ``counts`` are by severity and code."""

    outcome: Outcome
    findings: Callable[[], Iterable[Finding | Observation]]
    counts: dict[tuple[str, str], int]


def tell_check(check: Check, *, report: Path | None, json: bool) -> None:
    """Of a delivery that was only looked at."""
    from lantai.digitisation.check.standing import SAME

    items = list(_tally(check)) if check.item_count else []
    outcome = Outcome(
        items=check.item_count,
        pages=check.page_count,
        layout=check.layout,
        ok=check.ok,
        batch=None,
        state=None,
        created=0,
        changed=0,
        unchanged=sum(standing == SAME for standing, _to_read in items),
        missing=0,
        refused=check.faulty_count if check.asked.accept_good else 0,
        pages_to_read=sum(to_read for _standing, to_read in items),
    )
    told = _Told(outcome, check.findings, check.counts)
    if report is not None:
        _write(report, _report_of(check))
    _tell(told, json=json)


def _tally(check: Check) -> Iterator[tuple[str, int]]:
    for item in check.items():
        yield item.standing, item.pages_to_read


def tell_intake(batch: Batch, *, nothing_to_do: bool, report: Path | None, json: bool) -> None:
    """Of a delivery that was taken in, or refused; ``nothing_to_do``: all of it stood already."""
    from django.db.models import Count

    from lantai.digitisation.domain import reading
    from lantai.digitisation.enums import BatchState
    from lantai.digitisation.queries.pages import of_batch

    batch.refresh_from_db()
    counted = batch.findings.order_by().values_list("severity", "code").annotate(count=Count("pk"))
    outcome = Outcome(
        items=batch.item_count,
        pages=batch.page_count,
        layout=batch.layout,
        ok=batch.state != BatchState.REFUSED,
        batch=batch.identifier,
        state=str(batch.state),
        created=0 if nothing_to_do else batch.created_count,
        changed=0 if nothing_to_do else batch.changed_count,
        unchanged=batch.item_count if nothing_to_do else batch.unchanged_count,
        missing=batch.missing_count,
        refused=batch.refused_count,
        pages_to_read=reading.waiting(of_batch(batch)),
    )
    counts = {(severity, code): count for severity, code, count in counted}
    if report is not None:
        from lantai.digitisation.reports.of_batch import report_of

        _write(report, report_of(batch))
    _tell(_Told(outcome, lambda: batch.findings.iterator(chunk_size=2_000), counts), json=json)


def _report_of(check: Check) -> Report:
    """Of a delivery that was only looked at: its rows are read again where it lies."""
    from lantai.digitisation import reports
    from lantai.digitisation.profile import delivery_profile
    from lantai.digitisation.reports.rereading import rows_of

    delivered = reports.Delivered(
        name=check.delivery.name,
        items=check.item_count,
        pages=check.page_count,
        accept_good=check.asked.accept_good,
    )
    return reports.Report(
        delivered=delivered,
        findings=check.findings,
        rows_at=rows_of(check.delivery.source, check.asked.mapping),
        labels=delivery_profile().labels,
    )


def _write(path: Path, report: Report) -> None:
    """In the language of the holdings. Raises Refused."""
    from django.conf import settings

    from lantai.digitisation import reports

    try:
        reports.write(path, report, language=reports.nearest(settings.LANTAI.content_language))
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror or error}.") from error
    telling.aside(f"All findings stand in {path}.")


def _tell(told: _Told, *, json: bool) -> None:
    if json:
        with json_stream.written(asdict(told.outcome)) as members:
            members.array("findings", map(_as_dict, told.findings()))
        return
    _tell_findings(told)
    outcome, total = told.outcome, sum(told.counts.values())
    lies = f", laid out as {outcome.layout}" if outcome.layout else ""
    telling.say(f"{outcome.items} items, {outcome.pages} pages, {total} findings{lies}.")
    if outcome.batch is None:
        telling.say("It can be taken in." if outcome.ok else "It cannot be taken in as it is.")
        return
    telling.say(f"Batch {outcome.batch} is {outcome.state}: {_counts(outcome)}.")
    if outcome.state == "described":
        telling.say(f"It lies in custody; take it into the archive with: lantai accept {outcome.batch}")
    if outcome.pages_to_read:
        telling.say(f"{outcome.pages_to_read} pages wait to be read.")


def _counts(outcome: Outcome) -> str:
    words = [f"{outcome.created} new", f"{outcome.unchanged} unchanged"]
    if outcome.changed:
        words.append(f"{outcome.changed} changed")
    if outcome.missing:
        words.append(f"{outcome.missing} missing")
    if outcome.refused:
        words.append(f"{outcome.refused} refused")
    return ", ".join(words)


def _tell_findings(told: _Told) -> None:
    rows = [
        (str(one.severity), one.code, f"{one.sheet} {one.row or ''}".strip() or one.path, one.message)
        for one in islice(_gravest_first(told.findings), _SHOWN)
    ]
    if not rows:
        return
    telling.table(("", "check", "where", "what"), rows)
    total = sum(told.counts.values())
    if total > _SHOWN:
        telling.say(f"… and {total - _SHOWN} more; --report FILE and --json have them all. By kind:")
        telling.table(
            ("", "check", "findings"),
            [(severity, code, str(count)) for (severity, code), count in sorted(told.counts.items(), key=_rank)],
        )


def _rank(counted: tuple[tuple[str, str], int]) -> tuple[int, int, str]:
    (severity, code), count = counted
    return _GRAVITY.index(severity), -count, code


_GRAVITY = ("error", "warning", "info")


def _gravest_first(
    findings: Callable[[], Iterable[Finding | Observation]],
) -> Iterator[Finding | Observation]:
    """Errors, then warnings, then what was mended; each in its order."""
    for severity in _GRAVITY:
        yield from (one for one in findings() if one.severity == severity)


def _as_dict(one: Finding | Observation) -> dict[str, Any]:
    return {name: _plain(getattr(one, name)) for name in _FINDING}


def _plain(value: str | int | None) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)

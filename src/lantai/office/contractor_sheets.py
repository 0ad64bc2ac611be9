"""Contractors as a sheet (XLSX): their figures, and every delivery with its rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from django.utils.translation import gettext, pgettext

from lantai.digitisation.sheets.writing import ReportSheet, Value, write_workbook
from lantai.office.queries.contractors import Delivered, TrackRecord


def write_records(out: IO[bytes], records: Sequence[TrackRecord]) -> None:
    """Two sheets: a row a contractor, and a row a delivery."""
    write_workbook(out, [_contractors(records), _deliveries(records)])


def _contractors(records: Sequence[TrackRecord]) -> ReportSheet:
    headings = [
        gettext("Contractor"),
        pgettext("of a contractor", "Deliveries"),
        gettext("Items"),
        gettext("Faulty at the first check, %"),
        gettext("Deliveries refused, %"),
        gettext("Rounds until acceptance"),
        gettext("Defect rate of the samples, %"),
        gettext("Note"),
    ]
    rows = (_contractor(one) for one in records)
    return ReportSheet(gettext("Contractors"), headings, [28, 12, 12, 16, 16, 16, 16, 40], rows)


def _contractor(one: TrackRecord) -> list[Value]:
    return [
        one.contractor.name,
        len(one.deliveries),
        one.items,
        _number(one.percent_faulty),
        _number(one.percent_refused),
        _number(one.rounds),
        _number(one.defect_rate),
        one.contractor.note,
    ]


def _deliveries(records: Sequence[TrackRecord]) -> ReportSheet:
    headings = [
        gettext("Contractor"),
        gettext("Delivery"),
        gettext("Identifier"),
        gettext("Received"),
        gettext("State"),
        gettext("Round"),
        gettext("Items"),
        gettext("Faulty items"),
        gettext("Faulty at the first check, %"),
        gettext("Errors"),
        gettext("Warnings"),
        gettext("Verdict on the sample"),
        gettext("Items looked at"),
        gettext("Faulty items in the sample"),
        gettext("Defect rate of the samples, %"),
    ]
    rows = (_row(record, one) for record in records for one in record.deliveries)
    return ReportSheet(pgettext("of a contractor", "Deliveries"), headings, [28, 36, 14, 18, *([12] * 11)], rows)


def _row(record: TrackRecord, one: Delivered) -> list[Value]:
    batch = one.batch
    told: list[Value] = [record.contractor.name, batch.name, batch.identifier, f"{batch.received_at:%Y-%m-%d}"]
    told += [batch.get_state_display(), batch.round]
    return [*told, *_check(one), *_sample(one)]


def _check(one: Delivered) -> Iterator[Value]:
    first = one.first
    yield from (first.items, first.faulty_items) if first else (None, None)
    yield _number(one.percent_faulty)
    yield from (first.errors, first.warnings) if first else (None, None)


def _sample(one: Delivered) -> Iterator[Value]:
    yield one.sample.get_verdict_display() if one.sample else None
    yield from (one.looked, one.faulty) if one.sample else (None, None)
    yield _number(one.defect_rate)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"

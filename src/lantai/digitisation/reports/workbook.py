"""The report as a workbook: the faulty rows as they stood with what is wrong beside each, the rest, and the summary.

Rows and findings are written as they come; before the workbook can begin, its columns must be known, so the rows wait
in a file on disk.
"""

from __future__ import annotations

import json
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import IO, Any, Final, Self

from django.utils.translation import gettext

from lantai.digitisation import sentences
from lantai.digitisation.enums import Severity
from lantai.digitisation.quality.words import of_many
from lantai.digitisation.reports.languages import Language, speaking
from lantai.digitisation.reports.report import Delivered, Place, Report
from lantai.digitisation.reports.summary import Summary, Tally
from lantai.digitisation.reports.told import Told, keys_by_column, label_of, place, severity_of
from lantai.digitisation.reports.visible import visible
from lantai.digitisation.sheets.faulty import Fault, FaultyRow, Headings, faulty_rows
from lantai.digitisation.sheets.writing import ReportSheet, Value, write_workbook

_IN_MEMORY: Final = 2**22
_WIDE: Final = 48


def xlsx(out: IO[bytes], report: Report, *, language: Language = "zh-Hant") -> None:
    """Write three sheets: faulty rows; findings that stand at no row or need nobody; the summary.

    Whatever came from outside is text, so that opening the workbook runs nothing that a sender wrote.
    """
    with speaking(language), _Waiting() as rows, _Waiting() as others:
        tally = Tally()
        columns = _set_aside(report, tally, rows, others)
        summed = tally.summary(report.delivered)
        write_workbook(out, [*_sheets(report.labels, columns, rows, others), *_summary(summed, report)])


# -- setting aside ---------------------------------------------------------------------------------


class _Waiting:
    """Lists that wait for their turn: in memory when they are few, else on disk."""

    def __init__(self) -> None:
        self._file: IO[str] = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="ascii")  # noqa: SIM115

    def put(self, value: Sequence[Any]) -> None:
        self._file.write(json.dumps(value) + "\n")

    def __iter__(self) -> Iterator[list[Any]]:
        self._file.seek(0)
        return map(json.loads, self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()


@dataclass(slots=True)
class _Faults:
    """The findings parted: groups of those at one row go on, all others are put aside on the way."""

    findings: Iterable[Told]
    put_other: Callable[[Sequence[Any]], None]
    _groups: deque[list[Told]] = field(default_factory=deque)
    """Those whose rows were asked for and did not come yet: as many as ``rows_at`` takes ahead."""

    def places(self) -> Iterator[Place]:
        for at, group in groupby(self.findings, key=lambda one: (one.sheet, one.row)):
            faults = [one for one in group if not self._is_other(one)]
            sheet, row = at
            if faults and row is not None:
                self._groups.append(faults)
                yield sheet, row

    def of_next_row(self) -> list[Told]:
        return self._groups.popleft()

    def _is_other(self, one: Told) -> bool:
        """Whether it stands at no row, or is a note of what was mended and left nothing to do."""
        if one.row is not None and severity_of(one) != Severity.INFO:
            return False
        said = (one.message, sentences.mend(one))
        self.put_other(
            [label_of(one.severity), sentences.name(one.code), one.sheet, one.row, one.column, one.path, *said]
        )
        return True


def _set_aside(report: Report, tally: Tally, rows: _Waiting, others: _Waiting) -> list[str]:
    """Go through everything once; the keys of all fields that a faulty row fills, in the order of ``labels``."""
    faults = _Faults(tally.through(report.findings()), others.put)
    keys = keys_by_column(report.labels)
    met: dict[str, None] = {}
    for sheet, number, values in report.rows_at(faults.places()):
        met.update(dict.fromkeys(values))
        told = [(keys.get(one.column, ""), _sentence(one, keys), sentences.mend(one)) for one in faults.of_next_row()]
        met.update(dict.fromkeys(key for key, _message, _mend in told if key))
        rows.put([sheet, number, dict(values), told])
    order = {key: place for place, key in enumerate(report.labels)}
    return sorted(met, key=lambda key: order.get(key, len(order)))


def _sentence(one: Told, keys: Mapping[str, str]) -> str:
    """Its message, with its column where that is no field of ours; how grave it is, unless it is an error."""
    said = one.message
    if one.column and one.column not in keys and one.column not in said:
        said = f"{one.column}：{said}"
    return said if severity_of(one) == Severity.ERROR else f"{said} ({label_of(one.severity)})"


# -- the sheets ------------------------------------------------------------------------------------


def _sheets(labels: Mapping[str, str], columns: Sequence[str], rows: _Waiting, others: _Waiting) -> list[ReportSheet]:
    words = Headings(
        title=gettext("Faulty rows"),
        sheet=gettext("Sheet"),
        row=gettext("Row"),
        problem=gettext("What is wrong"),
        mend=gettext("How to mend it"),
    )
    heads = [
        gettext("Severity"),
        gettext("Check"),
        words.sheet,
        words.row,
        gettext("Column"),
        gettext("File"),
        words.problem,
        words.mend,
    ]
    return [
        faulty_rows(map(_faulty_row, rows), columns=columns, labels=labels, words=words),
        ReportSheet(
            name=gettext("Files and notes"),
            headings=heads,
            widths=[10, 20, 18, 8, 16, _WIDE, _WIDE, _WIDE],
            rows=map(_shown, others),
        ),
    ]


def _faulty_row(kept: Sequence[Any]) -> FaultyRow:
    sheet, row, values, told = kept
    shown = {key: visible(text) for key, text in values.items()}
    faults = [Fault(key, visible(message), mended) for key, message, mended in told]
    return FaultyRow(visible(sheet), row, shown, faults)


def _reading(delivered: Delivered) -> list[list[Value]]:
    """How well the pages were read, where that is known."""
    return [[gettext("Reading by machine"), of_many(delivered.reading)]] if delivered.reading else []


def _summary(summed: Summary, report: Report) -> Iterator[ReportSheet]:
    delivered = report.delivered
    came: list[list[Value]] = [
        [gettext("Delivery"), delivered.name],
        [gettext("Batch"), delivered.batch],
        [gettext("Contractor"), delivered.contractor],
        [gettext("Items"), summed.items],
        [gettext("Pages"), summed.pages],
        [gettext("Findings"), summed.count()],
        *_reading(delivered),
        [gettext("Verdict"), summed.verdict.sentence, delivered.error],
        [],
        [
            gettext("Severity"),
            gettext("What is wrong"),
            gettext("How often"),
            gettext("How to mend it"),
            gettext("Check"),
            gettext("For example"),
        ],
    ]
    kinds: list[list[Value]] = [
        [
            label_of(kind.severity),
            kind.message,
            kind.count,
            kind.mend,
            f"{kind.name} ({kind.code})",
            "\n".join(map(place, kind.examples)),
        ]
        for kind in summed.kinds
    ]
    yield ReportSheet(
        name=gettext("Summary"),
        headings=[gettext("Summary")],
        widths=[14, _WIDE, 12, _WIDE, 20, 32],
        rows=map(_shown, (*came, *kinds)),
    )


def _shown(values: Iterable[Value]) -> list[Value]:
    return [visible(value) if isinstance(value, str) else value for value in values]

"""The report as JSON, written while it is made; the findings have the fields of ``lantai ingest --json``."""

from __future__ import annotations

import json as _json
from dataclasses import asdict
from typing import IO, Any, Final

from lantai.digitisation import sentences
from lantai.digitisation.reports.languages import Language, speaking
from lantai.digitisation.reports.report import Delivered, Report
from lantai.digitisation.reports.summary import Summary, Tally
from lantai.digitisation.reports.told import GRAVEST_FIRST, Told

FIELDS: Final = ("code", "severity", "sheet", "row", "column", "path", "found", "expected", "message")
"""The fields of a finding, besides ``mend``."""


def json(out: IO[bytes], report: Report, *, language: Language = "en") -> None:
    """Write one object: what came, the findings one a line, how many there are, and whether it can be taken in."""
    tally = Tally()
    with speaking(language):
        out.write(b"{\n")
        for name, value in _head(report.delivered).items():
            out.write(_encoded(f"  {_text(name)}: {_text(value)},\n"))
        out.write(b'  "findings": [')
        parted = "\n    "
        for one in tally.through(report.findings()):
            out.write(_encoded(parted + _text(as_data(one))))
            parted = ",\n    "
        out.write(b"]" if parted == "\n    " else b"\n  ]")
        for name, value in _foot(tally.summary(report.delivered)).items():
            out.write(_encoded(f",\n  {_text(name)}: {_text(value)}"))
        out.write(b"\n}\n")


def as_data(one: Told) -> dict[str, str | int | None]:
    """One finding as it stands in the JSON."""
    return {**{name: _plain(getattr(one, name)) for name in FIELDS}, "mend": sentences.mend(one)}


def _head(delivered: Delivered) -> dict[str, Any]:
    head = asdict(delivered)
    received = head.pop("received_at")
    if delivered.reading is None:
        del head["reading"]
    return {
        **head,
        "batch": delivered.batch or None,
        "state": delivered.state or None,
        "received_at": received and received.isoformat(),
    }


def _foot(summed: Summary) -> dict[str, Any]:
    return {
        "counts": {str(severity): summed.count(severity) for severity in GRAVEST_FIRST},
        "codes": {kind.code: kind.count for kind in summed.kinds},
        "ok": summed.ok,
    }


def _plain(value: str | int | None) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)


def _text(value: Any) -> str:
    return _json.dumps(value, ensure_ascii=False)


def _encoded(text: str) -> bytes:
    """UTF-8; half of a surrogate pair, which UTF-8 does not have, as the escape that JSON has for it."""
    return text.encode("utf-8", "backslashreplace")

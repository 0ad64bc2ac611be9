"""What somebody typed into a cell → the columns of a record, or the reason why it cannot be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from lantai.catalogue.domain.revising import date_columns
from lantai.catalogue.models import Record
from lantai.catalogue.queries.versions import RECORD_FIELDS
from lantai.values.dates import NotADate, parse

FIELDS: Final = RECORD_FIELDS
"""What a cell can be of."""

MANY_LINES: Final = frozenset({"scope", "note"})
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell cannot be: a code of ``catalogue.refusals`` and what its sentence needs."""

    code: str
    said: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, **self.said}


def columns_of(field: str, typed: str) -> dict[str, Any] | Refusal:
    """The columns that a cell of this field gives; a field that is none of FIELDS is a KeyError."""
    text = tidied(field, typed)
    limit = _LIMITS[field]
    if _CONTROL.search(text):
        return Refusal("control-character", {"typed": _CONTROL.sub("\ufffd", text)})
    if limit is not None and len(text) > limit:
        return Refusal("too-long", {"typed": text, "length": len(text), "limit": limit})
    if field == "title" and not text:
        return Refusal("no-title", {"typed": text})
    return _date(text) if field == "date_text" else {field: text}


def tidied(field: str, typed: str) -> str:
    """Without white space around it; on one line unless the field has many."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    return lines if field in MANY_LINES else " ".join(lines.split("\n"))


def _date(text: str) -> dict[str, Any] | Refusal:
    if not text:
        return date_columns(None)
    try:
        return date_columns(parse(text))
    except NotADate as error:
        return Refusal("bad-date", {"typed": text, "because": error.code})


_LIMITS: Final[dict[str, int | None]] = {
    name: getattr(Record._meta.get_field(name), "max_length", None) for name in FIELDS
}
"""Characters that a field holds; None: any number."""

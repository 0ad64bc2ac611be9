"""What was seen in a delivery's files: an observation before anyone has decided how grave it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing seen. The fields are those of a finding, less its severity, which the profile decides.

    ``path`` is relative to the delivery, with slashes, as people read it: a name in GB18030 bytes is decoded and
    control characters are written as ``\\x07``.
    """

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    path: str = ""
    found: str = ""
    expected: str = ""

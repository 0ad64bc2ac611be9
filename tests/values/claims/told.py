"""What a test says of a claim: the fields that it names, and no others."""

from __future__ import annotations

import datetime

from lantai.values.claims import Claim, find
from lantai.values.dates.days import julian_day

AS_OF = julian_day(datetime.date(2024, 3, 20))


def told(text: str, kind: str, *names: str) -> list[tuple[object, ...]]:
    """The claims of one kind: their words, then the fields that are named."""
    return [tuple(getattr(claim, name) for name in ("text", *names)) for claim in of_kind(text, kind)]


def of_kind(text: str, kind: str) -> list[Claim]:
    return [claim for claim in find(text, as_of=AS_OF) if claim.kind == kind]

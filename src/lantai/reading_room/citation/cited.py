"""What a citation of any style says of a record."""

from __future__ import annotations

import re
from dataclasses import dataclass

ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """``date`` is ISO 8601 where that is known, else as written; ``url`` is absolute, ``accessed`` the day of reading.

    ``newspaper`` is the newspaper's title when the record is an issue of one, ``fonds`` what a record stands in,
    ``page`` the page that is cited. ``is_part``: a part of a page is cited, which only its picture has.
    """

    identifier: str
    title: str
    creators: tuple[str, ...] = ()
    date: str = ""
    holder: str
    code: str
    fonds: str = ""
    url: str
    newspaper: str = ""
    page: int | None = None
    is_part: bool = False
    accessed: str = ""

    @property
    def year(self) -> str:
        """Empty where no year is certain."""
        return self.date[:4] if ISO.fullmatch(self.date) else ""


def iso_or_text(edtf: str, text: str) -> str:
    """The date as a citation writes it: a whole ISO date where the normalised form is one, else as written."""
    return edtf if ISO.fullmatch(edtf) else text

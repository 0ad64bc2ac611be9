"""What files of a page are called where they lie outside of the archive: ``<identifier>-p<number>``."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lantai.digitisation.models import Page

_NAME: Final = re.compile(r"(?P<identifier>[\w-]+)-p(?P<number>\d{1,9})")


class PageName(NamedTuple):
    """The identifier of the page's holder, a record or a volume, and its number there."""

    identifier: str
    number: int


def stem_of(page: Page) -> str:
    """The name without an ending. The page's holder is loaded."""
    return f"{page.holder.identifier}-p{page.number}"


def named_by(stem: str) -> PageName | None:
    """Which page a name without its ending means; None when it means none."""
    found = _NAME.fullmatch(stem)
    return PageName(found["identifier"], int(found["number"])) if found else None

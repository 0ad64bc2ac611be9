"""The words of a finding: what is wrong and how to mend it, by the code of the check.

Every sentence may use ``%(found)s``, ``%(expected)s``, ``%(column)s`` and ``%(path)s``.
"""

from __future__ import annotations

from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.doubts import SENTENCES


class Seen(Protocol):
    """What a sentence is made of."""

    @property
    def code(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def found(self) -> str: ...
    @property
    def expected(self) -> str: ...


MESSAGES: dict[str, Promise] = {
    "missing-field": _("The column %(column)s is empty; it must be filled in."),
    "missing-column": _("The sheet has no column %(column)s."),
    "bad-code": _("The reference code \u201c%(found)s\u201d does not fit the pattern %(expected)s."),
    "duplicate-code": _("The reference code \u201c%(found)s\u201d stands already %(expected)s."),
    "bad-date": _("\u201c%(found)s\u201d is not a date that can be read."),
    "doubtful-date": _("\u201c%(found)s\u201d can be read, but: %(expected)s"),
    "bad-status": _("\u201c%(found)s\u201d is not an opening status; expected one of %(expected)s."),
    "missing-image": _("The row counts %(expected)s pages, but there is no image."),
    "page-count": _("The row counts %(expected)s pages, but there are %(found)s images."),
    "page-gap": _("Page %(expected)s is missing among the images; found %(found)s."),
    "unreadable-image": _("%(path)s cannot be read as an image: %(found)s"),
    "image-without-row": _("The folder %(path)s holds %(found)s images that no row describes."),
    "no-image": _("There is text for this row, but no image."),
    "new-fonds": _("The fonds %(found)s was not known; it is made with this delivery."),
}

MENDS: dict[str, Promise] = {
    "missing-field": _("Fill in the cell and deliver again."),
    "missing-column": _("Add the column, or name it as expected."),
    "bad-code": _("Correct the code, or name another code profile for the fonds."),
    "duplicate-code": _("Give each item a code of its own."),
    "bad-date": _("Write it as 19240903, 1924-09-03 or 1924年9月3日; 00 for what is not known."),
    "doubtful-date": _("Compare with the original; what it says may stand."),
    "bad-status": _("Use one of the words expected, or leave the cell empty."),
    "missing-image": _("Add the images, or empty the page count."),
    "page-count": _("Compare with the original: scan what is missing, or correct the count."),
    "page-gap": _("Scan the missing page, or number the images from 1 without a gap."),
    "unreadable-image": _("Scan the page again."),
    "image-without-row": _("Add a row for the folder, or take the folder out."),
    "no-image": _("Nothing, if only the text was ordered."),
    "new-fonds": _("Complete the description of the fonds afterwards."),
}


def message(seen: Seen) -> str:
    return _filled(MESSAGES.get(seen.code), seen)


def mend(seen: Seen) -> str:
    return _filled(MENDS.get(seen.code), seen)


def _filled(sentence: Promise | None, seen: Seen) -> str:
    if sentence is None:
        return seen.code
    return str(sentence) % {
        "found": seen.found,
        "expected": _expected(seen),
        "column": seen.column,
        "path": seen.path,
    }


def _expected(seen: Seen) -> str:
    """What was expected; of a doubtful date, the doubt, which the finding keeps by its code."""
    doubt = SENTENCES.get(seen.expected) if seen.code == "doubtful-date" else None
    return str(doubt or seen.expected)

"""Why a cell, or a row of a sheet, cannot be taken over: one sentence a code, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.doubts import SENTENCES as DATES

SENTENCES: Final[dict[str, Promise]] = {
    "no-title": _("A record needs a title."),
    "too-long": _("It has %(length)s characters; at most %(limit)s fit."),
    "control-character": _("It holds a control character, which nobody can see; type it anew."),
    "bad-date": _("“%(typed)s” is not a date that can be read; write it as 1924-09-03, 19240903 or 1924年9月3日."),
    "unknown-code": _("There is no record with the code %(about)s, or you may not see it."),
    "too-many": _("More than %(limit)s were found; the first %(limit)s are taken."),
    "unknown-column": _("The column “%(column)s” is not known and was not read."),
    "double-column": _("The column “%(column)s” stands there twice; the first was read."),
    "row-without-identifier": _("Row %(row)s has no identifier and was not read."),
    "row-unknown": _("Row %(row)s: there is no record %(identifier)s, or you may not see it."),
    "row-twice": _("Row %(row)s: the record %(identifier)s stood in an earlier row; this one was not read."),
    "row-other-code": _("Row %(row)s: the reference code is %(about)s and cannot be changed here."),
    "row-cut": _("Row %(row)s: “%(field)s” is longer than a cell can hold; edit it on the page of the record."),
    "row-without-version": _(
        "Row %(row)s has no version, so that nobody can tell what it was made from; it was not read."
    ),
    "bad-pattern": _("The pattern cannot be used: %(error)s."),
    "slow-pattern": _("The pattern takes too long; write it so that less of it repeats."),
    "unreadable-sheet": _("The file cannot be read as a sheet (%(reason)s); save it anew as XLSX."),
    "sheet-broke-off": _(
        "After row %(row)s the sheet cannot be read any more (%(reason)s); what stands before is planned."
    ),
    "not-our-sheet": _(
        "The sheet has no columns “identifier” and “version”: take the records out here and change that sheet."
    ),
    "no-search": _("The search does not answer now; begin again when it does."),
    "nothing-there": _("What the records were to be taken from is not there any more; begin another change."),
    "disk-full": _("The disk is full: make room, then resume."),
    "not-written": _("The work could not be written (%(error)s): resume it when that is mended."),
    "more": _("%(count)s more of this kind."),
}
"""A sentence for every code; what stands in it comes with the code."""


def sentence(code: str, said: Mapping[str, Any]) -> str:
    """The sentence with what it is about; a date that cannot be read also says what is the matter with it."""
    words = str(SENTENCES[code]) % said
    because = DATES.get(str(said.get("because", "")))
    return f"{words} {because}" if because else words

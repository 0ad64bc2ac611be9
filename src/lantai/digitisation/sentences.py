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
    "too-long": _("It is too long to be kept: %(found)s characters, and at most %(expected)s."),
    "bad-date": _("\u201c%(found)s\u201d is not a date that can be read."),
    "doubtful-date": _("\u201c%(found)s\u201d can be read, but: %(expected)s"),
    "bad-status": _("\u201c%(found)s\u201d is not an opening status; expected one of %(expected)s."),
    "code-field-mismatch": _("%(column)s says \u201c%(found)s\u201d, but beside it stands \u201c%(expected)s\u201d."),
    "bad-retention": _("\u201c%(found)s\u201d is not a retention period; expected one of %(expected)s."),
    "classified": _("\u201c%(found)s\u201d is a mark of secrecy. %(expected)s"),
    "date-outside-fonds": _("\u201c%(found)s\u201d is not within the dates of the fonds, %(expected)s."),
    "sequence-gap": _("Before number %(found)s a number is missing: %(expected)s."),
    "missing-image": _("The row counts %(expected)s pages, but there is no image."),
    "page-count": _("The row counts %(expected)s pages, but there are %(found)s images."),
    "page-gap": _("Page %(expected)s is missing among the images; found %(found)s."),
    "unreadable-image": _("%(path)s cannot be read as an image: %(found)s"),
    "image-without-row": _("The folder %(path)s holds %(found)s images that no row describes."),
    "no-image": _("There is text for this row, but no image."),
    "new-fonds": _("The fonds %(found)s was not known; it is made with this delivery."),
    "spaces": _("Spaces were taken away: \u201c%(found)s\u201d."),
    "full-width": _("Full-width signs were read as ordinary ones: \u201c%(found)s\u201d."),
    "invisible-character": _("Invisible characters were taken away: \u201c%(found)s\u201d."),
    "control-character": _("Control characters were taken away: \u201c%(found)s\u201d."),
    "line-break": _("Lines were joined: \u201c%(expected)s\u201d."),
    "ditto": _("\u201c%(found)s\u201d was read as the value above: \u201c%(expected)s\u201d."),
    "merged-cell": _("The merged cell was read in each of its rows: \u201c%(expected)s\u201d."),
    "formula": _("The value that was kept with the formula \u201c%(found)s\u201d was taken: \u201c%(expected)s\u201d."),
    "number-format": _("The number was read as it is shown: \u201c%(expected)s\u201d."),
    "serial-date": _("The serial number \u201c%(found)s\u201d was read as the day %(expected)s."),
    "ambiguous-date": _("\u201c%(found)s\u201d may be %(expected)s."),
    "became-date": _("The spreadsheet made a date of what stood here: \u201c%(found)s\u201d."),
    "lost-leading-zeros": _("\u201c%(found)s\u201d lost its leading zeros and was read as \u201c%(expected)s\u201d."),
    "rounded-number": _("The spreadsheet rounded the number \u201c%(found)s\u201d; its last digits are lost."),
    "boolean": _("A truth value stands here: \u201c%(found)s\u201d."),
    "error-cell": _("An error of the spreadsheet stands here: \u201c%(found)s\u201d."),
    "unread-memo": _("The long text of this cell lies in a file that did not come along."),
    "long-cell": _("The cell is too long (%(found)s); its beginning was read."),
    "encoding": _("Characters were lost or wrongly decoded: \u201c%(found)s\u201d."),
    "row-left-out": _("The row is no entry and was left out: \u201c%(found)s\u201d."),
    "unknown-column": _("The column %(column)s is not known, and its values are not taken in: %(found)s"),
    "unknown-sheet": _("The sheet in %(path)s names no columns and was left out."),
    "hidden-sheet": _("The sheet in %(path)s is hidden and was left out."),
    "no-catalogue": _("No sheet names its columns; expected %(expected)s among them."),
    "unreadable-file": _("%(path)s cannot be opened. %(found)s"),
    "not-a-sheet": _("%(path)s is no sheet; expected XLSX, XLS, ODS, CSV or DBF."),
    "password-protected": _("%(path)s is protected by a password."),
    "truncated": _("%(path)s ends before it is whole."),
    "damaged": _("%(path)s is damaged. %(found)s"),
    "unsafe": _("%(path)s is built so that it would fill the memory or reach outside itself; it was not read."),
    "too-large": _("%(path)s is larger than a sheet can be read. %(found)s"),
    "too-slow": _("%(path)s took too long to read."),
    "truncated-image": _("%(path)s ends before it is whole: %(found)s"),
    "damaged-image": _("%(path)s is damaged: %(found)s"),
    "format-mismatch": _("%(path)s is %(found)s by its content and %(expected)s by its name."),
    "oversized-image": _("%(path)s claims to have %(found)s pixels; at most %(expected)s are read."),
    "empty-file": _("%(path)s is empty."),
    "low-resolution": _("%(path)s has %(found)s; at least %(expected)s are asked for."),
    "too-few-pixels": _("%(path)s has %(found)s pixels; its shorter side must have %(expected)s."),
    "colour-mode": _("%(path)s is in the colour mode %(found)s; expected %(expected)s."),
    "many-pages": _("%(path)s holds %(found)s pages in one file."),
    "exif-turn": _("%(path)s is upright only in a viewer that turns it."),
    "duplicate-image": _("%(path)s has the same bytes as %(found)s."),
    "similar-image": _("%(path)s looks like %(found)s."),
    "skewed": _("%(path)s leans by %(found)s; at most %(expected)s is allowed."),
    "blank-page": _("%(path)s seems to be blank (ink: %(found)s)."),
    "black-border": _("%(path)s has a black border of %(found)s of its side."),
    "cut-text": _("Strokes run into the edge of %(path)s (%(found)s of it); text may be cut off."),
    "blurred": _("%(path)s is blurred (sharpness %(found)s; at least %(expected)s)."),
    "clipped-shadows": _("%(found)s of %(path)s is black without any tone."),
    "clipped-lights": _("%(found)s of %(path)s is white without any tone."),
    "page-overlap": _("The pages %(found)s overlap with those of the row before; expected from %(expected)s on."),
    "code-taken": _("The code \u201c%(found)s\u201d stands in the catalogue already, and says something else."),
    "page-taken": _("Page %(found)s of the volume %(path)s stands in the catalogue already, with another image."),
    "checksum-mismatch": _("%(path)s has another digest than the list states: %(found)s, expected %(expected)s."),
    "missing-file": _("The list of digests names %(path)s, which is not there."),
    "unlisted-file": _("%(path)s holds %(found)s files that the list of digests does not name."),
    "unreadable-list": _("The list of digests %(path)s could not be read to its end. %(found)s"),
    "stray-file": _("%(path)s belongs to no item."),
    "unsafe-path": _("The name %(path)s makes trouble on other systems: %(found)s."),
    "active-content": _("%(path)s holds more than pages: %(found)s."),
}

MENDS: dict[str, Promise] = {
    "missing-field": _("Fill in the cell and deliver again."),
    "missing-column": _("Add the column, or name it as expected."),
    "bad-code": _("Correct the code, or name another code profile for the fonds."),
    "duplicate-code": _("Give each item a code of its own."),
    "too-long": _("Shorten it; what does not fit may stand in the note."),
    "bad-date": _("Write it as 19240903, 1924-09-03 or 1924年9月3日; 00 for what is not known."),
    "doubtful-date": _("Compare with the original; what it says may stand."),
    "bad-status": _("Use one of the words expected, or leave the cell empty."),
    "code-field-mismatch": _("Compare with the original, and correct the code or the column."),
    "bad-retention": _("Use one of the words expected."),
    "classified": _(
        "Take out what is still secret, or write in the note when it was declassified; an old mark may stand."
    ),
    "date-outside-fonds": _("Compare with the original; correct the date, the fonds or its dates."),
    "sequence-gap": _("Deliver the missing items, or say why the numbers are empty."),
    "missing-image": _("Add the images, or empty the page count."),
    "page-count": _("Compare with the original: scan what is missing, or correct the count."),
    "page-gap": _("Scan the missing page, or number the images from 1 without a gap."),
    "unreadable-image": _("Scan the page again."),
    "image-without-row": _("Add a row for the folder, or take the folder out."),
    "no-image": _("Nothing, if only the text was ordered."),
    "new-fonds": _("Complete the description of the fonds afterwards."),
    "spaces": _("Nothing; what stood there is kept with the record."),
    "full-width": _("Nothing; what stood there is kept with the record."),
    "invisible-character": _("Nothing; what stood there is kept with the record."),
    "control-character": _("Nothing; what stood there is kept with the record."),
    "line-break": _("Nothing; what stood there is kept with the record."),
    "ditto": _("Nothing; what stood there is kept with the record."),
    "merged-cell": _("Nothing; what stood there is kept with the record."),
    "formula": _("Nothing; what stood there is kept with the record."),
    "number-format": _("Nothing; what stood there is kept with the record."),
    "serial-date": _("Nothing; what stood there is kept with the record."),
    "ambiguous-date": _("Compare with the original, and correct the cell where it is wrong."),
    "became-date": _("Format the column as text, enter the value again and deliver again."),
    "lost-leading-zeros": _("Format the column as text, enter the value again and deliver again."),
    "rounded-number": _("Format the column as text, enter the value again and deliver again."),
    "boolean": _("Compare with the original, and correct the cell where it is wrong."),
    "error-cell": _("Compare with the original, and correct the cell where it is wrong."),
    "unread-memo": _("Copy it again from the contractor's own disk."),
    "long-cell": _("Compare with the original, and correct the cell where it is wrong."),
    "encoding": _("Save the sheet as UTF-8 from the program that made it, and compare what is doubtful."),
    "row-left-out": _("Nothing, if it is no part of the catalogue."),
    "unknown-column": _("Say what it is in a mapping file, or leave it: it is not taken in."),
    "unknown-sheet": _("Nothing, if it is no part of the catalogue."),
    "hidden-sheet": _("Show the sheet again if it belongs to the delivery; else delete it."),
    "no-catalogue": _("Deliver a catalogue whose first rows name the columns, or say in a mapping file what they are."),
    "unreadable-file": _("Check that it is an ordinary file, is there, and may be read."),
    "not-a-sheet": _("Open it in the program that made it, save it anew and deliver again."),
    "password-protected": _("Save it without a password and deliver again."),
    "truncated": _("Copy it again from the contractor's own disk."),
    "damaged": _("Open it in the program that made it, save it anew and deliver again."),
    "unsafe": _("Open it in the program that made it, save it anew and deliver again."),
    "too-large": _("Deliver it in parts, or as CSV."),
    "too-slow": _("Deliver it in parts, or as CSV."),
    "truncated-image": _("Copy the file again from the contractor's own disk, or scan the page again."),
    "damaged-image": _("Copy the file again from the contractor's own disk, or scan the page again."),
    "format-mismatch": _("Give the file the ending of what it is, or convert it from the original scan."),
    "oversized-image": _("Scan the page again."),
    "empty-file": _("Copy the file again from the contractor's own disk, or scan the page again."),
    "low-resolution": _("Scan it again as agreed, or change the image profile."),
    "too-few-pixels": _("Scan it again as agreed, or change the image profile."),
    "colour-mode": _("Scan it again as agreed, or change the image profile."),
    "many-pages": _("Deliver one file a page."),
    "exif-turn": _("Turn the picture itself upright, not only its viewing."),
    "duplicate-image": _("Compare both with the originals; take out what was scanned twice."),
    "similar-image": _("Compare both with the originals; take out what was scanned twice."),
    "skewed": _("Scan the page again."),
    "blank-page": _("Compare with the original; a blank page that is there may stand."),
    "black-border": _("Look at the page; scan it again if anything cannot be read."),
    "cut-text": _("Look at the page; scan it again if anything cannot be read."),
    "blurred": _("Scan the page again."),
    "clipped-shadows": _("Look at the page; scan it again if anything cannot be read."),
    "clipped-lights": _("Look at the page; scan it again if anything cannot be read."),
    "page-overlap": _("Compare the page numbers with the volume, and correct first or last page."),
    "code-taken": _("Give the item another code, or deliver it as a revision."),
    "page-taken": _("Number the pages on from those that stand, or deliver it as a revision."),
    "checksum-mismatch": _("Copy the file again from the contractor's own disk, or correct the list."),
    "missing-file": _("Add the file, or take it out of the list."),
    "unlisted-file": _("Complete the list of digests, or take the files out."),
    "unreadable-list": _("Make the list of digests anew."),
    "stray-file": _("Nothing; it is not taken in. Take it out, or say whose it is."),
    "unsafe-path": _("Rename it; a link is replaced by the file itself."),
    "active-content": _("Nothing; it is kept, and never run."),
}


SECRECY: dict[str, Promise] = {
    "current": _("It still holds: a networked system must not hold the item."),
    "expired": _("Its term is over."),
    "historical": _("It is of an earlier time, and is kept as found."),
    "declassified": _("It has been lifted."),
}
"""Why a mark is told, by what the finding keeps as expected."""


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
    """What was expected; of a doubtful date and of a mark of secrecy the sentence for what the finding keeps."""
    words = {"doubtful-date": SENTENCES, "classified": SECRECY}.get(seen.code, {})
    return str(words.get(seen.expected) or seen.expected)

"""The words of a finding: what the check is called, what is wrong and how to mend it, by the code of the check.

Every sentence may use ``%(found)s``, ``%(expected)s``, ``%(column)s`` and ``%(path)s``.
"""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Words:
    """What a check is called, the sentence of a finding, and how to mend it."""

    name: Promise
    message: Promise
    mend: Promise


_KEPT = _("Nothing; what stood there is kept with the record.")
_SCAN_AGAIN = _("Scan the page again.")
_COPY_OR_SCAN = _("Copy the file again from the contractor's own disk, or scan the page again.")
_SAVE_ANEW = _("Open it in the program that made it, save it anew and deliver again.")
_COPY_AGAIN = _("Copy it again from the contractor's own disk.")
_LOOK = _("Look at the page; scan it again if anything cannot be read.")
_AS_AGREED = _("Scan it again as agreed, or change the image profile.")
_AS_TEXT = _("Format the column as text, enter the value again and deliver again.")
_COMPARE = _("Compare with the original, and correct the cell where it is wrong.")
_NO_PART = _("Nothing, if it is no part of the catalogue.")
_IN_PARTS = _("Deliver it in parts, or as CSV.")
_TWICE = _("Compare both with the originals; take out what was scanned twice.")

WORDS: dict[str, Words] = {
    "missing-field": Words(
        _("Empty field"),
        _("The column %(column)s is empty; it must be filled in."),
        _("Fill in the cell and deliver again."),
    ),
    "missing-column": Words(
        _("Missing column"), _("The sheet has no column %(column)s."), _("Add the column, or name it as expected.")
    ),
    "bad-code": Words(
        _("Reference code of another form"),
        _("The reference code \u201c%(found)s\u201d does not fit the pattern %(expected)s."),
        _("Correct the code, or name another code profile for the fonds."),
    ),
    "duplicate-code": Words(
        _("Reference code twice"),
        _("The reference code \u201c%(found)s\u201d stands already %(expected)s."),
        _("Give each item a code of its own."),
    ),
    "too-long": Words(
        _("Value too long"),
        _("It is too long to be kept: %(found)s characters, and at most %(expected)s."),
        _("Shorten it; what does not fit may stand in the note."),
    ),
    "bad-date": Words(
        _("Unreadable date"),
        _("\u201c%(found)s\u201d is not a date that can be read."),
        _("Write it as 19240903, 1924-09-03 or 1924年9月3日; 00 for what is not known."),
    ),
    "bad-number": Words(
        _("Unreadable number"),
        _("“%(found)s” is not a number of pages that can be read."),
        _("Write it in figures alone, and what it is about in the note."),
    ),
    "doubtful-date": Words(
        _("Doubtful date"),
        _("\u201c%(found)s\u201d can be read, but: %(expected)s"),
        _("Compare with the original; what it says may stand."),
    ),
    "bad-status": Words(
        _("Unknown opening status"),
        _("\u201c%(found)s\u201d is not an opening status; expected one of %(expected)s."),
        _("Use one of the words expected, or leave the cell empty."),
    ),
    "code-field-mismatch": Words(
        _("Code and column differ"),
        _("%(column)s says \u201c%(found)s\u201d, but beside it stands \u201c%(expected)s\u201d."),
        _("Compare with the original, and correct the code or the column."),
    ),
    "bad-retention": Words(
        _("Unknown retention period"),
        _("\u201c%(found)s\u201d is not a retention period; expected one of %(expected)s."),
        _("Use one of the words expected."),
    ),
    "classified": Words(
        _("Mark of secrecy"),
        _("\u201c%(found)s\u201d is a mark of secrecy. %(expected)s"),
        _("Take out what is still secret, or write in the note when it was declassified; an old mark may stand."),
    ),
    "date-outside-fonds": Words(
        _("Date outside the fonds"),
        _("\u201c%(found)s\u201d is not within the dates of the fonds, %(expected)s."),
        _("Compare with the original; correct the date, the fonds or its dates."),
    ),
    "sequence-gap": Words(
        _("Number missing"),
        _("Before number %(found)s a number is missing: %(expected)s."),
        _("Deliver the missing items, or say why the numbers are empty."),
    ),
    "missing-image": Words(
        _("No image"),
        _("The row counts %(expected)s pages, but there is no image."),
        _("Add the images, or empty the page count."),
    ),
    "page-count": Words(
        _("Page count differs"),
        _("The row counts %(expected)s pages, but there are %(found)s images."),
        _("Compare with the original: scan what is missing, or correct the count."),
    ),
    "page-gap": Words(
        _("Page missing"),
        _("Page %(expected)s is missing among the images; found %(found)s."),
        _("Scan the missing page, or number the images from 1 without a gap."),
    ),
    "unreadable-image": Words(_("Unreadable image"), _("%(path)s cannot be read as an image: %(found)s"), _SCAN_AGAIN),
    "image-without-row": Words(
        _("Images without a row"),
        _("The folder %(path)s holds %(found)s images that no row describes."),
        _("Add a row for the folder, or take the folder out."),
    ),
    "no-image": Words(
        _("Text without image"),
        _("There is text for this row, but no image."),
        _("Nothing, if only the text was ordered."),
    ),
    "new-fonds": Words(
        _("New fonds"),
        _("The fonds %(found)s was not known; it is made with this delivery."),
        _("Complete the description of the fonds afterwards."),
    ),
    "spaces": Words(_("Spaces"), _("Spaces were taken away: \u201c%(found)s\u201d."), _KEPT),
    "full-width": Words(
        _("Full-width signs"), _("Full-width signs were read as ordinary ones: \u201c%(found)s\u201d."), _KEPT
    ),
    "invisible-character": Words(
        _("Invisible characters"), _("Invisible characters were taken away: \u201c%(found)s\u201d."), _KEPT
    ),
    "control-character": Words(
        _("Control characters"), _("Control characters were taken away: \u201c%(found)s\u201d."), _KEPT
    ),
    "line-break": Words(_("Line breaks"), _("Lines were joined: \u201c%(expected)s\u201d."), _KEPT),
    "ditto": Words(
        _("Same as above"), _("\u201c%(found)s\u201d was read as the value above: \u201c%(expected)s\u201d."), _KEPT
    ),
    "merged-cell": Words(
        _("Merged cell"), _("The merged cell was read in each of its rows: \u201c%(expected)s\u201d."), _KEPT
    ),
    "formula": Words(
        _("Formula"),
        _("The value that was kept with the formula \u201c%(found)s\u201d was taken: \u201c%(expected)s\u201d."),
        _KEPT,
    ),
    "number-format": Words(
        _("Formatted number"), _("The number was read as it is shown: \u201c%(expected)s\u201d."), _KEPT
    ),
    "serial-date": Words(
        _("Date as a serial number"),
        _("The serial number \u201c%(found)s\u201d was read as the day %(expected)s."),
        _KEPT,
    ),
    "ambiguous-date": Words(_("Ambiguous date"), _("\u201c%(found)s\u201d may be %(expected)s."), _COMPARE),
    "became-date": Words(
        _("Became a date"), _("The spreadsheet made a date of what stood here: \u201c%(found)s\u201d."), _AS_TEXT
    ),
    "lost-leading-zeros": Words(
        _("Leading zeros lost"),
        _("\u201c%(found)s\u201d lost its leading zeros and was read as \u201c%(expected)s\u201d."),
        _AS_TEXT,
    ),
    "rounded-number": Words(
        _("Rounded number"),
        _("The spreadsheet rounded the number \u201c%(found)s\u201d; its last digits are lost."),
        _AS_TEXT,
    ),
    "boolean": Words(_("Truth value"), _("A truth value stands here: \u201c%(found)s\u201d."), _COMPARE),
    "error-cell": Words(
        _("Error in a cell"), _("An error of the spreadsheet stands here: \u201c%(found)s\u201d."), _COMPARE
    ),
    "unread-memo": Words(
        _("Long text left behind"), _("The long text of this cell lies in a file that did not come along."), _COPY_AGAIN
    ),
    "long-cell": Words(_("Cell too long"), _("The cell is too long (%(found)s); its beginning was read."), _COMPARE),
    "encoding": Words(
        _("Characters lost"),
        _("Characters were lost or wrongly decoded: \u201c%(found)s\u201d."),
        _("Save the sheet as UTF-8 from the program that made it, and compare what is doubtful."),
    ),
    "row-left-out": Words(
        _("Row left out"), _("The row is no entry and was left out: \u201c%(found)s\u201d."), _NO_PART
    ),
    "unknown-column": Words(
        _("Unknown column"),
        _("The column %(column)s is not known, and its values are not taken in: %(found)s"),
        _("Say what it is in a mapping file, or leave it: it is not taken in."),
    ),
    "unknown-sheet": Words(
        _("Sheet without columns"), _("The sheet in %(path)s names no columns and was left out."), _NO_PART
    ),
    "hidden-sheet": Words(
        _("Hidden sheet"),
        _("The sheet in %(path)s is hidden and was left out."),
        _("Show the sheet again if it belongs to the delivery; else delete it."),
    ),
    "no-catalogue": Words(
        _("No catalogue"),
        _("No sheet names its columns; expected %(expected)s among them."),
        _("Deliver a catalogue whose first rows name the columns, or say in a mapping file what they are."),
    ),
    "unreadable-file": Words(
        _("File cannot be opened"),
        _("%(path)s cannot be opened. %(found)s"),
        _("Check that it is an ordinary file, is there, and may be read."),
    ),
    "not-a-sheet": Words(_("No sheet"), _("%(path)s is no sheet; expected XLSX, XLS, ODS, CSV or DBF."), _SAVE_ANEW),
    "password-protected": Words(
        _("Protected by a password"),
        _("%(path)s is protected by a password."),
        _("Save it without a password and deliver again."),
    ),
    "truncated": Words(_("File cut short"), _("%(path)s ends before it is whole."), _COPY_AGAIN),
    "damaged": Words(_("Damaged file"), _("%(path)s is damaged. %(found)s"), _SAVE_ANEW),
    "unsafe": Words(
        _("Unsafe file"),
        _("%(path)s is built so that it would fill the memory or reach outside itself; it was not read."),
        _SAVE_ANEW,
    ),
    "too-large": Words(_("File too large"), _("%(path)s is larger than a sheet can be read. %(found)s"), _IN_PARTS),
    "too-slow": Words(_("File took too long"), _("%(path)s took too long to read."), _IN_PARTS),
    "truncated-image": Words(_("Image cut short"), _("%(path)s ends before it is whole: %(found)s"), _COPY_OR_SCAN),
    "damaged-image": Words(_("Damaged image"), _("%(path)s is damaged: %(found)s"), _COPY_OR_SCAN),
    "format-mismatch": Words(
        _("Name and content differ"),
        _("%(path)s is %(found)s by its content and %(expected)s by its name."),
        _("Give the file the ending of what it is, or convert it from the original scan."),
    ),
    "oversized-image": Words(
        _("Image too large"), _("%(path)s claims to have %(found)s pixels; at most %(expected)s are read."), _SCAN_AGAIN
    ),
    "empty-file": Words(_("Empty file"), _("%(path)s is empty."), _COPY_OR_SCAN),
    "low-resolution": Words(
        _("Low resolution"), _("%(path)s has %(found)s; at least %(expected)s are asked for."), _AS_AGREED
    ),
    "too-few-pixels": Words(
        _("Too few pixels"), _("%(path)s has %(found)s pixels; its shorter side must have %(expected)s."), _AS_AGREED
    ),
    "colour-mode": Words(
        _("Other colour mode"), _("%(path)s is in the colour mode %(found)s; expected %(expected)s."), _AS_AGREED
    ),
    "many-pages": Words(
        _("Many pages in one file"), _("%(path)s holds %(found)s pages in one file."), _("Deliver one file a page.")
    ),
    "exif-turn": Words(
        _("Turned only in the viewer"),
        _("%(path)s is upright only in a viewer that turns it."),
        _("Turn the picture itself upright, not only its viewing."),
    ),
    "duplicate-image": Words(_("Same image twice"), _("%(path)s has the same bytes as %(found)s."), _TWICE),
    "similar-image": Words(_("Images alike"), _("%(path)s looks like %(found)s."), _TWICE),
    "skewed": Words(_("Skewed"), _("%(path)s leans by %(found)s; at most %(expected)s is allowed."), _SCAN_AGAIN),
    "blank-page": Words(
        _("Blank page"),
        _("%(path)s seems to be blank (ink: %(found)s)."),
        _("Compare with the original; a blank page that is there may stand."),
    ),
    "black-border": Words(_("Black border"), _("%(path)s has a black border of %(found)s of its side."), _LOOK),
    "cut-text": Words(
        _("Text cut off"), _("Strokes run into the edge of %(path)s (%(found)s of it); text may be cut off."), _LOOK
    ),
    "blurred": Words(_("Blurred"), _("%(path)s is blurred (sharpness %(found)s; at least %(expected)s)."), _SCAN_AGAIN),
    "clipped-shadows": Words(_("Shadows without tone"), _("%(found)s of %(path)s is black without any tone."), _LOOK),
    "clipped-lights": Words(_("Lights without tone"), _("%(found)s of %(path)s is white without any tone."), _LOOK),
    "page-overlap": Words(
        _("Page ranges overlap"),
        _("The pages %(found)s overlap with those of the row before; expected from %(expected)s on."),
        _("Compare the page numbers with the volume, and correct first or last page."),
    ),
    "code-taken": Words(
        _("Code already in the catalogue"),
        _("The code \u201c%(found)s\u201d stands in the catalogue already, and says something else."),
        _("Give the item another code, or deliver it as a revision."),
    ),
    "page-taken": Words(
        _("Page already in the catalogue"),
        _("Page %(found)s of the volume %(path)s stands in the catalogue already, with another image."),
        _("Number the pages on from those that stand, or deliver it as a revision."),
    ),
    "checksum-mismatch": Words(
        _("Digest differs"),
        _("%(path)s has another digest than the list states: %(found)s, expected %(expected)s."),
        _("Copy the file again from the contractor's own disk, or correct the list."),
    ),
    "missing-file": Words(
        _("Listed file missing"),
        _("The list of digests names %(path)s, which is not there."),
        _("Add the file, or take it out of the list."),
    ),
    "unlisted-file": Words(
        _("Files not listed"),
        _("%(path)s holds %(found)s files that the list of digests does not name."),
        _("Complete the list of digests, or take the files out."),
    ),
    "unreadable-list": Words(
        _("Digest list unreadable"),
        _("The list of digests %(path)s could not be read to its end. %(found)s"),
        _("Make the list of digests anew."),
    ),
    "stray-file": Words(
        _("Stray file"),
        _("%(path)s belongs to no item."),
        _("Nothing; it is not taken in. Take it out, or say whose it is."),
    ),
    "unsafe-path": Words(
        _("Unsafe name"),
        _("The name %(path)s makes trouble on other systems: %(found)s."),
        _("Rename it; a link is replaced by the file itself."),
    ),
    "active-content": Words(
        _("Active content"), _("%(path)s holds more than pages: %(found)s."), _("Nothing; it is kept, and never run.")
    ),
}

SECRECY: dict[str, Promise] = {
    "current": _("It still holds: a networked system must not hold the item."),
    "expired": _("Its term is over."),
    "historical": _("It is of an earlier time, and is kept as found."),
    "declassified": _("It has been lifted."),
}
"""Why a mark is told, by what the finding keeps as expected."""


def name(code: str) -> str:
    """What a check is called; the code itself when nobody knows it any more."""
    return str(WORDS[code].name) if code in WORDS else code


def message(seen: Seen) -> str:
    """The sentence of a finding; the code when nobody knows it any more."""
    return _filled(WORDS[seen.code].message, seen) if seen.code in WORDS else seen.code


def mend(seen: Seen) -> str:
    """What to do about it; nothing for a code that nobody knows any more."""
    return _filled(WORDS[seen.code].mend, seen) if seen.code in WORDS else ""


def _filled(sentence: Promise, seen: Seen) -> str:
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

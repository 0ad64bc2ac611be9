"""Words of the office: the journal's verbs, and what Wagtail's own Chinese catalogues leave in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.enums import Level
from lantai.catalogue.models import Record
from lantai.catalogue.refusals import sentence
from lantai.discovery.language import BadQuery
from lantai.ports.search import SearchFailed

VERBS: dict[str, Promise] = {
    "batch.received": _("delivery registered"),
    "batch.checked": _("delivery checked"),
    "batch.refused": _("delivery refused"),
    "batch.described": _("delivery described"),
    "batch.accepted": _("delivery accepted"),
    "batch.rolled_back": _("delivery rolled back"),
    "batch.redelivered": _("delivery came again"),
    "batch.pause_wished": _("work asked to pause"),
    "batch.cancel_wished": _("work asked to be given up"),
    "batch.decided": _("end of the delivery decided"),
    "batch.contractor_set": _("contractor of the delivery set"),
    "contractor.named": _("contractor entered"),
    "contractor.corrected": _("contractor corrected"),
    "sample.drawn": _("sample drawn"),
    "sample.looked_at": _("item of a sample looked at"),
    "sample.defect_noted": _("defect noted"),
    "sample.defect_removed": _("defect taken away"),
    "sample.defect_mended": _("defect mended"),
    "sample.signed": _("sample signed"),
    "batch.mapped": _("columns of a delivery mapped"),
    "batch.mapping_kept": _("mapping of columns kept"),
    "record.described": _("record described"),
    "record.revised": _("description revised"),
    "record.restored": _("earlier version restored"),
    "record.opening_decided": _("opening decided"),
    "record.opening_followed": _("opening followed its set"),
    "record.accepted": _("record accepted"),
    "record.scanned_anew": _("scanned anew"),
    "record.withdrawn": _("record withdrawn"),
    "record.brought_back": _("withdrawn record brought back"),
    "record.removed": _("record removed"),
    "record_set.described": _("record set described"),
    "bulk_edit.begun": _("change of many records begun"),
    "bulk_edit.saved": _("change of many records saved"),
    "bulk_edit.discarded": _("change of many records thrown away"),
    "bulk_edit.paused": _("change of many records paused"),
    "bulk_edit.resumed": _("change of many records resumed"),
    "record_set.revised": _("description revised"),
    "record_set.restored": _("earlier version restored"),
    "record_set.opening_decided": _("opening decided"),
    "record_set.opening_followed": _("opening followed its set"),
    "record_set.spans_changed": _("pages of the volume assigned anew"),
    "record_set.scanned_anew": _("scanned anew"),
    "record_set.accepted": _("record set accepted"),
    "record_set.removed": _("record set removed"),
    "page.read": _("page read by machine"),
    "page.corrected": _("text of a page corrected"),
    "names.kept": _("protected names kept"),
    "proposal.made": _("reader proposed a correction"),
    "proposal.accepted": _("proposal of a reader accepted"),
    "proposal.refused": _("proposal of a reader refused"),
    "error_report.made": _("reader reported an error"),
    "error_report.mended": _("reported error mended"),
    "error_report.closed": _("report of an error closed"),
    "reading.calibrated": _("engine calibrated by corrections"),
    "reading_sample.drawn": _("pages drawn to measure the reading"),
    "reading_sample.found_right": _("page of a sample found right"),
    "reading.again_wished": _("pages asked to be read again"),
    "reading.engine_wished": _("pages asked to be read by another engine"),
    "static_page.revised": _("page of the site written"),
    "user.created": _("user made"),
    "user.roles_set": _("roles set"),
    "user.password_set": _("password set"),
    "user.switched_on": _("user switched on"),
    "user.switched_off": _("user switched off"),
}


def verb(name: str) -> str:
    return str(VERBS.get(name, name))


def field_label(name: str) -> str:
    """What a field of a record is called; a name that is none of its fields stays itself."""
    try:
        return str(getattr(Record._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


UNREADABLE: dict[str, Promise] = {
    "unreadable-file": _("it cannot be opened"),
    "not-a-sheet": _("it is no sheet"),
    "password-protected": _("it is protected by a password"),
    "truncated": _("it ends before it is whole"),
    "damaged": _("it is damaged"),
    "unsafe": _("it is built so that it would fill the memory"),
    "too-large": _("it is too large"),
    "too-slow": _("it takes too long to read"),
}
"""Why a sheet cannot be read, as ``digitisation.sheets.unreadable.Reason`` tells it."""


def refusal(why: Mapping[str, Any]) -> str:
    """Why something was not taken over (``catalogue.refusals``), its names of fields and reasons in words."""
    said = dict(why)
    if "field" in said:
        said["field"] = field_label(said["field"])
    if "reason" in said:
        said["reason"] = UNREADABLE.get(said["reason"], said["reason"])
    return sentence(said["code"], said)


QUERIES: dict[str, Promise] = {
    "empty": _("There is nothing to look for: type at least one letter, digit or character."),
    "long-word": _(
        "The word “%(word)s…” has %(length)s characters, more than %(limit)s: shorten it, or part it with spaces."
    ),
    "many-terms": _("The search has more than %(limit)s words: leave some out."),
    "many-misread": _("The search has more than %(limit)s words with a ~: leave some out."),
    "bad-date": _("“%(text)s” is no date that can be read: write it as 1924, 1924-07-09 or 1924..1926."),
    "bad-level": _("“%(text)s” is no level of description: it is one of %(levels)s."),
}


def search_refusal(error: BadQuery | SearchFailed) -> str:
    """Why a search gave no answer. What the engine says of itself is for the log, not for this page."""
    if not isinstance(error, BadQuery):
        return str(_("The search does not answer now; the tree can still be walked."))
    sentence = QUERIES.get(error.code)
    levels = ", ".join(str(label) for label in Level.labels)
    return str(sentence) % {**error.params, "levels": levels} if sentence else str(error)


SHELL = (
    _("Profile"),
    _("Use server language: %(language_name)s"),
    _("Theme preferences"),
    _("admin theme"),
    _("Light"),
    _("Dark"),
    _("System default"),
    _("contrast"),
    _("More contrast"),
    _("density"),
    _("Default"),
    _("Snug"),
    _("Keyboard shortcuts"),
    _("Enable custom keyboard shortcuts specific to Wagtail."),
)
"""Only named here, so that they are translated with the rest; the shell looks them up by itself."""

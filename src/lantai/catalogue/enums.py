"""Levels of description (ISAD(G) 3.1.4) and the one list of opening statuses (handbook 1.5)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(TextChoices):
    FONDS = "fonds", _("fonds")
    SERIES = "series", _("series")
    VOLUME = "volume", pgettext_lazy("level of description", "volume")
    ITEM = "item", pgettext_lazy("level of description", "item")


class OpeningStatus(TextChoices):
    """What was decided about opening. Only OPEN, and POSTPONED after its day, let everybody in."""

    OPEN = "open", _("open")
    RESTRICTED = "restricted", _("restricted")
    POSTPONED = "postponed", _("postponed")
    PARTLY_OPEN = "partly_open", _("partly open")
    NOT_REVIEWED = "not_reviewed", _("not reviewed")


class CarrierKind(TextChoices):
    """What an Instantiation (RiC-E06) is."""

    ORIGINAL = "original", _("original")
    MASTER_SCAN = "master_scan", _("master scan")
    DELIVERED_TEXT = "delivered_text", _("delivered text")


class EditState(TextChoices):
    """How far a change of many records is."""

    DRAFT = "draft", _("being drawn up")
    PLANNING = "planning", _("being planned")
    SAVING = "saving", _("being saved")
    SAVED = "saved", _("saved")
    DISCARDED = "discarded", _("discarded")


class PlanState(TextChoices):
    """What will become, or became, of one record in a change of many."""

    PLANNED = "planned", _("to be changed")
    REFUSED = "refused", pgettext_lazy("change of a description", "refused")
    STALE = "stale", _("changed meanwhile")
    APPLIED = "applied", _("changed")


class ErrorKind(TextChoices):
    """What a reader found wrong."""

    DESCRIPTION = "description", _("the description")
    TEXT = "text", _("the text of a page")
    IMAGE = "image", _("the image of a page")
    ORDER = "order", _("the order of the pages")
    OTHER = "other", pgettext_lazy("what is wrong", "something else")


class ReportState(TextChoices):
    """What became of a reader's report."""

    OPEN = "open", pgettext_lazy("report of an error", "waiting")
    MENDED = "mended", pgettext_lazy("report of an error", "mended")
    CLOSED = "closed", pgettext_lazy("report of an error", "closed without a change")

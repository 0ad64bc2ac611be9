"""What every description has, whatever its level: identity, date, conditions of access."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.enums import OpeningStatus
from lantai.ports.search import NEVER
from lantai.values.dates import Date


class Described(models.Model):
    """The columns that RecordSet and Record share.

    ``identifier`` is opaque and for ever (it stands in URLs); ``code`` is the reference code, unique, and
    ``code_key`` sorts as codes should be read. ``date_first`` and ``date_last`` are Julian day numbers, null
    when open or unknown. ``open_day`` is computed from the statuses on the path, the strictest winning: the
    Julian day number from which everybody may see it (0: always; NEVER: no day). ``accepted`` is false while
    it is in custody. ``version`` grows with every change; a stale write is refused.
    """

    identifier = models.CharField(_("identifier"), max_length=64, unique=True)
    code = models.CharField(_("reference code"), max_length=200, unique=True)
    code_key = models.CharField(max_length=400, db_index=True)
    title = models.CharField(_("title"), max_length=1000)
    scope = models.TextField(_("scope and content"), blank=True)
    note = models.TextField(_("note"), blank=True)
    date_text = models.CharField(_("date"), max_length=200, blank=True)
    date_edtf = models.CharField(max_length=100, blank=True)
    date_first = models.IntegerField(null=True, blank=True, db_index=True)
    date_last = models.IntegerField(null=True, blank=True, db_index=True)
    opening_day = models.IntegerField(_("opens on"), null=True, blank=True)
    """Julian day number; with POSTPONED only."""
    open_day = models.IntegerField(default=NEVER)
    accepted = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    described_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def date(self) -> Date | None:
        """The date of creation (ISAD(G) 3.1.3) as a value; None when nothing was stated."""
        if not self.date_text:
            return None
        return Date.from_columns(self)


def own_open_day(status: str | None, opening_day: int | None) -> int:
    """The day from which one status alone lets everybody in; no status of its own is no hindrance."""
    if status is None or status == OpeningStatus.OPEN:
        return 0
    if status == OpeningStatus.POSTPONED and opening_day is not None:
        return opening_day
    return NEVER

"""Batch: one delivery on its way into the archive, its items and what the check found."""

from __future__ import annotations

import os

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation import sentences
from lantai.digitisation.enums import BatchPurpose, BatchState, Decision, ItemOutcome, Severity
from lantai.digitisation.models.contractor import Contractor


class Batch(models.Model):
    """One delivery. Its state of work is these columns; a task only wakes a worker (model.md, 28).

    ``digest`` is the SHA-256 of the delivery's list of files with their sizes and digests: the same again is
    known by it. ``mapping`` says of columns that the profile does not know which field they are; ``layout`` how its
    files lie, as it was named or detected (names of layouts joined by " + "). ``stage``, ``done`` and ``total`` are
    the work in hand since ``stage_at``, ``wish`` is what somebody wishes of it ("pause", "cancel") or empty,
    ``error`` the one sentence that stopped it. ``round`` counts the deliveries that came for it: a refused one may
    come again, mended (``--into``).
    """

    identifier = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=300)
    source = models.CharField(_("source"), max_length=1000)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    fonds_code = models.CharField(max_length=64, blank=True)
    contractor = models.ForeignKey(
        Contractor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="batches",
        verbose_name=_("contractor"),
    )
    purpose = models.CharField(_("purpose"), max_length=16, choices=BatchPurpose.choices, default=BatchPurpose.ADDITION)
    mapping = models.JSONField(default=dict, blank=True)
    layout = models.CharField(_("layout"), max_length=200, blank=True)
    accept_good = models.BooleanField(default=False)
    """Errors stop only the items that they concern."""
    withdraw_missing = models.BooleanField(default=False)
    """What a revision leaves out of the sets that it covers is withdrawn when it is accepted."""
    round = models.PositiveIntegerField(default=1)
    state = models.CharField(_("state"), max_length=16, choices=BatchState.choices, default=BatchState.RECEIVED)
    stage = models.CharField(max_length=32, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stage_at = models.DateTimeField(null=True, blank=True)
    wish = models.CharField(max_length=8, blank=True)
    error = models.TextField(blank=True)
    item_count = models.PositiveIntegerField(default=0)
    page_count = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    missing_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opening_trusted = models.BooleanField(default=False)
    asked = models.CharField(max_length=16, choices=Decision.choices, blank=True)
    """What a person decided and a worker is to carry out; empty when it is done."""
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return self.name


class BatchItem(models.Model):
    """One row of the delivery's catalogue with its files, or one volume that was scanned as one; and what became of it.

    ``values`` maps field keys to the text as read, and under ``given`` to what stood in the sheet where that is
    another. ``leaves`` are its images in page order, each [path, page number, leaf of the file] and a label where it
    has one; ``texts`` map page numbers (0: the whole item) to paths, ``copies`` are the same pages in a second format,
    kept and not shown; all paths are relative to the delivery, and those that files are stored under. ``sources`` has
    the bytes of a path in the delivery, in hexadecimal, where that is no text or has control characters. ``span`` is
    [first, last] page in the volume, empty where the files are the item's own. The identifiers are issued before
    anything is stored, so that work taken up again after a crash finds what it had begun. ``scan_digest`` and
    ``text_digest`` are over the bytes of its files in page order (``preservation.domain.content_digest``), as the check
    read them. A ``MISSING`` row stands for a record in the archive that a revision leaves out. ``round`` is the batch's
    when the row came.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    round = models.PositiveIntegerField(default=1)
    is_volume = models.BooleanField(default=False)
    sheet = models.CharField(max_length=200, blank=True)
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=200)
    values = models.JSONField()
    leaves = models.JSONField(default=list)
    texts = models.JSONField(default=dict)
    copies = models.JSONField(default=list)
    sources = models.JSONField(default=dict)
    span = models.JSONField(default=list)
    record_identifier = models.CharField(max_length=64, blank=True)
    scan_identifier = models.CharField(max_length=64, blank=True)
    text_identifier = models.CharField(max_length=64, blank=True)
    scan_digest = models.CharField(max_length=128, blank=True)
    text_digest = models.CharField(max_length=128, blank=True)
    stored = models.BooleanField(default=False)
    described = models.BooleanField(default=False)
    derived = models.BooleanField(default=False)
    record = models.ForeignKey(Record, on_delete=models.SET_NULL, null=True, blank=True, related_name="batch_items")
    record_set = models.ForeignKey(RecordSet, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=16, choices=ItemOutcome.choices, blank=True)

    class Meta:
        ordering = ["row"]
        indexes = [
            models.Index(fields=["batch", "row"]),
            models.Index(fields=["batch", "described"]),
            models.Index(fields=["batch", "outcome"]),
            models.Index(fields=["batch", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.code}"

    def source_of(self, path: str) -> str:
        """Where a file lies in the delivery, as the file system calls it, by the path that it is stored under."""
        raw = self.sources.get(path)
        return os.fsdecode(bytes.fromhex(raw)) if raw else path

    @property
    def files(self) -> list[str]:
        """The paths of its images, each once, in page order."""
        return list(dict.fromkeys(path for path, *_page in self.leaves))


class MadeSet(models.Model):
    """A record set that a batch made: what a rollback may remove again."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="made_sets")
    record_set = models.OneToOneField(RecordSet, on_delete=models.CASCADE, related_name="made_by")

    def __str__(self) -> str:
        return str(self.record_set)


class Finding(models.Model):
    """One thing that the check saw: where, what stands there, what was expected, how to mend it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(_("check"), max_length=32)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices)
    sheet = models.CharField(max_length=200, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.CharField(max_length=100, blank=True)
    path = models.CharField(max_length=1000, blank=True)
    found = models.CharField(max_length=500, blank=True)
    expected = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["id"]
        indexes = [models.Index(fields=["batch", "severity"])]

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    @property
    def message(self) -> str:
        """What was found and what was expected, as one sentence in the reader's language."""
        return sentences.message(self)

    @property
    def mend(self) -> str:
        """What to do about it, as one sentence in the reader's language."""
        return sentences.mend(self)


class CheckRun(models.Model):
    """One check of one delivery, kept when its findings are gone: what a contractor's deliveries were like.

    ``codes`` maps the code of each kind of finding to how many there were; ``passed`` whether it could be taken in.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="checks")
    round = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    items = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    faulty_items = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    codes = models.JSONField(default=dict)
    passed = models.BooleanField()

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.batch} · {self.round}"

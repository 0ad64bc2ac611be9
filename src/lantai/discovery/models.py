"""What follows the journal: IndexBuild, a rebuilding of the whole index, and the tallies of record sets."""

from __future__ import annotations

from django.db import models

from lantai.catalogue.models import RecordSet


class BuildState(models.TextChoices):
    """Work states; they are shown to nobody but by the command."""

    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"
    DONE = "done"


class IndexBuild(models.Model):
    """One rebuilding. Killed, it leaves the old index in use, and goes on where its last commit left it.

    ``done`` and ``total`` count descriptions; ``error`` is the one sentence that stopped it.
    """

    state = models.CharField(max_length=16, choices=BuildState.choices, default=BuildState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.state} {self.done}/{self.total}"

    @property
    def is_unfinished(self) -> bool:
        return self.state in (BuildState.WAITING, BuildState.RUNNING)


class SetTally(models.Model):
    """How much stands in one record set, of what is as open as this: a day, and whether it was accepted.

    Whoever may see what opens by a day and was accepted sees the sum of those rows (``ports.search.Visibility``), on
    any day, without anything being counted anew at midnight. ``own``: records that lie in the set itself, and their
    pages; ``whole``: everything at any depth below it. Where no set lies below, one row is both. ``open_day`` is that
    of a page or record with everything that limits it; ``readable`` counts pages with text, ``issues``
    those records that are issues of a serial; ``first`` and ``last`` are Julian day numbers.
    """

    record_set = models.ForeignKey(RecordSet, on_delete=models.CASCADE, related_name="tallies", db_index=False)
    own = models.BooleanField()
    whole = models.BooleanField()
    accepted = models.BooleanField()
    open_day = models.IntegerField()
    records = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    readable = models.PositiveIntegerField(default=0)
    issues = models.PositiveIntegerField(default=0)
    first = models.IntegerField(null=True, blank=True)
    last = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            # Also the index by which the tallies of one set are found.
            models.UniqueConstraint(fields=["record_set", "own", "accepted", "open_day"], name="tally_once"),
        ]
        indexes = [models.Index(fields=["issues"], name="tally_with_issues")]

    def __str__(self) -> str:
        return f"{self.record_set}: {self.records}"


class TallyMark(models.Model):
    """How far the tallies have followed the journal; one row, none before everything was counted once."""

    entry = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.entry)

"""What harvesters are told: that a manifest came to be, changed, or went away for everybody (Change Discovery 1.0)."""

from __future__ import annotations

from django.db import models


class ActivityKind(models.TextChoices):
    """The words of the standard; they are shown to nobody else."""

    CREATE = "Create"
    UPDATE = "Update"
    DELETE = "Delete"


class Activity(models.Model):
    """One line of the stream, never changed, in the order of its keys; ``at`` never goes back.

    It stands only for what the public could see then: of a record that was never open there is none.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=ActivityKind.choices)
    identifier = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind} {self.identifier}"


class ActivityMark(models.Model):
    """How far the stream has followed: the last entry of the journal, and the Julian day up to which records opened.

    One row, none before the first time.
    """

    entry = models.BigIntegerField(default=0)
    day = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.entry} {self.day}"

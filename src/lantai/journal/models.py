"""LogEntry, its erasable payload, the seals of the chain, and the register of identifiers."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LogEntry(models.Model):
    """One thing done: ``by`` did ``verb`` to the object ``kind`` of ``identifier``. Never changed.

    ``payload_digest`` (SHA-256, hexadecimal) is part of the chain; the payload stands apart, so that a
    decision may erase it and the chain still holds.
    """

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    verb = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    key = models.BigIntegerField()
    identifier = models.CharField(max_length=64, blank=True, db_index=True)
    payload_digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["kind", "key"]),
            models.Index(fields=["verb", "at"], name="log_by_verb"),
            models.Index(fields=["by", "at"], name="log_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.by} {self.verb} {self.identifier}"


class LogPayload(models.Model):
    """What an entry said beyond names and keys."""

    entry = models.OneToOneField(LogEntry, on_delete=models.CASCADE, primary_key=True, related_name="payload")
    data = models.JSONField()

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"


class Seal(models.Model):
    """Entries up to ``last_entry`` as they stood, chained to the seal before: SHA-256 over both."""

    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["last_entry"]

    def __str__(self) -> str:
        return f"{self.first_entry}—{self.last_entry}"


class IssuedIdentifier(models.Model):
    """Every identifier ever given. None is given twice, not even after what it named was rolled back."""

    value = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.value

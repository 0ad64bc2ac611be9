"""IndexBuild: a rebuilding of the whole index, and how far it is."""

from __future__ import annotations

from django.db import models


class IndexBuild(models.Model):
    """One rebuilding. Killed, it leaves the old index as it was, and is begun anew."""

    state = models.CharField(max_length=16, default="running")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.state} {self.done}/{self.total}"

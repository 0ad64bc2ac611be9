"""IndexBuild: a rebuilding of the whole index, and how far it is."""

from __future__ import annotations

from django.db import models


class IndexBuild(models.Model):
    """One rebuilding. ``last_key`` is the last primary key done, so that it resumes after a crash."""

    state = models.CharField(max_length=16, default="running")
    last_key = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.state} {self.done}/{self.total}"

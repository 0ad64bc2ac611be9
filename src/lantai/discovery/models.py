"""IndexBuild: a rebuilding of the whole index, and how far it is."""

from __future__ import annotations

from django.db import models


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

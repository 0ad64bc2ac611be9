"""Agents: what acted (RiC-CM RiC-E07)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgentKind(models.TextChoices):
    CORPORATE_BODY = "corporate_body", _("corporate body")
    PERSON = "person", _("person")
    FAMILY = "family", _("family")


class Agent(models.Model):
    """A body, person or family by its authorised name (ISAAR(CPF) 5.1.2)."""

    identifier = models.CharField(max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=AgentKind.choices)
    name = models.CharField(_("name"), max_length=300, db_index=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")

    def __str__(self) -> str:
        return self.name

"""User and the roles a user holds."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.accounts.roles import roles


class User(AbstractUser):
    """Somebody with a password. What the user may do comes from roles only (``profiles/roles.toml``)."""

    display_name = models.CharField(_("name"), max_length=150, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username

    @cached_property
    def permissions(self) -> frozenset[str]:
        """The union of what the user's roles may do; nothing for an account that is switched off."""
        if not self.is_active:
            return frozenset()
        known = roles()
        held = [known[held.role].may for held in self.held_roles.all() if held.role in known]
        return frozenset().union(*held)

    def may(self, permission: str) -> bool:
        return permission in self.permissions


class HeldRole(models.Model):
    """One user in one role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="held_roles")
    role = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="one_role_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"

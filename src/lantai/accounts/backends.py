"""Log-in by password; what somebody may do comes from roles, for Wagtail's admin too."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from lantai.accounts.models import User

# The one permission of the shell, named as the shell names it.
_SHELL = "wagtailadmin.access_admin"


class RoleBackend(ModelBackend):
    """Django's password check; permissions are the roles'."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not isinstance(user_obj, User):
            return False
        if perm == _SHELL:
            return user_obj.may("office.enter")
        return user_obj.may(perm)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not isinstance(user_obj, User):
            return set()
        held = set(user_obj.permissions)
        return held | {_SHELL} if "office.enter" in held else held

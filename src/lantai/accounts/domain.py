"""Accounts: making a user, setting a password, giving and taking roles, switching off.

Accounts stand below the journal and cannot write to it. Whoever calls these (the office, the command) writes
the line in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from lantai.accounts.models import HeldRole, User
from lantai.accounts.roles import role

ADMINISTRATOR = "administrator"


class AccountRefused(Exception):
    """The change was refused; nothing was changed."""


class UsernameTaken(AccountRefused):
    """Somebody has this name already."""


class BadUsername(AccountRefused):
    """The name holds characters that cannot stand in one."""


class WeakPassword(AccountRefused):
    """The password is too easily guessed."""


class LastAdministrator(AccountRefused):
    """Nobody would be left to manage users."""


@transaction.atomic
def create_user(*, username: str, display_name: str = "", email: str = "", roles: Iterable[str] = ()) -> User:
    """Make a user who cannot log in until a password is set. Raises UsernameTaken, BadUsername, UnknownRole."""
    user = User(username=username, display_name=display_name, email=email)
    user.set_unusable_password()
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(gettext("There is a user %(name)s already; choose another name.") % {"name": username})
    try:
        user.full_clean()
    except ValidationError as error:
        raise BadUsername(" ".join(error.messages)) from error
    user.save()
    set_roles(user, roles=roles)
    return user


@transaction.atomic
def set_password(user: User, *, password: str) -> None:
    """Set a password; every session of the user ends. Raises WeakPassword, saying everything that is wrong."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])


@transaction.atomic
def set_roles(user: User, *, roles: Iterable[str]) -> None:
    """Give exactly these roles. Raises UnknownRole, LastAdministrator."""
    wanted = {role(key).key for key in roles}
    if ADMINISTRATOR not in wanted:
        _require_another_administrator(user)
    user.held_roles.exclude(role__in=wanted).delete()
    standing = set(user.held_roles.values_list("role", flat=True))
    HeldRole.objects.bulk_create([HeldRole(user=user, role=key) for key in sorted(wanted - standing)])
    user.__dict__.pop("permissions", None)  # the cached ones are of before


@transaction.atomic
def set_active(user: User, *, active: bool) -> None:
    """Switch an account off or on; what the user did stays in the journal. Raises LastAdministrator."""
    if not active:
        _require_another_administrator(user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    user.__dict__.pop("permissions", None)


def _require_another_administrator(user: User) -> None:
    administrators = User.objects.filter(is_active=True, held_roles__role=ADMINISTRATOR)
    if administrators.filter(pk=user.pk).exists() and not administrators.exclude(pk=user.pk).exists():
        raise LastAdministrator(
            gettext("%(name)s is the last administrator; make somebody else one first.") % {"name": user.username}
        )

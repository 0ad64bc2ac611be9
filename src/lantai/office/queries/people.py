"""Users and the roles they hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import get_language

from lantai.accounts.models import User
from lantai.accounts.roles import Role, roles


def people(*, text: str = "", role: str = "") -> QuerySet[User]:
    """Users by name, with their roles fetched."""
    wanted = Q()
    if text:
        wanted &= Q(username__icontains=text) | Q(display_name__icontains=text) | Q(email__icontains=text)
    if role:
        wanted &= Q(held_roles__role=role)
    return User.objects.filter(wanted).prefetch_related("held_roles").order_by("username")


def find(key: str) -> User:
    """The user of this key. Http404 when there is none."""
    user = people().filter(pk=int(key)).first() if key.isdecimal() else None
    if user is None:
        raise Http404(f"No user {key}.")
    return user


@dataclass(frozen=True, slots=True)
class RoleName:
    key: str
    label: str


def role_names() -> list[RoleName]:
    """Every role in the interface's language, in the order of roles.toml."""
    return [RoleName(key, label_of(role)) for key, role in roles().items()]


def language() -> str:
    """The language of the interface as BCP 47 and the profiles write it."""
    return {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}.get(get_language() or "", "en")


def label_of(role: Role) -> str:
    return role.label.get(language()) or role.label["en"]


def labels_held(user: User) -> list[str]:
    known = roles()
    return [label_of(known[held.role]) if held.role in known else held.role for held in user.held_roles.all()]

"""What can be done to a user: made, given roles, given a new password, switched off and on."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.accounts import domain as accounts
from lantai.accounts.models import User
from lantai.journal import domain as journal
from lantai.office.actions.register import Action, Done, register
from lantai.office.forms.asked import AskedForm, ConfirmForm
from lantai.office.forms.people import NewUserForm, RolesForm
from lantai.office.queries import people

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4


def _find(key: str, user: User) -> User:
    return people.find(key)


def _nobody(key: str, user: User) -> None:
    return None


def _list(subject: Any) -> str:
    return reverse("office_people")


def new_password() -> str:
    """Sixteen characters without look-alikes in four groups, about 79 bits: easily read out, hardly guessed."""
    groups = ("".join(secrets.choice(_ALPHABET) for _each in range(_GROUP)) for _group in range(_GROUPS))
    return "-".join(groups)


@transaction.atomic
def _create(subject: None, form: AskedForm, by: User) -> Done:
    asked = form.cleaned_data
    user = accounts.create_user(
        username=asked["username"], display_name=asked["display_name"], email=asked["email"], roles=asked["roles"]
    )
    journal.write("user.created", user, by=by, detail={"roles": sorted(asked["roles"])})
    return _with_password(user, by, gettext("The user %(name)s is made."))


@transaction.atomic
def _set_roles(user: User, form: AskedForm, by: User) -> Done:
    before = sorted(held.role for held in user.held_roles.all())
    accounts.set_roles(user, roles=form.cleaned_data["roles"])
    after = sorted(form.cleaned_data["roles"])
    detail = {"before": {"roles": " ".join(before)}, "after": {"roles": " ".join(after)}}
    if before != after:
        journal.write("user.roles_set", user, by=by, detail=detail)
    return Done(gettext("The roles of %(name)s are set.") % {"name": user}, _list(user))


@transaction.atomic
def _reset_password(user: User, form: AskedForm, by: User) -> Done:
    return _with_password(user, by, gettext("%(name)s has a new password; every session of theirs has ended."))


def _with_password(user: User, by: User, sentence: str) -> Done:
    password = new_password()
    accounts.set_password(user, password=password)
    journal.write("user.password_set", user, by=by)
    return Done(sentence % {"name": user}, _list(user), secret=password)


@transaction.atomic
def _switch(user: User, form: AskedForm, by: User) -> Done:
    active = not user.is_active
    accounts.set_active(user, active=active)
    journal.write("user.switched_on" if active else "user.switched_off", user, by=by)
    sentence = gettext("%(name)s may log in again.") if active else gettext("%(name)s can log in no longer.")
    return Done(sentence % {"name": user}, _list(user))


CREATE: Action[Any] = register(
    Action(
        name="user.create",
        permission="user.manage",
        label=_("New user"),
        explanation=_("The first password is made by the house and shown once; hand it over, the user changes it."),
        route="people/new/",
        form=NewUserForm,
        find=_nobody,
        perform=_create,
        back=_list,
        refusals=(accounts.AccountRefused,),
        template="office/person_form.html",
        main=True,
    )
)
SET_ROLES: Action[User] = register(
    Action(
        name="user.set_roles",
        permission="user.manage",
        label=_("Roles"),
        route="people/<str:key>/roles/",
        form=RolesForm,
        find=_find,
        perform=_set_roles,
        back=_list,
        refusals=(accounts.AccountRefused,),
        template="office/person_form.html",
    )
)
RESET_PASSWORD: Action[User] = register(
    Action(
        name="user.reset_password",
        permission="user.manage",
        label=_("Reset the password"),
        explanation=_("A new password is made and shown once. Every session of the user ends."),
        route="people/<str:key>/password/",
        form=AskedForm,
        find=_find,
        perform=_reset_password,
        back=_list,
        offered=lambda user: user.is_active,
        refusals=(accounts.AccountRefused,),
    )
)
SWITCH_OFF: Action[User] = register(
    Action(
        name="user.switch_off",
        permission="user.manage",
        label=_("Switch off"),
        explanation=_("The user can log in no longer. What they did stays in the journal."),
        route="people/<str:key>/off/",
        form=AskedForm,
        find=_find,
        perform=_switch,
        back=_list,
        offered=lambda user: user.is_active,
        refusals=(accounts.AccountRefused,),
        grave=True,
    )
)
SWITCH_ON: Action[User] = register(
    Action(
        name="user.switch_on",
        permission="user.manage",
        label=_("Switch on"),
        explanation=_("The user may log in again, with the password that they had."),
        route="people/<str:key>/on/",
        form=ConfirmForm,
        find=_find,
        perform=_switch,
        back=_list,
        offered=lambda user: not user.is_active and user.has_usable_password(),
    )
)

OF_A_USER = (SET_ROLES, RESET_PASSWORD, SWITCH_OFF, SWITCH_ON)

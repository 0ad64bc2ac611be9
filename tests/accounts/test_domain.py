"""Accounts: names, passwords, roles, and the administrator who cannot go."""

from __future__ import annotations

import pytest

from lantai.accounts import domain as accounts
from lantai.accounts.models import User
from lantai.accounts.roles import UnknownRole

pytestmark = pytest.mark.django_db


def test_new_user_cannot_log_in() -> None:
    assert not accounts.create_user(username="mei").has_usable_password()


@pytest.mark.parametrize("username", ["mei", "MEI"])
def test_name_is_taken_in_whatever_case(username: str) -> None:
    accounts.create_user(username="mei")
    with pytest.raises(accounts.UsernameTaken):
        accounts.create_user(username=username)


@pytest.mark.parametrize("username", ["", "a b", "x" * 151])
def test_name_that_cannot_be(username: str) -> None:
    with pytest.raises(accounts.BadUsername):
        accounts.create_user(username=username)


def test_unknown_role_makes_nobody() -> None:
    with pytest.raises(UnknownRole):
        accounts.create_user(username="mei", roles=["king"])
    assert User.objects.count() == 0


def test_roles_take_effect_at_once() -> None:
    user = accounts.create_user(username="mei", roles=["cataloguer"])
    assert user.may("record.describe")
    accounts.set_roles(user, roles=["reviewer"])
    assert (user.may("record.describe"), user.may("batch.accept")) == (False, True)


def test_password_like_the_name_is_weak() -> None:
    user = accounts.create_user(username="wells-of-linhe")
    with pytest.raises(accounts.WeakPassword):
        accounts.set_password(user, password="wells-of-linhe")


def test_password_is_set() -> None:
    user = accounts.create_user(username="mei")
    accounts.set_password(user, password="seven old wells")
    assert User.objects.get(username="mei").check_password("seven old wells")


def test_last_administrator_can_neither_lose_the_role_nor_be_switched_off() -> None:
    user = accounts.create_user(username="admin", roles=[accounts.ADMINISTRATOR])
    with pytest.raises(accounts.LastAdministrator):
        accounts.set_roles(user, roles=[])
    with pytest.raises(accounts.LastAdministrator):
        accounts.set_active(user, active=False)


def test_administrator_may_go_when_there_is_another() -> None:
    first = accounts.create_user(username="admin", roles=[accounts.ADMINISTRATOR])
    accounts.create_user(username="mei", roles=[accounts.ADMINISTRATOR])
    accounts.set_active(first, active=False)
    assert not first.may("user.manage")

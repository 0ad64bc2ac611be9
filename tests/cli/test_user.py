"""lantai user: people, passwords, roles."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from lantai.accounts.models import User
from lantai.journal.models import LogEntry

pytestmark = pytest.mark.django_db


def test_added_user_has_roles_and_no_password(lantai: Callable, home: User) -> None:
    assert lantai("user", "add", "mei", "--name", "梅", "--role", "cataloguer", "--role", "digitiser").code == 0
    listed = lantai("user", "list", "--json").json
    assert listed[1] == {
        "user": "mei",
        "name": "梅",
        "active": True,
        "password": False,
        "roles": ["cataloguer", "digitiser"],
    }
    assert LogEntry.objects.filter(verb="user.created", by=home).count() == 1


def test_password_is_read_from_a_pipe(lantai: Callable, home: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("seven old wells\n"))
    assert lantai("user", "password", "admin").code == 0
    home.refresh_from_db()
    assert home.check_password("seven old wells")


def test_weak_password_is_refused(lantai: Callable, home: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))
    said = lantai("user", "password", "admin")
    assert said.code == 1
    assert "too short" in said.err


def test_roles_are_set_exactly(lantai: Callable, home: User) -> None:
    lantai("user", "add", "mei", "--role", "cataloguer")
    assert lantai("user", "roles", "mei", "reviewer", "--json").json["roles"] == ["reviewer"]
    assert lantai("user", "roles", "mei", "--none", "--json").json["roles"] == []


def test_unknown_role_is_wrong_use(lantai: Callable, home: User) -> None:
    said = lantai("user", "add", "mei", "--role", "king")
    assert said.code == 2
    assert not User.objects.filter(username="mei").exists()


def test_last_administrator_stays(lantai: Callable, home: User) -> None:
    said = lantai("user", "roles", "admin", "reader")
    assert (said.code, said.err) == (1, "admin is the last administrator; make somebody else one first.\n")


def test_two_administrators_must_say_who_acts(lantai: Callable, home: User) -> None:
    lantai("user", "add", "mei", "--role", "administrator")
    assert lantai("user", "add", "lan").code == 2
    assert lantai("user", "add", "lan", "--by", "mei").code == 0

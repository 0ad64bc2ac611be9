"""lantai doctor: well, not well, and able to say so when something is broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lantai.accounts.models import User
from lantai.config import health
from lantai.journal import domain as journal
from lantai.journal.models import LogEntry

pytestmark = pytest.mark.django_db


def states(lantai: Callable) -> dict[str, str]:
    return {check["name"]: check["state"] for check in lantai("doctor", "--json").json}


def test_every_check_has_a_line(lantai: Callable, home: User) -> None:
    said = lantai("doctor")
    assert [line.split()[1] for line in said.out.splitlines()] == list(health.CHECKS)


def test_administrator_without_password_is_a_warning(lantai: Callable, home: User) -> None:
    assert states(lantai)["administrator"] == "warn"


def test_changed_journal_is_an_error(lantai: Callable, home: User) -> None:
    journal.write("user.created", home, by=home)
    journal.seal()
    assert states(lantai)["journal"] == "ok"
    LogEntry.objects.update(verb="user.forgotten")
    said = lantai("doctor")
    assert said.code == 1
    assert "1 seals do not fit their entries" in said.out


def test_check_that_fails_is_an_error_and_the_rest_go_on(
    lantai: Callable, home: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_installation: object) -> tuple[health.State, str]:
        raise OSError("no such lamp")

    monkeypatch.setitem(health.CHECKS, "python", broken)
    found = states(lantai)
    assert found["python"] == "error"
    assert found["journal"] == "ok"

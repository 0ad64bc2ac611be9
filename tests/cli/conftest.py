"""Carrying out command lines, inside the test's process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings

from lantai.accounts import domain as accounts
from lantai.accounts.models import User
from lantai.cli import main
from lantai.config.home import make_home
from lantai.discovery import rebuilding


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def lantai(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """``lantai("stats", "--json")``."""

    def carry_out(*arguments: str) -> Said:
        capsys.readouterr()
        code = main(arguments)
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return carry_out


@pytest.fixture
def home(db: None) -> User:
    """A home with an empty database and the user admin, who is given."""
    make_home(settings.LANTAI.home)
    rebuilding.rebuild()
    return accounts.create_user(username="admin", roles=[accounts.ADMINISTRATOR])

"""What many tests stand on: people in roles, a small delivery, engines that forget between tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation
from tests.volumes import Bound, bind

from lantai.accounts.models import HeldRole, User
from lantai.accounts.roles import roles
from lantai.discovery.engine import search_engine
from lantai.preservation.store import masters

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# No test is about time: a machine may be as busy as it likes.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def fresh_home(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that use the database begin with an empty home: no masters, no index, no derivatives."""
    yield
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        search_engine().close()
        search_engine.cache_clear()
        masters.cache_clear()
        for name in ("masters", "index", "derivatives", "run"):
            shutil.rmtree(settings.LANTAI.home / name, ignore_errors=True)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What no request says is said in English, whatever a test before this one spoke."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.chromium import launched  # most tests need no browser

    with launched() as one:
        yield one


@pytest.fixture
def user_with(db: None) -> Callable[..., User]:
    """``user_with("cataloguer")``: a person in these roles."""

    def make(*held: str) -> User:
        assert set(held) <= set(roles())
        user = User.objects.create_user(username="-".join(held) or "nobody", password="a good long word")
        HeldRole.objects.bulk_create(HeldRole(user=user, role=role) for role in held)
        return user

    return make


@pytest.fixture
def administrator(user_with: Callable[..., User]) -> User:
    return user_with("administrator")


@pytest.fixture
def bound(administrator: User) -> Bound:
    """A volume that was scanned as one, with three records on its pages."""
    return bind(by=administrator)


@pytest.fixture
def small_delivery(tmp_path: Path) -> Path:
    """Six items of the sample archive in miniature: clean, with images and delivered text."""
    from samples.make.faults import make_small

    target = tmp_path / "delivery"
    make_small(target)
    return target

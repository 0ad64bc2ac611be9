"""lantai demo: from nothing to an accepted archive, and nothing more the second time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lantai.cli.verbs import demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def samples(small_delivery: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample delivery in miniature."""
    monkeypatch.setattr(demo, "sample_delivery", lambda: small_delivery)
    return small_delivery


def test_samples_stand_in_the_checkout() -> None:
    assert list(demo.sample_delivery().glob("*.xlsx")) != []


def test_demo_twice_is_demo_once(lantai: Callable, samples: Path) -> None:
    first = lantai("demo", "--no-serve")
    assert first.code == 0, first.err
    stats = lantai("stats", "--json").json
    assert stats["records"] == stats["indexed_records"] > 0
    assert lantai("search", "level:item", "--json").json["total"] > 0
    assert lantai("demo", "--no-serve").code == 0
    assert lantai("stats", "--json").json == stats


def test_demo_outside_a_checkout_is_one_sentence(lantai: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantai.__file__", "/opt/site-packages/lantai/__init__.py")
    said = lantai("demo")
    assert (said.code, said.out) == (1, "")
    assert "make demo" in said.err

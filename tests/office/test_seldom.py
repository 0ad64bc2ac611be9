from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from django.core.cache import cache

from lantai.office.queries import seldom
from lantai.office.queries.seldom import counted_seldom


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_what_is_quick_is_counted_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seldom, "_QUICK", float("inf"))
    numbers = count(1)
    assert [counted_seldom("pages", lambda: next(numbers)) for _ in range(3)] == [1, 2, 3]


def test_what_is_slow_is_kept_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seldom, "_QUICK", -1.0)
    monkeypatch.setattr(seldom, "_SHARE", 1e9)
    numbers = count(1)
    assert [counted_seldom("pages", lambda: next(numbers)) for _ in range(3)] == [1, 1, 1]
    assert counted_seldom("others", lambda: next(numbers)) == 2
    monkeypatch.setattr(seldom, "_SHARE", 0)
    assert [counted_seldom("again", lambda: next(numbers)) for _ in range(2)] == [3, 4]

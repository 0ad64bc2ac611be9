"""What is dear to count and looked at again and again: counted anew the more seldom, the longer it takes."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Final, TypeVar, cast

from django.core.cache import cache

Counted = TypeVar("Counted")

_QUICK: Final = 0.1
"""Seconds. What is counted within them is counted every time."""

_SHARE: Final = 20
"""So many times as long as the counting took, what was counted stays: counting takes a twentieth of the time."""


def counted_seldom(key: str, count: Callable[[], Counted]) -> Counted:
    """What ``count`` gave last under this key, or gives now. Any process counts for itself."""
    kept = cache.get(key)
    if kept is not None:
        return cast(Counted, kept)
    began = perf_counter()
    counted = count()
    took = perf_counter() - began
    if took > _QUICK:
        cache.set(key, counted, timeout=_SHARE * took)
    return counted

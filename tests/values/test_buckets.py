"""Token buckets: what one asker may still ask for."""

from __future__ import annotations

import pytest

from lantai.values import buckets
from lantai.values.buckets import Buckets


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_who_asks_more_than_there_is_waits_for_the_next_token(clock: Clock) -> None:
    kept = Buckets(most=3, seconds=60, clock=clock)

    assert [kept.take(b"one") for _ in range(4)] == [0.0, 0.0, 0.0, 20.0]
    clock.now += 20
    assert [kept.take(b"one") for _ in range(2)] == [0.0, 20.0]


def test_asking_in_vain_costs_nothing(clock: Clock) -> None:
    kept = Buckets(most=1, seconds=60, clock=clock)
    kept.take(b"one")

    waits = [kept.take(b"one") for _ in range(50)]
    clock.now += 60

    assert set(waits) == {60.0}
    assert kept.take(b"one") == 0.0


def test_each_asker_has_a_bucket(clock: Clock) -> None:
    kept = Buckets(most=1, seconds=60, clock=clock)

    assert [kept.take(b"one"), kept.take(b"two"), kept.take(b"one")] == [0.0, 0.0, 60.0]


def test_zero_limits_nobody(clock: Clock) -> None:
    assert {Buckets(most=0, seconds=60, clock=clock).take(b"one") for _ in range(1000)} == {0.0}


def test_who_was_silent_until_the_bucket_was_full_is_forgotten(clock: Clock) -> None:
    kept = Buckets(most=2, seconds=60, clock=clock)
    for asker in (b"one", b"two", b"three"):
        kept.take(asker)
    clock.now += 60
    kept.take(b"four")
    kept.take(b"four")

    assert len(kept) == 1


def test_memory_is_bounded(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "MOST_ASKERS", 10)
    kept = Buckets(most=2, seconds=60, clock=clock)
    for number in range(100):
        kept.take(str(number).encode())

    assert len(kept) == 10


def test_nothing_of_the_asker_is_kept(clock: Clock) -> None:
    kept = Buckets(most=2, seconds=60, clock=clock)
    kept.take(b"192.0.2.7")

    assert all(b"192.0.2.7" not in digest and len(digest) == 16 for digest in kept._kept)

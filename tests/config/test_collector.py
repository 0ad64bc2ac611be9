"""What is loaded late is frozen too, and what an answer holds is not."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from lantai.config.collector import keep_what_is_loaded


@pytest.fixture
def keeping() -> Iterator[None]:
    callbacks = list(gc.callbacks)
    keep_what_is_loaded()
    yield
    gc.callbacks[:] = callbacks
    gc.unfreeze()


@pytest.mark.usefixtures("keeping")
def test_a_table_that_is_loaded_late_is_kept() -> None:
    frozen = gc.get_freeze_count()
    table = [[number] for number in range(30_000)]
    gc.collect()
    assert gc.get_freeze_count() >= frozen + len(table)


@pytest.mark.usefixtures("keeping")
def test_what_an_answer_holds_is_not_kept() -> None:
    gc.collect()
    frozen = gc.get_freeze_count()
    answer = [[number] for number in range(500)]
    gc.collect()
    assert (gc.get_freeze_count(), len(answer)) == (frozen, 500)

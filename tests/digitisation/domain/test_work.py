"""Who has a batch in hand, and what may be wished of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.digitisation.domain.laying import folder_per_item

from lantai.accounts.models import User
from lantai.digitisation.domain import work
from lantai.digitisation.domain.custody import accept_batch
from lantai.digitisation.domain.intake import register_delivery, resume, take_in
from lantai.digitisation.domain.wish import wish_to_cancel
from lantai.digitisation.domain.work import is_busy
from lantai.digitisation.enums import BatchState
from lantai.digitisation.models import Batch
from lantai.digitisation.progress import SilentProgress, Stopped

pytestmark = pytest.mark.django_db(transaction=True)


class At(SilentProgress):
    """Does something when a stage begins."""

    def __init__(self, stage: str, act: Callable[[], object]) -> None:
        self.wanted, self.act = stage, act

    def stage(self, name: str, total: int) -> None:
        if name == self.wanted:
            self.act()


@pytest.mark.parametrize("stage", ["inventory", "rows", "store", "describe", "derive"])
def test_only_the_batch_in_hand_is_busy(tmp_path: Path, administrator: User, stage: str) -> None:
    one, other = (
        register_delivery(source=folder_per_item(tmp_path / name, {number: number}), by=administrator)
        for number, name in ((1, "one"), (2, "other"))
    )
    Batch.objects.filter(pk=other.pk).update(stage="store")  # as a worker leaves it that was killed
    seen: list[bool] = []
    resume(one, by=administrator, progress=At(stage, lambda: seen.extend((is_busy(one), is_busy(other)))))
    assert seen == [True, False]
    assert not is_busy(one)


def test_nothing_is_busy_in_a_new_home(tmp_path: Path, administrator: User) -> None:
    delivery = folder_per_item(tmp_path / "delivery", {1: 1})
    assert not is_busy(register_delivery(source=delivery, by=administrator))


def test_what_goes_into_the_archive_is_paused_when_it_should_be_given_up(
    tmp_path: Path, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_EVERY_SECONDS", 0.0)
    batch = take_in(folder_per_item(tmp_path / "delivery", {1: 1, 2: 2}), by=administrator).batch
    with pytest.raises(Stopped, match="cannot be given up any more"):
        accept_batch(
            batch,
            trust_opening=True,
            by=administrator,
            progress=At("accept", lambda: wish_to_cancel(batch, by=administrator)),
        )
    batch.refresh_from_db()
    assert (batch.state, batch.wish) == (BatchState.DESCRIBED, "")
    assert accept_batch(batch, trust_opening=True, by=administrator).state == BatchState.ACCEPTED

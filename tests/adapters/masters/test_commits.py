"""Changes that are ready at the same moment: they wait for the disk together, and each has its own fate."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from lantai.adapters.masters import commits as module
from lantai.adapters.masters.commits import Change, Commits
from lantai.adapters.masters.layout import establish
from lantai.adapters.masters.staging import Staging
from lantai.ports.masters import ObjectExists


class Desk:
    """Changes that wait beside the one that is made."""

    def __init__(self, root: Path, stack: ExitStack) -> None:
        establish(root)
        self.root, self.stack = root, stack
        self.staging = Staging(root)
        self.commits = Commits(self.staging)

    def ready(self, at: str, content: str = "new") -> Change:
        staged = self.stack.enter_context(self.staging.place()) / "object"
        staged.mkdir()
        (staged / "file").write_text(content)
        return Change(staged, self.root / at)

    def make(self, *changes: Change) -> None:
        """All at once: the last leads, the others came before it."""
        self.commits._waiting += changes[:-1]
        self.commits.make(changes[-1])

    def holds(self) -> dict[str, str]:
        found = [path for path in self.root.rglob("file") if "extensions" not in path.parts]
        return {path.parent.relative_to(self.root).as_posix(): path.read_text() for path in found}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with ExitStack() as stack:
        yield Desk(tmp_path / "masters", stack)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many parcels each wait for the disk was for."""
    counted: list[int] = []
    settle = module.settle
    monkeypatch.setattr(module, "settle", lambda tops: (counted.append(len(tops)), settle(tops)))
    return counted


def test_all_that_are_ready_come_with_one_wait(desk: Desk, waits: list[int]) -> None:
    """Those that miss the same folder come in one parcel with it; one that has all its folders alone."""
    desk.make(desk.ready("ab/cd/one"))
    waits.clear()
    desk.make(*(desk.ready(at) for at in ("ab/cd/two", "ab/ef/three", "ab/ef/four", "77/01/five", "77/02/six")))
    assert sorted(desk.holds()) == ["77/01/five", "77/02/six", "ab/cd/one", "ab/cd/two", "ab/ef/four", "ab/ef/three"]
    assert waits == [3]


def test_place_that_is_taken_concerns_nobody_else(desk: Desk) -> None:
    desk.make(desk.ready("ab/cd/one", "first"))
    again, new, twin = desk.ready("ab/cd/one"), desk.ready("77/01/two", "first"), desk.ready("77/01/two", "twin")
    other = desk.ready("ab/cd/three")
    desk.make(again, new, twin, other)
    assert [type(change.failure) for change in (again, new, twin, other)] == [
        FileExistsError, type(None), FileExistsError, type(None),
    ]  # fmt: skip
    assert desk.holds() == {"ab/cd/one": "first", "77/01/two": "first", "ab/cd/three": "new"}


def test_new_state_of_an_object_and_one_that_was_overtaken(desk: Desk) -> None:
    desk.make(desk.ready("ab/cd/one"), desk.ready("ab/cd/two"))

    def overtaken() -> None:
        raise ObjectExists("another version")

    second, late = desk.ready("ab/cd/one", "second"), desk.ready("ab/cd/two", "second")
    second.replaces, late.replaces = (lambda: None), overtaken
    with pytest.raises(ObjectExists):
        desk.make(second, late)
    assert second.failure is None
    assert desk.holds() == {"ab/cd/one": "second", "ab/cd/two": "new"}


def test_disk_that_fails_fails_all_that_waited_for_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def sick(tops: list[Path]) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(tops[0]))

    one, two = desk.ready("ab/cd/one"), desk.ready("ab/cd/two")
    with monkeypatch.context() as patch:
        patch.setattr(module, "settle", sick)
        with pytest.raises(OSError, match="Input/output"):
            desk.make(one, two)
    assert isinstance(one.failure, OSError)
    assert desk.holds() == {}

"""Changes of many records killed with -9 at a statement, and gone on with: nothing lost, nothing twice."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

VICTIM = Path(__file__).parents[1] / "bulk_victim.py"
POINTS = 3


def _run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANTAI_HOME": str(home)}
    return subprocess.run([sys.executable, str(VICTIM), *words], env=environment, text=True, capture_output=True)


def _answer(home: Path, *words: str) -> Any:
    ran = _run(home, *words)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, Any]:
    """A home in which all is still to be done, how many statements that takes, and what comes of it."""
    homes = tmp_path_factory.mktemp("homes")
    _answer(homes / "made", "make")
    shutil.copytree(homes / "made", homes / "left in peace")
    statements = _answer(homes / "left in peace", "work")
    return homes / "made", statements, _answer(homes / "left in peace", "tell")


def test_left_in_peace_it_does_what_it_should(undisturbed: tuple[Path, int, Any]) -> None:
    _made, _statements, told = undisturbed
    assert [edit[0] for edit in told["edits"]] == ["saved", "saved", "saved"]
    chosen, planned, refused, stale, applied, looked, unchanged, noted = told["edits"][0][2:]
    assert (chosen, planned, refused, stale, applied) == (40, 0, 1, 0, 40)
    assert (looked, unchanged, noted) == (42, 0, 2)
    assert told["notes"] == [[23, "row-unknown"], [24, "row-twice"]]
    assert {tuple(one[1:]) for one in told["records"]} == {
        (f"勘井日記第{number}冊", f"注{number - 1}", 4) for number in range(1, 41)
    }
    assert (len(told["versions"]), told["broken_seals"], told["sheets"]) == (120, 0, 0)


def test_killed_anywhere_it_ends_as_if_it_had_never_stopped(undisturbed: tuple[Path, int, Any], tmp_path: Path) -> None:
    made, statements, told = undisturbed
    drawn = random.Random(4)
    for number in range(POINTS):
        home = tmp_path / str(number)
        shutil.copytree(made, home)
        at = [drawn.randrange(1, statements), drawn.randrange(1, statements // 2)]
        killed = [_run(home, "work", str(one)).returncode for one in at]
        assert killed[0] == -signal.SIGKILL
        _answer(home, "work")
        differs = _differences(told, _answer(home, "tell"))
        assert not differs, f"killed at {at}: {differs}"


def _differences(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {name: (one[name], other[name]) for name in one if one[name] != other[name]}

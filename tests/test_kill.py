"""Killed with -9 during the taking-in and run again: nothing lost, nothing twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from samples.make.faults import make_small

_STAGES = ("digest", "inspect", "store", "describe", "derive", "index")


def _command(home: Path, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "LANTAI_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "lantai.cli", *words], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def _answer(home: Path, *words: str) -> dict[str, object]:
    process = _command(home, *words)
    output, _nothing = process.communicate()
    assert process.returncode == 0, output
    answer: dict[str, object] = json.loads(output[output.index("{") :])
    return answer


def _kill_at(home: Path, delivery: Path, stage: str) -> bool:
    """Start an ingest and kill it when it tells of this stage; whether it ever did."""
    process = _command(home, "ingest", str(delivery))
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(stage):
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    return process.returncode == -signal.SIGKILL


def test_killed_at_every_stage_in_turn_it_ends_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    delivery, home = tmp_path / "delivery", tmp_path / "home"
    make_small(delivery)
    assert _command(home, "init").wait() == 0
    assert [stage for stage in _STAGES if _kill_at(home, delivery, stage)] == list(_STAGES)
    ingested = _answer(home, "ingest", str(delivery), "--json")
    assert (ingested["items"], ingested["pages"], ingested["ok"], ingested["state"]) == (6, 9, True, "described")
    counts = _answer(home, "stats", "--json")
    assert counts == {
        "record_sets": 2,
        "records": 6,
        "pages": 9,
        "masters": 9,
        "transcriptions": 9,
        "indexed_records": 6,
        "indexed_pages": 9,
    }
    assert len(list((home / "masters").glob("*/*/*/inventory.json"))) == 12

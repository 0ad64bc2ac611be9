"""The process that reads: it goes when nobody listens, and its death is a sentence."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.digitisation.sheets.sheet_files import delimited, opened

from lantai.digitisation.sheets import reading
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that reading has started."""
    processes: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    return processes


@pytest.fixture
def long_sheet(tmp_path: Path) -> Path:
    return delimited(tmp_path / "a.csv", [("檔號", "題名"), *((f"A-{number}", "路燈") for number in range(100_000))])


def test_reading_that_is_broken_off_leaves_no_process(long_sheet: Path, started: list[subprocess.Popen[bytes]]) -> None:
    rows = opened(long_sheet).rows()
    assert next(rows).row == 2
    rows.close()  # type: ignore[attr-defined]  # a generator behind the iterator
    assert [process.poll() is None for process in started] == [False, False]


def test_a_process_that_is_killed_is_told(long_sheet: Path, started: list[subprocess.Popen[bytes]]) -> None:
    rows = opened(long_sheet).rows()
    next(rows)
    started[-1].kill()
    with pytest.raises(UnreadableSheet) as caught:
        list(rows)
    assert caught.value.reason == Reason.TOO_LARGE


def test_a_process_that_says_nothing_is_given_up(
    long_sheet: Path, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_PATIENCE", 0)
    with pytest.raises(UnreadableSheet) as caught:
        opened(long_sheet)
    assert caught.value.reason == Reason.TOO_SLOW
    assert started[-1].poll() is not None

"""The home: made once, never overwritten, served by one server at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lantai.config import home
from lantai.config.installation import load

HOLDER = """
import sys
from pathlib import Path
from lantai.config.home import served
with served(Path(sys.argv[1]), address="http://somewhere"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_new_home_has_settings_that_load(tmp_path: Path) -> None:
    assert home.make_home(tmp_path / "home")
    assert load({"LANTAI_HOME": str(tmp_path / "home")}).port == 8000


def test_demo_has_the_invented_name(tmp_path: Path) -> None:
    home.make_home(tmp_path, pattern="demo")
    loaded = load({"LANTAI_HOME": str(tmp_path)})
    assert loaded.name["en"] == "Linhe City Archives"
    assert set(loaded.notice) == set(loaded.name) == {"zh-Hant", "zh-Hans", "en"}


def test_settings_are_their_owners(tmp_path: Path) -> None:
    home.make_home(tmp_path)
    assert (tmp_path / "lantai.toml").stat().st_mode & 0o777 == 0o600


def test_standing_settings_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "lantai.toml").write_text("port = 9000\n")
    assert not home.make_home(tmp_path)
    assert (tmp_path / "lantai.toml").read_text() == "port = 9000\n"


def test_folder_without_settings_is_no_home(tmp_path: Path) -> None:
    with pytest.raises(home.NoHome, match="`lantai init` makes one"):
        home.require_home(tmp_path)


def test_home_is_served_once_and_free_after_a_kill(tmp_path: Path) -> None:
    assert not home.is_served(tmp_path)
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(home.HomeInUse, match=f"process {holder.pid} at http://somewhere"):
            home.require_unserved(tmp_path)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    assert not home.is_served(tmp_path)

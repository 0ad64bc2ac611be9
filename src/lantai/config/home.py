"""The home: the one folder (LANTAI_HOME) that holds everything of an installation, and who serves it.

```
lantai.toml   settings            masters/      what was received, in OCFL     run/       locks
secret.key    signs sessions      derivatives/  pyramids and readings          profiles/  local rules
lantai.sqlite3                    index/        the search index               incoming/  deliveries to take in
```
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TextIO

SETTINGS_FILE = "lantai.toml"
_FOLDERS = ("run", "profiles", "incoming")
_LOCK = "server.lock"


class NoHome(Exception):
    """No home stands at this path."""


class HomeInUse(Exception):
    """A server serves this home already."""


def require_home(home: Path) -> None:
    """Raises NoHome, telling how to make one."""
    if not (home / SETTINGS_FILE).is_file():
        raise NoHome(f"There is no Lantai home at {home}; `lantai init` makes one, LANTAI_HOME names another.")


def make_home(home: Path, *, pattern: str = "lantai") -> bool:
    """Make the folders and, where none stands, lantai.toml from ``profiles/<pattern>.toml``; whether it was new.

    The settings may come to hold a password for mail, so only their owner may read them.
    """
    for name in _FOLDERS:
        (home / name).mkdir(parents=True, exist_ok=True)
    text = resources.files("lantai.profiles").joinpath(f"{pattern}.toml").read_text(encoding="utf-8")
    try:
        handle = os.open(home / SETTINGS_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return True


@contextmanager
def served(run_dir: Path, *, address: str) -> Iterator[None]:
    """Hold the home for one server. Raises HomeInUse, naming the process and the address of the other.

    A record lock: the kernel takes it back when the process ends, however it ends, and no child inherits it.
    """
    run_dir.mkdir(parents=True, exist_ok=True)
    with (run_dir / _LOCK).open("a+", encoding="utf-8") as file:
        if not _locked(file):
            raise _in_use(run_dir, file)
        file.truncate(0)
        file.write(f"process {os.getpid()} at {address}\n")
        file.flush()
        yield
        file.truncate(0)


def is_served(run_dir: Path) -> bool:
    """Whether a server holds the home now."""
    try:
        require_unserved(run_dir)
    except HomeInUse:
        return True
    return False


def require_unserved(run_dir: Path) -> None:
    """Raises HomeInUse."""
    if (run_dir / _LOCK).exists():
        with (run_dir / _LOCK).open("r+", encoding="utf-8") as file:
            if not _locked(file):
                raise _in_use(run_dir, file)


def _locked(file: TextIO) -> bool:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _in_use(run_dir: Path, file: TextIO) -> HomeInUse:
    file.seek(0)
    holder = file.read().strip() or "still starting"
    return HomeInUse(f"Another Lantai serves {run_dir.parent} ({holder}); stop it first, or name another LANTAI_HOME.")

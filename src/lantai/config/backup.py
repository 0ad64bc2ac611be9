"""Backup and restore of a home, as a BagIt bag (RFC 8493) that any BagIt tool can check.

In the bag: the database as it stood at one moment, the masters, the derivatives (reading a page again takes
seconds, a million pages weeks), settings, the secret key and local rules. Not in it: the index, which is made
anew, locks, and deliveries that were not taken in. The manifest is written last: without it there is no backup.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from lantai import __version__
from lantai.config.home import SETTINGS_FILE
from lantai.config.installation import Installation
from lantai.digitisation.progress import Progress

DATABASE = "lantai.sqlite3"
_KEPT = ("secret.key", "masters", "derivatives", "profiles", "media", SETTINGS_FILE)
_PRIVATE = {"secret.key", SETTINGS_FILE, DATABASE}
_MANIFEST = "manifest-sha512.txt"
_CHUNK = 1 << 20


class BackupRefused(Exception):
    """Nothing was copied; the message says what to do."""


class BackupDamaged(Exception):
    """A file of the backup is missing, changed or was never part of it."""


def back_up(installation: Installation, target: Path, *, progress: Progress) -> int:
    """Copy the home into ``target``, read every copy again, and return the number of bytes.

    The caller sees to it that no delivery is being taken in meanwhile; readers and editors may go on. Raises
    BackupRefused, BackupDamaged, OSError.
    """
    _require_backup_possible(installation, target)
    data = target / "data"
    data.mkdir(parents=True, mode=0o700)
    progress.stage("database", 1)
    _copy_database(installation.home / DATABASE, data / DATABASE)
    progress.advance()
    digests = {DATABASE: _digest(data / DATABASE)}
    files = list(_files(installation.home, _KEPT))
    progress.stage("copy", len(files))
    for name in files:
        digests[name] = _copy(installation.home / name, data / name)
        progress.advance()
    _verify(data, digests, progress)
    _write_tags(target, digests)
    return sum((data / name).stat().st_size for name in digests)


def restore(source: Path, home: Path, *, progress: Progress) -> int:
    """Check a backup whole, then copy it into ``home``, which must be empty; the number of files.

    The settings come last, so that a copy that was broken off is not taken for a home. Raises BackupRefused,
    BackupDamaged, OSError.
    """
    digests = _read_manifest(source)
    if home.exists() and any(home.iterdir()):
        raise BackupRefused(f"{home} is not empty; name an empty or a new folder with LANTAI_HOME.")
    data = source / "data"
    _verify(data, digests, progress)
    home.mkdir(parents=True, exist_ok=True)
    progress.stage("copy", len(digests))
    for name in sorted(digests, key=lambda one: one == SETTINGS_FILE):
        if _copy(data / name, home / name) != digests[name]:
            raise BackupDamaged(f"{name} changed while it was copied; look at the disk of {source}.")
        progress.advance()
    return len(digests)


def _require_backup_possible(installation: Installation, target: Path) -> None:
    if installation.database:
        raise BackupRefused(
            "The database is PostgreSQL: copy it with pg_dump, and the folder of the home with a tool for files."
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupRefused(f"{target} is not an empty folder; a backup is never written over another.")
    if target.resolve().is_relative_to(installation.home):
        raise BackupRefused(f"{target} lies inside the home; a backup belongs on another disk.")


def _copy_database(source: Path, target: Path) -> None:
    """SQLite's own online copy: one moment of the database, while others go on writing."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if (found := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise BackupDamaged(f"The database is damaged ({found}); run lantai doctor.")
    target.chmod(0o600)


def _files(home: Path, names: tuple[str, ...]) -> Iterator[str]:
    """Every regular file below these names, relative to the home; links are not followed."""
    for name in names:
        if (home / name).is_file():
            yield name
        for folder, folders, files in os.walk(home / name):
            folders.sort()
            for file in sorted(files):
                path = Path(folder, file)
                if not path.is_symlink():
                    yield str(path.relative_to(home))


def _copy(source: Path, target: Path) -> str:
    """Copy one file with its times, through a digest; its SHA-512 in hexadecimal."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha512()
    with source.open("rb") as reading, target.open("xb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    shutil.copystat(source, target)
    if target.name in _PRIVATE:
        target.chmod(0o600)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha512").hexdigest()


def _verify(data: Path, digests: dict[str, str], progress: Progress) -> None:
    """Every file named is there and unchanged, and no other. Raises BackupDamaged."""
    if extra := sorted(set(_files(data, tuple(sorted(one.name for one in data.iterdir())))) - set(digests)):
        raise BackupDamaged(f"{data / extra[0]} is not in the manifest; take it out, or use another backup.")
    progress.stage("verify", len(digests))
    for name, digest in digests.items():
        if not (data / name).is_file():
            raise BackupDamaged(f"{data / name} is missing; use another backup.")
        if _digest(data / name) != digest:
            raise BackupDamaged(f"{data / name} is not as it was backed up; use another backup.")
        progress.advance()


def _write_tags(target: Path, digests: dict[str, str]) -> None:
    """The bag's own files (RFC 8493, 2.1 and 2.2), the manifest last."""
    size = sum((target / "data" / name).stat().st_size for name in digests)
    (target / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8")
    (target / "bag-info.txt").write_text(
        f"Bag-Software-Agent: lantai {__version__}\n"
        f"Bagging-Date: {datetime.now(tz=UTC).date().isoformat()}\n"
        f"Payload-Oxum: {size}.{len(digests)}\n",
        encoding="utf-8",
    )
    lines = [f"{digest}  data/{_written(name)}\n" for name, digest in sorted(digests.items())]
    temporary = target / f"{_MANIFEST}.part"
    temporary.write_text("".join(lines), encoding="utf-8")
    temporary.replace(target / _MANIFEST)


def _read_manifest(source: Path) -> dict[str, str]:
    """Name below ``data`` → SHA-512. Raises BackupRefused where there is no whole backup."""
    try:
        lines = (source / _MANIFEST).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BackupRefused(
            f"{source} holds no finished backup; expected the folder that lantai backup made, with {_MANIFEST}."
        ) from error
    digests = {}
    for line in lines:
        digest, _space, path = line.partition("  ")
        name = path.removeprefix("data/").replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        if not path.startswith("data/") or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BackupDamaged(f"{source / _MANIFEST} names {path!r}, which cannot be in a backup.")
        digests[name] = digest
    return digests


def _written(name: str) -> str:
    """A path as a manifest writes it (RFC 8493, 2.1.3): line ends and the per cent sign are encoded."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")

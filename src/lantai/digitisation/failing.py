"""What stops work from outside: said once, in one sentence that tells what, where, and how to mend it.

A disk is full or unplugged, a right is missing, somebody else holds the database. None of it is the delivery's fault:
the work lies where it stopped, and goes on when it is run again.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError

from lantai.digitisation.confined import PoolBroken
from lantai.digitisation.models import Batch
from lantai.ports.masters import SourceChanged, UnsafePath


class IntakeFailed(Exception):
    """The work stopped at something outside (disk, permission, source); one sentence, and it resumes."""


_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN: Final = (errno.EACCES, errno.EPERM)
_GONE: Final = (
    errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN,
)  # fmt: skip
_AGAIN: Final = "run it again: it goes on where it stopped."


@contextmanager
def in_one_sentence(name: str, batch: Batch | None = None) -> Iterator[None]:
    """What stops the work on a delivery is said once, in the batch's row too. Raises IntakeFailed."""
    try:
        yield
    except OSError as error:
        raise _failed(batch, f"{name} stopped: {_of_system(error)}") from error
    except (OperationalError, InterfaceError) as error:
        raise _failed(batch, f"{name} stopped: {_of_database(error, _database())}") from error
    except sqlite3.OperationalError as error:
        raise _failed(batch, f"{name} stopped: {_of_database(error, str(settings.LANTAI.run_dir))}") from error
    except (PoolBroken, SourceChanged, UnsafePath) as error:
        raise _failed(batch, f"{name} stopped: {error}") from error


def _of_system(error: OSError) -> str:
    """By its number: what the system says in its own words may be in any language."""
    told, place = error.strerror or str(error), _place(error)
    if error.errno in _FULL:
        return f"no room is left for {place}; free some on that disk, and {_AGAIN}"
    if error.errno in _FORBIDDEN:
        return f"{place} may not be opened ({told}); give this user the right to it, and {_AGAIN}"
    if error.errno == errno.EROFS:
        return f"{place} lies on a disk that may only be read; mount it so that it can be written, and {_AGAIN}"
    if error.errno in _GONE:
        return f"{place} cannot be reached ({told}); see that its disk is plugged in and sound, and {_AGAIN}"
    return f"{place} made trouble ({told}); mend it, and {_AGAIN}"


def _place(error: OSError) -> str:
    """The file, without what cannot be shown; the system does not always say which it was."""
    named = error.filename2 or error.filename
    if isinstance(named, str | bytes | Path) and named:
        from lantai.digitisation.layouts.names import legible  # noqa: PLC0415 - only when something failed

        return legible(named.decode(errors="surrogateescape") if isinstance(named, bytes) else str(named))
    return "a file"


def _of_database(error: Exception, place: str) -> str:
    told = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if "full" in told:
        return f"no room is left for {place}; free some on that disk, and {_AGAIN}"
    if "locked" in told or "busy" in told:
        return f"somebody else holds {place} ({told}); wait until that work is done, and {_AGAIN}"
    if "readonly" in told or "unable to open" in told:
        return f"{place} may not be written ({told}); give this user the right to it, and {_AGAIN}"
    return f"{place} could not be used ({told}); see that it is there and sound, and {_AGAIN}"


def _database() -> str:
    """Which it is, without its password."""
    told = settings.DATABASES["default"]
    return str(told["NAME"]) if not told.get("HOST") else f"the database {told['NAME']} on {told['HOST']}"


def _failed(batch: Batch | None, sentence: str) -> IntakeFailed:
    if batch is not None:
        with suppress(DatabaseError, InterfaceError):  # where the disk is full even this may not go; it is told anyway
            Batch.objects.filter(pk=batch.pk).update(error=sentence)
    return IntakeFailed(sentence)

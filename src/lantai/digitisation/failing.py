"""What stops work from outside: said once, in one sentence that tells what, where, and how to mend it.

A disk is full or unplugged, a right is missing, somebody else holds the database. None of it is the delivery's fault:
the work lies where it stopped, and goes on when it is run again.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
_NO_ROOM: Final = _(
    "no room is left for %(place)s; free some on that disk, and run it again: it goes on where it stopped."
)
_NO_RIGHT: Final = _(
    "%(place)s may not be opened (%(told)s); give this user the right to it, and run it again: it goes on where it "
    "stopped."
)
_ONLY_READ: Final = _(
    "%(place)s lies on a disk that may only be read; mount it so that it can be written, and run it again: it goes on "
    "where it stopped."
)
_NOT_THERE: Final = _(
    "%(place)s cannot be reached (%(told)s); see that its disk is plugged in and sound, and run it again: it goes on "
    "where it stopped."
)
_TROUBLE: Final = _("%(place)s made trouble (%(told)s); mend it, and run it again: it goes on where it stopped.")
_HELD: Final = _(
    "somebody else holds %(place)s (%(told)s); wait until that work is done, and run it again: it goes on where it "
    "stopped."
)
_NOT_WRITTEN: Final = _(
    "%(place)s may not be written (%(told)s); give this user the right to it, and run it again: it goes on where it "
    "stopped."
)
_NOT_USED: Final = _(
    "%(place)s could not be used (%(told)s); see that it is there and sound, and run it again: it goes on where it "
    "stopped."
)

_Sentence = Callable[[], str]
"""What to say, in the language that is spoken when it is said."""


@contextmanager
def in_one_sentence(name: str, batch: Batch | None = None) -> Iterator[None]:
    """What stops the work on a delivery is said once, in the batch's row too. Raises IntakeFailed."""
    try:
        yield
    except OSError as error:
        raise _failed(batch, name, partial(_of_system, error)) from error
    except (OperationalError, InterfaceError) as error:
        raise _failed(batch, name, partial(_of_database, error, _database)) from error
    except sqlite3.OperationalError as error:
        raise _failed(batch, name, partial(_of_database, error, lambda: str(settings.LANTAI.run_dir))) from error
    except (PoolBroken, SourceChanged, UnsafePath) as error:
        raise _failed(batch, name, partial(str, error)) from error


def _of_system(error: OSError) -> str:
    """By its number: what the system says in its own words may be in any language."""
    return _of_number(error.errno) % {"place": _place(error), "told": error.strerror or str(error)}


def _of_number(number: int | None) -> str:
    if number in _FULL:
        return str(_NO_ROOM)
    if number in _FORBIDDEN:
        return str(_NO_RIGHT)
    if number == errno.EROFS:
        return str(_ONLY_READ)
    return str(_NOT_THERE if number in _GONE else _TROUBLE)


def _place(error: OSError) -> str:
    """The file, without what cannot be shown; the system does not always say which it was."""
    named = error.filename2 or error.filename
    if isinstance(named, str | bytes | Path) and named:
        from lantai.digitisation.layouts.names import legible  # noqa: PLC0415 - only when something failed

        return legible(named.decode(errors="surrogateescape") if isinstance(named, bytes) else str(named))
    return gettext("a file")


def _of_database(error: Exception, place: _Sentence) -> str:
    told = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return _of_words(told) % {"place": place(), "told": told}


def _of_words(told: str) -> str:
    if "full" in told:
        return str(_NO_ROOM)
    if "locked" in told or "busy" in told:
        return str(_HELD)
    return str(_NOT_WRITTEN if "readonly" in told or "unable to open" in told else _NOT_USED)


def _database() -> str:
    """Which it is, without its password."""
    told = settings.DATABASES["default"]
    if not told.get("HOST"):
        return str(told["NAME"])
    return gettext("the database %(name)s on %(host)s") % {"name": told["NAME"], "host": told["HOST"]}


def _failed(batch: Batch | None, name: str, why: _Sentence) -> IntakeFailed:
    """Raised in the language of whoever runs it, kept in the site's own."""
    if batch is not None:
        with suppress(DatabaseError, InterfaceError):  # where the disk is full even this may not go; it is told anyway
            with translation.override(settings.LANGUAGE_CODE):
                kept = _stopped(name, why)
            Batch.objects.filter(pk=batch.pk).update(error=kept)
    return IntakeFailed(_stopped(name, why))


def _stopped(name: str, why: _Sentence) -> str:
    return gettext("%(delivery)s stopped: %(why)s") % {"delivery": name, "why": why()}

"""Whether an installation is well: one check a thing that can go wrong, each telling how to mend it.

Checks read; they change nothing. Django is set up before.
"""

from __future__ import annotations

import platform
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from lantai.config import home
from lantai.config.installation import Installation

State = Literal["ok", "warn", "error"]

_GIB = 1024**3
_LITTLE, _TOO_LITTLE = 5 * _GIB, _GIB // 2
_SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    state: State
    says: str


def examine(installation: Installation) -> Iterator[Check]:
    """Every check in turn. One that cannot be carried out is an error itself, and the rest go on."""
    for name, check in CHECKS.items():
        try:
            state, says = check(installation)
        except Exception as error:  # noqa: BLE001 - whatever is broken, the other checks are still wanted
            state, says = "error", f"{type(error).__name__}: {' '.join(str(error).split())}"
        yield Check(name, state, says)


def pending_migrations() -> int:
    """How many changes of the tables were not made yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _python(_installation: Installation) -> tuple[State, str]:
    return ("ok" if sys.version_info >= (3, 11) else "error"), f"Python {platform.python_version()}"


def _home(installation: Installation) -> tuple[State, str]:
    with tempfile.NamedTemporaryFile(dir=installation.home):
        pass
    mode = installation.secrets_file.stat().st_mode & 0o077
    if mode:
        return "error", f"{installation.secrets_file} may be read by others; chmod 600 it."
    return "ok", f"{installation.home} can be written"


def _space(installation: Installation) -> tuple[State, str]:
    free = shutil.disk_usage(installation.home).free
    state: State = "error" if free < _TOO_LITTLE else "warn" if free < _LITTLE else "ok"
    return state, f"{free / _GIB:.1f} GiB free"


def _server(installation: Installation) -> tuple[State, str]:
    return "ok", "a server is running" if home.is_served(installation.run_dir) else "no server is running"


def _database(_installation: Installation) -> tuple[State, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT 1")
            return "ok", f"{connection.vendor} answers"
        cursor.execute("PRAGMA quick_check")
        found = [row[0] for row in cursor.fetchall()]
    return ("ok", "SQLite is whole") if found == ["ok"] else ("error", f"{found[0]}; restore a backup.")


def _migrations(_installation: Installation) -> tuple[State, str]:
    pending = pending_migrations()
    return ("error", f"{pending} changes are waiting; run lantai init.") if pending else ("ok", "up to date")


def _administrator(_installation: Installation) -> tuple[State, str]:
    from lantai.accounts.domain import ADMINISTRATOR
    from lantai.accounts.models import User

    administrators = User.objects.filter(is_active=True, held_roles__role=ADMINISTRATOR)
    if not administrators:
        return "error", "Nobody is an administrator; run lantai init."
    if not any(one.has_usable_password() for one in administrators):
        return "warn", f"No administrator can log in yet; run lantai user password {administrators[0].username}."
    return "ok", ", ".join(one.username for one in administrators)


def _index(_installation: Installation) -> tuple[State, str]:
    from lantai.discovery import indexing, rebuilding

    is_caught_up = indexing.is_caught_up()
    if rebuilding.is_needed():
        return "warn", "is to be made anew; lantai reindex does it, and so does lantai serve."
    if is_caught_up:
        return "ok", f"stands with the journal at entry {indexing.position()}"
    return "warn", f"stands at entry {indexing.position()}, behind the journal; lantai serve catches up."


def _journal(_installation: Installation) -> tuple[State, str]:
    from lantai.journal import domain as journal
    from lantai.journal.models import LogEntry

    if broken := journal.broken_seals():
        return "error", f"{len(broken)} seals do not fit their entries, the first {broken[0]}; compare with a backup."
    return "ok", f"{LogEntry.objects.count()} entries, every seal fits"


def _masters(_installation: Installation) -> tuple[State, str]:
    """A few objects, chosen by chance, read whole."""
    from lantai.preservation.models import StoredObject
    from lantai.preservation.store import masters

    known = list(StoredObject.objects.values_list("instantiation__identifier", flat=True))
    sample = random.sample(known, min(_SAMPLE, len(known)))  # noqa: S311 - a sample, not a secret
    damage = [one for identifier in sample for one in masters().verify(identifier)]
    if damage:
        return "error", f"{len(damage)} damaged, the first: {damage[0].message}"
    return "ok", f"{len(sample)} of {len(known)} objects read, intact"


def _reading(_installation: Installation) -> tuple[State, str]:
    from lantai.digitisation.engine import ocr_engine
    from lantai.digitisation.enums import ReadState
    from lantai.digitisation.models import Page

    info = ocr_engine(threads=1).info
    failed = Page.objects.filter(read_state=ReadState.FAILED).count()
    engine = f"{info.name} {info.version}, {len(info.models)} models"
    return ("warn", f"{engine}; {failed} pages could not be read.") if failed else ("ok", engine)


def _assets(_installation: Installation) -> tuple[State, str]:
    folder = resources.files("lantai").joinpath("static", "lantai")
    if not folder.is_dir():
        return "error", "The site's styles and scripts were not built; run make install."
    return "ok", "styles and scripts are there"


CHECKS: dict[str, Callable[[Installation], tuple[State, str]]] = {
    "python": _python,
    "home": _home,
    "space": _space,
    "server": _server,
    "database": _database,
    "migrations": _migrations,
    "administrator": _administrator,
    "index": _index,
    "journal": _journal,
    "masters": _masters,
    "reading": _reading,
    "site": _assets,
}

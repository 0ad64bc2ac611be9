"""Restoring: what was said before is said again. Nothing is undone; a restore is a version of its own."""

from __future__ import annotations

from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.catalogue.domain.errors import CatalogueError
from lantai.catalogue.domain.revising import Row, revise
from lantai.catalogue.queries.versions import columns_at, versions_of


class NoSuchVersion(CatalogueError):
    """The description has no version of this number."""


def restore_version(row: Row, *, number: int, version: int, by: User, reason: str = "") -> Row:
    """Say again what was said at ``number``, column for column: a date keeps the days that it was read as then.

    ``version`` is the one that the editor saw. Only what was ever changed is touched. Raises NoSuchVersion, and
    StaleWrite when somebody else wrote meanwhile.
    """
    columns = columns_at(row, versions_of(row), number)
    if columns is None:
        raise NoSuchVersion(
            gettext("%(code)s has no version %(number)s; look at its history again.")
            % {"code": row.code, "number": number}
        )
    return revise(row, columns=columns, version=version, by=by, reason=reason, restores=number)

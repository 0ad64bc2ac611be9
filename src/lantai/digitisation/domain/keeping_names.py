"""Keeping the protected names: the list is replaced as a whole, by whoever has seen the one before."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.digitisation import protected_names
from lantai.journal import domain as journal
from lantai.values.names import BadNames


class NamesRefused(Exception):
    """The list stays as it is; the message says why."""


@transaction.atomic
def keep_names(lines: str, *, seen: str, by: User) -> int:
    """Keep these lines as the list; how many names they hold. ``seen`` is the digest of the list that was changed.

    The same again is nothing to do. Raises NamesRefused, also when somebody else changed it meanwhile, and OSError.
    """
    before = protected_names.text()
    wanted = "\n".join(line.rstrip() for line in lines.splitlines()).strip("\n")
    wanted = f"{wanted}\n" if wanted else ""
    if seen != protected_names.digest(before) and wanted != before:
        raise NamesRefused(gettext("Somebody else changed the list meanwhile; look at it again."))
    if len(wanted) > protected_names.LONGEST_LIST:
        told = {"most": f"{protected_names.LONGEST_LIST:,}"}
        raise NamesRefused(gettext("The list is too long; expected at most %(most)s characters.") % told)
    try:
        kept = protected_names.put(wanted)
    except BadNames as error:
        raise NamesRefused(str(error)) from error
    if wanted != before:
        journal.write("names.kept", by, by=by, detail={"names": len(kept)})
    return len(kept)

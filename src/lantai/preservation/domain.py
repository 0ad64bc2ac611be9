"""Storing masters, and reading them again to prove that nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.journal import domain as journal
from lantai.preservation.models import FixityCheck, StoredObject
from lantai.preservation.store import masters


def content_digest(digests: Iterable[str]) -> str:
    """SHA-512 over the digests of an object's files in their order: the same content, whatever the names."""
    return hashlib.sha512("\n".join(digests).encode()).hexdigest()


@transaction.atomic
def check_fixity(stored: StoredObject, *, by: User) -> FixityCheck:
    """Read one object whole and compare it with its inventory; what was found is kept."""
    damage = masters().verify(stored.object_id)
    check = FixityCheck.objects.create(
        stored=stored, at=timezone.now(), intact=not damage, damage=[one.message for one in damage]
    )
    journal.write("stored_object.checked", stored, by=by, detail={"intact": check.intact})
    return check

"""Contractors: named when their first delivery comes."""

from __future__ import annotations

from lantai.accounts.models import User
from lantai.digitisation.models import Contractor
from lantai.journal import domain as journal


def contractor_named(name: str, *, by: User) -> Contractor:
    """The contractor of this name, entered if there is none. Called inside the transaction of what it delivers."""
    contractor, is_new = Contractor.objects.get_or_create(name=" ".join(name.split()))
    if is_new:
        journal.write("contractor.named", contractor, by=by, detail={"name": contractor.name})
    return contractor

"""Contractors: who they are, and whose a delivery is."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.digitisation.models import Batch, Contractor
from lantai.journal import domain as journal


class ContractorRefused(Exception):
    """Nothing was written; the message says why."""


def contractor_named(name: str, *, by: User) -> Contractor:
    """The contractor of this name, entered if there is none. Called inside the transaction of what it delivers."""
    contractor, is_new = Contractor.objects.get_or_create(name=" ".join(name.split()))
    if is_new:
        journal.write("contractor.named", contractor, by=by, detail={"name": contractor.name})
    return contractor


@transaction.atomic
def name_contractor(*, name: str, note: str = "", by: User) -> Contractor:
    """Enter a contractor. Raises ContractorRefused when one has this name."""
    plain = _free_name(name)
    contractor = Contractor.objects.create(name=plain, note=note.strip())
    journal.write("contractor.named", contractor, by=by, detail={"name": plain})
    return contractor


@transaction.atomic
def correct_contractor(contractor: Contractor, *, name: str, note: str, seen: tuple[str, str], by: User) -> Contractor:
    """Correct name and note. ``seen`` are name and note as they were shown.

    Without a difference nothing is written. Raises ContractorRefused, also when somebody else wrote meanwhile.
    """
    current = Contractor.objects.select_for_update().get(pk=contractor.pk)
    before = (current.name, current.note)
    if before != seen:
        raise ContractorRefused(
            gettext("Somebody else changed it meanwhile; it is “%(name)s” now.") % {"name": current.name}
        )
    after = (_free_name(name, of=current), note.strip())
    if after == before:
        return current
    current.name, current.note = after
    current.save()
    detail = {"before": {"name": before[0], "note": before[1]}, "after": {"name": after[0], "note": after[1]}}
    journal.write("contractor.corrected", current, by=by, detail=detail)
    return current


@transaction.atomic
def set_contractor(batch: Batch, contractor: Contractor | None, *, version: int, by: User) -> Batch:
    """Say who made a delivery, or that nobody knows. ``version`` is the delivery's as it was seen.

    Raises ContractorRefused when somebody else wrote meanwhile.
    """
    current = Batch.objects.select_for_update().select_related("contractor").get(pk=batch.pk)
    if current.contractor == contractor:
        return current
    if current.version != version:
        raise ContractorRefused(
            gettext("Somebody else worked on %(delivery)s meanwhile; look at it again.") % {"delivery": current}
        )
    before = current.contractor
    current.contractor = contractor
    current.version += 1
    current.save(update_fields=["contractor", "version"])
    names = {"before": {"contractor": before and before.name}, "after": {"contractor": contractor and contractor.name}}
    journal.write("batch.contractor_set", current, by=by, detail=names)
    return current


def _free_name(name: str, *, of: Contractor | None = None) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise ContractorRefused(gettext("The contractor needs a name."))
    others = Contractor.objects.filter(name=plain)
    if (others.exclude(pk=of.pk) if of else others).exists():
        raise ContractorRefused(gettext("A contractor of this name is entered already."))
    return plain

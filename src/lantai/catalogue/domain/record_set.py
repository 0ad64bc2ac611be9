"""Making record sets: the fonds, and the volumes below it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.catalogue.domain.errors import ReferenceCodeTaken
from lantai.catalogue.enums import Level
from lantai.catalogue.models import CodeAlias, Record, RecordSet
from lantai.journal import domain as journal
from lantai.values import codes

_DIGITS = 6


def code_is_taken(code: str) -> bool:
    return (
        RecordSet.objects.filter(code=code).exists()
        or Record.objects.filter(code=code).exists()
        or CodeAlias.objects.filter(code=code).exists()
    )


@transaction.atomic
def describe_record_set(
    *,
    code: str,
    title: str,
    level: Level,
    by: User,
    parent: RecordSet | None = None,
    accepted: bool,
    code_profile: str = "",
) -> RecordSet:
    """Add a record set below ``parent`` (a fonds has none).

    Without a status of its own it is as open as what stands above it. Raises ReferenceCodeTaken.
    """
    if code_is_taken(code):
        raise ReferenceCodeTaken(f"The code {code} stands already in the catalogue; give another one.")
    now = timezone.now()
    record_set = RecordSet(
        identifier=journal.issue_identifier("record_set"),
        code=code,
        code_key=codes.sort_key(code),
        title=title,
        level=level,
        parent=parent,
        path=_next_path(parent),
        code_profile=code_profile,
        open_day=parent.open_day if parent else 0,
        accepted=accepted,
        accepted_at=now if accepted else None,
        described_at=now,
    )
    record_set.full_clean(exclude=["parent", "creator"])
    record_set.save()
    journal.write("record_set.described", record_set, by=by, detail={"code": code, "title": title})
    return record_set


def _next_path(parent: RecordSet | None) -> str:
    """The path of the next child: the parent's own, one ordinal longer."""
    above = parent.path if parent else ""
    last = RecordSet.objects.filter(parent=parent).order_by("-path").values_list("path", flat=True).first()
    ordinal = int(last[len(above) : len(above) + _DIGITS]) + 1 if last else 1
    return f"{above}{ordinal:0{_DIGITS}d}."

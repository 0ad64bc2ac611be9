"""Saying what the columns of a delivery are, and keeping it for later ones."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.digitisation.enums import BatchState
from lantai.digitisation.mapping_profiles import keep_mapping
from lantai.digitisation.models import Batch
from lantai.digitisation.sheets.mapping import ColumnMapping
from lantai.journal import domain as journal

CHECKED_AGAIN = (BatchState.RECEIVED, BatchState.CHECKED, BatchState.REFUSED)
"""States in which nothing is stored yet, so that a delivery can be checked again."""


class PastChecking(Exception):
    """The delivery is past the check; what its columns are cannot be said any more."""


@transaction.atomic
def map_columns(batch: Batch, *, mapping: ColumnMapping, keep_as: str = "", replace: bool = False, by: User) -> Batch:
    """Say what the columns of a delivery are; it stands then as received, to be checked again.

    ``keep_as`` is the name under which the mapping is kept for later deliveries. Raises PastChecking, BadName,
    NameTaken and OSError.
    """
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    if held.state not in CHECKED_AGAIN:
        raise PastChecking(gettext("The delivery is past the check; roll it back and deliver it again."))
    if keep_as:
        keep_mapping(keep_as, mapping, replace=replace)
    held.mapping = dict(mapping.columns)
    if held.state == BatchState.CHECKED:
        held.layout = ""  # as it was detected; with other columns it may be another
    held.state, held.error, held.ended_at, held.ended_by = BatchState.RECEIVED, "", None, None
    held.save(update_fields=["mapping", "layout", "state", "error", "ended_at", "ended_by"])
    journal.write("batch.mapped", held, by=by, detail={"mapping": held.mapping, "kept_as": keep_as})
    return held


@transaction.atomic
def keep_columns(batch: Batch, *, mapping: ColumnMapping, keep_as: str, replace: bool = False, by: User) -> None:
    """Keep a mapping that was made by a delivery for later ones; the delivery stays as it is.

    Raises BadName, NameTaken and OSError.
    """
    keep_mapping(keep_as, mapping, replace=replace)
    journal.write("batch.mapping_kept", batch, by=by, detail={"mapping": dict(mapping.columns), "kept_as": keep_as})

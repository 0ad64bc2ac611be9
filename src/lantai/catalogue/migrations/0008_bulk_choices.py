"""Operations that were begun before: their records, which stood in the choice, become rows, and their plans are counted.

A draft about a set or a delivery has its records chosen by the worker that starts next.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import Count, Min, OuterRef, Q, Subquery

_CHUNK = 5_000


def keep_what_was_begun(apps: Any, schema_editor: Any) -> None:
    BulkEdit = apps.get_model("catalogue", "BulkEdit")
    PlannedChange = apps.get_model("catalogue", "PlannedChange")
    PlannedChange.objects.exclude(refused={}).update(holds_refused=True)
    for edit in BulkEdit.objects.all():
        _tell_versions(apps, edit)
        _choose(apps, edit)
        _count(edit)
        _go_on(edit)
        edit.save()


def _tell_versions(apps: Any, edit: Any) -> None:
    """An applied row has the version that it made: the first one after the plan that this operation can have written."""
    made = (
        apps.get_model("catalogue", "DescriptionVersion")
        .objects.filter(
            record=OuterRef("record"), row_version__gt=OuterRef("row_version"), by=edit.by, reason=edit.reason
        )
        .order_by()
        .values("record")
        .annotate(first=Min("row_version"))
        .values("first")
    )
    told = edit.plan.filter(state="applied").annotate(made=Subquery(made)).exclude(made=None)
    told.update(row_version=Subquery(made))


def _choose(apps: Any, edit: Any) -> None:
    chosen = apps.get_model("catalogue", "ChosenRecord")
    identifiers = edit.choice.pop("identifiers", [])
    if identifiers and "search" not in edit.choice:
        edit.choice.setdefault("codes", len(identifiers))
    records = apps.get_model("catalogue", "Record").objects.order_by()
    keys = set(edit.plan.values_list("record", flat=True))
    for start in range(0, len(identifiers), _CHUNK):
        keys |= set(records.filter(identifier__in=identifiers[start : start + _CHUNK]).values_list("pk", flat=True))
    listed = sorted(keys)
    for start in range(0, len(listed), _CHUNK):
        rows = records.filter(pk__in=listed[start : start + _CHUNK]).values_list("pk", "code_key")
        chosen.objects.bulk_create([chosen(edit=edit, record_id=key, code_key=code) for key, code in rows])
    edit.chosen_count = len(listed)


def _count(edit: Any) -> None:
    counts = edit.plan.aggregate(
        planned=Count("pk", filter=Q(state="planned")),
        refused=Count("pk", filter=Q(holds_refused=True)),
        stale=Count("pk", filter=Q(state="stale")),
        applied=Count("pk", filter=Q(state="applied")),
    )
    for name, count in counts.items():
        setattr(edit, f"{name}_count", count)


def _go_on(edit: Any) -> None:
    if edit.state == "saving":
        edit.stage = "save"
    kind = next((kind for kind in ("set", "batch") if kind in edit.choice), "")
    if edit.state == "draft" and kind:
        edit.state, edit.stage, edit.work = "planning", "choose", {"kind": kind, "of": edit.choice[kind]}
        edit.done = edit.total = 0


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0007_bulk_work"),
    ]

    operations = [
        migrations.RunPython(keep_what_was_begun, migrations.RunPython.noop),
    ]

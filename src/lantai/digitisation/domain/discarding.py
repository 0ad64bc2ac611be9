"""Discarding: what a batch brought and nobody accepted goes, files first, then rows.

The rows say what is to be removed, so they go last: killed in between, the same work is done again.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from django.db import transaction

from lantai.accounts.models import User
from lantai.catalogue.domain import custody
from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.digitisation import derivatives
from lantai.digitisation.domain.storing import objects_of
from lantai.digitisation.enums import ItemOutcome
from lantai.digitisation.models import BatchItem, Page
from lantai.journal import domain as journal
from lantai.preservation.store import masters


def discard(items: Sequence[BatchItem], *, by: User, keep_rows: bool = False) -> None:
    """Remove the objects, derivatives, records, carriers and pages of items in custody; ``keep_rows``: not the items'
    own rows. What was accepted stays. Logs and burnt identifiers stay too."""
    records = list(Record.objects.filter(batch_items__in=[item.pk for item in items], accepted=False).distinct())
    in_custody = {record.pk for record in records}
    ours = [item for item in items if _is_staged(item) or item.record_id is None or item.record_id in in_custody]
    _remove_files(ours)
    with transaction.atomic():
        shared = list(RecordSet.objects.filter(page_spans__record__in=records).distinct())
        custody.remove_records(records, by=by)
        # Pages that they shared are their neighbours' alone now: whoever follows the journal must hear of it.
        journal.write_many([journal.Line("record_set.spans_changed", one) for one in shared], by=by)
        carriers = Instantiation.objects.filter(
            identifier__in=[identifier for item in ours for identifier in _carriers(item)], record_set__isnull=False
        )
        Page.objects.filter(instantiation__in=carriers).delete()
        carriers.delete()
        if not keep_rows:
            BatchItem.objects.filter(pk__in=[item.pk for item in items]).delete()


def _is_staged(item: BatchItem) -> bool:
    """Its objects wait to become versions of others: what they would change stands, and stays."""
    return item.outcome == ItemOutcome.CHANGED


def _remove_files(items: Sequence[BatchItem]) -> None:
    store = masters()
    for item in items:
        for object_id, _paths in objects_of(item):
            if object_id and store.exists(object_id):
                store.remove(object_id)
        if _is_staged(item):
            continue
        if item.record_identifier:
            shutil.rmtree(derivatives.folder(item.record_identifier), ignore_errors=True)
        if item.record_set is not None:
            for _path, number, *_rest in item.leaves:
                for made in derivatives.of_page(item.record_set.identifier, number):
                    made.unlink(missing_ok=True)


def _carriers(item: BatchItem) -> list[str]:
    return [identifier for identifier in (item.scan_identifier, item.text_identifier) if identifier]

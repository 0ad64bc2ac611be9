"""What follows a write in discovery: the index catches up with the journal."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from lantai.discovery.tasks import follow_journal
from lantai.journal.domain import written
from lantai.journal.tasks import seal_journal
from lantai.journal.waking import wake

_INDEXED = ("record.", "record_set.", "page.")


@receiver(written)
def wake_indexer(sender: Any, verbs: set[str], **_rest: Any) -> None:
    if any(verb.startswith(_INDEXED) for verb in verbs):
        wake(follow_journal)
    wake(seal_journal)

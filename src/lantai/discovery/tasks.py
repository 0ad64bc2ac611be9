"""What a worker does for discovery, in a queue of its own: it follows while others are at work."""

from threading import Event

from django_tasks import task

from lantai.discovery import indexing, rebuilding

QUEUE = "index"


@task(queue_name=QUEUE)
def follow_journal() -> int:
    """Bring the index up to the journal, and keep it there while the journal grows."""
    return indexing.keep_following(Event())


@task(queue_name=QUEUE)
def rebuild_index() -> int:
    """Make the index anew, or go on with it."""
    return rebuilding.rebuild()

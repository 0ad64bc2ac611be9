"""What a worker does for discovery."""

from django_tasks import task

from lantai.discovery import indexing


@task()
def follow_journal() -> int:
    """Bring the index up to the journal."""
    return indexing.follow()

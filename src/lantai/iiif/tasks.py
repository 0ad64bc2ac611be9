"""What a worker does for IIIF."""

from django_tasks import task

from lantai.iiif import activity_stream


@task()
def follow_activities() -> int:
    """Bring the stream of activities up to the journal."""
    return activity_stream.follow()

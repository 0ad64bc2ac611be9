"""What a worker does for the journal."""

from django_tasks import task

from lantai.journal import domain


@task()
def seal_journal() -> int:
    """Seal until nothing unsealed is left."""
    total = 0
    while count := domain.seal():
        total += count
    return total

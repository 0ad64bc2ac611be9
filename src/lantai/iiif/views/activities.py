"""Change Discovery: what became of the manifests that everybody may see. The same for whoever asks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lantai.iiif import activities, activity_stream
from lantai.iiif.answers import linked_data
from lantai.iiif.tasks import follow_activities
from lantai.journal.waking import wake


@require_safe
def all_changes(request: HttpRequest) -> HttpResponse:
    """Asking wakes who keeps the stream: an archive that nobody harvests keeps none."""
    if activity_stream.is_behind():
        wake(follow_activities)
    return linked_data(activities.all_changes(), context=activities.CONTEXT)


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    body = activities.page(number)
    if body is None:
        raise Http404
    return linked_data(body, context=activities.CONTEXT)

"""How often one address may ask for what costs the archive something, by each process that answers."""

from __future__ import annotations

from django.http import HttpRequest

from lantai.values.buckets import Buckets
from lantai.values.networks import counted_as


def may_go_on(request: HttpRequest, asked_lately: Buckets) -> bool:
    """Counts this try."""
    return not asked_lately.take(counted_as(str(request.META.get("REMOTE_ADDR", ""))))

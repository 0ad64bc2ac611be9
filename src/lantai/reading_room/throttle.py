"""How often one address may ask for what costs the archive something, within an hour.

What is kept of the address is a digest that only this installation can make, in memory, by each process that answers.
"""

from __future__ import annotations

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AN_HOUR: Final = 3600


def may_go_on(request: HttpRequest, what: str, *, most: int) -> bool:
    """Counts this try."""
    digest = salted_hmac(f"lantai.{what}", str(request.META.get("REMOTE_ADDR", ""))).hexdigest()
    cache.add(f"{what}.{digest}", 0, AN_HOUR)
    try:
        return cache.incr(f"{what}.{digest}") <= most
    except ValueError:  # it ran out between the two
        return True

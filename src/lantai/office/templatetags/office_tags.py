"""The menu without script, the journal's words, and names of fields."""

from __future__ import annotations

from typing import Any

from django import template

from lantai.accounts.models import User
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.office import words
from lantai.office.desks import Desk, desks_for
from lantai.values.dates import from_julian_day

register = template.Library()
register.filter("verb", words.verb)
register.filter("field_label", words.field_label)


@register.simple_tag
def desks(user: object) -> list[Desk]:
    """The desks that this user may sit at."""
    return desks_for(user) if isinstance(user, User) else []


@register.filter
def level_label(level: Any) -> str:
    return str(Level(level).label)


@register.filter
def status_label(status: str) -> str:
    return str(OpeningStatus(status).label) if status else ""


@register.filter
def day(julian: int | None) -> str:
    """A Julian day number as 1931-09-18; nothing for an open end."""
    return from_julian_day(julian).isoformat() if julian is not None else ""

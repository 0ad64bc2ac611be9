"""The menu without script, the journal's words, and names of fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from lantai.accounts.models import User
from lantai.catalogue.enums import Level, OpeningStatus
from lantai.office import words
from lantai.office.desks import Desk, desks_for
from lantai.office.queries import people
from lantai.values.dates import from_julian_day

register = template.Library()
register.filter("verb", words.verb)
register.filter("field_label", words.field_label)


@register.simple_tag
def desks(user: object) -> list[Desk]:
    """The desks that this user may sit at."""
    return desks_for(user) if isinstance(user, User) else []


@register.simple_tag
def archive_name() -> str:
    """The installation's name in the language of the interface."""
    names = settings.LANTAI.name
    return str(names.get(people.language()) or next(iter(names.values()), ""))


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface by its own name."""

    code: str
    name: str
    current: bool


@register.simple_tag
def languages() -> list[Language]:
    return [Language(code, name, code == get_language()) for code, name in settings.LANGUAGES]


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

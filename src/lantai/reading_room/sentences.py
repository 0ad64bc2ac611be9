"""Why a question cannot be answered, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from lantai.catalogue.enums import Level
from lantai.discovery.language import BadQuery
from lantai.ports.search import BadRequest
from lantai.values.dates import NotADate


def sentence(refusal: Exception) -> str:
    """One sentence for people; for a refusal that has no words of its own, that the address is not right."""
    if isinstance(refusal, BadQuery):
        return _OF_QUERY[refusal.code]() % {**refusal.params, "levels": _levels()}
    if isinstance(refusal, NotADate):
        return _bad_date() % {"text": refusal.text}
    if not isinstance(refusal, BadRequest):
        return _("The index is being made or cannot be read: try again later, or tell the administrator.")
    return _("This address does not lead to a page of results: start again from the first one.")


def _levels() -> str:
    return ", ".join(str(label) for label in Level.labels)


def _bad_date() -> str:
    return _("“%(text)s” is no date that can be read: write it as 1924, 1924-07-09 or 1924..1926.")


_OF_QUERY: dict[str, Callable[[], str]] = {
    "empty": lambda: _("There is nothing to look for: type at least one letter, digit or character."),
    "long-word": lambda: _(
        "The word “%(word)s…” has %(length)s characters, more than %(limit)s: shorten it, or part it with spaces."
    ),
    "many-terms": lambda: _("The search has more than %(limit)s words: leave some out."),
    "many-misread": lambda: _("The search has more than %(limit)s words with a ~: leave some out."),
    "bad-date": _bad_date,
    "bad-level": lambda: _("“%(text)s” is no level of description: it is one of %(levels)s."),
}

"""Filters as links: one chip a choice, the chosen one marked, the other filters kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Chip:
    key: str
    label: str
    count: int
    url: str
    chosen: bool


def chips(request: HttpRequest, name: str, choices: Iterable[tuple[str, object, int]]) -> list[Chip]:
    """A chip for every choice that has something to show. Choosing the chosen one takes the filter off."""
    asked = request.GET.get(name, "")
    given: dict[str, str] = request.GET.dict()
    kept = {key: value for key, value in given.items() if key not in {name, "p", "after", "before", "lang"} and value}
    return [
        Chip(key, str(label), count, _url(kept if key == asked else {**kept, name: key}), chosen=key == asked)
        for key, label, count in choices
        if count or key == asked
    ]


def _url(asked: dict[str, str]) -> str:
    return "?" + urlencode(asked)

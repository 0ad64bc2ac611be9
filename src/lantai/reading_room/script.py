"""The archive's own words in the script that the reader chose: converted for reading, never stored, and marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.catalogue.models import Record
from lantai.reading_room.lines import Leaf, Line
from lantai.values.script import ConvertedSpan, convert

STORED: Final = "stored"
_TARGETS: Final = {"hant": "zh-Hant", "hans": "zh-Hans"}
_LABELS: Final = ((STORED, _("As stored")), ("hant", _("Traditional")), ("hans", _("Simplified")))
_WORDS: Final = (
    "title", "creators", "scope", "note", "doc_type", "draft_type", "masthead_text", "issue_number", "date_text",
    "extent", "language", "retention",
)  # fmt: skip

Parts = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One script to choose, and the address of this very page in it."""

    key: str
    label: Promise
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Script:
    """``target`` is empty while everything stands as stored."""

    target: str
    choices: tuple[Choice, ...] = ()

    @property
    def language(self) -> str:
        """What the archive's words are shown in, as ``lang`` says it."""
        return self.target or settings.LANTAI.content_language

    def of(self, text: str) -> str:
        return convert(text, self.target).text if self.target and text else text

    def words(self, record: Record) -> dict[str, str]:
        """What the archive wrote of a record, field by field."""
        return {name: self.of(getattr(record, name)) for name in _WORDS}

    def leaf(self, leaf: Leaf) -> Leaf:
        """The lines with their boxes where they were, and what was found marked still."""
        return replace(leaf, lines=tuple(self._line(one) for one in leaf.lines)) if self.target else leaf

    def _line(self, line: Line) -> Line:
        return replace(line, parts=_converted(line.parts, self.target))


def script_of(request: HttpRequest) -> Script:
    """``?script=hant`` or ``hans``; anything else leaves the words as they are stored. Only for archives in Chinese."""
    if not settings.LANTAI.content_language.startswith("zh"):
        return Script("")
    asked = request.GET.get("script", "")
    current = asked if asked in _TARGETS else STORED
    choices = tuple(Choice(key, label, _href(request, key), key == current) for key, label in _LABELS)
    return Script(_TARGETS.get(current, ""), choices)


def _href(request: HttpRequest, key: str) -> str:
    query = request.GET.copy()
    query.pop("script", None)
    query.pop("lang", None)
    if key != STORED:
        query["script"] = key
    return f"?{query.urlencode()}" if query else request.path


def _converted(parts: Parts, target: str) -> Parts:
    """The parts of a line, judged as one: a phrase may run over the edge of what was found."""
    whole = convert("".join(text for text, _hit in parts), target)
    edges = list(_moved(_edges(parts), whole.spans))
    starts = [0, *edges[:-1]]
    return tuple(
        (whole.text[start:end], hit)
        for start, end, (_text, hit) in zip(starts, edges, parts, strict=True)
        if start < end
    )


def _edges(parts: Parts) -> Iterator[int]:
    at = 0
    for text, _hit in parts:
        at += len(text)
        yield at


def _moved(places: Iterable[int], spans: Iterable[ConvertedSpan]) -> Iterator[int]:
    """Places of the text as it was, in rising order, in the converted one; within a span as far in as before."""
    known = list(spans)
    for place in places:
        shift = 0
        for span in known:
            if span.end <= place:
                shift += len(span.replacement) - (span.end - span.start)
            elif span.start < place:
                shift += min(0, len(span.replacement) - (place - span.start))
        yield place + shift

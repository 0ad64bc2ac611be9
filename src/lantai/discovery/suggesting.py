"""What somebody may mean who has typed the beginning: titles, names and reference codes that hold it.

Titles and names are asked of the index, codes of the table, and all of it through ``visible(to=)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from django.db.models import QuerySet

from lantai.access.queries import Reader, Visible, visible
from lantai.catalogue.models import Record, RecordSet
from lantai.discovery.engine import search_engine
from lantai.discovery.language import LONGEST_WORD
from lantai.ports.search import And, KindIs, Request, Word
from lantai.values.codes import normalise
from lantai.values.folding import fold

Row = TypeVar("Row", Record, RecordSet)
Kind = Literal["code", "title", "name"]

_LOOKED_AT: Final = 40
"""Documents among which the nearest are chosen."""
_CODES_LOOKED_AT: Final = 200
"""Codes with this beginning among which the visible are looked for: however many are closed, it stays quick."""
_SHORTEST_CODE: Final = 2
_MOST_CODES: Final = 3
_MOST_NAMES: Final = 3
_SAID: Final = ("identifier", "code", "title")
_LAST: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``identifier`` is that of a description; a name has none, and is to be searched for."""

    kind: Kind
    text: str
    code: str = ""
    identifier: str = ""


def suggest(text: str, *, reader: Reader, most: int = 8) -> tuple[Suggestion, ...]:
    """At most so many, codes first, then names, then titles. Six queries. Raises SearchFailed without an index."""
    word, seen = fold(text), visible(to=reader)
    if not word or len(word) > LONGEST_WORD:
        return ()
    codes = tuple(_codes(text, seen))
    titled, named = (_found(word, place, seen) for place in ("title", "creator"))
    described = _described({*titled, *named}, seen)
    names = tuple(_names(word, [described[key] for key in named if key in described]))[:_MOST_NAMES]
    shown = {one.identifier for one in codes}
    titles = _titles(word, [described[key] for key in titled if key in described and key not in shown])
    return (*codes, *names, *titles)[:most]


def _found(word: str, where: Literal["title", "creator"], seen: Visible) -> list[str]:
    """The identifiers of descriptions that have the word there."""
    asked = Request(query=And((KindIs("description"), Word(word, where))), visible=seen.in_index(), limit=_LOOKED_AT)
    return [hit.identifier for hit in search_engine().search(asked).hits]


def _described(identifiers: set[str], seen: Visible) -> dict[str, Record | RecordSet]:
    """Two queries."""
    found: dict[str, Record | RecordSet] = {}
    records = seen.records().filter(identifier__in=identifiers).order_by()
    sets = seen.record_sets().filter(identifier__in=identifiers).select_related("creator").order_by()
    found.update((one.identifier, one) for one in records.only(*_SAID, "creators"))
    found.update((one.identifier, one) for one in sets.only(*_SAID, "creator__name"))
    return found


def _titles(word: str, found: Iterable[Record | RecordSet]) -> Iterator[Suggestion]:
    """What begins with the word first, sets before records, the shorter before the longer."""

    def distance(one: Record | RecordSet) -> tuple[bool, bool, int]:
        return not fold(one.title).startswith(word), isinstance(one, Record), len(one.title)

    for one in sorted(found, key=distance):
        yield Suggestion("title", one.title, one.code, one.identifier)


def _names(word: str, found: Iterable[Record | RecordSet]) -> Iterator[Suggestion]:
    names = dict.fromkeys(name for one in found for name in _creators(one) if word in fold(name))
    for name in sorted(names, key=lambda name: (not fold(name).startswith(word), len(name))):
        yield Suggestion("name", name)


def _creators(one: Record | RecordSet) -> list[str]:
    if isinstance(one, Record):
        return one.creator_names
    return [one.creator.name] if one.creator else []


def _codes(text: str, seen: Visible) -> Iterator[Suggestion]:
    """Codes that begin so, as they are nearly always written: in capitals. Two queries, none for what is no code."""
    begun = normalise(text).upper()
    if len(begun) < _SHORTEST_CODE or not begun.isascii():
        return
    sets = _beginning(seen.record_sets(), RecordSet.objects.all(), begun)
    records = _beginning(seen.records(), Record.objects.all(), begun)
    for code, identifier, title in [*sets, *records][:_MOST_CODES]:
        yield Suggestion("code", title, code, identifier)


def _beginning(rows: QuerySet[Row], everything: QuerySet[Row], begun: str) -> list[tuple[str, str, str]]:
    near = everything.filter(code__gte=begun, code__lt=f"{begun}{_LAST}").order_by("code")
    found = rows.filter(pk__in=near.values("pk")[:_CODES_LOOKED_AT]).order_by("code_key")
    return list(found.values_list("code", "identifier", "title")[:_MOST_CODES])

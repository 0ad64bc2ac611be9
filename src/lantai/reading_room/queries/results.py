"""Search results as the site shows them: the documents of one record under one head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from lantai.access.queries import Visible
from lantai.catalogue.enums import Level
from lantai.catalogue.queries import tree
from lantai.digitisation.queries.pages import first_pictures
from lantai.discovery.search import Found
from lantai.reading_room.cuts import Cut, cuts, whole
from lantai.values.dates import Date
from lantai.values.snippets import Snippet

_PASSAGES = 4
"""Shown of one record; the others are counted, and found on the record's own page."""

Parts = tuple[tuple[str, bool], ...]
"""Characters, and whether they are a hit."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One document found: a page, or the description itself (``page`` None).

    ``parts`` is the snippet without line breaks at its ends; it is empty where the title says it all.
    """

    page: int | None
    parts: Parts
    cut_before: bool
    cut_after: bool
    cuts: tuple[Cut, ...]
    by_machine: bool

    @property
    def lies_across(self) -> bool:
        """The cuts are strips of one page, to be read together."""
        return len(self.cuts) > 1


@dataclass(frozen=True, slots=True)
class Head:
    """A record or record set with what was found in it. ``picture`` is its first page, where no page was found."""

    identifier: str
    code: str
    title: Parts
    level_name: str
    date: Date | None
    fonds: str
    passages: tuple[Passage, ...]
    more: int
    picture: Cut | None


def heads(found: Iterable[Found], seen: Visible) -> tuple[Head, ...]:
    """Grouped in the order of first appearance. Five queries at most, none for nothing."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.identifier, []).append(one)
    if not groups:
        return ()
    fonds, pictures = _fonds(groups, seen), _pictures(groups, seen)
    return tuple(_head(group, fonds.get(key, ""), pictures.get(key)) for key, group in groups.items())


def _head(group: list[Found], fonds: str, picture: Cut | None) -> Head:
    first = group[0]
    passages = tuple(_passage(one) for one in group)
    titled = next((one.parts for one in passages if _text(one.parts) == first.title), ())
    return Head(
        identifier=first.identifier,
        code=first.code,
        title=titled or ((first.title, False),),
        level_name=str(Level(first.level).label),
        date=first.date,
        fonds=fonds if fonds != first.title else "",
        passages=tuple(replace(one, parts=()) if one.parts == titled else one for one in passages[:_PASSAGES]),
        more=max(0, len(passages) - _PASSAGES),
        picture=picture,
    )


def _passage(one: Found) -> Passage:
    cut: tuple[Cut, ...] = ()
    if one.page is not None and one.has_image and one.boxes:
        cut = cuts(one.boxes, identifier=one.holder, page=one.page, width=one.page_width, height=one.page_height)
    snippet = one.snippet
    return Passage(
        page=one.page,
        parts=_trimmed(snippet) if snippet else (),
        cut_before=snippet is not None and snippet.cut_before,
        cut_after=snippet is not None and snippet.cut_after,
        cuts=cut,
        by_machine=one.by_machine,
    )


def _trimmed(snippet: Snippet) -> Parts:
    parts = list(snippet.parts)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if parts:
            parts[end] = (strip(parts[end][0]), parts[end][1])
    return tuple(part for part in parts if part[0])


def _text(parts: Parts) -> str:
    return "".join(text for text, _ in parts)


def _fonds(groups: Iterable[str], seen: Visible) -> dict[str, str]:
    """The title of the fonds that each identifier stands in. Two queries."""
    paths = dict(seen.records().filter(identifier__in=groups).order_by().values_list("identifier", "record_set__path"))
    roots = {path[: tree.STEP] for path in paths.values()}
    titles = dict(seen.record_sets().filter(path__in=roots).order_by().values_list("path", "title"))
    return {identifier: titles.get(path[: tree.STEP], "") for identifier, path in paths.items()}


def _pictures(groups: dict[str, list[Found]], seen: Visible) -> dict[str, Cut]:
    """The first page of each record of which only the description was found."""
    described = [key for key, group in groups.items() if all(one.page is None for one in group)]
    found = first_pictures(seen.pages(), identifiers=described)
    return {
        key: whole(
            identifier=page.holder.identifier,
            page=page.number,
            width=page.width,
            height=page.height,
            size="!480,480",
        )
        for key, page in found.items()
    }


def taken_in(seen: Visible, identifiers: set[str]) -> dict[str, datetime]:
    """When each description was accepted, else described. Two queries."""
    found: dict[str, datetime] = {}
    for rows in (seen.records(), seen.record_sets()):
        days = rows.filter(identifier__in=identifiers).order_by()
        for identifier, accepted, described in days.values_list("identifier", "accepted_at", "described_at"):
            found[identifier] = accepted or described
    return found


def authors(seen: Visible, identifiers: set[str]) -> dict[str, str]:
    """The author of each record, as written. One query."""
    found = seen.records().filter(identifier__in=identifiers).order_by()
    return dict(found.values_list("identifier", "creators"))

"""What a reader asks on the search page: the words, and what narrows them. It reads from an address and writes one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast, get_args
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from lantai.catalogue.enums import Level as LevelName
from lantai.ports.search import Code, Dates, Fonds, Level, Node, Order
from lantai.values import dates
from lantai.values.codes import fold_code

PER_PAGE = 20
DEEPEST = 10_000
"""How far one can page by relevance (model.md, 26)."""
MOST_ROWS = 10_000
"""Results in one table to take away."""
_LONGEST_CURSOR = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question. ``start`` and ``end`` are dates as the reader wrote them; ``page`` counts from 1."""

    q: str = ""
    fonds: str = ""
    level: str = ""
    code: str = ""
    start: str = ""
    end: str = ""
    sort: Order = "relevance"
    page: int = 1
    after: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> Ask:
        """What makes no sense is left out: an address is typed by people and by robots."""
        sort = given.get("sort", "")
        level = given.get("level", "")
        return cls(
            q=given.get("q", "").strip(),
            fonds=given.get("fonds", "").strip(),
            level=level if level in LevelName.values else "",
            code=given.get("code", "").strip(),
            start=given.get("from", "").strip(),
            end=given.get("to", "").strip(),
            sort=cast(Order, sort) if sort in get_args(Order) else "relevance",
            page=_page(given.get("page", "")),
            after=given.get("after", "")[:_LONGEST_CURSOR],
        )

    @property
    def is_empty(self) -> bool:
        return not (self.q or self.narrowed)

    @property
    def narrowed(self) -> bool:
        return bool(self.fonds or self.level or self.code or self.start or self.end)

    @property
    def offset(self) -> int:
        return (self.page - 1) * PER_PAGE if self.sort == "relevance" else 0

    def narrowing(self) -> tuple[Node, ...]:
        """The conditions beside the words. Raises NotADate for a date that cannot be read."""
        found: list[Node] = []
        if self.fonds:
            found.append(Fonds(self.fonds))
        if self.level:
            found.append(Level(self.level))
        if self.code:
            found.append(Code(fold_code(self.code)))
        if self.start or self.end:
            first = dates.parse(self.start).first if self.start else None
            last = dates.parse(self.end).last if self.end else None
            found.append(Dates(first, last))
        return tuple(found)

    def years(self) -> tuple[int | None, int | None]:
        """The years that the dates stand for, where they can be read."""
        return _year(self.start), _year(self.end)

    def but(self, **changes: object) -> str:
        """The address of this question with something changed, back on its first page."""
        return replace(self, **{"page": 1, "after": "", **changes}).url  # type: ignore[arg-type]  # names are checked by replace

    @property
    def kept(self) -> str:
        """The address of this question on its first page: what one keeps."""
        return self.but()

    @property
    def feed(self) -> str:
        return self._at("search_feed")

    @property
    def table(self) -> str:
        return self._at("search_table")

    def _at(self, name: str) -> str:
        """The question at another address, where neither order nor page count."""
        return f"{reverse(name)}{self.but(sort='relevance').removeprefix(reverse('search'))}"

    @property
    def url(self) -> str:
        named = {
            "q": self.q,
            "fonds": self.fonds,
            "level": self.level,
            "code": self.code,
            "from": self.start,
            "to": self.end,
            "sort": self.sort if self.sort != "relevance" else "",
            "page": self.page if self.page > 1 else "",
            "after": self.after,
        }
        query = urlencode({name: value for name, value in named.items() if value})
        return f"{reverse('search')}?{query}" if query else reverse("search")


def _page(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), DEEPEST // PER_PAGE)


def _year(text: str) -> int | None:
    try:
        found = dates.parse(text).first if text else None
    except dates.NotADate:
        return None
    return dates.from_julian_day(found).year if found is not None else None

"""Dates by a well-known event: 改革開放以來, 抗戰時期, 二戰後, since the May Fourth Movement, during World War II.

The events are the context's anchors (:mod:`lantai.values.dates.context`). The event's name alone is no date, for it
may be spoken of at any time; with a word of time it is one: 時期 and 期間 give its extent, 後 what followed its last
day, 前 what came before its first, 以來 all from its first day on (to the day of writing, where that is known).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from lantai.values.dates.context import Anchor, Anchors, load_anchors
from lantai.values.dates.days import iso_day
from lantai.values.dates.one_script import in_one_script
from lantai.values.dates.relative_words import Here
from lantai.values.dates.span import Span

AFTER: Final = "以來|[至到迄]今|以後|之後|以前|之前|前後|時期|期間|年間|後|前"
"""What may follow an anchor's name and makes it a date, as a pattern for text in one script."""
BEFORE: Final = "since|after|before|during"
"""What may stand before an anchor's name in English."""


def read_here(view: str, here: Here) -> Span | None:
    """The span of an anchor with a word of time, or None; ``view`` is in one script and without spaces."""
    known = _known(here.context.anchors)
    if (lone := known.anchors.get(view)) is not None and lone.alone:
        return _of_anchor(lone, _during, here)
    match = known.pattern.fullmatch(view)
    if match is None:
        return None
    anchor = known.anchors[(match["english"] or match["name"]).lower()]
    relate = _RELATIONS[(match["before"] or match["after"]).lower()]
    return _of_anchor(anchor, relate, here)


def _of_anchor(anchor: Anchor, relate: Callable[[int, int, int | None], Span], here: Here) -> Span:
    as_of = here.context.as_of
    others = (relate(other.first, other.last, as_of).as_alternative(other.reason) for other in anchor.others)
    span = relate(anchor.first, anchor.last, as_of)
    return replace(span, inferred=True, alternatives=tuple(other for other in others if other.edtf != span.edtf))


# -- the words of time ---------------------------------------------------------------------------


def _since(first: int, last: int, as_of: int | None) -> Span:
    """To the day of writing; without one, and of an event yet to come, without an end."""
    del last
    if as_of is None or as_of < first:
        return Span(f"{iso_day(first)}/..", first, None)
    return Span(f"{iso_day(first)}/{iso_day(as_of)}", first, as_of)


def _after(first: int, last: int, as_of: int | None) -> Span:
    del first, as_of
    return Span(f"{iso_day(last)}/..", last, None)


def _before(first: int, last: int, as_of: int | None) -> Span:
    del last, as_of
    return Span(f"../{iso_day(first)}", None, first)


def _during(first: int, last: int, as_of: int | None) -> Span:
    del as_of
    return Span(iso_day(first) if first == last else f"{iso_day(first)}/{iso_day(last)}", first, last)


def _about(first: int, last: int, as_of: int | None) -> Span:
    span = _during(first, last, as_of)
    return replace(span, edtf="/".join(f"{end}~" for end in span.edtf.split("/")))


_RELATIONS: Final = {
    **dict.fromkeys(("以來", "至今", "到今", "迄今", "since"), _since),
    **dict.fromkeys(("以後", "之後", "後", "after"), _after),
    **dict.fromkeys(("以前", "之前", "前", "before"), _before),
    **dict.fromkeys(("時期", "期間", "年間", "during"), _during),
    "前後": _about,
}


# -- the anchors by name -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Known:
    """The anchors by their names as settled text has them, and the pattern of a name with a word of time."""

    anchors: Mapping[str, Anchor]
    pattern: re.Pattern[str]


@cache
def _known(anchors: Anchors) -> _Known:
    named = {settled_name(spelling): anchors[spelling] for spelling in anchors}
    names = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
    pattern = (
        f"(?:自從|自|從)?(?P<name>{names})(?:的)?(?P<after>{AFTER})|(?P<before>{BEFORE})(?:the)?(?P<english>{names})"
    )
    return _Known({name.lower(): anchor for name, anchor in named.items()}, re.compile(pattern, re.IGNORECASE))


def settled_name(spelling: str) -> str:
    """An anchor's name in one script, without spaces and without its article."""
    return in_one_script(spelling.removeprefix("the ")).replace(" ", "")


@cache
def names_alone() -> frozenset[str]:
    """The shipped names that are dates by themselves, in one script."""
    shipped = load_anchors()
    return frozenset(settled_name(spelling) for spelling in shipped if shipped[spelling].alone)

"""The repair report: one HTML page that an editor reads, prints and ticks off.

The page needs nothing beside itself and runs no program. It shows the original with every change marked (by colour,
by sign and by label), what has to be decided first, with boxes to accept or reject, then what was applied. The same
change in many places is one decision, with its places under it, so that a long text stays a page that can be read.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from lantai.values.repair.changes import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lantai.values.repair.changes import Change, Repaired

Language = Literal["zh-Hant", "zh-Hans", "en"]

_DATA: Final = Path(__file__).parents[1] / "data"
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SHOWN: Final = {" ": "␣", "\xa0": "⍽", "\u200b": "ZWSP", "\ufeff": "BOM"}
"""What stands in the list for a change that would be invisible."""
_LONGEST: Final = 200
_AROUND: Final = 6
"""Characters shown on either side of a change in the list."""
_NO_DAMAGE: Final = ("D7", "D8", "D10", "D11")
"""Rules that find other things than damage by conversion of encodings."""
_ORDER: Final = ("D3", "D2", "D1", "D9", "D4", "D5", "D10", "D11", "D8", "D6", "D7")
"""What needs a person most stands first."""

_EVIDENT: Final = ("D1", "D6", "D8")
"""Rules whose applied changes bear no label in the text: striking out and underlining say it all."""
_LIKELY: Final = 0.45
"""Suggestions below are shown quietly: matters of style."""
_RIGHT: Final = ' class="figure"'
_PLACES: Final = 40
"""So many places of one kind of change are listed; all are marked in the text."""


@dataclass(frozen=True, slots=True)
class _Group:
    """All places where the same is to be put for the same, decided upon together."""

    number: int
    changes: tuple[Change, ...]

    @property
    def first(self) -> Change:
        return self.changes[0]


def report(repaired: Repaired, title: str, *, lang: Language = "zh-Hant") -> str:
    """The page for one repaired text. Raises KeyError for a language other than the three."""
    words = _words()[lang]
    groups = _grouped(repaired.changes)
    listing = _Listing(repaired.original, words)
    body = [
        f"<h1>{_shown(title)}</h1>",
        f'<p class="quiet">{escape(words["title"])}　{escape(words["original"])}</p>',
        _banner(repaired, words),
        _summary(repaired.changes, words),
        listing.section("decisions", [group for group in groups if not group.first.applied]),
        f"<h2>{escape(words['text'])}</h2>",
        _legend(words),
        f'<div class="text">{_text(repaired.original, groups)}</div>',
        listing.section("done", [group for group in groups if group.first.applied]),
    ]
    style = (_DATA / "repair_report.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_shown(title)} · {escape(words['title'])}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


def _grouped(changes: Iterable[Change]) -> list[_Group]:
    """The changes by what they do: what needs a person most first, then what stands in most places."""
    alike: defaultdict[tuple[object, ...], list[Change]] = defaultdict(list)
    for change in changes:
        key = (change.rule, change.found, change.replacement, change.alternatives, change.applied)
        alike[key].append(change)
    ordered = sorted(alike.values(), key=lambda kind: (_ORDER.index(kind[0].rule), -len(kind), kind[0].start))
    return [_Group(number, tuple(kind)) for number, kind in enumerate(ordered, 1)]


def _banner(repaired: Repaired, words: Mapping[str, str]) -> str:
    count = sum(change.rule not in _NO_DAMAGE for change in repaired.changes)
    if repaired.damaged or any(change.applied for change in repaired.changes):
        return f'<p class="banner" role="note">{escape(words["banner"].format(count=count))}</p>'
    said = words["sound"] + (f"　{words['found_some'].format(count=count)}" if count else "")
    return f'<p class="banner sound" role="note">{escape(said)}</p>'


def _summary(changes: Iterable[Change], words: Mapping[str, str]) -> str:
    counts = Counter((change.rule, change.applied) for change in changes)
    rows = [
        f'<tr><th scope="row">{rule}</th><td>{escape(words[rule])}</td>'
        f'<td class="figure">{counts[rule, True]}</td><td class="figure">{counts[rule, False]}</td></tr>'
        for rule in RULES
        if counts[rule, True] or counts[rule, False]
    ]
    names = ("rule", "meaning", "applied", "suggested")
    heads = "".join(f'<th scope="col"{_RIGHT * (at > 1)}>{escape(words[one])}</th>' for at, one in enumerate(names))
    body = "".join(rows) or f'<tr><td colspan="4">{escape(words["none"])}</td></tr>'
    return (
        f'<h2>{escape(words["summary"])}</h2><div class="scroll"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _legend(words: Mapping[str, str]) -> str:
    found, put = escape(words["found"]), escape(words["replacement"])
    return (
        f'<p class="quiet">{escape(words["legend"])}： <del>{found}</del><ins>{put}</ins> {escape(words["applied"])}　'
        f"<mark>{found}→{put}?</mark> {escape(words['suggested'])}</p>"
    )


def _text(original: str, groups: Iterable[_Group]) -> str:
    """The original in paragraphs, with marks; of changes in the same place the first is marked, all are listed."""
    marked = "".join(_marked(original, groups))
    lines = enumerate(marked.split("\n"), 1)
    return "".join(f'<p id="l{number}" data-line="{number}">{line}</p>\n' for number, line in lines)


def _marked(original: str, groups: Iterable[_Group]) -> Iterator[str]:
    numbered = ((change, group.number) for group in groups for change in group.changes)
    at = 0
    for change, number in sorted(numbered, key=lambda one: (one[0].start, one[0].end, not one[0].applied)):
        if change.start < at:
            continue
        yield _shown(original[at : change.start])
        yield _mark(number, change)
        at = change.end
    yield _shown(original[at:])


def _mark(number: int, change: Change) -> str:
    found, put = (_shown(piece).replace("\n", "⏎") for piece in (change.found, change.replacement))
    tag = f'<a class="tag" href="#g{number}">{change.rule}</a>'
    if not change.applied:
        kind = "" if change.confidence >= _LIKELY else ' class="slight"'
        return f"<mark{kind}>{found or '∅'}→{put or '∅'}?</mark>{tag}"
    return f"<del>{found}</del>" + (f"<ins>{put}</ins>" if put else "") + (tag if change.rule not in _EVIDENT else "")


class _Listing:
    """Lists groups of changes, each with the lines of the original in which it stands."""

    def __init__(self, original: str, words: Mapping[str, str]) -> None:
        self._original, self._words = original, words
        self._breaks = [match.start() for match in re.finditer("\n", original)]

    def section(self, name: str, groups: Sequence[_Group]) -> str:
        """A heading and the table under it; boxes to decide with where something is to be decided."""
        title = f"<h2>{self._word(name)}</h2>"
        if not groups:
            return f"{title}<p>{self._word('none')}</p>"
        ticked = name == "decisions"
        names = ["rule", "found", "replacement", "alternatives", "confidence", *(["decide"] if ticked else [])]
        heads = "".join(f'<th scope="col">{self._word(one)}</th>' for one in names)
        rows = "".join(self._row(group, ticked=ticked) for group in groups)
        places = self._words["places"].format(count=f"{sum(len(group.changes) for group in groups):,}")
        return (
            f'{title}<p class="quiet">{escape(places)}</p><div class="scroll"><table class="decisions">'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def _row(self, group: _Group, *, ticked: bool) -> str:
        change = group.first
        lost = self._word("nothing" if change.rule != "D10" else "lost")
        cells = [
            ("rule", "rule", f"<strong>{change.rule}</strong> {self._word(change.rule)}"),
            ("found", "long", self._places(group, ticked=ticked)),
            ("replacement", "long", _visible(change.replacement) or lost),
            ("alternatives", "long", "　".join(map(_visible, change.alternatives))),
            ("confidence", "figure", f"{change.confidence:.2f}"),
        ]
        if ticked:
            cells.append(("decide", "decide", self._boxes(group.number)))
        inside = "".join(
            f'<td class="{kind}" data-label="{self._word(name)}">{content}</td>' for name, kind, content in cells
        )
        return f'<tr id="g{group.number}">{inside}</tr>\n'

    def _places(self, group: _Group, *, ticked: bool) -> str:
        """The one place in its words; of several the number, and on opening each of them, to be excepted if need be."""
        if len(group.changes) == 1:
            return self._in_context(group.first)
        box = f'<input type="checkbox" aria-label="{self._word("except")}"> ' if ticked else ""
        listed = "".join(f"<li>{box}{self._in_context(change)}</li>" for change in group.changes[:_PLACES])
        more = len(group.changes) - _PLACES
        rest = f"<li>{escape(self._words['more'].format(count=f'{more:,}'))}</li>" if more > 0 else ""
        note = f'<p class="quiet">{self._word("except")}</p>' if ticked else ""
        places = escape(self._words["places"].format(count=f"{len(group.changes):,}"))
        return (
            f"<details><summary><mark>{_visible(group.first.found)}</mark>　{places}</summary>"
            f"{note}<ul>{listed}{rest}</ul></details>"
        )

    def _in_context(self, change: Change) -> str:
        """What was found, with the words around it on the same line, and a link to the line."""
        before = self._original[max(0, change.start - _AROUND) : change.start].rpartition("\n")[2]
        after = self._original[change.end : change.end + _AROUND].partition("\n")[0]
        line = bisect_right(self._breaks, change.start) + 1
        return (
            f'<a class="line" href="#l{line}" title="{self._word("line")} {line}">{line}</a> '
            f'<span class="around">{_shown(before)}<mark>{_visible(change.found)}</mark>{_shown(after)}</span>'
        )

    def _boxes(self, number: int) -> str:
        return "".join(
            f'<label><input type="checkbox" aria-describedby="g{number}"> {self._word(name)}</label>'
            for name in ("accept", "reject")
        )

    def _word(self, name: str) -> str:
        return escape(self._words[name])


def _visible(piece: str) -> str:
    short = piece if len(piece) <= _LONGEST else piece[:_LONGEST] + "…"
    return _shown("".join(_SHOWN.get(one, one) for one in short)).replace("\n", "⏎")


def _shown(piece: str) -> str:
    """Text that any HTML reader takes: markup escaped, what HTML forbids shown as U+FFFD."""
    return escape(_UNPRINTABLE.sub("\ufffd", piece))


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((_DATA / "repair_report.toml").read_text(encoding="utf-8"))

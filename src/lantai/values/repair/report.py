"""The repair report: one HTML page that an editor reads, prints and ticks off.

The page needs nothing beside itself and runs no program. It shows the original with every change marked (by colour,
by sign and by label), what has to be decided first, with boxes to accept or reject, then what was applied.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from lantai.values.repair.changes import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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

Numbered = tuple[int, "Change"]


def report(repaired: Repaired, title: str, *, lang: Language = "zh-Hant") -> str:
    """The page for one repaired text. Raises KeyError for a language other than the three."""
    words = _words()[lang]
    numbered = list(enumerate(repaired.changes, 1))
    body = [
        f"<h1>{_shown(title)}</h1>",
        f'<p class="quiet">{escape(words["title"])}　{escape(words["original"])}</p>',
        _banner(repaired, words),
        _summary(repaired.changes, words),
        _list(
            words["decisions"],
            sorted((one for one in numbered if not one[1].applied), key=_urgency),
            repaired.original,
            words,
            ticked=True,
        ),
        f"<h2>{escape(words['text'])}</h2>",
        _legend(words),
        f'<div class="text">{_text(repaired.original, numbered, words)}</div>',
        _list(words["done"], [one for one in numbered if one[1].applied], repaired.original, words, ticked=False),
    ]
    style = (_DATA / "repair_report.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_shown(title)} · {escape(words['title'])}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


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
    heads = "".join(f'<th scope="col">{escape(words[one])}</th>' for one in ("rule", "meaning", "applied", "suggested"))
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


def _text(original: str, numbered: Iterable[Numbered], words: Mapping[str, str]) -> str:
    """The original in paragraphs, with marks; of changes in the same place the first is marked, all are listed."""
    marked = "".join(_marked(original, numbered, words))
    return "".join(f"<p>{line}</p>\n" for line in marked.split("\n"))


def _marked(original: str, numbered: Iterable[Numbered], words: Mapping[str, str]) -> Iterator[str]:
    at = 0
    for number, change in numbered:
        if change.start < at:
            continue
        yield _shown(original[at : change.start])
        yield _mark(number, change, words)
        at = change.end
    yield _shown(original[at:])


def _mark(number: int, change: Change, words: Mapping[str, str]) -> str:
    found, put = (_shown(piece).replace("\n", "⏎") for piece in (change.found, change.replacement))
    kind = words["applied" if change.applied else "suggested"]
    tag = (
        f'<a class="tag" href="#c{number}" title="{change.rule} {escape(words[change.rule])}, {escape(kind)}">'
        f"{change.rule}</a>"
    )
    if change.applied:
        return f"<del>{found}</del>" + (f"<ins>{put}</ins>" if put else "") + tag
    return f"<mark>{found or '∅'}→{put or '∅'}?</mark>{tag}"


def _list(title: str, numbered: list[Numbered], original: str, words: Mapping[str, str], *, ticked: bool) -> str:
    if not numbered:
        return f"<h2>{escape(title)}</h2><p>{escape(words['none'])}</p>"
    names = [
        "number",
        "line",
        "rule",
        "found",
        "replacement",
        "alternatives",
        "confidence",
        *(["decide"] if ticked else []),
    ]
    heads = "".join(f'<th scope="col">{escape(words[name])}</th>' for name in names)
    breaks = [match.start() for match in re.finditer("\n", original)]
    rows = "".join(
        _row(one, original, bisect_right(breaks, one[1].start) + 1, words, ticked=ticked) for one in numbered
    )
    table = f'<table class="decisions"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    opened = " open" if ticked else ""
    return (
        f"<h2>{escape(title)}</h2><details{opened}><summary>{escape(words['total'])} {len(numbered)}</summary>"
        f'<div class="scroll">{table}</div></details>'
    )


def _urgency(one: Numbered) -> tuple[int, int]:
    return _ORDER.index(one[1].rule), one[0]


def _row(one: Numbered, original: str, line: int, words: Mapping[str, str], *, ticked: bool) -> str:
    number, change = one
    lost = words["nothing"] if change.rule != "D10" else words["lost"]
    cells = [
        ("number", "figure", str(number)),
        ("line", "figure", str(line)),
        ("rule", "rule", f"{change.rule} {escape(words[change.rule])}"),
        ("found", "long", _in_context(original, change)),
        ("replacement", "long", _visible(change.replacement) or escape(lost)),
        ("alternatives", "long", "　".join(map(_visible, change.alternatives))),
        ("confidence", "figure", f"{change.confidence:.2f}"),
    ]
    if ticked:
        cells.append(("decide", "", _boxes(number, words)))
    inside = "".join(
        f'<td class="{kind}" data-label="{escape(words[name])}">{content}</td>' for name, kind, content in cells
    )
    return f'<tr id="c{number}">{inside}</tr>\n'


def _in_context(original: str, change: Change) -> str:
    """What was found, with the words around it on the same line."""
    before = original[max(0, change.start - _AROUND) : change.start].rpartition("\n")[2]
    after = original[change.end : change.end + _AROUND].partition("\n")[0]
    quiet = '<span class="quiet">{}</span>'.format
    return quiet(_shown(before)) + f"<mark>{_visible(change.found)}</mark>" + quiet(_shown(after))


def _boxes(number: int, words: Mapping[str, str]) -> str:
    return "".join(
        f'<label><input type="checkbox" aria-describedby="c{number}"> {escape(words[name])}</label>'
        for name in ("accept", "reject")
    )


def _visible(piece: str) -> str:
    short = piece if len(piece) <= _LONGEST else piece[:_LONGEST] + "…"
    return _shown("".join(_SHOWN.get(one, one) for one in short)).replace("\n", "⏎")


def _shown(piece: str) -> str:
    """Text that any HTML reader takes: markup escaped, what HTML forbids shown as U+FFFD."""
    return escape(_UNPRINTABLE.sub("\ufffd", piece))


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((_DATA / "repair_report.toml").read_text(encoding="utf-8"))

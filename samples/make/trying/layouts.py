"""Layouts that the measuring set has not, and its own without their rules: a page must not be read by rules alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from samples.make.markup import SERIF, body, set_in_type
from samples.make.measuring import newspapers, papers
from samples.make.measuring.grammar import Writer
from samples.make.press import Sheet
from samples.make.trying.pictured import pictured

_RULES = re.compile(r'<div class="rule"[^>]*></div>|(?<=[;{])border(?!-)[^;}]*|<svg.*?</svg>', re.DOTALL)


def without_rules(sheet: Sheet) -> Sheet:
    """The same sheet, its rules, frames and borders taken away."""
    return replace(sheet, html=_RULES.sub("", sheet.html))


def rows(writer: Writer) -> Sheet:
    """A horizontal page: a headline over two columns, a smaller one over each article."""
    wide, high = 1000, 1400
    articles = "".join(
        f"<h2 data-t>{writer.sentence('headline')}</h2><p data-t>{'。'.join(writer.sentences('news', 3))}。</p>"
        for _ in range(14)
    )
    style = (
        f"h1{{position:absolute;left:80px;right:80px;top:70px;font:900 52px/1.3 {SERIF};text-align:center}}"
        f".w{{position:absolute;inset:170px 80px 80px;columns:2;column-gap:44px;column-fill:auto;overflow:hidden;"
        f"font:500 25px/40px {SERIF};text-align:justify}}h2{{font:700 32px/56px {SERIF};break-after:avoid}}"
        "p{text-indent:2em}"
    )
    page = f'<h1 data-t>{writer.sentence("headline")}</h1><div class="w">{articles}</div>' + _LAST_COLUMN
    return Sheet(body(wide, high, style, page), wide, high, "horizontal")


_LAST_COLUMN = """<script>
const flow = document.querySelector('.w');
while (flow.scrollWidth > flow.clientWidth + 2) flow.lastElementChild.remove();
</script>"""


def captioned(writer: Writer) -> Sheet:
    """A vertical page of a book: a running title, a picture among the columns, a number at the foot."""
    wide, high = 1000, 1400
    text = "".join(f"{sentence}。" for sentence in writer.sentences("news", 24))
    style = (
        f".t{{position:absolute;right:110px;top:60px;font:500 22px {SERIF}}}"
        f".n{{position:absolute;left:0;right:0;bottom:50px;text-align:center;font:500 24px {SERIF}}}"
        f".b{{position:absolute;inset:120px 100px 120px;overflow:hidden;white-space:normal;line-break:anywhere;"
        f"font:500 30px/52px {SERIF}}}"
        "figure{float:inline-start;margin-block:20px;margin-inline-end:30px;width:420px;height:560px;"
        "background:repeating-linear-gradient(70deg,#777 0 9px,#aaa 9px 21px,#555 21px 26px)}"
    )
    page = (
        f'<div class="t rtl" data-t>{writer.sentence("title")}</div><div class="v b"><figure data-picture></figure>'
        f'<p data-t>{set_in_type(text)}</p></div><div class="n" data-t>{writer.chance.randint(3, 240)}</div>'
    ) + newspapers.CUT
    return Sheet(body(wide, high, style, page), wide, high, "vertical")


LAYOUTS: dict[str, Callable[[Writer, int], list[Sheet]]] = {
    "bare-front": lambda writer, _seed: [without_rules(newspapers.newspaper(writer, first=True))],
    "bare-five": lambda writer, _seed: [without_rules(newspapers.newspaper(writer, first=False, decks=5))],
    "bare-advertisements": lambda writer, _seed: [without_rules(newspapers.advertisements(writer))],
    "three-decks": lambda writer, _seed: [newspapers.newspaper(writer, first=False, decks=3)],
    "bare-account": lambda writer, seed: [without_rules(papers.account(writer, seed))],
    "bare-form": lambda writer, seed: [without_rules(papers.form(writer, seed))],
    "rows": lambda writer, _seed: [rows(writer)],
    "pictured-three": lambda writer, _seed: [pictured(writer, decks=3)],
    "pictured-four": lambda writer, _seed: [pictured(writer, decks=4)],
    "bare-pictured": lambda writer, _seed: [without_rules(pictured(writer, decks=3))],
    "captioned": lambda writer, _seed: [captioned(writer)],
    "newspaper-spread": lambda writer, _seed: [newspapers.newspaper(writer, first=first) for first in (True, False)],
}
"""Name → what draws the sheets of a page (two of a spread, the right one first)."""

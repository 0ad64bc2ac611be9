"""Articles: a headline with the regions that it heads, in order.

Where print says that an article began or goes on elsewhere, 「（未完）」「（續）」「（下接第三版）」, its words are
kept with it: a proposal, for which other article is meant is for people to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lantai.ports.ocr import Article, Region

OWN = ("text", "table", "caption", "picture")
"""Kinds that a headline may head; a table only right beneath it, for others stand by themselves."""

_OPEN, _CLOSED = "[（(〔［\\[「]?", "[）)〕］\\]」]?"
_NUMBER = "[一二三四五六七八九十百\\d]+"
TO_BE_CONTINUED = re.compile(
    f"{_OPEN}(未完|待續|仍未完|以下次號|[下轉接]{{1,2}}第?{_NUMBER}[版頁張]|下期續完){_CLOSED}$"
)
CONTINUED = re.compile(
    f"{_OPEN}(再?續|續[前昨上][期號日稿]?|續第?{_NUMBER}[版頁張期號]|[上承接]{{1,2}}第?{_NUMBER}[版頁張]){_CLOSED}$"
    "|^[（(〔［\\[]續[^）)]{0,6}[）)〕］\\]]"
)


def grouped(regions: Sequence[Region]) -> tuple[Region, ...]:
    """The regions, those of an article marked with it. A headline after another belongs to it, as a second line does;
    what a headline cannot head ends an article."""
    found: list[Region] = []
    number, is_open = 0, False
    for region in regions:
        if region.kind == "heading":
            if not (found and found[-1].kind == "heading"):
                number += 1
            is_open = True
        elif region.kind not in OWN or (region.kind == "table" and found and found[-1].kind != "heading"):
            is_open = False
        found.append(replace(region, article=Article(number)) if is_open else region)
    return tuple(_continued(region, found) for region in found)


def _continued(region: Region, regions: Sequence[Region]) -> Region:
    """The region with what its article says of its other parts."""
    if region.article is None:
        return region
    lines = [line.text for one in regions if one.article == region.article for line in one.lines]
    heads = [
        line.text for one in regions if one.article == region.article and one.kind == "heading" for line in one.lines
    ]
    first = lines[len(heads)] if len(lines) > len(heads) else ""
    began = next((found for text in (*heads, first) if (found := CONTINUED.search(text))), None)
    goes_on = next((found for text in lines[-2:] if (found := TO_BE_CONTINUED.search(text))), None)
    article = Article(
        region.article.number,
        continued_from=began[0] if began else "",
        continued_on=goes_on[0] if goes_on else "",
    )
    return replace(region, article=article)

"""`lantai claims`: the statements of a text that somebody could check."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from lantai.cli import light, shapes, telling, texts

if TYPE_CHECKING:
    from lantai.values.claims import Claim

_COLUMNS = ("start", "kind", "text", "subject", "value", "unit", "when", "who")


@light.verb(
    light.TEXT,
    light.option("--as-of", metavar="DATE", help="The day of writing: 今年 and 近3年 count from it."),
    light.option("--names", metavar="FILE", help="Names to be relied on: one a line, NAME<TAB>KIND."),
    *light.FORCED,
    light.AS_JSON,
)
def app(asked: argparse.Namespace) -> None:
    """Find figures, dates, posts, titles, ordinals, superlatives, quotations, awards and relative times.

    The text is repaired first; offsets are those of the text as given. With --json: {"claims": […]}; docs/claims.md
    describes the fields.

    examples:
      lantai claims report.txt --as-of 2021-06-23 --json
      lantai claims '近3年接收檔案1.9萬餘件'
    """
    as_of, names = shapes.day_of_writing(asked.as_of), shapes.names_of(asked.names)
    source = texts.asked_for(asked)
    from lantai.values.claims import find

    found = find(source.whole(), as_of=as_of, names=names)
    if not asked.json:
        telling.table(_COLUMNS, [_row(claim) for claim in found])
        return
    from lantai.cli.json_stream import written
    from lantai.values.claims.claim import as_json

    with written(source.head) as answer:
        answer.array("claims", map(as_json, found))


def _row(claim: Claim) -> tuple[str, ...]:
    days = [shapes.day(number) for number in (claim.first, claim.last) if number is not None]
    when = "–".join(shapes.cell(day) for day in dict.fromkeys(days)) or claim.period
    who = " ".join(word for word in (claim.person, claim.post, claim.body) if word)
    cells = (claim.start, claim.kind, claim.text, claim.subject, shapes.number(claim.value), claim.unit, when, who)
    return tuple(map(shapes.cell, cells))

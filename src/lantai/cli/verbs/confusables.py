"""`lantai confusables`: the names that a name may be mistaken for."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from lantai.cli import light, shapes, telling, texts
from lantai.cli.failure import WrongUse


@light.verb(
    light.option("text", metavar="NAME", nargs="?", help="A name, or - for standard input."),
    light.option("--among", metavar="FILE", help="Only names of this list: one a line, NAME<TAB>KIND."),
    light.option("--limit", type=int, default=20, metavar="N", help="How many at most; default 20."),
    *light.FORCED,
    light.AS_JSON,
)
def app(asked: argparse.Namespace) -> None:
    """Tell what a name may stand for: variants, look-alikes, homophones, characters reversed or left out.

    With --json: {"results": [{"text", "kind", "score", "reason"}]}, the likeliest first.

    examples:
      lantai confusables 梁硯舟
      lantai confusables 梁現舟 --among names.txt --json
    """
    if asked.limit < 0:
        raise WrongUse(f"--limit is how many at most; {asked.limit} is less than none.")
    among = shapes.names_of(asked.among)
    source = texts.asked_for(asked)
    from lantai.values.script import confusables

    found = confusables(source.whole().strip(), among=among, limit=asked.limit)
    if asked.json:
        telling.answer(source.head | {"results": [asdict(one) for one in found]})
    else:
        telling.table(("name", "kind", "score", "why"), [(o.text, o.kind, f"{o.score:.2f}", o.reason) for o in found])

"""`lantai numbers`: the numbers and quantities of a text."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lantai.cli import light, shapes, telling, texts

if TYPE_CHECKING:
    from lantai.cli.texts import Given

_COLUMNS = ("start", "text", "kind", "value", "low", "high", "unit", "qualifier")


@light.verb(
    light.TEXT,
    light.option("--check", action="store_true", help="Find contradictions and sums that do not add up."),
    *light.FORCED,
    light.AS_JSON,
)
def app(asked: argparse.Namespace) -> None:
    """Find every number and quantity, in any numerals, with its bounds and its unit.

    With --json: {"results": [{"start", "end", "text", "kind", "value", "low", "high", "unit", "qualifier"}]}, with
    --check also "problems": [{"code", "severity", "start", "end", "message"}]. The value is the number as stated, in
    the base unit; low and high are its bounds, null when open.

    examples:
      lantai numbers '化解債務6900餘萬元'
      lantai numbers report.txt --check --json
    """
    source = texts.asked_for(asked)
    if asked.json:
        _answer(source, check=asked.check)
        return
    rows = [tuple(shapes.cell(found[column]) for column in _COLUMNS) for found in _numbers(source)]
    if rows:
        telling.table(_COLUMNS, rows)
    if asked.check:
        for problem in _problems(source):
            telling.say(f"{problem['start']}-{problem['end']}\t{problem['code']}\t{problem['message']}")


def _answer(source: Given, *, check: bool) -> None:
    from lantai.cli.json_stream import written

    with written(source.head) as answer:
        answer.array("results", _numbers(source))
        if check:
            answer.array("problems", _problems(source))


def _numbers(source: Given) -> Iterator[dict[str, Any]]:
    from lantai.values.numbers import find

    for piece in source.pieces():
        for found in find(piece.text):
            yield {
                "start": piece.start + found.start,
                "end": piece.start + found.end,
                "text": found.text,
                "kind": found.kind,
                "value": shapes.number(found.value),
                "low": shapes.number(found.low),
                "high": shapes.number(found.high),
                "unit": found.unit,
                "qualifier": found.qualifier,
            }


def _problems(source: Given) -> Iterator[dict[str, Any]]:
    from lantai.values.numbers import check

    for piece in source.pieces():
        for problem in check(piece.text):
            yield {
                "code": problem.code,
                "severity": problem.severity,
                "start": piece.start + problem.start,
                "end": piece.start + problem.end,
                "message": problem.message,
            }

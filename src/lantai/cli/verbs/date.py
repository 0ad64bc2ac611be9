"""`lantai date`: one date read, or every date of a text found."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lantai.cli import light, shapes, telling, texts

if TYPE_CHECKING:
    from lantai.cli.texts import Given
    from lantai.values.dates.context import Context
    from lantai.values.dates.finding import FoundDate

_COLUMNS = ("start", "text", "edtf", "first", "last", "problems")


@light.verb(
    light.TEXT,
    light.option("--as-of", metavar="DATE", help="The day of writing: 今年, 近3年 and 5月底 count from it."),
    light.option("--find", action="store_true", help="Find every date in a running text."),
    light.option("--lines", action="store_true", help="Read every line as a date of its own."),
    light.option("--day-first", action="store_true", default=None, help="3/4/1931 is the third of April."),
    light.option("--month-first", action="store_false", dest="day_first", help="3/4/1931 is the fourth of March."),
    *light.FORCED,
    light.AS_JSON,
)
def app(asked: argparse.Namespace) -> int:
    """Read a date in any calendar: 1931-09-18, 民國二十年, 光緒三十二年九月初一, 酉皓, c. 1890s, 近3年.

    With --json: {"text", "calendar", "era", "edtf", "first", "last", "precision", "inferred", "problems",
    "alternatives"}; with --find or --lines {"results": [the same with "start", "end"]}. A date that cannot be
    read, or contradicts the calendar, says why and ends with exit code 1; --find and --lines always end with 0.

    examples:
      lantai date '光緒三十二年閏四月初一'
      lantai date 今年 --as-of 2021-06-23 --json
      lantai date chronicle.txt --find --json
    """
    as_of = shapes.day_of_writing(asked.as_of)
    source = texts.asked_for(asked)
    from lantai.values.dates.context import Context

    context = Context(as_of=as_of)
    if asked.find:
        _tell_all(source, _found(source, context), json=asked.json)
        return 0
    if asked.lines:
        _tell_all(source, _lines(source, context, asked.day_first), json=asked.json)
        return 0
    return _tell(source, context, asked)


def _tell(source: Given, context: Context, asked: argparse.Namespace) -> int:
    """The whole text as one date; the exit code."""
    from lantai.values.dates import as_json, understand

    found = understand(source.whole().rstrip("\r\n"), day_first=asked.day_first, context=context)
    if asked.json:
        telling.answer(source.head | as_json(found))
    else:
        telling.fields(_fields(as_json(found)))
    return 1 if any(problem.severity == "error" for problem in found.problems) else 0


def _found(source: Given, context: Context) -> Iterator[dict[str, Any]]:
    """Every date of a running text; what stands before a piece is known in it."""
    from lantai.values.dates.finding import find

    for piece in source.pieces():
        before = context
        for found in find(piece.text, context=before):
            context = _after(found, context)
            place = {"start": piece.start + found.start, "end": piece.start + found.end}
            yield place | _of_found(found)


def _after(found: FoundDate, context: Context) -> Context:
    """What a date means to those that follow it in the next piece."""
    if found.date is None or not found.date.span.parts:
        return context
    return replace(context, previous=found.date.span)


def _of_found(found: FoundDate) -> dict[str, Any]:
    """A found date as JSON has it; the problems are those that it has in its place."""
    from lantai.values.dates import NotUnderstood, as_json

    return as_json(found.date or NotUnderstood(found.text, (found.problems[0],)))


def _lines(source: Given, context: Context, day_first: bool | None) -> Iterator[dict[str, Any]]:
    """Every line that is not empty as one date."""
    from lantai.values.dates import as_json, understand

    for piece in source.pieces():
        start = piece.start
        for line in piece.text.splitlines(keepends=True):
            if text := line.strip():
                begin = start + line.index(text)
                read = as_json(understand(text, day_first=day_first, context=context))
                yield {"start": begin, "end": begin + len(text)} | read
            start += len(line)


def _tell_all(source: Given, found: Iterator[dict[str, Any]], *, json: bool) -> None:
    if not json:
        telling.table(_COLUMNS, [_row(one) for one in found])
        return
    from lantai.cli.json_stream import written

    with written(source.head) as answer:
        answer.array("results", found)


def _row(read: dict[str, Any]) -> tuple[str, ...]:
    codes = " ".join(problem["code"] for problem in read["problems"])
    return (*(shapes.cell(read[column]) for column in _COLUMNS[:-1]), codes)


def _fields(read: dict[str, Any]) -> list[tuple[str, str]]:
    """A date line by line, less what it does not have."""
    plain = ("text", "calendar", "era", "edtf", "first", "last", "precision")
    rows = [(name, shapes.cell(read[name])) for name in plain if read[name]]
    rows += [("inferred", "yes")] * read["inferred"]
    rows += [("problem", f"{problem['code']}: {problem['message']}") for problem in read["problems"]]
    rows += [("or", f"{other['edtf']}: {other['reason']}") for other in read["alternatives"]]
    return rows

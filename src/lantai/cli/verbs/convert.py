"""`lantai convert`: a text in another script."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lantai.cli import light, shapes, telling, texts
from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from lantai.cli.json_stream import Later
    from lantai.cli.texts import Given
    from lantai.values.names import Names
    from lantai.values.script import Converted

_TARGETS = ("zh-Hans", "zh-Hant", "zh-TW", "zh-HK")
_PIECE = 100_000
"""Code points converted at a time: their words and changes take some hundred times as many bytes."""


@light.verb(
    light.TEXT,
    light.option("--to", metavar="SCRIPT", required=True, help=f"One of {', '.join(_TARGETS)}."),
    light.option("--names", metavar="FILE", help="Names to be kept: one a line, NAME<TAB>KIND."),
    light.option("--changes", action="store_true", help="Tell what changed, and why, in the text's place."),
    *light.FORCED,
    light.AS_JSON,
)
def app(asked: argparse.Namespace) -> None:
    """Convert a text to simplified or traditional characters, word by word, with protected names.

    With --json: {"converted", "changes"}; each change has start, end, found, replacement and rule (name, phrase,
    opencc-phrase, character). Offsets are those of the text as given.

    examples:
      lantai convert '駐沈部隊' --to zh-Hant
      lantai convert page.txt --to zh-Hans --names names.txt --json
    """
    if asked.to not in _TARGETS:
        raise WrongUse(f"There is no script {asked.to!r}: --to takes {', '.join(_TARGETS)}.")
    names = shapes.names_of(asked.names)
    source = texts.asked_for(asked)
    if asked.json:
        _answer(source, asked.to, names)
    elif asked.changes:
        telling.table(("start", "found", "replacement", "rule"), list(_rows(source, asked.to, names)))
    else:
        _tell(source, asked.to, names)


def _converted(source: Given, to: str, names: Names | None) -> Iterator[tuple[int, Converted]]:
    """Each piece converted, with the offset at which it begins."""
    from lantai.values.script import convert

    for piece in source.pieces(_PIECE):
        yield piece.start, convert(piece.text, to, names=names)


def _tell(source: Given, to: str, names: Names | None) -> None:
    last = ""
    for _, converted in _converted(source, to, names):
        sys.stdout.write(converted.text)
        last = converted.text[-1:] or last
    sys.stdout.write("" if last == "\n" else "\n")


def _answer(source: Given, to: str, names: Names | None) -> None:
    from lantai.cli.json_stream import Later, written

    with written(source.head) as answer:
        changes = Later()
        answer.string("converted", _texts(source, to, names, changes))
        answer.encoded_array("changes", changes)


def _texts(source: Given, to: str, names: Names | None, changes: Later) -> Iterator[str]:
    """The converted text piece by piece; its changes are put aside."""
    for start, converted in _converted(source, to, names):
        for change in _changes(start, converted):
            changes.put(telling.encoded(change))
        yield converted.text


def _changes(start: int, converted: Converted) -> Iterator[dict[str, Any]]:
    for span in converted.changes:
        yield {
            "start": start + span.start,
            "end": start + span.end,
            "found": span.found,
            "replacement": span.replacement,
            "rule": span.rule,
        }


def _rows(source: Given, to: str, names: Names | None) -> Iterator[tuple[str, str, str, str]]:
    for start, converted in _converted(source, to, names):
        for change in _changes(start, converted):
            yield str(change["start"]), change["found"], change["replacement"], change["rule"]

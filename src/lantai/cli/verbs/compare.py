"""`lantai compare`: two texts, and which of their differences matter."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lantai.cli import light, telling, texts
from lantai.cli.failure import WrongUse

if TYPE_CHECKING:
    from lantai.values.script import Comparison
    from lantai.values.script.comparison import Difference


@light.verb(
    light.option("a", metavar="A", help="A text, or a file's path, or - for standard input."),
    light.option("b", metavar="B", help="The other one."),
    *light.FORCED,
    light.AS_JSON,
)
def app(asked: argparse.Namespace) -> None:
    """Compare two texts: differences in words, told apart from those of script, variant, width or punctuation.

    With --json: {"same", "equal", "differences"}. "same" is true when no difference is one of words, "equal" when
    there is none at all; a difference has kind, matters, and for a and b each start, end and text.

    examples:
      lantai compare '歷史' '历史'
      lantai compare first.txt second.txt --json
    """
    if asked.a == asked.b == "-":
        raise WrongUse("Only one of the two texts can be standard input.")
    one, two = (texts.given(text, as_text=asked.as_text, as_file=asked.as_file) for text in (asked.a, asked.b))
    from lantai.values.script import compare

    compared = compare(one.whole(), two.whole())
    if asked.json:
        _answer(compared, [source.head for source in (one, two) if source.head])
        return
    telling.table(("", "a", "b", "kind"), [_row(difference) for difference in compared.differences])
    telling.aside(_sentence(compared))


def _answer(compared: Comparison, files: list[dict[str, str]]) -> None:
    from lantai.cli.json_stream import written

    with written({"files": files} if files else {}) as answer:
        answer.value("same", compared.same_words)
        answer.value("equal", compared.equal)
        answer.array("differences", map(_shape, compared.differences))


def _shape(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind,
        "matters": difference.kind == "text",
        "a": {"start": difference.a_start, "end": difference.a_end, "text": difference.a_text},
        "b": {"start": difference.b_start, "end": difference.b_end, "text": difference.b_text},
    }


def _row(difference: Difference) -> tuple[str, ...]:
    place = f"{difference.a_start}–{difference.a_end}"
    return place, difference.a_text, difference.b_text, difference.kind


def _sentence(compared: Comparison) -> str:
    if compared.equal:
        return "The texts are equal."
    return "The same words, written otherwise." if compared.same_words else "The words differ."

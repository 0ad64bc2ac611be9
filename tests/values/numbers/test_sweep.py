"""Numbers and measure words in short sentences, with answers that were written before the reader had seen them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from lantai.values.numbers import Number, find
from lantai.values.numbers.number import Amount

HERE = Path(__file__).parent


def table(name: str) -> list[tuple[str, list[str]]]:
    """The sentences of a table, each with the lines of its numbers."""
    found: list[tuple[str, list[str]]] = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("\t"):
            found[-1][1].append(line[1:])
        elif line and line[0] != "#":
            found.append((line, []))
    return found


def shown(value: Amount | None) -> str:
    return "" if value is None else f"{float(value):.6g}" if isinstance(value, Fraction) else str(value)


def amount(number: Number) -> str:
    if number.value is None:
        return f"{shown(number.low)}..{shown(number.high)}" if number.low is not None else "?"
    if number.low == number.high == number.value:
        return f"={shown(number.value)}"
    sign = ">" if number.low is not None else "<" if number.high is not None else "~"
    return sign + shown(number.value)


def told(number: Number) -> str:
    """A number as the table writes it."""
    kind = "" if number.kind in ("quantity", "range") else number.kind
    return "\t".join((number.text, amount(number), number.unit, kind)).rstrip("\t")


@pytest.mark.parametrize(("sentence", "numbers"), table("sweep.txt"))
def test_a_sentence_gives_its_numbers_and_no_other(sentence: str, numbers: list[str]) -> None:
    assert [told(number) for number in find(sentence)] == [worked_out(line) for line in numbers]


def worked_out(line: str) -> str:
    """A line of the table with its fraction (=1/3) as a decimal."""
    text, stated, *rest = line.split("\t")
    return "\t".join((text, stated[0] + shown(Fraction(stated[1:])) if "/" in stated else stated, *rest))


MEASURES = (HERE / "measures.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("word", MEASURES)
def test_a_measure_word_is_known(word: str) -> None:
    (number,) = find(f"共有12{word}。")
    assert (number.value, number.text, number.unit != "") == (12, f"12{word}", True)

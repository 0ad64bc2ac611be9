"""Dates in many ways of writing, with answers that were written before the reader had seen them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lantai.values.dates import NotADate, parse
from lantai.values.dates.context import Context
from lantai.values.dates.days import day_number
from lantai.values.dates.finding import find

HERE = Path(__file__).parent
PRESS_DAY = Context(as_of=day_number(2021, 6, 23))


def rows(name: str) -> list[tuple[str, str]]:
    """Each way of writing of a table, with its EDTF or the code of its refusal after "!"."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    split = [line.partition("\t") for line in lines if line and line[0] != "#"]
    return [(form, edtf) for edtf, _, forms in split for form in forms.split("|")]


def told(text: str, context: Context | None) -> str:
    try:
        return parse(text, context=context).edtf
    except NotADate as error:
        return f"!{error.code}"


@pytest.mark.parametrize(("text", "edtf"), rows("sweep.txt"))
def test_a_date_is_read(text: str, edtf: str) -> None:
    assert told(text, None) == edtf


@pytest.mark.parametrize(("text", "edtf"), rows("sweep_relative.txt"))
def test_a_date_is_read_on_the_day_of_writing(text: str, edtf: str) -> None:
    assert told(text, PRESS_DAY) == edtf


def labelled() -> list[tuple[str, list[tuple[int, str, str]]]]:
    """The lines of the table without their marks, each with the start, text and meaning of its dates."""
    found = []
    for line in (HERE / "sweep_found.txt").read_text(encoding="utf-8").splitlines()[1:]:
        plain, dates = "", []
        for index, piece in enumerate(re.split("⟦(.*?)⟧", line)):
            text, _, meaning = piece.rpartition("=") if index % 2 else (piece, "", "")
            if index % 2:
                dates.append((len(plain), text, meaning))
            plain += text
        found.append((plain, dates))
    return found


@pytest.mark.parametrize(("text", "dates"), labelled())
def test_a_line_gives_its_dates_and_no_other(text: str, dates: list[tuple[int, str, str]]) -> None:
    found = find(text, context=PRESS_DAY)
    assert [(one.start, one.text, one.date.edtf if one.date else one.problems[0].code) for one in found] == dates

"""sample: drawn and listed from the command line, the same again by its seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lantai.accounts.models import User

pytestmark = pytest.mark.django_db

SAMPLE = ["sample", "batch", "round", "seed", "size", "population", "verdict", "figures", "items"]


@pytest.fixture
def batch(lantai: Callable, home: User, small_delivery: Path) -> str:
    return str(lantai("ingest", str(small_delivery), "--json").json["batch"])


def test_sample_is_drawn_and_shown(lantai: Callable, batch: str) -> None:
    said = lantai("sample", batch, "--size", "3", "--seed", "7", "--json")
    assert said.code == 0, said.err
    assert list(said.json) == SAMPLE
    assert (said.json["seed"], said.json["size"], said.json["population"], said.json["verdict"]) == (7, 3, 6, None)
    assert [list(one) for one in said.json["items"]] == [["place", "sheet", "row", "code", "match"]] * 3
    assert lantai("sample", batch, "--show", "--json").json == said.json
    lines = lantai("sample", batch, "--show").out.splitlines()
    assert [line.split("\t")[1] for line in lines[:-1]] == [one["code"] for one in said.json["items"]]
    assert lines[-1] == f"3 of 6 items, seed 7: sample {said.json['sample']}."


def test_second_sample_wants_a_reason(lantai: Callable, batch: str) -> None:
    lantai("sample", batch)
    said = lantai("sample", batch)
    assert (said.code, said.err) == (1, "A sample is drawn already; draw anew if it will not do.\n")
    assert lantai("sample", batch, "--again", "返工後再抽", "--share", "50", "--json").json["size"] == 3


@pytest.mark.parametrize(
    "arguments", [("--share", "0"), ("--share", "101"), ("--size", "0"), ("--share", "5", "--size", "5"), ("--show",)]
)
def test_sample_of_nonsense_is_wrong_use(arguments: tuple[str, ...], lantai: Callable, batch: str) -> None:
    assert lantai("sample", batch, *arguments).code == 2

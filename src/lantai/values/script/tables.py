"""The tables of script that are data: characters of one script, house phrases, grades of a change, surnames.

They lie in ``values/data/script`` and are read at the first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

Direction = Literal["hant", "hans"]
Grade = Literal["must", "style", "reject"]

_FOLDER: Final = Path(__file__).parents[1] / "data" / "script"


def read_rows(file_name: str) -> Iterator[list[str]]:
    """The lines of a table in their fields, without comments and empty lines."""
    for line in (_FOLDER / file_name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def simplified_only() -> frozenset[str]:
    """Characters that no traditional text holds."""
    return frozenset(_row("simplified"))


@cache
def traditional_only() -> frozenset[str]:
    """Characters that no simplified text holds."""
    return frozenset(_row("traditional"))


@cache
def common_characters() -> str:
    """The simplified characters that most phrases have, the commonest first."""
    return _row("common")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is written for a phrase; ``always``: even where it cuts a word of the dictionary in two."""

    wanted: str
    always: bool = False


@cache
def house_phrases(direction: Direction) -> Mapping[str, Phrase]:
    """What the house writes for a phrase, on the way to traditional or to simplified."""
    rows = read_rows(f"phrases_{direction}.tsv")
    return {found: Phrase(wanted, always=rest == ["always"]) for found, wanted, *rest in rows}


@cache
def grades() -> dict[str, Grade]:
    """How sure a change is, by the pair of the character found and the one wanted; ``style`` where none is listed."""
    rows = [row for row in read_rows("grades.tsv") if row[0] != "never"]
    return {pair: "must" if kind == "must" else "style" for kind, pairs in rows for pair in pairs.split()}


@cache
def never_turned() -> frozenset[str]:
    """Characters that a conversion character for character does not make: 後, where it leaves 后."""
    return frozenset(char for kind, chars in read_rows("grades.tsv") if kind == "never" for char in chars.split())


@dataclass(frozen=True, slots=True)
class SurnameRules:
    """Which characters are surnames on the way to traditional, and beside what: see surnames.tsv."""

    common: frozenset[str]
    plain: frozenset[str]
    titled: frozenset[str]
    titles: frozenset[str]
    address: frozenset[str]
    marks: frozenset[str]
    speech: frozenset[str]
    verbs: frozenset[str]
    given: frozenset[str]
    never: frozenset[str]
    common_never: frozenset[str]
    places: frozenset[str]


@cache
def surname_rules() -> SurnameRules:
    """Surnames that keep their form, though the same character in a word would change."""
    rows = dict(read_rows("surnames.tsv"))
    return SurnameRules(
        common=frozenset(rows["common"]),
        plain=frozenset(rows["plain"]),
        titled=frozenset(rows["titled"]),
        titles=frozenset(rows["title"].split()),
        address=frozenset(rows["address"].split()),
        marks=frozenset(rows["mark"].split()),
        speech=frozenset(rows["speech"].split()),
        verbs=frozenset(rows["verb"].split()),
        given=frozenset(rows["given"].split()),
        never=frozenset(rows["never"]),
        common_never=frozenset(rows["common-never"]),
        places=frozenset(rows["place"].split()),
    )


def _row(kind: str) -> str:
    return next(chars for row, chars in read_rows("characters.tsv") if row == kind)

"""The words that the rules know: data, ``values/data/claims/*.toml``, one file a family of rules.

A word may be written in either script: it is seen as the text is seen (``view``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from lantai.values.claims.view import see

_DATA: Final = Path(__file__).parents[1] / "data" / "claims"


def words(family: str, table: str, key: str = "words") -> tuple[str, ...]:
    """The words of one list, simplified, each once, the longest first."""
    given = _read(family)[table][key]
    return tuple(sorted(dict.fromkeys(map(see, given)), key=len, reverse=True))


def as_written(family: str, table: str, key: str) -> tuple[str, ...]:
    """The words of one list as the data has them, capitals and all."""
    return tuple(_read(family)[table][key])


def characters(family: str, table: str | None, key: str) -> frozenset[str]:
    """The characters of one string of the data, simplified."""
    found = _read(family)[table][key] if table else _read(family)[key]
    return frozenset(see(found).replace("\n", ""))


def top_words(family: str, key: str) -> tuple[str, ...]:
    """A list that stands in no table of its file."""
    return tuple(map(see, _read(family)[key]))


def frames(family: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Verbs, and the nouns that must follow in the same clause."""
    return tuple((tuple(map(see, each["verb"])), tuple(map(see, each["noun"]))) for each in _read(family)["frame"])


def patterns(family: str, table: str) -> tuple[str, ...]:
    """Regular expressions for what a list of words cannot say; for the view of a text."""
    return tuple(_read(family)[table]["patterns"])


def any_of(choices: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; Latin words only as whole words."""
    ordered = sorted(choices, key=len, reverse=True)
    return "(?:" + "|".join(map(_whole, ordered)) + ")"


def _whole(word: str) -> str:
    before = r"(?<![a-z])" if word[0].isascii() else ""
    after = r"(?![a-z])" if word[-1].isascii() else ""
    return before + re.escape(word) + after


@cache
def _read(family: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{family}.toml").read_text(encoding="utf-8"))

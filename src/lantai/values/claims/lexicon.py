"""The words that the rules know: data, ``values/data/claims/*.toml``, one file a family of rules.

A word may be written in either script: it is seen as the text is seen (``view``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from lantai.values.claims.view import see

_LATIN: Final = re.compile("[a-z]{2}")
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


def by_script(choices: Iterable[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Two patterns for the words: for those of Han characters, and for those of Latin letters."""
    every = set(choices)
    chinese = {word for word in every if not word.isascii()}
    return re.compile(any_of(chinese)), re.compile(any_of(every - chinese))


def any_of(choices: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest that stands there; Latin words only as whole words.

    The words are written as a tree of their characters, so that a text is read at the speed of its first characters.
    """
    every = set(choices)
    chinese = {word for word in every if not word.isascii()}
    latin = every - chinese
    parts = [_branches(chinese)] if chinese else []
    if latin:
        parts.append(f"(?<![a-z]){_branches(latin)}(?![a-z])")
    return f"(?:{'|'.join(parts)})" if len(parts) > 1 else parts[0]


def _branches(words: Iterable[str]) -> str:
    """The words as a tree: 首(?:次|家)."""
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[:1], set()).add(word[1:])
    may_end = tails.pop("", None) is not None
    branches = [re.escape(head) + (_branches(tails[head]) if tails[head] != {""} else "") for head in sorted(tails)]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not may_end else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if may_end else joined


def scan(patterns: Iterable[re.Pattern[str]], view: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of several patterns, each read by itself, which is quicker than one of them all together."""
    for pattern in patterns:
        yield from pattern.finditer(view, start, end)


def has_latin(view: str, start: int, end: int) -> bool:
    """Whether a stretch of the view has two Latin letters together: only then are English rules worth asking."""
    return bool(_LATIN.search(view, start, end))


@cache
def _read(family: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{family}.toml").read_text(encoding="utf-8"))

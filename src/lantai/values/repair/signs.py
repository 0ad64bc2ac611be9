"""D4 and D5: signs that a conversion lost. ``·`` became ``?`` (初心?使命), ``+`` became a space (“1 9 N”).

Questions and spaces are mostly genuine, so both are only suggested, and only where the sign must have been.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lantai.values.repair.changes import Change
from lantai.values.repair.readings import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSIDE: Final = re.compile(
    rf"[“《〈「『‘]([{HAN}A-Za-z0-9]{{1,14}}(?:[?？•\ufffd][{HAN}A-Za-z0-9]{{1,14}}){{1,3}})[”》〉」』’]"
)
_BETWEEN: Final = re.compile(rf"(?<=[{HAN}])[?？•\ufffd](?=[{HAN}])")
_ASKING: Final = re.compile(
    "[你您我他她它]|^何|[嗎吗呢麼么何誰谁哪否吧啊]$|什[麼么]|怎|為何|为何|是否|誰|谁|哪|幾|几|嗎|吗|多少"
)
_QUOTED: Final = re.compile(r"[“「『]([^“”「」『』\n]{2,40})[”」』]")
_JOINED: Final = re.compile(rf"(?:[{HAN}]{{2,4}}|[A-Za-z]|[0-9]{{1,3}})(?: (?:[{HAN}]{{2,4}}|[A-Za-z]|[0-9]{{1,3}}))+")
_FIGURES: Final = re.compile("[0-9](?: [0-9X]){1,3}")
_OPEN_ENDED: Final = re.compile(rf"([{HAN}]{{2,6}}|[A-Za-z0-9]{{1,4}}) ")
_TRANSLITERATED: Final = Path(__file__).parents[1] / "data" / "transliteration.txt"
_SURE: Final = 0.8
_LIKELY: Final = 0.6


def find_lost_signs(text: str) -> Iterator[Change]:
    """The places where a middle dot or a plus must have stood."""
    yield from _dots(text)
    yield from _pluses(text)


def _dots(text: str) -> Iterator[Change]:
    enclosed = [match.span(1) for match in _INSIDE.finditer(text) if not _ASKING.search(match[1])]
    at = 0
    for match in _BETWEEN.finditer(text):
        place = match.start()
        while at < len(enclosed) and enclosed[at][1] <= place:
            at += 1
        if at < len(enclosed) and enclosed[at][0] <= place:
            yield Change("D4", place, place + 1, match[0], "·", (), _SURE)
        elif _is_foreign_name(text, place):
            yield Change("D4", place, place + 1, match[0], "·", (), _LIKELY)


def _is_foreign_name(text: str, place: int) -> bool:
    """Whether the mark stands between two pieces of a name written for its sound: 約翰?史密斯."""
    before, after = text[max(0, place - 2) : place], text[place + 1 : place + 3]
    return len(before) == len(after) == 2 and _sounds().issuperset(before + after)


def _pluses(text: str) -> Iterator[Change]:
    open_ended: set[str] = set()
    for match in _QUOTED.finditer(text):
        start, inside = match.start(1), match[1]
        if _JOINED.fullmatch(inside) and _is_formula(inside):
            sure = _LIKELY if _FIGURES.fullmatch(inside) else _SURE
            yield Change("D5", start, match.end(1), inside, inside.replace(" ", "+"), (), sure)
        elif whole := _OPEN_ENDED.fullmatch(inside):
            open_ended.add(whole[1])
            yield Change("D5", start, match.end(1), inside, inside[:-1] + "+", (), _SURE)
    if open_ended:
        words = "|".join(map(re.escape, sorted(open_ended, key=lambda word: (-len(word), word))[:_WORDS]))
        for match in re.finditer(rf"(?:{words}) (?=[{HAN}])", text):
            yield Change("D5", match.start(), match.end(), match[0], match[0][:-1] + "+", (), _LIKELY)


_WORDS: Final = 100
_WORD: Final = 3
"""Characters of a word at most; four are a phrase."""


def _is_formula(inside: str) -> bool:
    """Words and numbers added up: not phrases of four characters side by side, English words or long numbers."""
    if _FIGURES.fullmatch(inside):
        return True
    if min(map(len, inside.split(" "))) > _WORD:
        return False
    return not inside.isascii() or (any(map(str.isdigit, inside)) and any(map(str.isalpha, inside)))


@cache
def _sounds() -> frozenset[str]:
    lines = _TRANSLITERATED.read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))

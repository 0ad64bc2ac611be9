"""D8: dashes and spaces that differ from the house style: 1921-2021, 近 3年, characters of no width.

Spaces in Chinese text are mostly meant (verses, names set apart, words and figures set off throughout), so a space is
stray only where the text does not part figures from words otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lantai.values.repair.changes import Change
from lantai.values.repair.readings import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEARS: Final = re.compile(
    rf"(?<=[(（{HAN}《])(?:1[0-9]|20)[0-9]{{2}}(?:年)?([-–~～]|--)(?=(?:1[0-9]|20)[0-9]{{2}}(?:年|[)）》]|[{HAN}]))"
)
_DASHES: Final = re.compile(rf"(?<=[{HAN}”》])(?:--|―{{1,2}}|──)(?=[{HAN}“《])")
_STRAY: Final = re.compile(rf"(?<=[{HAN}]) (?=[0-9])|(?<=[0-9]) (?=[年月日個个人項项件名次萬万億亿餘余多])")
_TIGHT: Final = re.compile(rf"(?<=[{HAN}])(?=[0-9])|(?<=[0-9])(?=[{HAN}])")
_EMPTY: Final = re.compile(
    rf"(?<=[{HAN}，。、；：！？“”（）])[\u200b-\u200d\u2060\ufeff\xad]+(?=[{HAN}，。、；：！？“”（）])"
)
_FIXED: Final = re.compile("\xa0+")
_SURE: Final = 0.9
_UNSURE: Final = 0.5
_RARE: Final = 0.05


def find_spacing(text: str, *, damaged: bool) -> Iterator[Change]:
    """Every place that differs from the house style; applied in a damaged text."""
    found = [(match.start(1), match.end(1), "—") for match in _YEARS.finditer(text)]
    found += [(*match.span(), "——") for match in _DASHES.finditer(text)]
    found += [(*match.span(), "") for match in _EMPTY.finditer(text)]
    found += [(*match.span(), " ") for match in _FIXED.finditer(text)]
    found += [(at, at + 1, "") for at in _stray(text)]
    for start, end, replacement in sorted(found):
        confidence = _SURE if damaged else _UNSURE
        yield Change("D8", start, end, text[start:end], replacement, (), confidence, damaged)


def _stray(text: str) -> list[int]:
    """The single spaces before or after figures, if the text seldom has one there."""
    spaces = [match.start() for match in _STRAY.finditer(text)]
    if not spaces:
        return []
    tight = sum(1 for _ in _TIGHT.finditer(text))
    return spaces if len(spaces) <= max(1, _RARE * tight) and tight > len(spaces) else []

"""The size of the paper as a sheet states it (原件尺寸, 幅面, 開本): by name, or in figures. Pure but for its profile.

A scan that states no resolution, or a wrong one, is judged by it: 300 dpi of A4 are 2480 × 3508 pixels.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from lantai.digitisation.check.own_profile import own_profile
from lantai.values.folding import fold
from lantai.values.numerals import read_integer

_LONGEST: Final = 200
_MOST: Final = 4_096
_NUMBER: Final = r"(\d{1,5}(?:\.\d{1,3})?)"
_TIMES: Final = r"\s*[x×✕*乘乗]\s*"
_IN_MILLIMETRES: Final = 100
"""From here on a figure without a unit is millimetres: nobody measures a sheet of paper in metres of centimetres."""
_LEAST_PLAIN: Final = 5
"""Smaller figures without a unit are something else: a count, a fraction."""
_SMALLEST, _LARGEST = 10, 5_000
"""Millimetres of a side; what is beyond was no size of paper."""
_FOLIO: Final = re.compile("([0-9]{1,3}|[〇零一二三四五六七八九十]+)(?:开|k(?![a-z]))")
"""十六開, 16K: so many leaves of one printer's sheet."""

Size = tuple[float, float]
"""Two sides in millimetres, the shorter first."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Names and units are folded sign by sign."""

    sizes: Mapping[str, Size]
    units: Mapping[str, float]
    names: re.Pattern[str]
    figures: re.Pattern[str]

    def size_of(self, text: str) -> Size | None:
        """None where no size is stated, or more than one: whose page has which nobody says."""
        plain = _plain(text[:_LONGEST])
        found = {size for match in self.figures.finditer(plain) if (size := self._measured(*match.groups()))}
        if not found:
            found = {self.sizes[match[1]] for match in self.names.finditer(plain)}
        return found.pop() if len(found) == 1 else None

    def _measured(self, one: str, unit_of_one: str | None, other: str, unit_of_other: str | None) -> Size | None:
        """A unit may stand once for both figures."""
        unit = unit_of_other or unit_of_one
        if unit is None:
            first = last = 1.0 if max(float(one), float(other)) >= _IN_MILLIMETRES else 10.0
            if min(float(one), float(other)) < _LEAST_PLAIN:
                return None
        else:
            first, last = self.units[unit_of_one or unit], self.units[unit]
        shorter, longer = sorted((float(one) * first, float(other) * last))
        return (shorter, longer) if shorter >= _SMALLEST and longer <= _LARGEST else None


@cache
def papers(name: str = "default") -> Papers:
    """The papers of the home's profile. Raises FileNotFoundError when there is none of this name."""
    return from_data(own_profile("papers", name))


@lru_cache(maxsize=_MOST)
def paper_size(text: str) -> Size | None:
    """What a cell says, by the home's papers."""
    return papers().size_of(text) if text else None


def from_data(data: Mapping[str, Any]) -> Papers:
    """The papers in a profile's data."""
    sizes = {_plain(name): _sorted(sides) for name, sides in data["sizes"].items()}
    units = {_plain(name): float(factor) for name, factor in data["units"].items()}
    named = "|".join(re.escape(name) for name in sorted(sizes, key=len, reverse=True))
    unit = "|".join(re.escape(name) for name in sorted(units, key=len, reverse=True))
    return Papers(
        sizes=sizes,
        units=units,
        names=re.compile(rf"(?<![0-9a-z.])({named})(?![0-9a-z])"),
        figures=re.compile(rf"(?<![0-9./]){_NUMBER}\s*({unit})?{_TIMES}{_NUMBER}\s*({unit})?(?![0-9.])"),
    )


def _sorted(sides: list[float]) -> Size:
    shorter, longer = sorted(map(float, sides))
    return shorter, longer


def _plain(text: str) -> str:
    """Folded sign by sign, so that spaces and the cross between figures stay; 十六開 and 16K as 16开."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    return _FOLIO.sub(_in_figures, "".join(fold(sign) or sign for sign in composed))


def _in_figures(match: re.Match[str]) -> str:
    number = read_integer(match[1])
    return match[0] if number is None else f"{number}开"

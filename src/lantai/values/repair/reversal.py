"""D11: headlines set from right to left (as until about 1950) that were read from left to right: 報時京盛 for 盛京時報.

A short line of Chinese characters is turned round and judged by the language model; what becomes far likelier is
suggested.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lantai.values import likelihood
from lantai.values.repair.changes import Change
from lantai.values.repair.readings import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLE: Final = re.compile(rf"^[ \t\u3000]*([{HAN}]{{4,24}})[ \t\u3000]*$", re.MULTILINE)
_GAIN: Final = 1.1
"""Natural logarithms by character that turning round has to gain."""
_SOUND: Final = -8.0


def find_reversed(text: str) -> Iterator[Change]:
    """Every line that reads far better backwards."""
    for match in _TITLE.finditer(text):
        line = match[1]
        turned = line[::-1]
        before, after = likelihood.mean(line), likelihood.mean(turned)
        if after - before >= _GAIN and after > _SOUND:
            confidence = round(min(0.9, 0.4 + (after - before - _GAIN) / 4), 2)
            yield Change("D11", match.start(1), match.end(1), line, turned, (), confidence)

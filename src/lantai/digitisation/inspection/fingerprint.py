"""A picture in 64 bits, such that pictures that look alike have almost the same bits (perceptual hash).

The ink of the page is shrunk to 32 × 32 and turned into frequencies (discrete cosine transform); each of 64 gives one
bit: above or below their median. Not the lowest, as is usual: those tell the layout, which all issues of a newspaper
have in common. From the tenth diagonal on, other pages of one layout differ by eight bits and more, and one page
scanned twice, leaning by half a degree and shifted by half a hundredth, by about five.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Grey: TypeAlias = NDArray[np.uint8]

_SIDE: Final = 32
_FIRST_DIAGONAL: Final = 9
_ZIGZAG: Final = sorted(((down, across) for down in range(16) for across in range(16)), key=lambda at: (sum(at), at))
_FROM: Final = next(place for place, at in enumerate(_ZIGZAG) if sum(at) == _FIRST_DIAGONAL)
_DOWN, _ACROSS = np.array(_ZIGZAG[_FROM : _FROM + 64]).T


def perceptual_hash(depth: Grey) -> int:
    """64 bits. ``depth``: how much darker than the paper around it each pixel is.

    Meaningless for a page without ink: blank pages all look alike, and like nothing.
    """
    small = cv2.resize(depth, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    chosen = np.asarray(cv2.dct(small))[_DOWN, _ACROSS]
    return int.from_bytes(np.packbits(chosen > np.median(chosen)).tobytes(), "big")

"""A picture in 64 bits, such that pictures that look alike have almost the same bits (perceptual hash).

The picture is shrunk to 32 × 32 and turned into frequencies (discrete cosine transform); each of the lowest 64 gives
one bit: above or below their median. Brightness, size, compression and small shifts hardly change them.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Grey: TypeAlias = NDArray[np.uint8]

_SIDE: Final = 32
_KEPT: Final = 8


def perceptual_hash(page: Grey) -> int:
    """64 bits. Meaningless for a page without ink: blank pages all look alike, and like nothing."""
    small = cv2.resize(page, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:_KEPT, :_KEPT].ravel()
    bits = low > np.median(low[1:])  # the first is the brightness of the whole
    return int.from_bytes(np.packbits(bits).tobytes(), "big")

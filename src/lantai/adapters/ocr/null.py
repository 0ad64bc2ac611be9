"""The engine that reads nothing: for archives that do not want machine text, and for tests that do not need it.

It still opens the image far enough to give the canvas its true size, so that what follows (an empty ALTO file, a page
without hits) is right.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from lantai.adapters.ocr.picture import canvas_size
from lantai.ports.ocr import EngineInfo, Reading


class NullOcr:
    """An OcrEngine whose every Reading is an honest "nothing read"."""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name="null", version="1")

    def read(self, image: Path) -> Reading:
        """Give the size of the canvas and no regions. Raises ReadingFailed when the file is no image."""
        began = perf_counter()
        width, height = canvas_size(image)
        return Reading(width, height, (), self.info, perf_counter() - began)

"""The engine that reads nothing: for archives that do not want machine text, and for tests that do not need it.

It still opens the image far enough to give the canvas its true size, so that what follows (an empty ALTO file, a page
without hits) is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from lantai.adapters.ocr.options import NullOptions
from lantai.adapters.ocr.picture import canvas_size
from lantai.ports.ocr import EngineInfo, Reading


@dataclass(frozen=True, kw_only=True)
class NullOcr(NullOptions):
    """An OcrEngine whose every Reading is an honest "nothing read"."""

    threads: int = 1

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(name="null", version="1")

    def read(self, image: Path) -> Reading:
        """Give the size of the canvas and no regions. Raises ReadingFailed when the file is no image."""
        began = perf_counter()
        width, height = canvas_size(image)
        return Reading(width, height, (), self.info, perf_counter() - began)

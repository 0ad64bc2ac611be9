"""Reading engines for tests: they read nothing, and one page is too much for them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from lantai.ports.ocr import EngineInfo, Reading

DEADLY = "L099-01-0001-0003"


class Endless:
    """Never comes to an end with one page."""

    def __init__(self, *, threads: int = 1) -> None:
        self.info = EngineInfo("endless", "1")

    def read(self, image: Path) -> Reading:
        while DEADLY in str(image) and image.stem == "0001":
            with suppress(Exception):
                int("no number")
        return Reading(200, 300, (), self.info, 0.0)


class Deadly:
    """Dies without a word on the pages of one record, as for want of memory."""

    def __init__(self, *, threads: int = 1) -> None:
        self.info = EngineInfo("deadly", "1")

    def read(self, image: Path) -> Reading:
        if DEADLY in str(image) and image.stem == "0001":
            os._exit(137)
        return Reading(200, 300, (), self.info, 0.0)

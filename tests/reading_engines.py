"""Reading engines for tests of what reads what: each writes its name, and one cannot be used."""

from __future__ import annotations

from pathlib import Path

from lantai.ports.ocr import Box, EngineInfo, EngineUnusable, Glyph, Line, Reading, ReadingFailed, Region


class Named:
    """Reads its own name on every page; with ``deaf`` it cannot read the pages of that record."""

    def __init__(self, *, threads: int = 1, name: str = "first", deaf: str = "") -> None:
        self.info = EngineInfo(name, "1", settings={"deaf": deaf})
        self._deaf = deaf

    def read(self, image: Path) -> Reading:
        if self._deaf and self._deaf in str(image):
            raise ReadingFailed("The page is too quiet.")
        glyphs = tuple(Glyph(char, Box(10 + 20 * at, 20, 18, 18), 0.9) for at, char in enumerate(self.info.name))
        line = Line(self.info.name, Box(10, 20, 20 * len(glyphs), 18), 0.9, "ltr", glyphs)
        return Reading(200, 300, (Region(line.box, (line,)),), self.info, 0.0)


class Gone:
    """Its server went away: after ``first`` pages nothing can be read."""

    def __init__(self, *, threads: int = 1, first: int = 0) -> None:
        self.info = EngineInfo("gone", "1")
        self._left = first

    def read(self, image: Path) -> Reading:
        self._left -= 1
        if self._left < 0:
            raise EngineUnusable("The reading server went away.")
        return Reading(200, 300, (), self.info, 0.0)

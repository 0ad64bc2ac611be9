"""What Lantai asks of a reading engine: a neutral tree of page, region, line and glyph.

Boxes are whole pixels of the canvas (the master with its EXIF turn applied): x, y, width, height from the
upper left corner. Confidence runs from 0.0 to 1.0. Lines and regions stand in reading order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, NamedTuple, Protocol

Direction = Literal["ltr", "rtl", "ttb", "btt"]
"""The way in which one line runs (ALTO 4.4 ``BASEDIRECTION``)."""


KINDS: Final = (
    "text",
    "heading",
    "masthead",
    "header",
    "page-number",
    "caption",
    "table",
    "advertisement",
    "seal",
    "picture",
)
"""What a region can be, in the words of PAGE-XML where it has them. The characters of a seal are none of the text; a
picture has no lines."""


class Box(NamedTuple):
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    box: Box
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """``text`` is what was read; ``glyphs`` may be empty when the engine gives no boxes below the line."""

    text: str
    box: Box
    confidence: float
    direction: Direction
    glyphs: tuple[Glyph, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """What a headline heads. ``number`` counts the page's articles from 1.

    ``continued_from`` and ``continued_on`` are the words in which print says that a part of it stands elsewhere
    (「續」, 「下接第三版」), empty where it says nothing: a proposal, nobody has looked there.
    """

    number: int
    continued_from: str = ""
    continued_on: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """``kind`` is one of :data:`KINDS`, or what another program called it. Regions that follow one another with the
    same ``article`` are that article."""

    box: Box
    lines: tuple[Line, ...]
    kind: str = "text"
    article: Article | None = None

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture and nothing else."""
        return self.kind == "picture" and not self.lines


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Enough to repeat a reading: engine, version, digest of each model, settings."""

    name: str
    version: str
    models: dict[str, str] = field(default_factory=dict)
    """Model file name → SHA-256."""
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as an engine read it. No regions is an honest "nothing read"."""

    width: int
    height: int
    regions: tuple[Region, ...]
    engine: EngineInfo
    seconds: float

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for region in self.regions for line in region.lines)

    @property
    def text(self) -> str:
        """The reading text: a line a line, in reading order, regions parted by nothing more."""
        return "\n".join(line.text for line in self.lines)


class ReadingFailed(Exception):
    """The engine could not read this image; the message is one sentence for people."""


class EngineUnusable(ReadingFailed):
    """The engine can read no image at all: a program, a model or a server is missing. No page is to blame."""


class BadOption(ValueError):
    """An option that cannot be; the message begins with its name and says what stands there and what was expected."""


class OcrEngine(Protocol):
    """An adapter is a class that is called with ``threads``, the cores that it may use, and its options by name.

    Making one costs nothing: what an engine needs is loaded by what is first asked of it.
    """

    @property
    def info(self) -> EngineInfo:
        """What would read the next page. Raises :class:`EngineUnusable`."""
        ...

    def read(self, image: Path) -> Reading:
        """Read one image file. Raises :class:`ReadingFailed`, and :class:`EngineUnusable` for no fault of the image."""
        ...

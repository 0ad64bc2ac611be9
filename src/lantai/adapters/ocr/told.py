"""A Reading as JSON: what a server of one's own answers (docs/reading.md, "A server of one's own").

Everything that comes in is looked at: a server may be wrong, and its words go into the database and on pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeVar
from unicodedata import category

from lantai.ports.ocr import Box, Direction, EngineInfo, Glyph, Line, Reading, Region

_DIRECTIONS: Final[tuple[Direction, ...]] = ("ltr", "rtl", "ttb", "btt")
_MOST_GLYPHS: Final = 200_000
"""Characters of a page; a broadsheet has about 20,000."""

T = TypeVar("T")


class NotAReading(ValueError):
    """The JSON is no Reading; the message says where and what was expected."""


def engine_of(told: Any, *, where: str = "engine") -> EngineInfo:
    """Raises NotAReading."""
    values = _typed(told, dict, where)
    return EngineInfo(
        name=_words(values.get("name"), f"{where}.name"),
        version=_words(values.get("version"), f"{where}.version"),
        models=_table(values.get("models", {}), f"{where}.models"),
        settings=_table(values.get("settings", {}), f"{where}.settings"),
    )


def reading_of(told: Any, *, width: int, height: int, seconds: float) -> Reading:
    """The Reading of a page of this size, in its pixels. Raises NotAReading."""
    values = _typed(told, dict, "The answer")
    size = tuple(_typed(values.get(name), int, name) for name in ("width", "height"))
    if size != (width, height):
        raise NotAReading(f"width and height are {size[0]} × {size[1]}; those of the image, {width} × {height},")
    page = _Page(width, height)
    regions = tuple(page.region(one, f"regions[{at}]") for at, one in _listed(values.get("regions"), "regions"))
    return Reading(width, height, regions, engine_of(values.get("engine")), seconds)


class _Page:
    """The page in whose pixels everything stands; counts the characters."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height, self._glyphs = width, height, 0

    def region(self, told: Any, where: str) -> Region:
        values = _typed(told, dict, where)
        listed = _listed(values.get("lines"), f"{where}.lines")
        lines = tuple(self._line(one, f"{where}.lines[{at}]") for at, one in listed)
        kind = _words(values.get("kind", "text"), f"{where}.kind")
        return Region(self._box(values.get("box"), f"{where}.box"), lines, kind)

    def _line(self, told: Any, where: str) -> Line:
        values = _typed(told, dict, where)
        direction = next((one for one in _DIRECTIONS if one == values.get("direction")), None)
        if direction is None:
            raise NotAReading(f"{where}.direction is {_shown(values.get('direction'))}; {', '.join(_DIRECTIONS)}")
        text = _words(values.get("text"), f"{where}.text")
        listed = _listed(values.get("glyphs", []), f"{where}.glyphs")
        glyphs = tuple(self._glyph(one, f"{where}.glyphs[{at}]") for at, one in listed)
        if glyphs and "".join(glyph.text for glyph in glyphs).replace(" ", "") != text.replace(" ", ""):
            raise NotAReading(f"{where}.glyphs do not make up its text; one for each character but spaces")
        box = self._box(values.get("box"), f"{where}.box")
        return Line(text, box, _confidence(values.get("confidence"), f"{where}.confidence"), direction, glyphs)

    def _glyph(self, told: Any, where: str) -> Glyph:
        values = _typed(told, dict, where)
        self._glyphs += 1
        if self._glyphs > _MOST_GLYPHS:
            raise NotAReading(f"It holds more than {_MOST_GLYPHS:,} glyphs; fewer")
        listed = _listed(values.get("alternatives", []), f"{where}.alternatives")
        others = tuple(_alternative(one, f"{where}.alternatives[{at}]") for at, one in listed)
        box = self._box(values.get("box"), f"{where}.box")
        confidence = _confidence(values.get("confidence"), f"{where}.confidence")
        return Glyph(_words(values.get("text"), f"{where}.text"), box, confidence, others)

    def _box(self, told: Any, where: str) -> Box:
        if not isinstance(told, list) or len(told) != 4 or not all(type(number) is int for number in told):
            raise NotAReading(f"{where} is {_shown(told)}; [x, y, width, height] in whole pixels")
        box = Box(*told)
        right, below = box.x + box.width, box.y + box.height
        if min(box) < 0 or not box.width or not box.height or right > self._width or below > self._height:
            raise NotAReading(f"{where} is {_shown(told)}; a box within {self._width} × {self._height}")
        return box


def _alternative(told: Any, where: str) -> tuple[str, float]:
    if not isinstance(told, list) or len(told) != 2:
        raise NotAReading(f"{where} is {_shown(told)}; [text, confidence]")
    return _words(told[0], where), _confidence(told[1], where)


def _confidence(told: Any, where: str) -> float:
    if type(told) not in (int, float) or not 0 <= told <= 1:
        raise NotAReading(f"{where} is {_shown(told)}; a number from 0 to 1")
    return float(told)


def _words(told: Any, where: str) -> str:
    """A text on one line, of characters that can be stored and written."""
    if not isinstance(told, str) or not told.strip() or any(_is_unfit(char) for char in told):
        raise NotAReading(f"{where} is {_shown(told)}; text on one line, without control characters,")
    return told


def _is_unfit(character: str) -> bool:
    """Control characters, halves of characters, ends of lines, and what is no character for ever (U+FFFE, U+1FFFF)."""
    return category(character) in {"Cc", "Cs", "Zl", "Zp"} or ord(character) & 0xFFFE == 0xFFFE


def _table(told: Any, where: str) -> dict[str, str]:
    values = _typed(told, dict, where)
    return {_words(key, where): _words(value, f"{where}.{key}") for key, value in values.items()}


def _listed(told: Any, where: str) -> Iterator[tuple[int, Any]]:
    return enumerate(_typed(told, list, where))


def _typed(told: Any, kind: type[T], where: str) -> T:
    if not isinstance(told, kind) or isinstance(told, bool):
        names = {dict: "an object", list: "a list", int: "a whole number"}
        raise NotAReading(f"{where} is {_shown(told)}; {names.get(kind, kind.__name__)}")
    return told


def _shown(told: Any) -> str:
    return "missing" if told is None else ascii(told)[:60]

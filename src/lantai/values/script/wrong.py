"""Wrong conversions: characters of a traditional text that a conversion character for character left wrong.

A simplified character that stands for several (干 for 干, 幹, 乾) needs the word to be converted; where that was not
done, the text says 干部 and 以后. Handbook 9 (D7) proposes what is wrong by class: ``must`` (another word), ``style``
(another way of writing the same word) and ``reject`` (what OpenCC by itself would change, and should not).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lantai.values.names import Name, Names
from lantai.values.script.engine import BARRIER, converter
from lantai.values.script.naming import NameForms
from lantai.values.script.reading import Reading, read
from lantai.values.script.tables import Grade, grades


@dataclass(frozen=True, slots=True)
class WrongConversion:
    """One character that is wrong, or that OpenCC takes for wrong; offsets are code points of the text."""

    start: int
    end: int
    found: str
    replacement: str
    grade: Grade


def wrong_conversions(text: str, *, names: Names | Iterable[Name | str] | None = None) -> Iterator[WrongConversion]:
    """The wrong conversions of a text, in order; none in simplified lines, nor inside the names.

    A text of which more is right than wrong was not turned character for character: there only what its words show
    to be wrong is given. Memory is proportional to the text.
    """
    held = [(one.start, one.end) for one in NameForms.of(names).find(text, "hant")]
    reading = read(text, held)
    turned = reading.is_turned(0, len(text))
    simplified_as_whole = reading.is_simplified(0, len(text)) is not False
    careless = converter("s2t")(reading.base)
    for start, end in reading.lines():
        simplified = reading.is_simplified(start, end)
        if not (simplified_as_whole if simplified is None else simplified):
            yield from _of_line(reading, start, end, turned=turned, careless=careless)


def _of_line(reading: Reading, start: int, end: int, *, turned: bool, careless: str) -> Iterator[WrongConversion]:
    for at in range(start, end):
        found, wanted = reading.text[at], reading.wanted[at]
        if found == wanted == careless[at] or reading.base[at] == BARRIER:
            continue
        if found == wanted:
            if turned:
                yield WrongConversion(at, at + 1, found, careless[at], _refused(found + careless[at]))
        elif reading.is_surely_wrong(at, turned=turned):
            yield WrongConversion(at, at + 1, found, wanted, "must")
        elif turned and not reading.is_must(at):
            yield WrongConversion(at, at + 1, found, wanted, "style")


def _refused(pair: str) -> Grade:
    """Of what only OpenCC would change: a matter of the house's style, or a mistake."""
    return "style" if grades().get(pair) == "style" else "reject"

"""Protected names: a name that the caller lists is written as the list writes it, whatever a dictionary says.

A name is recognised in any script (the list's 林雲 in a text's 林云), by the classes of search folding. It is then
written in the form of the list that belongs to the target script, the text's own form first. A list that has the
name only in the other script still says that these characters are one name: it is converted by itself, apart from
what stands around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lantai.values.fold_table import fold_table
from lantai.values.names import Name, Names
from lantai.values.script.engine import convert_words, converter
from lantai.values.script.reading import readable
from lantai.values.script.segmenting import Word
from lantai.values.script.tables import Direction, simplified_only, traditional_only


@dataclass(frozen=True, slots=True)
class FoundName:
    """Where a name stands in the text as given, and how it is to be written."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class NameForms:
    """A list of names, ready to be found in any script."""

    forms: Mapping[str, Sequence[Name]]
    """The names as listed, by what they have in common."""
    keys: Names

    @classmethod
    def of(cls, names: Names | Iterable[Name | str] | None) -> NameForms:
        """Raises BadNames for a name that is empty or too long."""
        forms: dict[str, list[Name]] = {}
        for name in Names.of(names or ()):
            forms.setdefault(_same(name.text), []).append(name)
        return cls(forms, Names.of(forms))

    def find(self, text: str, direction: Direction) -> Iterator[FoundName]:
        """The names in the text, leftmost and longest, none overlapping."""
        for start, end, key in self.keys.find(_same(text)) if self.forms else ():
            yield FoundName(start, end, _written(text[start:end], self.forms[key.text], direction))


def _same(text: str) -> str:
    """The text with one character for all that find one another, its length kept."""
    return text.translate(_one_for_all())


@cache
def _one_for_all() -> dict[int, str]:
    return {ord(char): members[0] for members in fold_table().classes for char in members[1:]}


def _written(found: str, forms: Sequence[Name], direction: Direction) -> str:
    foreign = simplified_only() if direction == "hant" else traditional_only()
    own = [name.text for name in forms if foreign.isdisjoint(name.text)]
    if found in own:
        return found
    return own[0] if own else _converted(forms[0], direction)


def _converted(name: Name, direction: Direction) -> str:
    """The name by itself in the other script; a person keeps the surname."""
    if direction == "hans":
        return converter("t2s")(readable(name.text))
    simplified = converter("t2s")(readable(name.text))
    tag = "nr" if name.kind == "person" else ""
    return convert_words(simplified, [Word(0, len(simplified), simplified, tag)], "s2t")

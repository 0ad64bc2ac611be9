"""D1: readings that a mirror site put behind characters, 統(tǒng) and 發(fā), told from an author's own glosses.

The mirrors replace bytes: whatever the list holds is annotated wherever it stands, in the middle of words, always
with the same reading, and the list holds everyday traditional characters only. An author glosses what a reader may
not know: a rare character, an unusual reading, once. A primer glosses most characters, a dictionary those that stand
alone. So each character of a text that is annotated speaks for or against damage, and the text is judged as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lantai.values.fold_table import fold_table
from lantai.values.repair.changes import Change
from lantai.values.repair.readings import (
    HAN,
    LETTERS,
    is_everyday,
    is_reading,
    is_traditional_only,
    is_usual_reading,
    spelt,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROOF: Final = 2.0
"""So much evidence makes the annotations of a text damage."""

_ANNOTATION: Final = re.compile(rf"(?<=[{HAN}])[(（]([{LETTERS}]{{1,8}})[)）]")
_WORDS_GLOSSED: Final = re.compile(rf"(?<=[{HAN}])[(（][{LETTERS}]{{1,8}}(?:[ '’·-]?[{LETTERS}]{{1,8}}){{0,3}}[)）]")
_HAN: Final = re.compile(f"[{HAN}]")
_LISTED: Final = Path(__file__).parents[1] / "data" / "mirror_annotations.tsv"
_DENSE: Final = 0.2
"""Above this share of glossed characters that no mirror is known to annotate, a text teaches reading."""
_FEWEST: Final = 3
"""Fewer are no lesson."""
_ALWAYS: Final = 1.5
"""What an everyday traditional character weighs that is annotated more than once, and never bare."""
_DOUBTFUL: Final = 0.3


@dataclass(frozen=True, slots=True)
class Gloss:
    """A reading in brackets: ``start`` and ``end`` are those of the brackets, the character stands before them."""

    character: str
    pinyin: str
    start: int
    end: int
    inside: bool
    """Whether it stands in running text: a Chinese character on either side."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the readings in brackets of one text amount to: ``evidence`` for damage, and each character's part."""

    glosses: tuple[Gloss, ...]
    evidence: float
    condemned: Mapping[str, float]
    """The characters whose annotations are damage if any are, with the confidence."""

    @property
    def are_damage(self) -> bool:
        return self.evidence >= PROOF

    def changes(self, text: str, *, damaged: bool) -> Iterator[Change]:
        """A deletion for each right reading; applied where both the text and the character are judged damaged."""
        if not damaged and self.evidence <= 0:
            return
        for gloss in self.glosses:
            sure = self.condemned.get(gloss.character, 0.0) if damaged else 0.0
            found = text[gloss.start : gloss.end]
            yield Change("D1", gloss.start, gloss.end, found, "", (), sure or _DOUBTFUL, applied=bool(sure))


def find_annotations(text: str) -> Annotations:
    """All right readings in brackets of a text, judged."""
    glosses = tuple(_glosses(text))
    if not glosses:
        return Annotations((), 0.0, {})
    spoken = _spoken(glosses)
    bare = Counter(text)
    evidence = {character: _weight(character, said, bare[character]) for character, said in spoken.items()}
    condemned = {one: round(min(0.99, 0.8 + weight / 10), 2) for one, weight in evidence.items() if weight > 0}
    if _is_teaching(text, glosses, evidence):
        return Annotations(glosses, 0.0, condemned)
    return Annotations(glosses, sum(evidence.values()) - _other_glosses(text, glosses), condemned)


def _glosses(text: str) -> Iterator[Gloss]:
    for match in _ANNOTATION.finditer(text):
        start, end = match.span()
        character = text[start - 1]
        if is_reading(match[1], character):
            inside = bool(_HAN.match(text, end) or (start > 1 and _HAN.match(text, start - 2)))
            yield Gloss(character, spelt(match[1]), start, end, inside)


def _spoken(glosses: Sequence[Gloss]) -> dict[str, Counter[str]]:
    spoken: dict[str, Counter[str]] = {}
    for gloss in glosses:
        spoken.setdefault(gloss.character, Counter())[gloss.pinyin] += 1
    return spoken


def _weight(character: str, said: Counter[str], occurring: int) -> float:
    """What one character says: above 0 for damage, below 0 for an author at work."""
    pinyin, times = said.most_common(1)[0]
    bare = occurring - sum(said.values())
    if len(said) > 1 or bare >= 2 * times:  # two readings told apart; or glossed once, where it is met first
        return -1.0
    listed = _listed().get(_folded(character), ("", 0.0))
    if listed[0] == pinyin:
        return listed[1] + min(times - 1, 10) / 10
    if not is_everyday(character) or not is_usual_reading(pinyin, character):
        return -0.2
    if not is_traditional_only(character):
        return -0.7
    return _ALWAYS if times > 1 and not bare else 0.4


def _other_glosses(text: str, glosses: Sequence[Gloss]) -> float:
    """What the other pinyin in brackets says against damage: readings of whole words, and wrong or unusual ones."""
    right = {gloss.start for gloss in glosses}
    others = {match[0] for match in _WORDS_GLOSSED.finditer(text) if match.start() not in right and _is_toned(match[0])}
    return 0.5 * len(others)


def _is_toned(gloss: str) -> bool:
    return not gloss.isascii() and not gloss[1:-1].isascii()


def _is_teaching(text: str, glosses: Sequence[Gloss], evidence: Mapping[str, float]) -> bool:
    """Whether readings are the text's own matter: most characters have one, or most stand by themselves."""
    alone = sum(not gloss.inside for gloss in glosses)
    if 2 * alone > len(glosses):
        return True
    others = sum(evidence[gloss.character] < _ALWAYS and _folded(gloss.character) not in _listed() for gloss in glosses)
    return others >= _FEWEST and others > _DENSE * _characters_around(text, glosses)


def _characters_around(text: str, glosses: Sequence[Gloss]) -> int:
    """How many Chinese characters the lines hold in which something is annotated."""
    starts = iter([*(gloss.start for gloss in glosses), len(text) + 1])
    coming, end, count = next(starts), 0, 0
    for line in text.split("\n"):
        end += len(line) + 1
        if coming < end:
            count += len(_HAN.findall(line))
        while coming < end:
            coming = next(starts)
    return count


def _folded(character: str) -> str:
    return fold_table().mapping.get(ord(character)) or character


@cache
def _listed() -> dict[str, tuple[str, float]]:
    """The known characters, folded: their reading and what one of them weighs."""
    rows = [line.split("\t") for line in _LISTED.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return {_folded(character): (pinyin, float(weight)) for character, pinyin, weight in rows}


def is_listed(character: str, pinyin: str) -> bool:
    """Whether documents with this damage are known to annotate the character so."""
    return _listed().get(_folded(character), ("", 0.0))[0] == pinyin

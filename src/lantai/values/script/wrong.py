"""Wrong conversions: characters of a traditional text that a conversion character for character left wrong.

A simplified character that stands for several (干 for 干, 幹, 乾) needs the word to be converted; where that was not
done, the text says 干部 and 以后. Handbook 9 (D7) proposes what is wrong by class: ``must`` (another word), ``style``
(another way of writing the same word) and ``reject`` (what OpenCC by itself would change, and should not).

Words do not run across punctuation, so only the clauses are read that hold a character which may be wrong; and what
is a matter of style is read only in a text that was turned character for character.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from lantai.values.names import Name, Names
from lantai.values.script.engine import converter, word_converter
from lantai.values.script.naming import NameForms
from lantai.values.script.reading import Range, Reading, mask, read
from lantai.values.script.tables import Grade, grades, never_turned, simplified_only, traditional_only

_CLAUSE: Final = re.compile(r"\w+")
_KANA: Final = re.compile("[\u3041-\u30fa\u30fc\uff66-\uff9f]")
_HAN: Final = range(0x3400, 0xA000)
_PIECE: Final = 1 << 15
"""How much is read at a time, in code points: memory stays flat in words."""
_KNOWN: Final = 50_000
"""Clauses that are remembered: phrases recur."""


@dataclass(frozen=True, slots=True)
class WrongConversion:
    """One character that is wrong, or that OpenCC takes for wrong; offsets are code points of the text."""

    start: int
    end: int
    found: str
    replacement: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A character that may be wrong, its place in its clause, and what the clause says of it."""

    at: int
    found: str
    wanted: str
    careless: str
    """What OpenCC makes of it."""
    sure: bool
    """Surely wrong, whatever the rest of the text is like."""
    sure_if_turned: bool
    must: bool
    shows: bool
    """Whether the word shows that it was turned without a look at the word."""


def wrong_conversions(text: str, *, names: Names | Iterable[Name | str] | None = None) -> Iterator[WrongConversion]:
    """The wrong conversions of a text, in order; none in simplified or Japanese lines, nor inside the names.

    A text of which more is right than wrong was not turned character for character: there only what its words show
    to be wrong is given. Memory is proportional to what is found.
    """
    masked = mask(text, [(one.start, one.end) for one in NameForms.of(names).find(text, "hant")])
    lines = list(_traditional_lines(masked))
    suspects = list(_suspects(masked, _clauses(masked, lines, _grave(), None)))
    wrong = sum(suspect.shows for _, suspect in suspects)
    right = sum(masked.count(char, *line) for line in lines for char in never_turned()) if wrong else 0
    turned = wrong > max(1, right)
    if turned:
        suspects += _suspects(masked, _clauses(masked, lines, _ambiguous(), _grave()))
        suspects.sort(key=lambda one: one[0])
    for at, suspect in suspects:
        grade = _grade(suspect, turned=turned)
        if grade:
            replacement = suspect.careless if suspect.found == suspect.wanted else suspect.wanted
            yield WrongConversion(at, at + 1, suspect.found, replacement, grade)


def _grade(suspect: _Suspect, *, turned: bool) -> Grade | None:
    if suspect.found == suspect.wanted:
        return _refused(suspect.found + suspect.careless) if turned else None
    if suspect.sure_if_turned if turned else suspect.sure:
        return "style" if _is_regional(suspect.found, suspect.wanted) else "must"
    return "style" if turned and not suspect.must else None


def _refused(pair: str) -> Grade:
    """Of what only OpenCC would change: a matter of the house's style, or a mistake."""
    return "style" if grades().get(pair) == "style" else "reject"


def _is_regional(found: str, wanted: str) -> bool:
    """Whether Hong Kong or Taiwan writes the character as it stands: 温, 衞."""
    return found in (word_converter("t2hk")(wanted), word_converter("t2tw")(wanted))


def _traditional_lines(text: str) -> Iterator[Range]:
    """The lines in traditional characters; those without a character that tells are as the whole text is."""
    simplified_as_whole = _is_simplified(text)
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        line = text[start:end]
        simplified = _is_simplified(line)
        if not (simplified_as_whole if simplified is None else simplified) and not _is_japanese(line):
            yield start, end
        start = end


def _is_simplified(text: str) -> bool | None:
    simple = sum(map(simplified_only().__contains__, text))
    traditional = sum(map(traditional_only().__contains__, text))
    return simple > traditional if simple or traditional else None


def _is_japanese(line: str) -> bool:
    """Whether a line holds kana, or two characters that only Japan simplified so: 図 and 蔵, but not 国."""
    return bool(_KANA.search(line)) or len(_only_japanese().intersection(line)) > 1


def _clauses(
    text: str, lines: Iterable[Range], holding: frozenset[str], but_not: frozenset[str] | None
) -> Iterator[Range]:
    """The clauses of these lines that hold one kind of character and none of the other."""
    for start, end in lines:
        for clause in _CLAUSE.finditer(text, start, end):
            chars = clause.group()
            if not holding.isdisjoint(chars) and (but_not is None or but_not.isdisjoint(chars)):
                yield clause.span()


def _suspects(text: str, clauses: Iterable[Range]) -> Iterator[tuple[int, _Suspect]]:
    """The characters of these clauses that may be wrong, with their places; a clause that recurs is read once."""
    known: dict[str, tuple[_Suspect, ...]] = {}
    for piece in _pieces(clauses):
        if len(known) > _KNOWN:
            known.clear()
        fresh = dict.fromkeys(text[start:end] for start, end in piece)
        known.update(_read([clause for clause in fresh if clause not in known]))
        for start, end in piece:
            for suspect in known[text[start:end]]:
                yield start + suspect.at, suspect


def _pieces(clauses: Iterable[Range]) -> Iterator[list[Range]]:
    """The clauses, some thousand at a time."""
    piece: list[Range] = []
    size = 0
    for clause in clauses:
        piece.append(clause)
        size += clause[1] - clause[0]
        if size > _PIECE:
            yield piece
            piece, size = [], 0
    yield piece


def _read(clauses: list[str]) -> Iterator[tuple[str, tuple[_Suspect, ...]]]:
    reading = read("\n".join(clauses))
    careless = converter("s2t")(reading.base)
    begin = 0
    for clause in clauses:
        end = begin + len(clause)
        places = (at for at in range(begin, end) if not reading.text[at] == reading.wanted[at] == careless[at])
        yield clause, tuple(_suspect(reading, at, careless[at], at - begin) for at in places)
        begin = end + 1


def _suspect(reading: Reading, at: int, careless: str, place: int) -> _Suspect:
    found, wanted = reading.text[at], reading.wanted[at]
    differs = found != wanted
    chosen = found in traditional_only() and not reading.in_words[at]  # 係 for 系: nothing careless makes it
    return _Suspect(
        at=place,
        found=found,
        wanted=wanted,
        careless=careless,
        sure=differs and not chosen and reading.is_surely_wrong(at, turned=False),
        sure_if_turned=differs and not chosen and reading.is_surely_wrong(at, turned=True),
        must=differs and reading.is_must(at),
        shows=differs and found not in traditional_only() and reading.is_must(at) and reading.is_shown(at),
    )


@cache
def _grave() -> frozenset[str]:
    """Characters that can be surely wrong: simplified ones, and those of another word (grade ``must``)."""
    return simplified_only() | {pair[0] for pair, grade in grades().items() if grade == "must"}


@cache
def _ambiguous() -> frozenset[str]:
    """Characters that a conversion to simplified and back may turn into others."""
    chars = [char for char in map(chr, _HAN) if char not in simplified_only()]
    kin: defaultdict[str, list[str]] = defaultdict(list)
    for char, base in zip(chars, converter("t2s")("\n".join(chars)).split("\n"), strict=True):
        kin[base].append(char)
    return frozenset(char for kind in kin.values() if len(kind) > 1 for char in kind)


@cache
def _only_japanese() -> frozenset[str]:
    """The characters of the Japanese standard that neither Chinese one has, nor any conversion between them."""
    only = [
        char for char in map(chr, _HAN) if _has("shift_jis", char) and not (_has("gb2312", char) or _has("big5", char))
    ]
    simplified = converter("t2s")("\n".join(only)).split("\n")
    return frozenset(char for char, base in zip(only, simplified, strict=True) if char == base)


def _has(encoding: str, char: str) -> bool:
    try:
        return bool(char.encode(encoding))
    except UnicodeEncodeError:
        return False

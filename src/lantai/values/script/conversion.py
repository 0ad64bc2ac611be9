"""Conversion between simplified and traditional characters, for display: by phrase, with every change told.

Four things decide, in this order (handbook 5.4): the caller's names, phrases (the caller's, then the house's),
OpenCC's phrases, and OpenCC's characters. The targets are ``zh-Hans``, ``zh-Hant`` (OpenCC's own standard), ``zh-TW``
and ``zh-HK``: these two are ``zh-Hant`` in the character forms of the place (OpenCC's s2tw and s2hk), not in its
vocabulary, so that the words stay those of the text.

What is converted is never lost: the spans lead back, and the caller keeps the original. Nothing is normalised that
was not asked for. Lines are judged one by one (``reading``), so text in pieces that end with lines converts as the
whole does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, get_args

from lantai.values.names import Name, Names
from lantai.values.script.engine import BARRIER, Config, convert_words, converter, word_converter
from lantai.values.script.naming import NameForms
from lantai.values.script.reading import Range, Reading, find_phrases, mask, read, readable
from lantai.values.script.segmenting import Word, words
from lantai.values.script.tables import Direction, house_phrases, traditional_only

Target = Literal["zh-Hans", "zh-Hant", "zh-TW", "zh-HK"]
Rule = Literal["name", "phrase", "opencc-phrase", "character"]

TARGETS: Final[tuple[str, ...]] = get_args(Target)

_FORMS: Final[Mapping[str, Config]] = {"zh-TW": "t2tw", "zh-HK": "t2hk"}
_PIECE: Final = 1 << 16
"""How much is converted at a time, in code points, to the next line's end: memory stays flat in words."""


class UnknownTarget(ValueError):
    """A script that nothing converts to."""

    def __init__(self, target: str) -> None:
        super().__init__(f"There is no conversion to {target!r}: use one of {', '.join(TARGETS)}.")


@dataclass(frozen=True, slots=True)
class ConvertedSpan:
    """A range of the text as given, what stands there now, and why.

    ``rule`` is ``name`` (of the caller's list; ``found`` and ``replacement`` are the same where the name held the
    text as it is), ``phrase`` (the caller's or the house's), ``opencc-phrase`` or ``character``.
    """

    start: int
    end: int
    found: str
    replacement: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Converted:
    """Converted text: the text as given with every span's range replaced is ``text``."""

    text: str
    spans: tuple[ConvertedSpan, ...]

    @property
    def changes(self) -> tuple[ConvertedSpan, ...]:
        """The spans that did change something: less the names that were right."""
        return tuple(span for span in self.spans if span.found != span.replacement)


def convert(
    text: str,
    to: Target | str,
    *,
    names: Names | Iterable[Name | str] | None = None,
    phrases: Mapping[str, str] | None = None,
) -> Converted:
    """Convert a text to a script; ``phrases`` (as written in the text: as wanted) go ahead of the house's.

    Raises UnknownTarget. Any text can be converted: what is no Chinese stays as it is.
    """
    if to not in TARGETS:
        raise UnknownTarget(to)
    direction: Direction = "hans" if to == "zh-Hans" else "hant"
    forms = NameForms.of(names)
    spans: list[ConvertedSpan] = []
    for start, piece in _pieces(text):
        held = _held(piece, forms, phrases or {}, direction)
        ranges = [(one.start, one.end) for one in held]
        changes = _to_simplified(piece, ranges) if direction == "hans" else _to_traditional(piece, ranges, to)
        found = sorted([*held, *changes], key=lambda span: span.start)
        spans += (_moved(span, start) for span in found) if start else found
    return Converted(rebuilt(text, spans), tuple(spans))


def rebuilt(text: str, spans: Iterable[ConvertedSpan]) -> str:
    """The text as given with every span's range replaced."""
    pieces = []
    at = 0
    for span in spans:
        pieces += [text[at : span.start], span.replacement]
        at = span.end
    return "".join([*pieces, text[at:]])


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield start, text[start:end]
        start = end


def _moved(span: ConvertedSpan, by: int) -> ConvertedSpan:
    return ConvertedSpan(span.start + by, span.end + by, span.found, span.replacement, span.rule)


def _held(text: str, names: NameForms, phrases: Mapping[str, str], direction: Direction) -> list[ConvertedSpan]:
    """What the caller decides: the names, and between them the phrases."""
    spans = [
        ConvertedSpan(name.start, name.end, text[name.start : name.end], name.replacement, "name")
        for name in names.find(text, direction)
    ]
    between = mask(text, [(span.start, span.end) for span in spans]) if phrases else ""
    spans += (
        ConvertedSpan(start, end, phrase.text, phrases[phrase.text], "phrase")
        for start, end, phrase in Names.of(phrases).find(between)
    )
    return sorted(spans, key=lambda span: span.start)


def _to_simplified(text: str, masked: Sequence[Range]) -> Iterator[ConvertedSpan]:
    source = mask(readable(text), masked)
    segmented = words(converter("t2s")(source))
    house = house_phrases("hans")
    phrases = tuple(find_phrases(source, segmented, house))
    written = list(convert_words(source, segmented, "tw2s"))
    for at in _written_books(source):
        written[at] = source[at]
    for start, end in phrases:
        written[start:end] = house[source[start:end]].wanted
    return _spans(text, "".join(written), segmented, phrases, ("tw2s",))


def _written_books(text: str) -> Iterator[int]:
    """Where 著 is surely to write: in lines that write the particle 着, as all but Taiwan do."""
    for line in re.finditer(".*著.*", text):
        if "着" in line.group():
            yield from (line.start() + found.start() for found in re.finditer("著", line.group()))


def _to_traditional(text: str, masked: Sequence[Range], to: str) -> Iterator[ConvertedSpan]:
    reading = read(text, masked)
    chars = list(text)
    for start, end in reading.lines():
        for at in _changed(reading, start, end):
            chars[at] = reading.wanted[at]
    written = mask(readable("".join(chars)), masked)
    chain: tuple[Config, ...] = ("t2s", "s2t")
    if to in _FORMS:
        written = converter(_FORMS[to])(written)
        chain += (_FORMS[to],)
    return _spans(text, written, reading.words, reading.phrases, chain)


def _changed(reading: Reading, start: int, end: int) -> Iterator[int]:
    """The positions of a line at which what is wanted takes the place of what stands there."""
    differing = list(reading.differing(start, end))
    if not differing:
        return
    if reading.is_simplified(start, end) is not False:
        yield from (at for at in differing if _is_convertible(reading, at))
        return
    turned = reading.is_turned(start, end)
    yield from (at for at in differing if reading.is_surely_wrong(at, turned=turned))


def _is_convertible(reading: Reading, at: int) -> bool:
    """In a simplified line: everything but traditional characters, which somebody chose, unless they are wrong."""
    return reading.text[at] not in traditional_only() or reading.is_surely_wrong(at, turned=False)


def _spans(
    text: str, written: str, in_words: Sequence[Word], phrases: Sequence[Range], chain: Sequence[Config]
) -> Iterator[ConvertedSpan]:
    """What changed between texts of one length: a phrase of the house whole, the rest in runs inside one word."""
    edges = bytearray(len(text) + 1)
    for word in in_words:
        edges[word.start] = 1
    in_phrases = bytearray(len(text))
    for start, end in phrases:
        in_phrases[start:end] = b"\1" * (end - start)
        edges[start : end + 1] = b"\1" + bytes(end - start - 1) + b"\1"

    def rule(at: int) -> Rule:
        if in_phrases[at]:
            return "phrase"
        return "character" if written[at] == _by_character(text[at], chain) else "opencc-phrase"

    for start, end in _changed_runs(text, written, edges):
        yield from _split_by_rule(text, written, start, [rule(at) for at in range(start, end)])


def _changed_runs(text: str, written: str, edges: bytearray) -> Iterator[Range]:
    """The runs of characters that changed, none across the edge of a word."""
    start = -1
    for at, (found, wanted) in enumerate(zip(text, written, strict=True)):
        changed = found != wanted and wanted != BARRIER
        if start >= 0 and (not changed or edges[at]):
            yield start, at
            start = -1
        if changed and start < 0:
            start = at
    if start >= 0:
        yield start, len(text)


def _split_by_rule(text: str, written: str, start: int, rules: Sequence[Rule]) -> Iterator[ConvertedSpan]:
    for rule, run in groupby(rules):
        end = start + sum(1 for _ in run)
        yield ConvertedSpan(start, end, text[start:end], written[start:end], rule)
        start = end


def _by_character(char: str, chain: Sequence[Config]) -> str:
    """What the tables make of a character by itself."""
    for config in chain:
        char = word_converter(config)(char)
    return char

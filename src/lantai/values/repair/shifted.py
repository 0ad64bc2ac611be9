"""D2 and D3: a byte was lost, and all characters up to the next single byte were read from the wrong halves.

In GBK a Chinese character is two bytes. Mirror sites edit such text byte by byte without minding where characters
begin. An annotation put between the halves of two characters (D2: 下?lián)軐m楛h費 for 下撥專項黨費) or a sign that
was looked for across two of them (D3: 慶?;顒雍忘h史 for 慶祝活動和黨史) leaves a ``?`` where a half stood alone, and
what follows is read one byte late, until a second half which is an ASCII letter by itself brings it back into step.

Going back: the text after the ``?`` is encoded again, the lost byte put before it, and the whole decoded. In D2 the
annotation names the character which it hit, and that names the byte. In D3 the sign is the byte A3 and the first half
of the next character, and only the character that ended with A3 has to be guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from lantai.values import likelihood
from lantai.values.repair.changes import Change
from lantai.values.repair.readings import (
    LETTERS,
    characters_read,
    double_byte,
    is_everyday,
    is_reading,
    is_simplified_only,
    is_traditional_only,
    spelt,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LOST: Final = "?？\ufffd"
_MISALIGNED: Final = re.compile(rf"(?<=[^\x00-\xff])[{_LOST}]([{LETTERS}]{{1,8}})[)）]")
_BROKEN: Final = re.compile(rf"(?<=[^\x00-\?])[{_LOST}]([!-~！-～])(?=[{_LOST}]|[^\x00-\xff])")
_ANNOTATED: Final = re.compile(rf"[(（]([{LETTERS}]{{1,8}})[)）]")
_READ_LAST: Final = re.compile(rf"([{LETTERS}]{{1,8}})[)）]")
_LONGEST: Final = 40
"""Characters after which no run is followed further: one ASCII half in about six characters ends it."""
_WINDOW: Final = 3
"""Characters after a run that take part in judging it."""
_SIGN: Final = 0xA3
_OFFERED: Final = 6
_GAIN: Final = 4.0
"""How much likelier (in natural logarithms) a text has to become before a lost character is suspected."""
_CLEAR: Final = 3.0
"""How much likelier than the next a reading has to be to stand without a person's word."""
_CLOSING: Final = 8.0
"""What it adds that a reading closes an open quotation."""
_STRANGE: Final = 3.0
"""What it takes away that a character belongs to the other script, or that signs stand in an order they never have."""
_NARROWED: Final = 5.0
"""What it takes away that a letter, a figure or a question mark has to be a full-width one that was narrowed."""
_SURE: Final = 0.97
_NEAR: Final = 20
_REMEMBERED: Final = 10_000
"""Surroundings that are kept as sound: they recur in forms and lists."""
_CLAUSE: Final = 6
_STOPS: Final = "。，、；：！？,;:!\n"
_SAMPLE: Final = 300_000
_OPENERS: Final = "“‘《〈（「『"
_CLOSERS: Final = "”’》〉）」』"
_SIGNS: Final = _STOPS + _OPENERS + _CLOSERS
_NONSENSE: Final = re.compile("[。，、；：][”’][、，。；]|[，、；：。][，、；：。]")
_GBK: Final = tuple(map(chr, range(0x4E00, 0x9FA6)))
_ANNOTATION: Final = re.compile(rf"[(（][{LETTERS}]{{1,8}}[)）]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A run read in step again: how many characters it takes up, and the text it was. ``half`` is the first byte of a
    last character whose other half is lost, ``pinyin`` its reading where an annotation tells it."""

    length: int
    text: str
    half: int | None = None
    pinyin: str = ""
    strain: float = 0.0
    """What speaks against it: signs that would have been full width, and were narrowed later."""


@dataclass(frozen=True, slots=True)
class _Guess:
    """One way to read a damaged place: how likely it makes the text, and how many characters of the run it takes."""

    likely: float
    length: int
    text: str


class Judge:
    """Tells which reading of a place fits its document: by the model of the language, and by what stands elsewhere."""

    def __init__(self, document: str) -> None:
        self._context = likelihood.Context(_sound(document))
        self._foreign = _foreign_to(document)
        self._last: dict[tuple[str, int, str], tuple[str, ...]] = {}
        self._ranked: dict[tuple[str, str, bool], list[tuple[float, str]]] = {}

    def likely(self, before: str, text: str) -> float:
        strange = len(self._foreign.findall(text))
        return self._context.total(text, before) - _STRANGE * (strange + 2 * len(_NONSENSE.findall(text)))

    def lost_characters(self, before: str, after: str, *, is_clause: bool) -> list[tuple[float, str]]:
        """The characters ending with the byte A3 which may have stood between these, the likeliest first.

        ``is_clause`` says whether what stands before is long enough for a sentence to end here.
        """
        key = (before, after, is_clause)
        if key not in self._ranked:
            ends = 0.0 if is_clause or after[:1] in _OPENERS else _STRANGE
            likely = (
                (self.likely(before, one + after) - ends * (one in _STOPS) - _rarity(one), one)
                for one in _ending_with(_SIGN)
            )
            self._ranked[key] = sorted(likely, reverse=True)[:_OFFERED]
        return self._ranked[key]

    def last_characters(self, before: str, half: int, after: str) -> tuple[str, ...]:
        """The characters beginning with this byte which may stand between these: the likeliest, and closing signs."""
        key = (before, half, after)
        if key not in self._last:
            found = _beginning_with(half)
            likely = sorted(found, key=lambda one: _rarity(one) - self.likely(before, one + after))[:_OFFERED]
            self._last[key] = (*likely, *(one for one in found if one in _CLOSERS and one not in likely))
        return self._last[key]


def find_shifted(text: str, annotated: Callable[[str, str], bool]) -> Iterator[Change]:
    """Every misaligned annotation (applied where it can be computed) and every lost character (suggested).

    ``annotated(character, pinyin)`` says whether this document annotates the character so elsewhere, or documents
    with this damage are known to.
    """
    found = [*_MISALIGNED.finditer(text), *_BROKEN.finditer(text)]
    judge = Judge(text) if found else None
    reached, before = 0, ""
    sound: set[str] = set()
    for match in sorted(found, key=lambda match: match.start()):
        around = text[max(0, match.start() - _NEAR) : match.end() + _LONGEST + _NEAR]
        if judge is None or match.start() < reached or around in sound:
            continue
        if match.start() > reached or not before:
            before = text[match.start() - 1]
        known = annotated if match.re is _MISALIGNED else None
        change = _misaligned(match, before, judge, known) if known else _lost(match, before, judge)
        if change:
            reached, before = change.end, change.replacement[-1:]
            yield change
        elif len(sound) < _REMEMBERED:
            sound.add(around)


def _misaligned(
    match: re.Match[str], before: str, judge: Judge, annotated: Callable[[str, str], bool]
) -> Change | None:
    """D2: the annotated character's first byte is the second of the one before; its own second is the lost one."""
    pinyin = spelt(match[1])
    shared = double_byte(before)[1:]
    hit = [one for one in characters_read(pinyin) if shared and double_byte(one)[:1] == shared]
    known = [one for one in hit if annotated(one, pinyin)]
    lost = dict.fromkeys(double_byte(one)[1] for one in known or hit)
    guesses = _guesses(match, list(lost), judge)
    if not guesses:
        return None
    best, *others = guesses
    clear = not others or best.likely - others[0].likely >= _CLEAR
    gain = best.likely - judge.likely(before, _window(match, guesses))
    if gain < _GAIN and not known:
        return None
    applied = clear and gain >= 0
    confidence = _SURE if applied else 0.5
    return _change("D2", match, best, (other.text for other in others), confidence, applied=applied)


def _lost(match: re.Match[str], before: str, judge: Judge) -> Change | None:
    """D3: a character with the second byte A3 stood before the sign, which is A3 and the next one's first byte."""
    sign = _byte_pair(match[1])
    guesses = _guesses(match, [sign[1]], judge) if sign and not before.isascii() else []
    if not guesses:
        return None
    best = guesses[0]
    ending = match.end() + best.length
    after = (best.text + match.string[ending : ending + 2])[:2]
    firsts = judge.lost_characters(before, after, is_clause=not _in_short_clause(match.string, match.start()))
    as_it_is = judge.likely(before, match[0] + _window(match, guesses))
    if firsts[0][0] + best.likely - as_it_is < _GAIN:
        return None
    alike = [guess for guess in guesses[:_OFFERED] if guess.length == best.length]
    both = ((likely + guess.likely, first + guess.text) for likely, first in firsts for guess in alike)
    ways = [way for _, way in sorted(both, reverse=True)]
    confidence = round(min(0.9, 0.4 + (firsts[0][0] - firsts[1][0]) / 10), 2)
    return _change("D3", match, best, ways[1:], confidence, applied=False, first=firsts[0][1])


def _change(
    rule: str,
    match: re.Match[str],
    best: _Guess,
    others: Iterable[str],
    confidence: float,
    *,
    applied: bool,
    first: str = "",
) -> Change:
    start, end = match.start(), match.end() + best.length
    chosen = first + best.text
    ways = tuple(way for way in dict.fromkeys(others) if way != chosen)[: _OFFERED - 1]
    return Change(rule, start, end, match.string[start:end], chosen, ways, confidence, applied)


def _guesses(match: re.Match[str], lost: Iterable[int], judge: Judge) -> list[_Guess]:
    """All readings of the run after the match, with the byte lost before it put back, the likeliest first."""
    text, start = match.string, match.end()
    readings = [reading for byte in lost for reading in _readings(text, start, byte)]
    end = start + max((reading.length for reading in readings), default=0) + _WINDOW
    found = []
    for reading in readings:
        after = text[start + reading.length : end]
        for last in _last(reading, judge, after):
            likely = judge.likely("一" if reading.text else "\n", reading.text + last + after) - _rarity(last)
            bonus = _CLOSING if last and last == _open_quote(text, match.start(), start + reading.length) else 0.0
            found.append(_Guess(likely + bonus - reading.strain, reading.length, reading.text + last))
    return sorted(found, key=lambda guess: -guess.likely)


def _window(match: re.Match[str], guesses: Iterable[_Guess]) -> str:
    """The run as it stands, as far as any guess goes, and a little more."""
    start = match.end()
    return match.string[start : start + max(guess.length for guess in guesses) + _WINDOW]


def _readings(text: str, start: int, half: int) -> Iterator[_Reading]:
    """Ways to read the run at ``start`` in step: one for each place where it may have come back into step.

    An ASCII letter is such a place if it was one byte; but it may be a full-width letter that was narrowed later.
    """
    read: list[str] = []
    strain = 0.0
    for length, character in enumerate(text[start : start + _LONGEST], 1):
        if character in _LOST:
            yield _Reading(length, "".join(read), half, strain=strain)
            if ending := _READ_LAST.match(text, start + length):
                yield _Reading(ending.end() - start, "".join(read), half, spelt(ending[1]), strain)
            return
        if "@" <= character <= "~" and (last := _decoded(half, ord(character))):
            behind = _annotation(text, start + length, last)
            yield _Reading(length + behind, "".join(read) + last, strain=strain)
        code = double_byte(character) or _byte_pair(character)
        pair = _decoded(half, code[0]) if code else ""
        if not pair:
            return
        strain += _NARROWED if character.isascii() and character.isalnum() else 0.0
        read.append(pair)
        half = code[1]


def _annotation(text: str, place: int, character: str) -> int:
    """The length of the annotation that a mirror put behind this character; 0 where there is none."""
    match = _ANNOTATED.match(text, place)
    return match.end() - place if match and is_reading(match[1], character) else 0


def _last(reading: _Reading, judge: Judge, after: str) -> tuple[str, ...]:
    """What the last character of a reading may be where only a half of it is known; nothing to add otherwise."""
    if reading.half is None:
        return ("",)
    if reading.pinyin:
        read = (one for one in _beginning_with(reading.half) if is_reading(reading.pinyin, one))
        return tuple(sorted(read, key=is_everyday, reverse=True))
    return judge.last_characters(reading.text[-1:] or "\n", reading.half, after[:1])


def _in_short_clause(text: str, place: int) -> bool:
    """Whether a stop stands so near before that no sentence can end here."""
    return any(one in _STOPS for one in text[max(0, place - _CLAUSE) : place])


def _open_quote(text: str, start: int, after: int) -> str:
    """The sign that has to close what is open at ``start``, if nothing after the place closes it; else nothing."""
    before = [one for one in text[max(0, start - _NEAR) : start] if one in _OPENERS or one in _CLOSERS]
    if not before or before[-1] not in _OPENERS:
        return ""
    closer = _CLOSERS[_OPENERS.index(before[-1])]
    behind = next((one for one in text[after : after + _NEAR] if one in (before[-1], closer)), "")
    return "" if behind == closer else closer


def _decoded(first: int, second: int) -> str:
    """The character of two bytes in GBK; empty where there is none."""
    try:
        return bytes((first, second)).decode("gbk")
    except UnicodeDecodeError:
        return ""


def _byte_pair(character: str) -> bytes:
    """The two bytes of a sign, or of the full-width sign which may have been narrowed to it."""
    if "!" <= character <= "~":
        return bytes((_SIGN, ord(character) + 0x80))
    return b"\xa1\xa1" if character == " " else double_byte(character)


def _rarity(character: str) -> float:
    """What a guessed character loses that is none of those in daily use: the model takes it for the one it varies."""
    return 0.0 if not character or character in _SIGNS or is_everyday(character[-1]) else _STRANGE


@cache
def _ending_with(second: int) -> tuple[str, ...]:
    return tuple(one for one in (_decoded(first, second) for first in range(0x81, 0xFF)) if one)


@cache
def _beginning_with(first: int) -> tuple[str, ...]:
    return tuple(one for one in (_decoded(first, second) for second in range(0x40, 0xFF)) if one)


def _sound(document: str) -> Iterator[str]:
    """Pieces of a document that are read in step: what stands between its lost characters."""
    plain = _ANNOTATION.sub("", document[:_SAMPLE])
    return (piece for piece in re.split(rf"[{_LOST}].{{0,20}}", plain) if piece)


def _foreign_to(document: str) -> re.Pattern[str]:
    """What a document of this script does not hold: simplified characters in traditional text, or the reverse."""
    sample = Counter(document[:_SAMPLE])
    traditional = sum(count for one, count in sample.items() if is_traditional_only(one))
    simplified = sum(count for one, count in sample.items() if is_simplified_only(one))
    return _simplified() if traditional > simplified else _traditional()


@cache
def _simplified() -> re.Pattern[str]:
    return re.compile(f"[{''.join(filter(is_simplified_only, _GBK))}]")


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(filter(is_traditional_only, _GBK))}]")

"""Reading bytes as text when nobody says in which encoding they were written.

A byte order mark decides. Otherwise each encoding that Chinese files come in is tried on a sample, and what it makes
of the sample is judged by how likely it is as text (``values.likelihood``). The best that reads the whole file strictly
is taken. A file that none reads strictly is read by the best of them, and every byte that had no meaning is named:
a U+FFFD stands in its place and ``unread`` holds it, so no byte is lost in silence.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lantai.values import likelihood

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
"""Byte order marks, the longer before those that they begin with: what the whole and what the rest is called."""

CANDIDATES: Final = (
    *("utf-8", "gb18030", "big5", "big5hkscs", "cp1252", "latin-1", "utf-16-le", "utf-16-be"),
    *("shift_jis", "cp932", "euc_jp", "euc_kr"),
)
"""Tried in this order; of equals the first is taken. Latin-1 reads anything."""

NEIGHBOURS: Final = frozenset(("shift_jis", "cp932", "euc_jp", "euc_kr"))
"""What the archives of neighbours write: much rarer than the others."""

_SAMPLE: Final = 8_000
_PIECES: Final = 8
_SURE_NATS: Final = 0.4
"""So much likelier by byte than the next (natural logarithms) is certain."""
_SURE_TOTAL: Final = 20.0
"""Less than this over all is not certain: a few characters fit many encodings."""
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
"""Signs that no ASCII text holds; halves of UTF-16 do."""
_POORER: Final = 1.0
"""An encoding that much behind the best is a worse account of the bytes than some unread ones."""
_UNREAD: Final = 20.0
"""What a byte without meaning costs."""
_STRUCTURE: Final = 2.0
_GIBBERISH: Final = -12.0
"""So unlikely, by character, is no text."""
_RARER: Final = 8.0
"""What it takes away (natural logarithms) that an encoding is a neighbour's."""
_SHORT: Final = 200
_SEVERAL_BYTES: Final = re.compile(r"[^\x00-\x7f\ufffd]")
_LOST: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class UnreadByte:
    """A byte without meaning: its place in the file, its value, and the place in the text of the U+FFFD for it."""

    place: int
    value: int
    offset: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes. ``encoding`` is Python's name for how they were read; ``confidence`` is 1 where a byte
    order mark or pure ASCII decides, near 0 where the bytes are like no text at all. A byte order mark is no part of
    the text."""

    text: str
    encoding: str
    confidence: float
    unread: tuple[UnreadByte, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every byte was read, so that ``text.encode(encoding)`` gives the bytes again."""
        return not self.unread


def decode(data: bytes) -> Decoded:
    """Read bytes as text; never fails and never drops a byte. Judges by a sample, decodes strictly all over."""
    for mark, name, encoding in MARKS:
        if data.startswith(mark):
            return _read(data, len(mark), encoding, name, 1.0)
    if data.isascii() and not _CONTROLS.search(data):
        return Decoded(data.decode("ascii"), "utf-8", 1.0)
    ranked = rank(data)
    for place, (encoding, likely) in enumerate(ranked):
        if ranked[0][1] - likely > _POORER:
            break
        with suppress(UnicodeDecodeError):
            return Decoded(data.decode(encoding), encoding, _confidence(data, ranked, place))
    return _read(data, 0, ranked[0][0], ranked[0][0], _confidence(data, ranked, 0))


def rank(data: bytes) -> list[tuple[str, float]]:
    """The encodings by how likely they make a sample of the bytes, best first: natural logarithms by byte."""
    pieces = list(_sample(data))
    size = sum(map(len, pieces)) or 1
    whole = size == len(data)
    scored = [
        (sum(_likely(piece, encoding, whole=whole) for piece in pieces) / size, -order, encoding)
        for order, encoding in enumerate(CANDIDATES)
        if not encoding.startswith("utf-16") or _may_be_utf_16(data)
    ]
    return [(encoding, total) for total, _, encoding in sorted(scored, reverse=True)]


def _likely(piece: bytes, encoding: str, *, whole: bool) -> float:
    """How likely an encoding makes a piece; a byte that it cannot read counts as next to never.

    A character of several bytes says more in UTF-8 than elsewhere, for chance seldom makes one.
    """
    text = codecs.getincrementaldecoder(encoding)("replace").decode(piece, whole)  # a piece may end inside a character
    bonus = _STRUCTURE * len(_SEVERAL_BYTES.findall(text)) if encoding == "utf-8" else 0.0
    rarity = _RARER if encoding in NEIGHBOURS else 0.0
    return likelihood.total(text) - _UNREAD * text.count(_LOST) + bonus - rarity


def _may_be_utf_16(data: bytes) -> bool:
    """Without a mark: only a short text has no sign of ASCII, whose upper byte is 0."""
    return len(data) % 2 == 0 and (len(data) < _SHORT or data.count(b"\0", 0, _SAMPLE) > len(data[:_SAMPLE]) / _SHORT)


def _sample(data: bytes) -> Iterator[bytes]:
    """Pieces from the beginning, the middle and the end; each but the first from a line's beginning, at an even place.

    A line's end is one byte in every encoding but UTF-16, and there the even place keeps the bytes in step.
    """
    if len(data) <= _PIECES * _SAMPLE:
        yield data
        return
    yield data[:_SAMPLE]
    for part in range(1, _PIECES):
        start = (len(data) - _SAMPLE) * part // (_PIECES - 1) // 2 * 2
        line = data.find(b"\n", start, start + _SAMPLE // 2) + 1
        yield data[line or start : start + _SAMPLE]


def _confidence(data: bytes, ranked: list[tuple[str, float]], place: int) -> float:
    """How far the encoding is ahead of the best other one that is no close relative of it, and how good it is."""
    encoding, likely = ranked[place]
    others = [other for name, other in ranked if _family(name) != _family(encoding)]
    nats = likely - max(others)
    ahead = min(nats / _SURE_NATS, nats * min(len(data), _PIECES * _SAMPLE) / _SURE_TOTAL)
    sound = likelihood.mean(data[:_SHORT].decode(encoding, "ignore")) - _GIBBERISH
    return round(min(1.0, max(0.05, 0.5 + ahead / 2)) * min(1.0, max(0.1, sound / 3)), 2)


def _family(encoding: str) -> str:
    return {"big5hkscs": "big5", "latin-1": "cp1252", "cp932": "shift_jis"}.get(encoding, encoding)


def _read(data: bytes, start: int, encoding: str, name: str, confidence: float) -> Decoded:
    """Read what can be read after a byte order mark, and name the bytes that cannot."""
    places: list[int] = []
    bad = _BAD_PLACES.set(places)
    try:
        text = data[start:].decode(encoding, _HANDLER)
    finally:
        _BAD_PLACES.reset(bad)
    if not places:
        return Decoded(text, name, confidence)
    offsets = (match.start() for match in _BAD.finditer(text))
    unread = tuple(
        UnreadByte(start + place, data[start + place], offset) for place, offset in zip(places, offsets, strict=True)
    )
    share = len(unread) / len(data)
    return Decoded(_BAD.sub(_LOST, text), name, round(confidence * max(0.1, 1 - 10 * share), 2), unread)


_HANDLER: Final = "lantai.named"
_BAD: Final = re.compile("[\udc00-\udcff]")
"""Stand for bad bytes while reading: no decoder makes lone surrogates of anything else."""
_BAD_PLACES: ContextVar[list[int]] = ContextVar("bad_places")


def _name_bad_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    end = max(error.end, error.start + 1)
    _BAD_PLACES.get().extend(range(error.start, end))
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : end]), end


codecs.register_error(_HANDLER, _name_bad_bytes)

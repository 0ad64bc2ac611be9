"""D9: text that was decoded wrongly: UTF-8 read as GBK (鐨勶紝) or as Latin-1 (ä¸­å›½), Big5 read as GBK (い瓣).

Wrong decoding loses nothing as long as every byte became some character: the text is encoded back and decoded as what
it was, and accepted where the language model finds that far likelier. Done more than once, it is undone as often.
Where bytes were lost on the way, the result is only suggested, with □ in their place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from lantai.values import likelihood
from lantai.values.repair.changes import Change
from lantai.values.repair.readings import HAN, is_everyday

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WINDOWS: Final = str.maketrans(
    {ord(bytes((byte,)).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"}
)
"""What Windows shows of the bytes 80 to 9F, back to the bytes."""
_WINDOWS_SIGNS: Final = "".join(map(chr, _WINDOWS))
_BYTES: Final = rf"\x80-\xff{_WINDOWS_SIGNS}"
_UTF8: Final = re.compile(
    "(?:[\xc2-\xdf][\x80-\xbf ]|[\xe0-\xef][\x80-\xbf ]{2}|[\xf0-\xf4][\x80-\xbf ]{3})+", re.ASCII | re.DOTALL
)
_MAYBE_UTF8: Final = re.compile(rf"[\xc2-\xf4][\x80-\xbf{_WINDOWS_SIGNS}]")
_MAYBE_DOUBLE_BYTE: Final = re.compile(rf"(?:[{_BYTES}][\x40-\x7e{_BYTES}]){{2}}")
_HIGH: Final = 0.5
"""Single bytes that were Chinese are at least half above ASCII."""
_SINGLE_BYTES: Final = re.compile(rf"[{_BYTES}](?:[\x20-\x7e{_BYTES}]*[{_BYTES}])?[\x40-\x7e]?")
_WIDE: Final = re.compile(r"[\u2000-\U0010ffff]")
_LINE: Final = re.compile(r"[^\r\n]+")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_HAN: Final = re.compile(f"[{HAN}]")
_QUOTES: Final = "\"'`“”‘’「」『』《》（）()"
_REPLACED: Final = re.compile("(?:\ufffd+\\??)+|\\?{2,}")

_PAIRS: Final = (
    ("gb18030", "utf-8"),
    ("gb18030", "big5hkscs"),
    ("big5hkscs", "gb18030"),
    ("big5hkscs", "utf-8"),
    ("shift_jis", "gb18030"),
    ("euc_kr", "gb18030"),
)
"""What a text was read as, and what it was."""
_DEEPEST: Final = 3
_ODD_SHARE: Final = 0.12
_UNSOUND: Final = -7.2
"""A line likelier than this, by character, is not doubted."""
_SOUND: Final = -8.5
_GAIN: Final = 1.5
_LOSSES: Final = 0.2
_COVERED: Final = 0.75
"""So much of a run of single bytes has to be UTF-8 for it to be taken for that."""
_SURE: Final = 0.98
_UNSURE: Final = 0.5
_EXAMPLES: Final = 3
"""So few damaged places, each in quotation marks, are a writer's examples."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A damaged place and what it was; whole if no byte was lost."""

    start: int
    end: int
    text: str
    whole: bool = True


def find_wrongly_decoded(text: str) -> list[Change]:
    """Every run that was decoded wrongly; applied where nothing is lost, and where it is no writer's example."""
    runs = sorted([*_single_bytes(text), *_double_bytes(text)], key=lambda run: run.start)
    examples = len(runs) <= _EXAMPLES and all(_is_quoted(text, run) for run in runs)
    changes = []
    if text.startswith("\ufeff"):
        changes.append(Change("D9", 0, 1, "\ufeff", "", (), 1.0, applied=True))
    for run in runs:
        found = text[run.start : run.end]
        applied = run.whole and not examples and not _is_beside_sound_text(text, run)
        changes.append(Change("D9", run.start, run.end, found, run.text, (), _SURE if applied else _UNSURE, applied))
    return changes


def _single_bytes(text: str) -> Iterator[_Run]:
    """Runs in which each character is one byte: read as Latin-1 or as Windows reads Western text."""
    if not _MAYBE_UTF8.search(text) and not _MAYBE_DOUBLE_BYTE.search(text):
        return
    for match in _SINGLE_BYTES.finditer(text):
        mapped = match[0].translate(_WINDOWS)
        found = list(_UTF8.finditer(mapped))
        high = len(mapped) - sum(map(str.isascii, mapped))
        if sum(len(run[0]) for run in found) >= _COVERED * high:
            yield from _as_utf8(match.start(), found)
        elif high >= max(4, _HIGH * len(mapped)) and _MAYBE_DOUBLE_BYTE.search(match[0]):
            yield from _as_double_bytes(match.start(), mapped)


def _as_utf8(start: int, found: Iterable[re.Match[str]]) -> Iterator[_Run]:
    for match in found:
        decoded = _utf8(match[0])
        if decoded and _WIDE.search(decoded):
            yield _Run(start + match.start(), start + match.end(), decoded)


def _utf8(mapped: str) -> str:
    """Undo a reading of UTF-8 as single bytes, as often as it was made; empty if it was not.

    A space in the middle of a character was a no-break space (A0), which many programs write as a space.
    """
    decoded = ""
    for _ in range(_DEEPEST):
        try:
            decoded = mapped.replace(" ", "\xa0").encode("latin-1").decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            break
        mapped = decoded.translate(_WINDOWS)
    return decoded


def _as_double_bytes(start: int, run: str) -> Iterator[_Run]:
    """A run of single bytes that are halves of Chinese characters."""
    data = run.encode("latin-1")
    ways = filter(None, (_strictly(data, encoding) for encoding in ("gb18030", "big5hkscs")))
    best = max(ways, key=likelihood.mean, default="")
    han = "".join(_HAN.findall(best))
    if len(han) >= 2 and likelihood.mean(han) > _SOUND:
        yield _Run(start, start + len(run), best)


def _double_bytes(text: str) -> Iterator[_Run]:
    """Lines whose characters are other characters' halves and thirds."""
    for match in _LINE.finditer(text):
        line = match[0]
        if line.isascii() or not _is_odd(line):
            continue
        piece = line.strip(" \t\u3000")
        start = match.start() + line.index(piece[:1])
        run = _decoded_again(start, piece)
        if run:
            yield run


def _is_odd(line: str) -> bool:
    """Whether a line holds so many rare characters that it may have been decoded wrongly."""
    odd = len(_odd().findall(line))
    if not odd:
        return False
    outside = sum(map(len, _NOT_ASCII.findall(line)))
    return odd >= _ODD_SHARE * outside and likelihood.mean("".join(_NOT_ASCII.findall(line))) < _UNSOUND


def _decoded_again(start: int, line: str) -> _Run | None:
    best, worth, whole = line, likelihood.total(line), True
    for _ in range(_DEEPEST):
        found = max(_ways(best), key=lambda way: way[0], default=None)
        if found is None or found[0] - worth < _GAIN * max(2, len(found[1])):
            break
        worth, best, whole = found[0], found[1], whole and found[2]
    if best == line or likelihood.mean("".join(_NOT_ASCII.findall(best))) < _SOUND:
        return None
    return _Run(start, start + len(line), best, whole)


def _ways(line: str) -> Iterator[tuple[float, str, bool]]:
    """The line decoded again in each way: how likely it is then, the text, and whether no byte was lost."""
    for read_as, written_as in _PAIRS:
        try:
            data = line.replace("\ufffd", "?").encode(read_as)
        except UnicodeEncodeError:
            continue
        decoded = _strictly(data, written_as)
        torn = decoded or _REPLACED.sub("□", data.decode(written_as, "replace"))
        if torn.count("□") <= max(1, _LOSSES * len(torn)):
            yield likelihood.total(torn), torn, bool(decoded) and "\ufffd" not in line


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _is_quoted(text: str, run: _Run) -> bool:
    before, after = text[run.start - 1 : run.start] if run.start else "", text[run.end : run.end + 1]
    return bool(before and after) and before in _QUOTES and after in _QUOTES


def _is_beside_sound_text(text: str, run: _Run) -> bool:
    """Whether the line is mostly sound Chinese: then the run is something said, not something that happened."""
    if text[run.start - 1 : run.start] in ("", "\n") and text[run.end : run.end + 1] in ("", "\n"):
        return False
    near = text[max(0, run.start - _NEAR) : run.start] + "\n" + text[run.end : run.end + _NEAR]
    return len(_HAN.findall(near)) > len(_HAN.findall(run.text))


_NEAR: Final = 60


@cache
def _odd() -> re.Pattern[str]:
    """Characters that are seldom seen in Chinese text: not everyday ones, private ones, Japanese and Korean ones."""
    rare = "".join(one for one in map(chr, range(0x4E00, 0xA000)) if not is_everyday(one))
    return re.compile(f"[{rare}\u3400-\u4dbf\u3040-\u30ff\ue000-\uf8ff\uac00-\ud7a3\uff61-\uff9f\u0370-\u04ff€]")

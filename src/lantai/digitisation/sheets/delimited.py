"""Tables as text (RFC 4180 and what is made of it): the encoding found, the separator judged, the rows one by one.

The encoding is judged on samples and proved on the whole file, which is never held: where a byte contradicts the
samples, the place around it joins them and they are judged again (``values.encodings``).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from lantai.digitisation.sheets.cells import LONGEST, MOST_COLUMNS, Cell, Kind, Odd, RawRow
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet
from lantai.values.encodings import decode

SEPARATORS: Final = (",", "\t", ";", "|")
_WHOLE: Final = 1 << 20
_PIECE: Final = 1 << 15
_PIECES: Final = 16
_CHUNK: Final = 1 << 20
_TRIES: Final = 8
_JUDGED: Final = 200
_LONGEST_FIELD: Final = 1 << 20
_LOST: Final = "\ufffd"
_SEVERAL_BYTES: Final = re.compile("[^\x00-\x7f]")
_NO_CHANCE: Final = 12
"""Two characters of another encoding are UTF-8 by chance now and then, a dozen never."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a table is written: Python's name of its encoding, whether that reads every byte, and what parts cells."""

    encoding: str
    whole: bool
    separator: str


def writing_of(file: IO[bytes]) -> Writing:
    """Find out how a file is written; never fails."""
    encoding, whole = encoding_of(file)
    return Writing(encoding, whole, separator_of(_lines(file, encoding)))


def rows(file: IO[bytes], writing: Writing) -> Iterator[RawRow]:
    """The rows that hold something, counted as a spreadsheet shows them. Raises UnreadableSheet on an open quote."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(_text(file, writing.encoding), delimiter=writing.separator)
    try:
        for number, fields in enumerate(reader, start=1):
            cells = [_cell(field, lost=not writing.whole) for field in fields[:MOST_COLUMNS]]
            if any(cells):
                yield RawRow(number, cells)
    except csv.Error as error:
        raise UnreadableSheet(
            "", Reason.DAMAGED, f"a quotation mark before line {reader.line_num} is never closed"
        ) from error


def encoding_of(file: IO[bytes]) -> tuple[str, bool]:
    """Python's name of the encoding, and whether it reads every byte of the file."""
    sample = _sample(file)
    if _is_utf_8(sample) and _first_unread(file, "utf-8") is None:
        return "utf-8", True
    read = decode(sample)
    for _ in range(_TRIES):
        bad = _first_unread(file, read.encoding) if read.is_whole else None
        if bad is None or not read.is_whole:
            return read.encoding, read.is_whole
        sample += _around(file, bad)
        read = decode(sample)
    return read.encoding, False


def _is_utf_8(sample: bytes) -> bool:
    """Whether so many characters of several bytes are UTF-8 that it is no chance, however odd the text that they make:
    one cell of nonsense must not have the whole sheet read as something else."""
    try:
        text = sample.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not text.startswith("\ufeff") and len(_SEVERAL_BYTES.findall(text)) >= _NO_CHANCE


def _sample(file: IO[bytes]) -> bytes:
    """The whole of a small file; the beginning and pieces of a large one, each made of whole lines."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size <= _WHOLE:
        return file.read()
    pieces = [file.read(_PIECE)]
    pieces[0] = pieces[0][: pieces[0].rfind(b"\n") + 1] or pieces[0]
    pieces += (_piece(file, (size - _PIECE) * part // _PIECES) for part in range(1, _PIECES + 1))
    return b"".join(pieces)


def _around(file: IO[bytes], place: int) -> bytes:
    return _piece(file, max(0, place - _PIECE // 2))


def _piece(file: IO[bytes], start: int) -> bytes:
    """Whole lines from about a place on, of even length so that UTF-16 stays in step; raw bytes where no line ends."""
    file.seek(start - start % 2)
    data = file.read(_PIECE)
    begin = data.find(b"\n") + 1
    end = data.rfind(b"\n") + 1
    lines = data[begin:end] if begin % 2 == end % 2 == 0 or b"\0" not in data else b""
    return lines or data[: len(data) - len(data) % 2]


def _first_unread(file: IO[bytes], encoding: str) -> int | None:
    """Where the first byte lies, nearly, that the encoding cannot read; None if it reads them all."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    place = 0
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
            place += len(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError as error:
        return place + error.start
    return None


def separator_of(lines: list[str]) -> str:
    """The separator that cuts the first lines into equally many cells; of equals the one that makes more of them."""
    return max(SEPARATORS, key=lambda one: (*_evenness(lines, one), -SEPARATORS.index(one)))


def _evenness(lines: list[str], separator: str) -> tuple[float, int]:
    """The share of the lines that have the commonest number of cells, which counts from two on; and that number."""
    counts = Counter(map(len, csv.reader(lines, delimiter=separator)))
    several = [(times, count) for count, times in counts.items() if count > 1]
    if not several:
        return 0.0, 0
    times, count = max(several)
    return round(times / counts.total(), 1), count


def _lines(file: IO[bytes], encoding: str) -> list[str]:
    text = _text(file, encoding)
    return [line[:LONGEST] for line in (text.readline(LONGEST) for _ in range(_JUDGED)) if line.strip()]


def _text(file: IO[bytes], encoding: str) -> io.TextIOWrapper:
    file.seek(0)
    return io.TextIOWrapper(io.BufferedReader(_Unclosed(file), _CHUNK), encoding, errors="replace", newline="")


class _Unclosed(io.RawIOBase):
    """The file for a reader that would close it when it is done."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub's buffer is wider
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _cell(field: str, *, lost: bool) -> Cell:
    if not field or field.isspace():
        return None
    if len(field) > LONGEST:
        return Odd(Kind.LONG, field[:LONGEST], len(field))
    return Odd(Kind.BYTES, field) if lost and _LOST in field else field

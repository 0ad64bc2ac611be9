"""How a verb of values gets its text: from the command line, from a file, or from standard input.

Offsets in every answer are code points of the text as given: of the argument, or of the file as decoded
(``values.encodings`` judges the encoding; a byte order mark is no part of the text). A file is named with its
digest, computed on its bytes.

What works line by line reads a large text in pieces and holds one of them in memory. A piece ends where nothing that
is looked for can run across: at the end of a paragraph or line, else after a mark of punctuation or a space.
"""

from __future__ import annotations

import argparse
import codecs
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, Protocol

from lantai.cli.failure import WrongUse

PIECE: Final = 1_000_000
"""Code points in a piece."""

LONGEST_RUN: Final = 16_000_000
"""A run of code points without any place to cut is cut here all the same."""

IN_ONE: Final = 16 * 2**20
"""A file of no more bytes is decoded at once."""

_BLOCK: Final = 2**20
_ENDS: Final = ("\n\n", "。\n", ".\n", "\n", "。", "；", "！", "？")
_ANY_END: Final = re.compile(r"[\s。；！？，、;!?]")
_LAST_END: Final = re.compile(r"(?s:.*)[\s。；！？，、;!?]")
_FILE_NAME: Final = re.compile(
    r"(?:\.{0,2}/|~/)\S*|\S+\.(?:txt|text|md|csv|tsv|json|html?|xml|log|toml)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text and the code point at which it begins there."""

    text: str
    start: int


class Given(Protocol):
    """A text that a verb was given."""

    @property
    def head(self) -> dict[str, str]:
        """What the answer says of where the text came from: ``file`` and ``digest``, nothing for bare words."""

    def content(self) -> str | bytes:
        """The words of the command line, or the bytes of a file or of standard input."""

    def whole(self) -> str: ...

    def pieces(self, size: int = PIECE) -> Iterator[Piece]:
        """The text in order, as often as it is asked for."""


def asked_for(asked: argparse.Namespace) -> Given:
    """The text that the arguments of ``light.TEXT`` and ``light.FORCED`` mean."""
    return given(asked.text, as_text=asked.as_text, as_file=asked.as_file)


def given(argument: str | None, *, as_text: bool = False, as_file: bool = False) -> Given:
    """The text that an argument means: standard input for None and ``-``, a file where one is called so, else words.

    Raises WrongUse for a file that is not there, and for no input at all.
    """
    if as_text and as_file:
        raise WrongUse("A text is given by --text or by --file, not by both.")
    if as_text:
        return Words(_as_typed(argument or ""))
    if argument is None or (argument == "-" and not as_file):
        return _standard_input(asked_for=argument == "-")
    if as_file or _is_file(argument):
        return _file(argument)
    if _FILE_NAME.fullmatch(argument):
        matter = "is a folder" if _is_folder(argument) else "is no file"
        raise WrongUse(f"{argument!r} {matter}; --text takes it as the text itself.")
    return Words(_as_typed(argument))


# -- words of the command line -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the command line."""

    text: str
    head: dict[str, str] = field(default_factory=dict)

    def content(self) -> str:
        return self.text

    def whole(self) -> str:
        return self.text

    def pieces(self, size: int = PIECE) -> Iterator[Piece]:
        return cut(_blocks(self.text), size)


def _as_typed(argument: str) -> str:
    """An argument whose bytes are not of the terminal's encoding, read in the one that they are in."""
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        return _decoded(os.fsencode(argument)) if _has_bytes(argument) else argument
    return argument


def _has_bytes(argument: str) -> bool:
    """Whether every lone surrogate stands for a byte (PEP 383)."""
    return all("\udc80" <= char <= "\udcff" for char in argument if "\ud800" <= char <= "\udfff")


# -- bytes of a file or of standard input --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that can be read again and again, with what one reading of them told."""

    stream: IO[bytes]
    size: int
    is_utf8: bool
    head: dict[str, str]

    def content(self) -> bytes:
        self.stream.seek(0)
        return self.stream.read()

    def whole(self) -> str:
        return _decoded(self.content())

    def pieces(self, size: int = PIECE) -> Iterator[Piece]:
        return cut(_blocks(self.whole()) if self.size <= IN_ONE else self._decoded_blocks(), size)

    def _decoded_blocks(self) -> Iterator[str]:
        """The text block by block, in the encoding of the whole or, failing UTF-8, of its beginning."""
        self.stream.seek(0)
        decoder = codecs.getincrementaldecoder(self._encoding())("replace")
        self.stream.seek(0)
        for block in _read(self.stream):
            yield decoder.decode(block)
        yield decoder.decode(b"", final=True)

    def _encoding(self) -> str:
        if self.is_utf8:
            return "utf-8-sig"
        from lantai.values.encodings import decode

        encoding = decode(self.stream.read(_BLOCK)).encoding
        try:
            return codecs.lookup(encoding).name
        except LookupError:
            return "gb18030"


def _standard_input(*, asked_for: bool) -> Stored:
    if sys.stdin is None or (sys.stdin.isatty() and not asked_for):
        raise WrongUse("There is no text; give one, or a file, or pipe it in.")
    return _kept(sys.stdin.buffer, name=None)


def _file(argument: str) -> Stored:
    path = Path(argument)
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is no name of a file"
        raise WrongUse(f"The file {argument!r} cannot be read: {reason}.") from error
    return _examined(file, argument) if path.is_file() else _kept(file, name=argument)


def _kept(stream: IO[bytes], name: str | None) -> Stored:
    """A stream that can be read once, kept in memory or, when it is large, in a file without a name."""
    import shutil
    import tempfile

    kept: IO[bytes] = tempfile.SpooledTemporaryFile(IN_ONE)  # noqa: SIM115 - lives as long as the command
    shutil.copyfileobj(stream, kept, _BLOCK)
    return _examined(kept, name)


def _examined(stream: IO[bytes], name: str | None) -> Stored:
    """One reading of all bytes: how many, their digest, and whether they are UTF-8."""
    stream.seek(0)
    digest, decoder, size, is_utf8 = hashlib.sha512(), codecs.getincrementaldecoder("utf-8")(), 0, True
    for block in _read(stream):
        digest.update(block)
        size += len(block)
        is_utf8 = is_utf8 and _goes_on(decoder, block)
    is_utf8 = is_utf8 and _goes_on(decoder, b"", final=True)
    head = {} if name is None else {"file": name, "digest": f"sha512:{digest.hexdigest()}"}
    return Stored(stream, size, is_utf8, head)


def _goes_on(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _read(stream: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: stream.read(_BLOCK), b"")


def _decoded(content: bytes) -> str:
    from lantai.values.encodings import decode

    return decode(content).text


def _is_file(argument: str) -> bool:
    """Whether there is such a file (or pipe); a folder called like the words is none."""
    try:
        return Path(argument).exists() and not _is_folder(argument)
    except (OSError, ValueError):  # too long for a name, or with a NUL
        return False


def _is_folder(argument: str) -> bool:
    return Path(argument).is_dir()


# -- pieces --------------------------------------------------------------------------------------


def cut(blocks: Iterable[str], size: int = PIECE) -> Iterator[Piece]:
    """Pieces of at most ``size`` code points, of blocks in order; one piece at least, if an empty one.

    Only a run without a place to cut makes a longer piece, up to LONGEST_RUN.
    """
    rest, start = "", 0
    for block in blocks:
        rest += block
        while len(rest) > size and (at := _place(rest, size)):
            yield Piece(rest[:at], start)
            rest, start = rest[at:], start + at
    if rest or not start:
        yield Piece(rest, start)


def _place(text: str, size: int) -> int:
    """Where to cut, 0 to wait for more: the best end in the second half, else any end, else none until too long."""
    for end in _ENDS:
        at = text.rfind(end, size // 2, size)
        if at >= 0:
            return at + len(end)
    if last := _LAST_END.match(text, 0, size):
        return last.end()
    if later := _ANY_END.search(text, size):
        return later.end()
    return min(len(text), LONGEST_RUN) if len(text) >= LONGEST_RUN else 0


def _blocks(text: str) -> Iterator[str]:
    return (text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK))

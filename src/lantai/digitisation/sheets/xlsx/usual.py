"""Rows written the usual way, read three times as quickly as a parser reads them.

Every program writes its rows alike: cells without comments, prefixes or blanks between them. Such a row is taken apart
by one expression, which must account for each of its characters; any other row goes to the parser (``parsed``).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO, Final

from lantai.digitisation.sheets.cells import LONGEST, MOST_COLUMNS, MOST_ROWS, Cell, RawRow, column_place
from lantai.digitisation.sheets.unreadable import Reason, UnreadableSheet
from lantai.digitisation.sheets.xlsx.package import CHUNK, new_parser
from lantai.digitisation.sheets.xlsx.parsed import ReadCell, parsed_rows

_ROW: Final = re.compile(r'<row(?: [^>]*?)??(?: r="(\d{1,7})")(?: [^>/]*)?>')
_CELL: Final = re.compile(
    r'(<c(?: r="([A-Z]{1,3})\d{1,7}")(?: s="(\d{1,6})")?(?: t="([a-zA-Z]+)")?(?:/>|>'
    r'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>))'
)
_EMPTY_ROWS: Final = re.compile(r"(?:<row(?: [^>]*)?/>)+")
_END: Final = "</row>"
_BEGIN: Final = b"<sheetData>"
_LONGEST_HEAD: Final = 1 << 20
_LONGEST_ROW: Final = 64 << 20


def rows(stream: IO[bytes], read_cell: ReadCell) -> Iterator[RawRow]:
    """The rows that hold something, in the file's order. Raises ExpatError, UnreadableSheet, BadZipFile."""
    head = b""
    while _BEGIN not in head and len(head) < _LONGEST_HEAD and (chunk := stream.read(CHUNK)):
        head += chunk
    before, mark, after = head.partition(_BEGIN)
    if mark and _is_plain(before + mark):
        yield from _usual(after, stream, read_cell)
    else:
        yield from parsed_rows(head, stream, read_cell)


def _is_plain(head: bytes) -> bool:
    """Whether the part is UTF-8; the parser looks at its head, and refuses what it refuses everywhere."""
    encodings: list[str] = []
    parser = new_parser()
    parser.XmlDeclHandler = lambda _version, encoding, _standalone: encodings.append(encoding or "utf-8")
    parser.Parse(head)
    return not head.startswith(codecs.BOM_UTF8) and all(one.lower() == "utf-8" for one in encodings)


def _usual(first: bytes, stream: IO[bytes], read_cell: ReadCell) -> Iterator[RawRow]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest, number, looked_at = decoder.decode(first), 0, 0
    while True:
        if rest.find(_END, looked_at) >= 0:
            *pieces, rest = rest.split(_END)
            for piece in pieces:
                for row in _row(piece, number, read_cell):
                    number = row.number
                    yield row
        if len(rest) > _LONGEST_ROW:
            raise UnreadableSheet("", Reason.UNSAFE, f"row {number + 1} is over {_LONGEST_ROW >> 20} MB")
        chunk = stream.read(CHUNK)
        if not chunk:
            break
        looked_at = max(0, len(rest) - len(_END))  # no row of megabytes is looked through again with every piece of it
        rest += decoder.decode(chunk)
    if "</sheetData>" not in rest:
        raise UnreadableSheet("", Reason.DAMAGED, f"its rows end after {number}")


def _row(piece: str, before: int, read_cell: ReadCell) -> Iterator[RawRow]:
    """The row that a piece of text is, or the rows that the parser finds in it."""
    if piece.startswith("<row") and "/><row" in piece:
        piece = _EMPTY_ROWS.sub("", piece, count=1) if _EMPTY_ROWS.match(piece) else piece
    begin = _ROW.match(piece)
    cells = _cells(piece, begin.end(), read_cell) if begin else None
    if begin is None or cells is None:
        yield from parsed_rows(f"<sheetData>{piece}{_END}".encode(), None, read_cell, after=before)
        return
    number = int(begin[1])
    if number > MOST_ROWS:
        raise UnreadableSheet("", Reason.TOO_LARGE, f"it claims a row {number}")
    if cells:
        yield RawRow(number, cells)


def _cells(piece: str, start: int, read_cell: ReadCell) -> list[Cell] | None:
    """The cells of a row from ``start`` on; None when something else stands there too."""
    found = _CELL.findall(piece, start)
    if sum([len(one[0]) for one in found]) != len(piece) - start:
        return None
    cells: list[Cell] = []
    for whole, letters, style, kind, value, inline in found:
        text = value or inline
        if not text:
            continue
        if len(whole) > LONGEST:
            return None
        place = _PLACES[letters]
        gap = place - len(cells)
        if gap < 0 or place >= MOST_COLUMNS:
            return None
        if gap:
            cells.extend([None] * gap)
        cells.append(read_cell(kind, _unescaped(text) if "&" in text else text, style))
    return cells


def _unescaped(text: str) -> str:
    """The text without references to characters; some programs write every Chinese character as one."""
    first, *others = text.split("&")
    pieces = [first]
    for other in others:
        name, _, after = other.partition(";")
        pieces += (_REFERENCES[name], after)
    return "".join(pieces)


class _Places(dict[str, int]):
    """Columns by their letters, as they are met: at most 17,576."""

    def __missing__(self, letters: str) -> int:
        place = self[letters] = column_place(letters)
        return place


class _References(dict[str, str]):
    """Characters by what stands between & and ; (XML 1.0, 4.1 and 4.6): there are no others without a document type."""

    def __missing__(self, name: str) -> str:
        match = _NUMBERED.fullmatch(name)
        code = int(match[1] or match[2], 16 if match[1] else 10) if match else -1
        if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
            raise UnreadableSheet("", Reason.DAMAGED, f"&{name[:20]}; means nothing")
        character = chr(code)
        if len(self) < _MOST_REFERENCES:
            self[name] = character
        return character


_NUMBERED: Final = re.compile(r"#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}))")
_MOST_REFERENCES: Final = 100_000
_PLACES: Final = _Places()
_REFERENCES: Final = _References(amp="&", lt="<", gt=">", quot='"', apos="'")

"""The font of the text that nobody sees: any character, as an empty frame (ISO 32000-1, 9.7; text rendering mode 3).

A reader of PDF takes from it how large a character is and what it means, and draws nothing. Every character that a
document has gets a number of its own (CID), so that those beyond the basic plane are as good as others.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from lantai.reading_room.pdf.objects import Objects, Value, reference

EM: Final = 1000
NARROW: Final = 500
"""Units that a Latin letter is wide; any other character is as wide as the em."""
_NAME: Final = "Unseen"
_MOST: Final = 65_535
_A_BLOCK: Final = 100
"""Rows that a block of a CMap may have."""


class UnseenFont:
    """One font in two directions; ``written`` last, when every character has been met."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._cids: dict[str, int] = {}
        self.across, self.down = objects.number(), objects.number()

    def code(self, char: str) -> int:
        """The character's number; 0, which means nothing, when there are no more numbers."""
        known = self._cids.get(char)
        if known is not None or len(self._cids) >= _MOST:
            return known or 0
        self._cids[char] = len(self._cids) + 1
        return self._cids[char]

    def written(self) -> Iterator[bytes]:
        objects = self._objects
        meaning, descendant, descriptor, program, frames = (objects.number() for _ in range(5))
        yield objects.stream(meaning, {}, self._meanings())
        yield objects.stream(frames, {}, bytes(2) + b"".join(map(_frame, self._cids)))
        for number, encoding in ((self.across, "Identity-H"), (self.down, "Identity-V")):
            yield objects.plain(
                number,
                {
                    "Type": "Font",
                    "Subtype": "Type0",
                    "BaseFont": _NAME,
                    "Encoding": encoding,
                    "DescendantFonts": [reference(descendant)],
                    "ToUnicode": reference(meaning),
                },
            )
        yield objects.plain(descendant, self._descendant(descriptor, frames))
        yield objects.plain(descriptor, _descriptor(program))
        data = _program()
        yield objects.stream(program, {"Length1": len(data)}, data)

    def _descendant(self, descriptor: int, frames: int) -> Value:
        """In a column a character hangs from the middle of its upper edge, and the next one an em below it."""
        narrow: list[Value] = []
        for char, cid in self._cids.items():
            if is_narrow(char):
                narrow += [cid, cid, NARROW]
        return {
            "Type": "Font",
            "Subtype": "CIDFontType2",
            "BaseFont": _NAME,
            "CIDSystemInfo": {"Registry": b"(Adobe)", "Ordering": b"(Identity)", "Supplement": 0},
            "FontDescriptor": reference(descriptor),
            "DW": EM,
            "W": narrow,
            "DW2": [EM, -EM],
            "CIDToGIDMap": reference(frames),
        }

    def _meanings(self) -> bytes:
        """The CMap from numbers to Unicode (9.10.3)."""
        rows = [f"<{cid:04x}> <{char.encode('utf-16-be', 'replace').hex()}>" for char, cid in self._cids.items()]
        blocks = [rows[at : at + _A_BLOCK] for at in range(0, len(rows), _A_BLOCK)]
        said = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{said}"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode()


def is_narrow(char: str) -> bool:
    return " " <= char <= "~"


def _descriptor(program: int) -> Value:
    return {
        "Type": "FontDescriptor",
        "FontName": _NAME,
        "Flags": 4,
        "FontBBox": [0, 0, EM, EM],
        "ItalicAngle": 0,
        "Ascent": EM,
        "Descent": 0,
        "CapHeight": EM,
        "StemV": 80,
        "FontFile2": reference(program),
    }


def _frame(char: str) -> bytes:
    return b"\0\2" if is_narrow(char) else b"\0\1"


def _program() -> bytes:
    """The smallest TrueType font that is whole: nothing, a wide frame and a narrow one."""
    wide, narrow = _glyph(EM), _glyph(NARROW)
    head = struct.pack(">IIIIHHqqhhhhHHhhh", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, EM, 0, 0, 0, 0, EM, EM, 0, 8, 2, 0, 0)
    tables = {
        b"glyf": wide + narrow,
        b"head": head,
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 1 << 16, EM, 0, 0, EM, *[0] * 11, 3),
        b"hmtx": struct.pack(">HhHhHh", EM, 0, EM, 0, NARROW, 0),
        b"loca": struct.pack(">4H", 0, 0, len(wide) // 2, (len(wide) + len(narrow)) // 2),
        b"maxp": struct.pack(">IH13H", 1 << 16, 3, 4, 1, *[0] * 11),
    }
    at = 12 + 16 * len(tables)
    directory, body = struct.pack(">IHHHH", 1 << 16, len(tables), 64, 2, 32), b""
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, total, at + len(body), len(data))
        body += padded
    return directory + body


def _glyph(width: int) -> bytes:
    """A frame from the base line to the height of the em, as one contour of four points."""
    bounds = struct.pack(">hhhhh", 1, 0, 0, width, EM)
    points = struct.pack(">HH4B8h", 3, 0, *[1] * 4, 0, width, 0, -width, 0, 0, EM, 0)
    return bounds + points

"""A small writer of PDF: one image a page, a hidden layer of text over it where wanted, and a password.

As much of ISO 32000-1 as a digitisation contractor's programs use: DCTDecode images, text that is not painted (mode 3)
in a font without outlines, whose characters a ToUnicode map tells, and the standard security handler, revision 2.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_PADDING: Final = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_IDENTITY: Final = hashlib.sha256(b"Linhe").digest()[:16]
_MAP_HEAD: Final = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Linhe def /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A JPEG, its pixels and resolution, and the lines of text that lie hidden over it, if any."""

    jpeg: bytes
    width: int
    height: int
    dpi: int
    lines: tuple[str, ...] = ()


def pdf(pages: Sequence[PdfPage], *, password: str = "") -> bytes:
    """A PDF of these pages. With a password it opens to nobody who does not know it."""
    writer = _Writer(password)
    font = writer.add_font(sorted({char for page in pages for line in page.lines for char in line}))
    tree = len(writer.objects) + 3 * len(pages) + 1
    kids = [writer.add_page(page, font, tree) for page in pages]
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    assert writer.add(f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>") == tree
    return writer.written(writer.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))


class _Writer:
    """Numbers objects from 1 and enciphers their streams."""

    def __init__(self, password: str) -> None:
        self.objects: list[bytes] = []
        self.owner = _rc4(_md5(_padded(password))[:5], _padded(password))
        self.key = _file_key(password, self.owner) if password else b""

    def add(self, dictionary: str, stream: bytes | None = None) -> int:
        body = dictionary.encode("latin-1")
        if stream is not None:
            body += b"\nstream\n" + self._enciphered(stream, len(self.objects) + 1) + b"\nendstream"
        self.objects.append(body)
        return len(self.objects)

    def add_font(self, characters: Sequence[str]) -> int:
        """A font of no outlines for these characters: their codes are UTF-16, and a map says so."""
        codes = [char.encode("utf-16-be").hex().upper() for char in characters if len(char.encode("utf-16-be")) == 2]
        blocks = [codes[start : start + 100] for start in range(0, len(codes), 100)]
        told = "".join(
            f"{len(block)} beginbfchar\n" + "".join(f"<{code}> <{code}>\n" for code in block) + "endbfchar\n"
            for block in blocks
        )
        cmap = (_MAP_HEAD + told + "endcmap end end").encode("ascii")
        to_unicode = self.add(f"<< /Length {len(cmap)} >>", cmap)
        described = self.add(
            "<< /Type /FontDescriptor /FontName /Linhe /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0"
            " /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
        )
        kept = self.add(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Linhe /CIDSystemInfo << /Registry (Adobe)"
            f" /Ordering (Identity) /Supplement 0 >> /FontDescriptor {described} 0 R /DW 1000 >>"
            if not self.key
            else "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Linhe"
            f" /FontDescriptor {described} 0 R /DW 1000 >>"  # strings would have to be enciphered too
        )
        return self.add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Linhe /Encoding /Identity-H"
            f" /DescendantFonts [{kept} 0 R] /ToUnicode {to_unicode} 0 R >>"
        )

    def add_page(self, page: PdfPage, font: int, tree: int) -> int:
        wide, high = (72 * pixels / page.dpi for pixels in (page.width, page.height))
        image = self.add(
            f"<< /Type /XObject /Subtype /Image /Width {page.width} /Height {page.height} /ColorSpace /DeviceRGB"
            f" /BitsPerComponent 8 /Filter /DCTDecode /Length {len(page.jpeg)} >>",
            page.jpeg,
        )
        drawing = f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /Im0 Do Q\n{_hidden(page.lines, wide, high)}".encode("ascii")
        content = self.add(f"<< /Length {len(drawing)} >>", drawing)
        return self.add(
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {wide:.2f} {high:.2f}] /Contents {content} 0 R"
            f" /Resources << /XObject << /Im0 {image} 0 R >> /Font << /F0 {font} 0 R >> >> >>"
        )

    def written(self, catalogue: int) -> bytes:
        trailer = f"/Size {len(self.objects) + 1 + bool(self.key)} /Root {catalogue} 0 R"
        if self.key:
            user = _rc4(self.key, _PADDING)
            locked = f"<< /Filter /Standard /V 1 /R 2 /O <{self.owner.hex()}> /U <{user.hex()}> /P -4 >>"
            trailer += f" /Encrypt {self.add(locked)} 0 R /ID [<{_IDENTITY.hex()}> <{_IDENTITY.hex()}>]"
        out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        return bytes(out) + f"trailer\n<< {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")

    def _enciphered(self, stream: bytes, number: int) -> bytes:
        if not self.key:
            return stream
        salted = self.key + struct.pack("<I", number)[:3] + b"\0\0"
        return _rc4(_md5(salted)[: len(self.key) + 5], stream)


def _hidden(lines: Sequence[str], wide: float, high: float) -> str:
    """Text that is not painted, line under line."""
    size = 9.0
    drawn = [
        f"BT /F0 {size} Tf 3 Tr 1 0 0 1 {wide / 10:.2f} {high - (number + 2) * size * 1.4:.2f} Tm"
        f" <{line.encode('utf-16-be').hex()}> Tj ET\n"
        for number, line in enumerate(lines)
    ]
    return "".join(drawn)


def _file_key(password: str, owner: bytes) -> bytes:
    """Algorithm 2 of ISO 32000-1, 7.6.3.3, for a key of 40 bits."""
    return _md5(_padded(password) + owner + struct.pack("<i", -4) + _IDENTITY)[:5]


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + _PADDING)[:32]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(data), 0, 0
    for at in range(len(out)):
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out[at] ^= state[(state[i] + state[j]) & 255]
    return bytes(out)

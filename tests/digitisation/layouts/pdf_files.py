"""PDFs written by hand, small enough to read."""

from __future__ import annotations

from collections.abc import Sequence

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R %s >>"


def pdf(
    *texts: str, size: tuple[float, float] = (200, 300), rotate: int = 0, catalogue: bytes = b"", trailer: bytes = b""
) -> bytes:
    """A page for each text, in Helvetica 20 pt, its baseline beginning at (20, 250) from the lower left corner."""
    kids = " ".join(f"{3 + 3 * at} 0 R" for at in range(len(texts)))
    objects = [CATALOGUE % catalogue, f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>".encode()]
    for at, text in enumerate(texts):
        content = f"BT /F1 20 Tf 20 250 Td ({text}) Tj ET".encode()
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Rotate {rotate} "
            f"/Contents {4 + 3 * at} 0 R /Resources << /Font << /F1 {5 + 3 * at} 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    return written(objects, trailer)


def written(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + head + table + end


def encrypted() -> bytes:
    """A PDF that asks for a password which nobody knows."""
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (
        b"ab" * 32,
        b"cd" * 32,
    )
    return pdf("secret", trailer=lock)


def cjk(drawing: str, *, size: tuple[float, float] = (300, 400), way: str = "H") -> bytes:
    """A page of Chinese in a font that is named and not embedded; ``way`` V: its characters run downwards."""
    content = drawing.encode("ascii")
    font = b"/BaseFont /MSung-Light"
    return written(
        [
            CATALOGUE % b"",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
            b" /Resources << /Font << /F0 5 0 R >> >> >>" % size,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type0 %s /Encoding /UniCNS-UCS2-%s /DescendantFonts [6 0 R] >>"
            % (font, way.encode()),
            b"<< /Type /Font /Subtype /CIDFontType0 %s /CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1)"
            b" /Supplement 0 >> /FontDescriptor 7 0 R /DW 1000 >>" % font,
            (
                b"<< /Type /FontDescriptor /FontName /MSung-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
                b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            ),
        ]
    )


def shown(text: str, x: float, y: float) -> str:
    """An instruction that shows text hidden, 20 pt, its baseline beginning at a place."""
    return f"BT /F0 20 Tf 3 Tr 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"

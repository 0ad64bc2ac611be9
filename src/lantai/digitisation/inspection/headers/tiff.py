"""TIFF 6.0 and BigTIFF: a chain of directories, one a page, each pointing at its strips or tiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lantai.digitisation.inspection.headers.directory import Directory, Layout, read_directory
from lantai.digitisation.inspection.headers.header import Header, mode_name
from lantai.digitisation.inspection.scan_file import BrokenImage, ScanFile

MOST_PAGES: Final = 20_000
_SUBFILE, _WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 254, 256, 257, 258, 259, 262
_STRIP_OFFSETS, _SAMPLES, _STRIP_BYTES, _TILE_OFFSETS, _TILE_BYTES = 273, 277, 279, 324, 325
_EXTRA_SAMPLES, _ICC = 338, 34675
_COMPRESSIONS: Final = {
    1: "none", 2: "rle", 3: "g3", 4: "g4", 5: "lzw", 6: "old-jpeg", 7: "jpeg", 8: "deflate", 32773: "packbits",
    32946: "deflate", 33003: "jp2", 33005: "jp2", 34661: "jbig", 34712: "jp2", 34925: "lzma", 50000: "zstd",
    50001: "webp",
}  # fmt: skip
_COLOURS: Final = {0: "grey", 1: "grey", 2: "rgb", 3: "palette", 5: "cmyk", 6: "rgb"}


def read_tiff(file: ScanFile) -> Header:
    """The first page's header with the number of pages. Raises BrokenImage."""
    pages = list(_pages(file))
    if not pages:
        raise BrokenImage("holds no page")
    first = pages[0]
    bits = first.number(_BITS, 1)
    return Header(
        width=first.number(_WIDTH),
        height=first.number(_HEIGHT),
        mode=_mode(first, bits),
        bits=bits,
        dpi=first.dpi(),
        compression=_COMPRESSIONS.get(first.number(_COMPRESSION, 1), "other"),
        pages=len(pages),
        largest=max(
            ((page.number(_WIDTH), page.number(_HEIGHT)) for page in pages), key=lambda sides: sides[0] * sides[1]
        ),
        turn=first.turn(),
        icc=_ICC in first.entries,
        cut=next(filter(None, (_beyond(page, file.size, at) for at, page in enumerate(pages, 1))), ""),
    )


def _pages(file: ScanFile) -> Iterator[Directory]:
    """Pages in order; reduced copies (subfile bit 0) are none. Raises BrokenImage for a chain that bites its tail."""
    layout, offset = _opening(file)
    seen = set[int]()
    while offset:
        if offset in seen:
            raise BrokenImage(f"has directories in an endless loop at byte {offset}")
        if len(seen) >= MOST_PAGES:
            raise BrokenImage(f"states more than {MOST_PAGES} pages")
        seen.add(offset)
        directory = read_directory(file.at, offset, layout)
        if not directory.number(_SUBFILE) & 1:
            yield directory
        offset = directory.following


def _opening(file: ScanFile) -> tuple[Layout, int]:
    """Byte order and the offset of the first directory (BigTIFF keeps it eight bytes in)."""
    start = file.at(0, 8)
    order = "<" if start[:2] == b"II" else ">"
    if start[2:4] in {b"+\x00", b"\x00+"}:
        layout = Layout(order, big=True)
        return layout, layout.offset(file.at(8, 8))
    layout = Layout(order)
    return layout, layout.offset(start[4:])


def _mode(page: Directory, bits: int) -> str:
    colour = _COLOURS.get(page.number(_PHOTOMETRIC, 1), "other")
    if colour == "grey" and bits == 1:
        return "bitonal"
    # Extra samples 1 and 2 are alpha; 0 is something that only its maker knows.
    return mode_name(colour, bits=bits, alpha=bool({1, 2} & set(page.numbers(_EXTRA_SAMPLES))))


def _beyond(page: Directory, size: int, number: int) -> str:
    """Whether strips or tiles lie, or reach, beyond the file."""
    offsets = page.numbers(_STRIP_OFFSETS) or page.numbers(_TILE_OFFSETS)
    lengths = page.numbers(_STRIP_BYTES) or page.numbers(_TILE_BYTES) or (0,) * len(offsets)
    if not offsets:
        return f"page {number} has no picture data"
    ends = max(
        *(at + length for at, length in zip(offsets, lengths, strict=False)),
        *(entry.place + entry.bytes for entry in page.entries.values()),
    )
    return f"page {number} has data up to byte {ends}, the file ends at {size}" if ends > size else ""

"""From a path to what can be said of it, in the order of cost: name, first bytes, header, pixels.

Runs in a child only; nothing is decoded that its header has not been judged fit for.
"""

from __future__ import annotations

from dataclasses import replace

from lantai.digitisation.inspection.decoding import DAMAGED, decode
from lantai.digitisation.inspection.formats import ENDINGS, SNIFFED, expected_format, is_read, sniff
from lantai.digitisation.inspection.headers import Header, read_header
from lantai.digitisation.inspection.inspected import Inspected, Problem
from lantai.digitisation.inspection.measuring import measure
from lantai.digitisation.inspection.scan_file import TRUNCATED, UNREADABLE, BrokenImage, ScanFile, open_scan

NO_MEMORY = "needs more memory than one file may take"


def examine(path: str, *, pixels: int) -> Inspected:
    """Everything about one file that needs no threshold. Whatever is wrong with it stands in ``problems``."""
    blank = Inspected(path=path)
    try:
        with open_scan(path) as file:
            return _opened(replace(blank, size=file.size), file, pixels)
    except BrokenImage as error:
        return blank.with_problems(Problem(error.code, str(error)))
    except OSError as error:
        return blank.with_problems(Problem(UNREADABLE, error.strerror or str(error)))


def _opened(seen: Inspected, file: ScanFile, pixels: int) -> Inspected:
    if not file.size:
        return seen.with_problems(Problem("empty-file", "0", "1"))
    kind, promised = sniff(file.start(SNIFFED)), expected_format(seen.path)
    seen = seen.with_problems(*_mismatch(kind, promised))
    if not is_read(kind):
        return seen.with_problems(Problem(UNREADABLE, kind or "no known format", ", ".join(ENDINGS)))
    seen = replace(seen, format=kind)
    try:
        header = read_header(file, kind)
    except BrokenImage as error:
        return seen.with_problems(Problem(error.code, str(error)))
    seen = _described(seen, header)
    width, height = header.extent
    if width * height > pixels:
        return seen.with_problems(Problem("oversized-image", f"{width} × {height}", str(pixels)))
    return _decoded(seen, file, header, pixels)


def _mismatch(kind: str, promised: str) -> tuple[Problem, ...]:
    """Nothing is said of a file that has no known format: that it cannot be read says it all."""
    return (Problem("format-mismatch", kind, promised),) if kind and kind != promised else ()


def _described(seen: Inspected, header: Header) -> Inspected:
    width, height = header.canvas
    return replace(
        seen,
        width=width,
        height=height,
        dpi=header.dpi,
        mode=header.mode,
        bits=header.bits,
        compression=header.compression,
        pages=header.pages,
        turn=header.turn,
        icc=header.icc,
    )


def _decoded(seen: Inspected, file: ScanFile, header: Header, pixels: int) -> Inspected:
    """A file that is cut short is decoded all the same, for it may still be seen; one finding is enough."""
    cut = (Problem(TRUNCATED, header.cut),) if header.cut else ()
    try:
        decoded = decode(file, seen.format, header, pixels=pixels)
    except BrokenImage as error:
        return seen.with_problems(*(cut or (Problem(error.code, header.damage or str(error)),)))
    except MemoryError:
        return seen.with_problems(*(cut or (Problem(UNREADABLE, NO_MEMORY),)))
    complaint = header.damage or decoded.complaint
    damaged = (Problem(DAMAGED, complaint),) if complaint else ()
    return replace(seen.with_problems(*(cut or damaged)), measures=measure(decoded.grey))

"""Lines of digest lists, however they are written: which file, which algorithm, which digest.

Known are ``md5sum`` and its kin (``digest  path``, ``digest *path``, a backslash before an escaped name), the BSD form
(``MD5 (path) = digest``), path before digest, and tables in any order of columns, with a header or without. The length
tells the algorithm; 64 digits are SHA-256, or SM3 (GB/T 32905) where the line, the header or the list's name says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from lantai.values.folding import fold

LENGTHS: Final = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
ALGORITHMS: Final = (*LENGTHS.values(), "sm3")

_DIGEST: Final = r"[0-9A-Fa-f]{128}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32}"
_HEX: Final = re.compile(_DIGEST)
_BSD: Final = re.compile(rf"(?P<name>[A-Za-z0-9-]+) ?\((?P<path>.+)\) ?= ?(?P<digest>{_DIGEST})")
_DIGEST_FIRST: Final = re.compile(rf"(?P<escaped>\\?)(?P<digest>{_DIGEST})(?: [ *]| *[=: ] *\*?)(?P<path>\S.*)")
_DIGEST_LAST: Final = re.compile(rf"[ =:]({_DIGEST})$")
_LONGEST: Final = 8_000
"""Characters: no path and digest need more, and a line made to be hard to read has them."""
_COMMENT: Final = ("#", ";")
_ESCAPES: Final = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}
_NUMBER: Final = re.compile(r"[\d.,:/ -]*(?:[KMG]?B)?", re.IGNORECASE)

_PATHS: Final = frozenset(
    map(fold, ("路徑", "文件路徑", "相對路徑", "存儲路徑", "path", "file path", "目錄", "文件夾", "folder"))
)
_NAMES: Final = frozenset(map(fold, ("文件名", "文件名稱", "名稱", "電子文件名", "file", "file name", "name")))


@dataclass(frozen=True, slots=True)
class StatedDigest:
    """One line: ``path`` as it is written, ``digest`` in small hexadecimal, ``line`` counted from 1."""

    path: str
    algorithm: str
    digest: str
    line: int


@dataclass(slots=True)
class LineReader:
    """Reads the lines of one list; a table's header, once seen, tells the columns of what follows."""

    name: str
    is_sm3: bool = field(init=False)
    path_at: int | None = None
    name_at: int | None = None

    def __post_init__(self) -> None:
        self.is_sm3 = "sm3" in fold(self.name)

    def line(self, text: str, number: int) -> StatedDigest | None:
        """What a line of text states; None of a comment, a heading or anything else."""
        text = text.strip("\r\n\t \ufeff\x1a")
        if not text or len(text) > _LONGEST:
            return None
        if text.startswith(_COMMENT):
            self._heed([text])
            return None
        return self._sum_line(text, number) or self.cells(_parted(text), number)

    def _sum_line(self, text: str, number: int) -> StatedDigest | None:
        """A line as ``md5sum``, its kin and BSD write it; None of a table's row."""
        if "\t" in text or "|" in text:
            return None
        if match := _BSD.fullmatch(text):
            return self._stated(match["path"], match["digest"], number, said=match["name"])
        if match := _DIGEST_FIRST.fullmatch(text):
            path = _unescaped(match["path"]) if match["escaped"] else match["path"]
            return self._stated(path, match["digest"], number)
        if match := _DIGEST_LAST.search(text):
            return self._stated(text[: match.start()].rstrip(" =:"), match[1], number)
        return None

    def cells(self, cells: Sequence[str], number: int) -> StatedDigest | None:
        """What a row of a table states; None of the header, which is remembered."""
        trimmed = [cell.strip().strip('"') for cell in cells]
        at = next((at for at, cell in enumerate(trimmed) if _HEX.fullmatch(cell)), None)
        if at is None:
            self._header(trimmed)
            return None
        path = self._path(trimmed, at)
        return self._stated(path, trimmed[at], number) if path else None

    def _header(self, cells: Sequence[str]) -> None:
        folded = self._heed(cells)
        path = next((at for at, cell in enumerate(folded) if cell in _PATHS), None)
        name = next((at for at, cell in enumerate(folded) if cell in _NAMES), None)
        if path is not None or name is not None:
            self.path_at, self.name_at = path, name

    def _heed(self, cells: Sequence[str]) -> list[str]:
        """A heading or comment that names SM3 means it of every line below. The cells, folded."""
        folded = [fold(cell) for cell in cells]
        self.is_sm3 = self.is_sm3 or any("sm3" in cell for cell in folded)
        return folded

    def _path(self, cells: Sequence[str], digest_at: int) -> str:
        """By the header; without one, the longest cell that is neither digest nor number."""
        told = [cells[at] for at in (self.path_at, self.name_at) if at is not None and at < len(cells)]
        if told := [cell for cell in told if cell]:
            folder, name = told[0], told[-1]
            return folder if _ends_with(folder, name) else folder.rstrip("/\\") + "/" + name
        others = [cell for at, cell in enumerate(cells) if at != digest_at and not _NUMBER.fullmatch(cell)]
        return max((cell for cell in others if not _HEX.fullmatch(cell)), key=len, default="")

    def _stated(self, path: str, digest: str, number: int, *, said: str = "") -> StatedDigest:
        algorithm = LENGTHS[len(digest)]
        if algorithm == "sha256" and (self.is_sm3 or fold(said) == "sm3"):
            algorithm = "sm3"
        return StatedDigest(path.strip().strip('"'), algorithm, digest.lower(), number)


def _ends_with(path: str, name: str) -> bool:
    return path.replace("\\", "/").endswith(name.replace("\\", "/"))


def _parted(text: str) -> list[str]:
    separator = "\t" if "\t" in text else max(",;|", key=text.count)
    return next(csv.reader([text], delimiter=separator), [])


def _unescaped(path: str) -> str:
    return re.sub(r"\\[\\nr]", lambda match: _ESCAPES[match.group()], path)

"""The file structure of PDF (ISO 32000-1, 7.5), written from front to back: no object is kept after it was sent."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Final, TypeAlias

HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

Value: TypeAlias = "bytes | int | float | str | list[Value] | Mapping[str, Value]"
"""bytes stand as they are, a str is a name, lists and mappings are arrays and dictionaries."""


class Objects:
    """Gives numbers, and remembers where every object begins: what the table at the end needs."""

    def __init__(self) -> None:
        self._at = len(HEADER)
        self._places: dict[int, int] = {}
        self._last = 0

    def number(self) -> int:
        """A number for an object that is written later."""
        self._last += 1
        return self._last

    def plain(self, number: int, value: Value) -> bytes:
        return self._written(number, written(value))

    def stream(self, number: int, about: Mapping[str, Value], data: bytes, *, packed: bool = True) -> bytes:
        """``packed``: the data are still to be compressed."""
        body = zlib.compress(data) if packed else data
        how: Mapping[str, Value] = {"Filter": "FlateDecode"} if packed else {}
        head = written({**about, **how, "Length": len(body)})
        return self._written(number, b"".join((head, b"\nstream\n", body, b"\nendstream")))

    def end(self, *, root: int, info: int) -> bytes:
        """The cross-reference table and the trailer (7.5.4, 7.5.5)."""
        rows = [b"0000000000 65535 f \n"]
        rows += [b"%010d 00000 n \n" % self._places[number] for number in range(1, self._last + 1)]
        trailer = written({"Size": self._last + 1, "Root": reference(root), "Info": reference(info)})
        table = b"xref\n0 %d\n" % (self._last + 1) + b"".join(rows)
        return b"%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (table, trailer, self._at)

    def _written(self, number: int, body: bytes) -> bytes:
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._places[number] = self._at
        self._at += len(whole)
        return whole


def reference(number: int) -> bytes:
    return b"%d 0 R" % number


def text(said: str) -> bytes:
    """A text string (7.9.2.2), as hexadecimal UTF-16 with its mark: nothing in it needs to be escaped."""
    return b"<%s>" % ("\ufeff" + said).encode("utf-16-be", "replace").hex().encode()


def written(value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return b"/" + value.encode("ascii")
    if isinstance(value, (int, float)):
        return f"{value:.3f}".rstrip("0").rstrip(".").encode() if isinstance(value, float) else b"%d" % value
    if isinstance(value, list):
        return b"[" + b" ".join(map(written, value)) + b"]"
    return b"<<" + b" ".join(b"/%s %s" % (key.encode("ascii"), written(one)) for key, one in value.items()) + b">>"

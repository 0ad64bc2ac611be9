"""A small writer of compound files (MS-CFB, version 3): what .xls is kept in, and what locked .xlsx are.

Streams are laid out one after the other in sectors of 512 bytes. A stream is filled up to 4,096 bytes, so that the
format's second, smaller kind of sector is never needed.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

_SECTOR: Final = 512
_SHORTEST: Final = 4_096
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_MAGIC: Final = bytes.fromhex("D0CF11E0A1B11AE1")


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams; together they may be some seven megabytes."""
    padded = {name: _filled(data, max(_SHORTEST, len(data))) for name, data in streams.items()}
    folder = _filled(b"", (len(padded) // 4 + 1) * _SECTOR)
    used = sum(len(data) for data in padded.values()) // _SECTOR + len(folder) // _SECTOR
    tables = 1
    while tables * 128 < used + tables:
        tables += 1
    chains, starts = [_TABLE] * tables, {}
    for name, data in {"": folder, **padded}.items():
        count, starts[name] = len(data) // _SECTOR, len(chains)
        chains += [*range(len(chains) + 1, len(chains) + count), _END]
    chains += [_FREE] * (tables * 128 - len(chains))
    entries = _filled(_folder(padded, starts), len(folder))
    table = struct.pack(f"<{len(chains)}I", *chains)
    return _header(tables, starts[""]) + table + entries + b"".join(padded.values())


def _header(tables: int, folder: int) -> bytes:
    head = _MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, folder, 0, _SHORTEST, _END, 0, _END, 0)
    return head + struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))


def _folder(streams: Mapping[str, bytes], starts: Mapping[str, int]) -> bytes:
    """The root and its streams, chained to the right; readers that want a balanced tree do not look."""
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        right = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, right=right, start=starts[name], size=len(data)))
    return b"".join(entries)


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int, size: int) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    head = _filled(words, 64) + struct.pack("<HBB", len(words), kind, 1)
    return head + struct.pack("<III", _FREE, right, child) + bytes(36) + struct.pack("<IQ", start, size)


def _filled(data: bytes, size: int) -> bytes:
    """The bytes with zeros after them, up to a whole number of sectors when they are longer than one."""
    if size > _SECTOR:
        size = -(-size // _SECTOR) * _SECTOR
    return data + bytes(size - len(data))

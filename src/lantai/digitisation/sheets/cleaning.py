"""Dirt in the characters of a cell: what nobody sees, what breaks lines, what is wider than it should be."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from lantai.digitisation.sheets.names import FieldKind

_SELDOM: Final = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What the next three look for: most dirty cells have nothing of it."""
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_BREAK: Final = re.compile("[ \t\u00a0\u3000]*(?:\r\n?|[\n\x0b\x0c\x85\u2028\u2029])[ \t\u00a0\u3000]*")
_ODD_SPACE: Final = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_AROUND: Final = " \t\u00a0\u3000"
_FULL_WIDTH: Final = {0xFF01 + n: 0x21 + n for n in range(94) if chr(0x21 + n).isalnum()}
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
_HAN_AROUND: Final = re.compile(f"(?<=[{_HAN}，。、；：]) (?=[{_HAN}])")
_LOST: Final = re.compile(rf"\ufffd|[{_HAN}]\?+[{_HAN}]|\?\?")
_WIDE_KINDS: Final = frozenset({FieldKind.CODE, FieldKind.NUMBER, FieldKind.DATE})
_ODD_SHARE: Final = 0.25
_SIGNS: Final = "，。、；：！（）《》〈〉「」『』【】〔〕［］—－…·～％／○〇□■△●×ⅠⅡⅢⅣⅤ№℃"
_LONGEST_JUDGED: Final = 500
_FIRST_LEVELS: Final = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
"""The everyday characters of both scripts: their encoding, and between which first bytes they stand."""


class Cleaned(NamedTuple):
    """The text as to be used, and the code of every kind of dirt that was taken out."""

    text: str
    codes: tuple[str, ...]


@cache
def plain_characters(kind: FieldKind) -> frozenset[str]:
    """Characters that are never dirt in a field of this kind: a cell of them alone needs no second look.

    Question marks and single quotation marks are left out, for they may stand for something else; rare characters
    too, for wrongly decoded text is made of them.
    """
    ascii_ = {chr(code) for code in range(0x20, 0x7F)} - set("?#\"'")
    wide = set() if kind in _WIDE_KINDS else {chr(code) for code in _FULL_WIDTH}
    return frozenset(_everyday() | ascii_ | wide | set(_SIGNS))


@cache
def _everyday() -> frozenset[str]:
    """The same as ``values.repair.readings.is_everyday``, without its tables."""
    grids = (
        (
            bytes((lead, trail)).decode(encoding, "ignore")
            for lead in range(first, last + 1)
            for trail in range(0x40, 0xFF)
        )
        for encoding, first, last in _FIRST_LEVELS
    )
    return frozenset(one for grid in grids for one in grid if "\u4e00" <= one <= "\u9fff")


def clean(text: str, kind: FieldKind) -> Cleaned:
    """Take out what nobody sees or meant; what a field says is not touched."""
    codes: list[str] = []
    for code, step in _EVERY_STEP if _SELDOM.search(text) else _USUAL_STEPS:
        cleaned = step(text, kind)
        if cleaned != text:
            codes.append(code)
            text = cleaned
    return Cleaned(text, tuple(codes))


def _without_control(text: str, _kind: FieldKind) -> str:
    return _CONTROL.sub("", text)


def _without_invisible(text: str, _kind: FieldKind) -> str:
    return _INVISIBLE.sub("", text)


def _joined(text: str, kind: FieldKind) -> str:
    """Lines joined to one, between Chinese characters without a space; prose keeps its lines."""
    if kind == FieldKind.PROSE:
        return text.strip("\r\n").replace("\r\n", "\n")
    joined = _BREAK.sub("\n", text.strip("\r\n \t"))
    if "\n" not in joined:
        return text if text.strip("\r\n") == text else joined
    return _HAN_AROUND.sub("", joined.replace("\n", " "))


def _trimmed(text: str, _kind: FieldKind) -> str:
    return _ODD_SPACE.sub(" ", text).strip(_AROUND)


def _narrowed(text: str, kind: FieldKind) -> str:
    return text.translate(_FULL_WIDTH) if kind in _WIDE_KINDS and not text.isascii() else text


_USUAL_STEPS: Final = (("spaces", _trimmed), ("full-width", _narrowed))
_EVERY_STEP: Final = (
    ("control-character", _without_control),
    ("invisible-character", _without_invisible),
    ("line-break", _joined),
    *_USUAL_STEPS,
)


def lost_in_encoding(text: str) -> str | None:
    """Whether characters were lost or wrongly decoded: what the text probably was, "" if nobody can say; else None."""
    if _is_odd(text):
        from lantai.values.repair.changes import put_in  # 80 ms; only odd text needs them
        from lantai.values.repair.decoding import find_wrongly_decoded

        changes = find_wrongly_decoded(text[:_LONGEST_JUDGED])
        if changes:
            return put_in(text, changes)
    return "" if _LOST.search(text) else None


def _is_odd(text: str) -> bool:
    plain = plain_characters(FieldKind.LINE)
    if plain.issuperset(text):
        return False
    odd = sum(character not in plain for character in text[:_LONGEST_JUDGED])
    return odd > 1 and odd >= _ODD_SHARE * min(len(text), _LONGEST_JUDGED)

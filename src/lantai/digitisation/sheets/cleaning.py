"""Dirt in the characters of a cell: what nobody sees, what breaks lines, what is wider than it should be."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from lantai.digitisation.sheets.names import FieldKind
from lantai.values.repair.changes import put_in
from lantai.values.repair.decoding import find_wrongly_decoded
from lantai.values.repair.readings import is_everyday

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
    common = {one for one in map(chr, range(0x4E00, 0xA000)) if is_everyday(one)}
    ascii_ = {chr(code) for code in range(0x20, 0x7F)} - set("?#\"'")
    wide = set() if kind in _WIDE_KINDS else {chr(code) for code in _FULL_WIDTH}
    return frozenset(common | ascii_ | wide | set(_SIGNS))


def clean(text: str, kind: FieldKind) -> Cleaned:
    """Take out what nobody sees or meant; what a field says is not touched."""
    codes: list[str] = []
    for code, step in (
        ("control-character", lambda text, _kind: _CONTROL.sub("", text)),
        ("invisible-character", lambda text, _kind: _INVISIBLE.sub("", text)),
        ("line-break", _joined),
        ("spaces", lambda text, _kind: _ODD_SPACE.sub(" ", text).strip(_AROUND)),
        ("full-width", _narrowed),
    ):
        cleaned = step(text, kind)
        if cleaned != text:
            codes.append(code)
            text = cleaned
    return Cleaned(text, tuple(codes))


def _joined(text: str, kind: FieldKind) -> str:
    """Lines joined to one, between Chinese characters without a space; prose keeps its lines."""
    if kind == FieldKind.PROSE:
        return text.strip("\r\n").replace("\r\n", "\n")
    joined = _BREAK.sub("\n", text.strip("\r\n \t"))
    if "\n" not in joined:
        return text if text.strip("\r\n") == text else joined
    return _HAN_AROUND.sub("", joined.replace("\n", " "))


def _narrowed(text: str, kind: FieldKind) -> str:
    return text.translate(_FULL_WIDTH) if kind in _WIDE_KINDS else text


def lost_in_encoding(text: str) -> str | None:
    """Whether characters were lost or wrongly decoded: what the text probably was, "" if nobody can say; else None."""
    if _is_odd(text):
        changes = find_wrongly_decoded(text[:_LONGEST_JUDGED])
        if changes:
            return put_in(text, changes)
    return "" if _LOST.search(text) else None


def _is_odd(text: str) -> bool:
    plain = plain_characters(FieldKind.LINE)
    odd = sum(character not in plain for character in text[:_LONGEST_JUDGED])
    return odd > 1 and odd >= _ODD_SHARE * min(len(text), _LONGEST_JUDGED)

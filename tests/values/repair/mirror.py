"""A mirror site in small: does to a sound text what handbook 9 proves was done to the source text.

Traditional text as GBK bytes; a list of characters annotated by replacing bytes, wherever they match, in step with
the characters or not; a mark put before punctuation in the same way and taken out again after decoding; decoding with
``?`` for a lead byte whose second half is gone (which takes the following byte with it); NFKC.
"""

from __future__ import annotations

import unicodedata

ANNOTATED = {
    "創": "chuàng", "發": "fā", "統": "tǒng", "戰": "zhàn", "環": "huán", "節": "jié", "續": "xù", "態": "tài",
    "執": "zhí", "區": "qū", "規": "guī", "聯": "lián", "業": "yè", "優": "yōu", "鄉": "xiāng", "鎮": "zhèn",
    "數": "shù", "養": "yǎng", "穩": "wěn", "監": "jiān", "現": "xiàn", "醫": "yī",
}  # fmt: skip
_MARK = b"\x01"


def mirrored(text: str, annotated: dict[str, str] = ANNOTATED, marked: str = "", *, narrowed: bool = True) -> str:
    """The text as such a mirror shows it. ``marked`` are the signs that are looked for byte by byte."""
    data = text.encode("gbk")
    for sign in marked:
        data = data.replace(sign.encode("gbk"), _MARK + sign.encode("gbk"))
    for character, pinyin in annotated.items():
        code = character.encode("gbk")
        data = data.replace(code, code + f"({pinyin})".encode("gbk"))
    shown = decoded(data).replace(_MARK.decode(), "")
    return unicodedata.normalize("NFKC", shown) if narrowed else shown


def decoded(data: bytes) -> str:
    """GBK as a browser reads it, its user-defined zones as private characters.

    A lead byte without its half becomes ``?`` and takes the next byte with it.
    """
    shown, at = [], 0
    while at < len(data):
        width = 1 if data[at] < 0x80 else 2
        try:
            shown.append(data[at : at + width].decode("gb18030"))
        except UnicodeDecodeError:
            shown.append("?")
        at += width
    return "".join(shown)

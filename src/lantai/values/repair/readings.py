"""What a character is read as, and which characters have a reading: pinyin with its tone marks, in one spelling."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from typing import Final

from lantai.values.fold_table import fold_table

LETTERS: Final = "a-zàáèéêìíòóùúüāēěīńňōūǎǐǒǔǖǘǚǜǹɑɡḿếề\u0300\u0301\u0304\u0308\u030c"
"""Small letters of pinyin as they occur in texts, GBK's own ɑ and ɡ and loose marks among them."""

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"

_SPELLINGS: Final = str.maketrans({"ɑ": "a", "ɡ": "g", "v": "ü"})


def spelt(pinyin: str) -> str:
    """One spelling of a reading: composed, without GBK's look-alike letters."""
    return unicodedata.normalize("NFC", pinyin).translate(_SPELLINGS)


def readings(character: str) -> tuple[str, ...]:
    """All readings of a character, the most usual first; none for what is no Chinese character."""
    from pypinyin.constants import PINYIN_DICT  # 30 ms; only damaged text needs it

    listed: str = PINYIN_DICT.get(ord(character), "")
    return tuple(listed.split(",")) if listed else ()


def is_reading(pinyin: str, character: str) -> bool:
    """Whether a character, or the simplified or traditional form of it, is read so."""
    wanted = spelt(pinyin)
    return wanted in readings(character) or any(wanted in readings(form) for form in _forms().get(character, ""))


def is_usual_reading(pinyin: str, character: str) -> bool:
    """Whether this is the reading that a reader would take without being told."""
    return readings(character)[:1] == (spelt(pinyin),)


@cache
def characters_read(pinyin: str) -> tuple[str, ...]:
    """All characters of GBK with this reading (already in one spelling)."""
    return _by_reading().get(pinyin, ())


@cache
def _by_reading() -> dict[str, tuple[str, ...]]:
    from pypinyin.constants import PINYIN_DICT

    found: defaultdict[str, list[str]] = defaultdict(list)
    for code, listed in PINYIN_DICT.items():
        if len(double_byte(chr(code))) == 2:
            for pinyin in listed.split(","):
                found[pinyin].append(chr(code))
    return {pinyin: tuple(characters) for pinyin, characters in found.items()}


@cache
def _forms() -> dict[str, str]:
    """Each character's other forms, simplified or traditional."""
    return {character: kin for kin in fold_table().classes for character in kin}


def double_byte(character: str) -> bytes:
    """The two bytes of a character in GBK with its user-defined zones; empty for every other character."""
    code = _encoded(character, "gb18030")
    return code if len(code) == 2 else b""


def is_traditional_only(character: str) -> bool:
    """Whether GBK has the character and GB 2312, the simplified set, has not."""
    return bool(double_byte(character)) and not _encoded(character, "gb2312")


def is_simplified_only(character: str) -> bool:
    """Whether GB 2312 has the character and Big5, the traditional set, has not."""
    return bool(_encoded(character, "gb2312")) and not _encoded(character, "big5")


def is_everyday(character: str) -> bool:
    """Whether nobody would need to be told how to read it: on the first level of GB 2312 or of Big5."""
    return _on_level(character, "gb2312", 0xB0, 0xD7) or _on_level(character, "big5", 0xA4, 0xC6)


def _on_level(character: str, encoding: str, first: int, last: int) -> bool:
    code = _encoded(character, encoding)
    return len(code) == 2 and first <= code[0] <= last


@lru_cache(maxsize=100_000)
def _encoded(character: str, encoding: str) -> bytes:
    try:
        return character.encode(encoding)
    except UnicodeEncodeError:
        return b""

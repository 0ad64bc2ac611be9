"""D9, what is left of encodings in a text: entities, lost characters, private and compatibility characters.

``&#39640;`` among Chinese characters is a character that a page's form had no code for: decoded, nothing is lost. What
is lost for good (U+FFFD, 锟斤拷) is marked □. Characters that only a font or a PDF knows are suggested as what they
stand for, if Unicode says it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from lantai.values.repair.changes import Change
from lantai.values.repair.readings import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERED: Final = re.compile(r"(?:&(?:amp;){0,3}#(?:[0-9]{2,7}|[xX][0-9A-Fa-f]{2,6});)+")
_NAMED: Final = re.compile(
    rf"(?<=[{HAN}，。、；：”’》）])&(?:amp;){{0,3}}[A-Za-z]{{2,8}};|&(?:amp;){{0,3}}[A-Za-z]{{2,8}};(?=[{HAN}“‘《（])"
)
_MARKUP: Final = re.compile(rf"</?[A-Za-z{HAN}][^<>]{{0,200}}>|<[!?]")
_HAN: Final = re.compile(f"[{HAN}]")
_ALL_HAN: Final = re.compile(
    f"[0-9A-Za-z ]*[{HAN}，。、；：？！“”‘’《》（）·—…][{HAN}，。、；：？！“”‘’《》（）·—…0-9A-Za-z ]*"
)
_LOST: Final = re.compile("\ufffd+|(?:锟斤拷|錕斤拷)+(?:锟斤?|錕斤?)?")
_UNFILLED: Final = re.compile("烫{3,}|屯{3,}|燙{3,}")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]+")
_COMPATIBLE: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_SURE: Final = 0.97
_CLEAR: Final = 0.8
_UNSURE: Final = 0.5


def find_entities(text: str) -> Iterator[Change]:
    """Character references in plain text; applied where they are Chinese and stand among Chinese characters."""
    if "&" not in text or _MARKUP.search(text):
        return
    for match in _NUMBERED.finditer(text):
        meant = _unescaped(match[0])
        if meant != match[0] and _ALL_HAN.fullmatch(meant):
            applied = len(meant) > 1 or _is_among_han(text, *match.span())
            yield Change("D9", *match.span(), match[0], meant, (), _SURE if applied else _UNSURE, applied)
    for match in _NAMED.finditer(text):
        meant = _unescaped(match[0])
        if meant != match[0]:
            yield Change("D9", *match.span(), match[0], meant, (), _CLEAR)


def find_residues(text: str) -> Iterator[Change]:
    """Characters that stand for lost, private or doubled ones, with what is to be put there; all suggested."""
    for match in _LOST.finditer(text):
        yield Change("D9", *match.span(), match[0], "□", (), _UNSURE)
    for match in _UNFILLED.finditer(text):
        yield Change("D9", *match.span(), match[0], "", (), _UNSURE)
    for match in _PRIVATE.finditer(text):
        yield Change("D9", *match.span(), match[0], "□" * len(match[0]), (), _UNSURE)
    for match in _COMPATIBLE.finditer(text):
        meant = unicodedata.normalize("NFKC", match[0])
        if meant != match[0]:
            yield Change("D9", *match.span(), match[0], meant, (), _CLEAR)


def _unescaped(reference: str) -> str:
    while "&amp;" in reference:
        reference = reference.replace("&amp;", "&")
    return html.unescape(reference)


def _is_among_han(text: str, start: int, end: int) -> bool:
    return bool((start and _HAN.match(text, start - 1)) or _HAN.match(text, end))

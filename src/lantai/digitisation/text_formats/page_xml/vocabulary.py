"""The words of PAGE-XML for what the neutral tree says in its own."""

from __future__ import annotations

import re
from typing import Final

from lantai.digitisation.text_formats.articles import FROM, ON
from lantai.ports.ocr import Article, Direction

VERSION: Final = "2019-07-15"
NAMESPACES: Final = "http://schema.primaresearch.org/PAGE/gts/pagecontent/"
READ: Final = ("2013", "2016", "2017", "2018", "2019")
"""The years of the versions that are read: before, points were elements."""

DIRECTIONS: Final[dict[str, Direction]] = {
    "left-to-right": "ltr",
    "right-to-left": "rtl",
    "top-to-bottom": "ttb",
    "bottom-to-top": "btt",
}
WORDS: Final = {direction: words for words, direction in DIRECTIONS.items()}
LINE_ORDER: Final[dict[Direction, str]] = {
    "ltr": "top-to-bottom",
    "rtl": "top-to-bottom",
    "ttb": "right-to-left",
    "btt": "right-to-left",
}
ACROSS: Final = ("right-to-left", "left-to-right")
"""Orders of lines that follow one another sideways: they are columns."""

TEXT: Final = "paragraph"
TYPES: Final = frozenset(
    (
        "heading",
        "caption",
        "header",
        "footer",
        "page-number",
        "drop-capital",
        "credit",
        "floating",
        "signature-mark",
        "catch-word",
        "marginalia",
        "footnote",
        "footnote-continued",
        "endnote",
        "TOC-entry",
        "list-label",
    )
)
OTHER: Final = "other"

_CONTINUATION: Final = re.compile(rf"({FROM}|{ON})\s*\{{\s*words:\s*([^;}}]*?)\s*[;}}]")
_STRUCTURE: Final = re.compile(r"structure\s*\{[^}]*?type:\s*([^;}]*?)\s*[;}]")
_NOT_IN_CUSTOM: Final = re.compile(r"[;{}:\s]")


def type_of(kind: str) -> tuple[str, str]:
    """``type`` and ``custom`` of a region of this kind; an empty ``custom`` is left out."""
    if kind in TYPES:
        return kind, ""
    return (TEXT, "") if kind == "text" else (OTHER, f"structure {{type:{_NOT_IN_CUSTOM.sub('-', kind)};}}")


def kind_of(type_name: str, custom: str) -> str:
    """The kind of a region: its type, and where that is other or none, the structure type of ``custom``."""
    if type_name and type_name != OTHER:
        return "text" if type_name == TEXT else type_name
    found = _STRUCTURE.search(custom)
    name = found.group(1) if found else type_name
    return "text" if name in ("", TEXT) else name


def continuation(article: Article) -> str:
    """``custom`` of an article's group, with the words in which print says that it stands elsewhere too."""
    told = ((FROM, article.continued_from), (ON, article.continued_on))
    return " ".join(f"{name} {{words:{_NOT_IN_CUSTOM.sub('-', words)};}}" for name, words in told if words)


def article_of(number: int, custom: str) -> Article:
    """The article that a group with this ``custom`` is."""
    words = dict(_CONTINUATION.findall(custom))
    return Article(number, words.get(FROM, ""), words.get(ON, ""))

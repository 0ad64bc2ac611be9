"""D6: full-width punctuation that was narrowed to ASCII (Unicode's NFKC does it), and is full width in Chinese text.

``?`` stays as it is: a question and a lost character look the same, and only a person knows which it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lantai.values.repair.changes import Change
from lantai.values.repair.readings import HAN, LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDE: Final = {",": "，", ";": "；", ":": "：", "!": "！", "(": "（", ")": "）"}
_CHINESE: Final = rf"{HAN}“”‘’《》〈〉「」『』【】、。…—％·（），；：！？"
_SEPARATOR: Final = re.compile(
    rf"(?<=[{_CHINESE}])[,;:!](?![,;:!?/\\\x29\x3d_])(?!(?<=:)[0-9])|(?<=[0-9A-Za-z%)])[,;!](?=[{_CHINESE}])"
    rf"|(?<=[)%])[:](?=[{_CHINESE}])"
)
_BRACKET_OR_HAN: Final = re.compile(rf"[()\n]|[{HAN}]+")
_OUTSIDE: Final = re.compile(f"[{_CHINESE}]")
_READING: Final = re.compile(rf"[{LETTERS}\u3041-\u30ff\u3100-\u312fˇˊˋ˙ '’-]+")
_LINE: Final = re.compile(r"[^\r\n]+")
_ADDRESS: Final = re.compile(r"[A-Za-z]{2,9}://\S+|[\w.+-]+@[\w.-]+")
_CODE: Final = re.compile(r"[=<>{}\\|`^~]|//|/\*|\*/|-- |(?<!\S)#+ |->")
_PROGRAM: Final = 0.3
"""Where so many lines are no prose, none is taken for it."""
_SURE: Final = 0.95
_UNSURE: Final = 0.5
_SCARCE: Final = 0.1


def find_narrowed(text: str, *, damaged: bool, delimiter: str = "") -> Iterator[Change]:
    """Every narrowed sign; applied in a damaged text in which full-width signs are scarce (not more than a tenth).

    ``delimiter`` is the sign that parts the cells, where the text is a table: it is no punctuation. In lines of
    programs, formulas and markup nothing is narrowed, and a reading in brackets is as its author set it.
    """
    separators = (match.start() for match in _SEPARATOR.finditer(text) if match[0] != delimiter)
    found = sorted([*separators, *_brackets(text, with_readings=damaged)])
    if found:
        found = list(_in_prose(text, found))
    wide = sum(map(text.count, _WIDE.values()))
    applied = damaged and wide <= _SCARCE * (wide + len(found))
    for at in found:
        yield Change("D6", at, at + 1, text[at], _WIDE[text[at]], (), _SURE if applied else _UNSURE, applied)


def _in_prose(text: str, places: Sequence[int]) -> Iterator[int]:
    """Those of the places that stand in lines of prose."""
    lines = [(match.start(), match.end(), _is_code(match[0])) for match in _LINE.finditer(text)]
    if sum(code for *_, code in lines) > _PROGRAM * len(lines):
        return
    coming = iter(places)
    place = next(coming, None)
    for _, end, code in lines:
        while place is not None and place < end:
            if not code:
                yield place
            place = next(coming, None)


def _is_code(line: str) -> bool:
    return bool(_CODE.search(line)) and bool(_CODE.search(_ADDRESS.sub("", line)))


def _brackets(text: str, *, with_readings: bool) -> Iterator[int]:
    """The brackets that belong to Chinese text: matched within a line, and beside or around Chinese characters."""
    open_at: list[tuple[int, int]] = []
    chinese = 0
    for match in _BRACKET_OR_HAN.finditer(text):
        at, sign = match.start(), match[0]
        if sign == "(":
            open_at.append((at, chinese))
        elif sign == ")":
            start, before = open_at.pop() if open_at else (at, chinese)
            inside = chinese > before
            reading = not (inside or with_readings) and bool(_READING.fullmatch(text, start + 1, at))
            if start < at and not reading and _is_chinese(text, start, at, inside=inside):
                yield from (start, at)
        elif sign == "\n":
            open_at.clear()
        else:
            chinese += 1


def _is_chinese(text: str, start: int, end: int, *, inside: bool) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end + 1 : end + 2]
    if inside:
        return not (before.isascii() and before.isalnum())  # a call or a formula: print(變量)
    return bool(before and _OUTSIDE.match(before)) and (after in ("", "\n") or bool(_OUTSIDE.match(after)))

"""The signs of the search language, cut out of the line that a reader typed.

Parentheses and quotes mean something only where a word could begin: inside one they belong to it, as in
``民國十三年（1924）水災``, pasted from a catalogue, or ``他說「水」``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lantai.values.folding import fold


@dataclass(frozen=True, slots=True)
class Open:
    """A parenthesis opens; with a minus before it, what follows is excluded."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    """The innermost parenthesis closes."""


@dataclass(frozen=True, slots=True)
class Either:
    """OR."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as typed; ``field`` is empty when it stands for itself. ``misread``: a ~ stood before it."""

    text: str
    field: str = ""
    negated: bool = False
    misread: bool = False


Token = Open | Close | Either | Term

_OPEN: Final = "(（"
_CLOSE: Final = ")）"
_EITHER: Final = "|｜"
_MINUS: Final = "-－−"
_TILDE: Final = "~～∼〜"
_QUOTES: Final = {
    '"': '["”＂]',
    "＂": '["”＂]',
    "“": '[”"]',
    "”": '[”"]',
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "[〞〟]",
}
_FIELD: Final = re.compile(r"([^\s:：()（）|｜\"＂“”「『﹁﹃〝]{1,16})[:：]\s*")


def scan(text: str, fields: Mapping[str, str]) -> tuple[list[Token], tuple[str, ...]]:
    """The signs in order, and what was wrong with them. ``fields``: the folded names → the field each means."""
    scanner = _Scanner(text, fields)
    tokens = list(scanner.tokens())
    return tokens, tuple(dict.fromkeys(scanner.problems))


class _Scanner:
    def __init__(self, text: str, fields: Mapping[str, str]) -> None:
        self._text = text
        self._fields = fields
        self._at = 0
        self._depth = 0
        self.problems: list[str] = []

    def tokens(self) -> Iterator[Token]:
        while self._skip_space():
            negated = self._skip_minus()
            sign = self._text[self._at]
            if sign in _OPEN:
                self._depth += 1
                self._at += 1
                yield Open(negated)
            elif sign in _CLOSE + _EITHER:
                self._at += 1
                yield from self._close() if sign in _CLOSE else (Either(),)
            else:
                yield from self._term(negated)
        if self._depth:
            self.problems.append("unclosed-parenthesis")

    def _close(self) -> Iterator[Token]:
        if self._depth:
            self._depth -= 1
            yield Close()

    def _term(self, negated: bool) -> Iterator[Token]:
        field = self._field()
        if field and self._is_value_missing():
            self.problems.append("empty-field")
            return
        misread = self._skip_tilde()
        if self._text[self._at] in _QUOTES:
            yield Term(self._phrase(), field, negated, misread)
        else:
            yield from _meant(Term(self._word(), field, negated, misread))

    # -- moving on -------------------------------------------------------------------------------

    def _skip_space(self) -> bool:
        """Go to the next sign; whether there is one."""
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at < len(self._text)

    def _skip_minus(self) -> bool:
        """Go over the minuses before a word; one with nothing behind it stays, as a word of its own."""
        at = self._at
        while at < len(self._text) and self._text[at] in _MINUS:
            at += 1
        if at == self._at or at == len(self._text) or self._text[at].isspace():
            return False
        self._at = at
        return True

    def _skip_tilde(self) -> bool:
        """Go over a ~ before a word or a quote; one with nothing behind it belongs to the word."""
        begins = self._text[self._at] in _TILDE and not self._text[self._at + 1 : self._at + 2].isspace()
        if begins and self._at + 1 < len(self._text):
            self._at += 1
            return True
        return False

    def _field(self) -> str:
        named = _FIELD.match(self._text, self._at)
        field = self._fields.get(fold(named[1]), "") if named else ""
        if named and field:
            self._at = named.end()
        return field

    def _is_value_missing(self) -> bool:
        """Whether the line ends here, or something begins that is no value."""
        if self._at == len(self._text) or self._text[self._at] in _OPEN + _CLOSE + _EITHER:
            return True
        following = _FIELD.match(self._text, self._at)
        return following is not None and fold(following[1]) in self._fields

    def _phrase(self) -> str:
        closing = re.compile(_QUOTES[self._text[self._at]]).search(self._text, self._at + 1)
        if closing is None:
            self.problems.append("unclosed-quote")
        begin, end = self._at + 1, closing.start() if closing else len(self._text)
        self._at = closing.end() if closing else end
        return self._text[begin:end]

    def _word(self) -> str:
        """Up to a space, an OR, or a parenthesis that closes more than the word itself has opened."""
        begin, inside = self._at, 0
        while self._at < len(self._text):
            sign = self._text[self._at]
            inside += (sign in _OPEN) - (sign in _CLOSE)
            if sign.isspace() or sign in _EITHER or inside < 0:
                break
            self._at += 1
        return self._text[begin : self._at]


def _meant(word: Term) -> Iterator[Token]:
    """A bare OR is a sign, and a bare AND says what the space says already."""
    plain = not word.field and not word.negated
    if plain and word.text == "OR":
        yield Either()
    elif not (plain and word.text == "AND"):
        yield word

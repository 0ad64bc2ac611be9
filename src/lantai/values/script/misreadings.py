"""What a word may have been misread as: the forms that a tired eye or a machine leaves in a text where it stood.

The same look-alikes as of names (``confusables``), but of folded text, so that they can be searched for as they are.
Never used to change a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, islice
from typing import Final

from lantai.values.folding import fold
from lantai.values.script.tables import read_rows

MOST: Final = 60
"""Forms of one word: more would find what nobody meant."""
_LONG: Final = 4
"""Characters from which on two may be misread at once."""


def misreadings(word: str, *, most: int = MOST) -> tuple[str, ...]:
    """The folded forms that may stand where this folded word stood, the likeliest first; none is the word itself.

    One character taken for another that looks like it, two run together or one fallen apart (二十 and 廿), the whole
    read from the other end; of a longer word two characters at once.
    """
    forms = dict.fromkeys(form for form in _forms(word) if form and form != word)
    return tuple(islice(forms, most))


def _forms(word: str) -> Iterator[str]:
    yield from _exchanged(word, 1)
    for two, one in _merged():
        for old, new in ((two, one), (one, two)):
            if old in word:
                yield word.replace(old, new, 1)
    if len(word) > 1 and not word.isascii():
        yield word[::-1]
    if len(word) >= _LONG:
        yield from _exchanged(word, 2)


def _exchanged(word: str, count: int) -> Iterator[str]:
    """The word with so many of its characters taken for others."""
    known = [at for at, char in enumerate(word) if char in _looking_like()]
    for places in combinations(known, count):
        forms = [word]
        for at in places:
            forms = [form[:at] + other + form[at + 1 :] for form in forms for other in _looking_like()[word[at]]]
        yield from forms


@cache
def _looking_like() -> dict[str, tuple[str, ...]]:
    """Folded character → those that look like it; variants, which folding makes one, are no others."""
    found: dict[str, dict[str, None]] = {}
    for kind, chars in read_rows("lookalikes.tsv"):
        if kind == "set":
            alike = dict.fromkeys(folded for char in chars if len(folded := fold(char)) == 1)
            for char in alike:
                found.setdefault(char, {}).update((other, None) for other in alike if other != char)
    return {char: tuple(others) for char, others in found.items() if others}


@cache
def _merged() -> tuple[tuple[str, str], ...]:
    """Two folded characters, and the one that they run together into."""
    rows = (chars.split(" ") for kind, chars in read_rows("lookalikes.tsv") if kind == "merge")
    return tuple((fold(two), fold(one)) for two, one in rows)

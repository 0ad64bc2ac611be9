"""Words that somebody may have meant who found little: what looks or sounds like what was typed, and does occur.

A catalogue was typed by eye and by ear, and so is a question. The forms come from ``values.script.confusables``; the
index says which of them stand somewhere, for this reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lantai.access.queries import Reader, visible
from lantai.discovery.engine import search_engine
from lantai.discovery.language import BadQuery, field_names, parse
from lantai.discovery.scanning import Term, scan
from lantai.ports.search import And, Node, Request
from lantai.values.folding import fold
from lantai.values.script.confusables import Confusable, confusables

LITTLE: Final = 2
"""Results up to which something else is offered."""
_MOST_ASKED: Final = 40
"""Questions to the index."""
_MOST_SHOWN: Final = 3
_MOST_WORDS: Final = 4
_SHORTEST: Final = 2
_LONGEST: Final = 12


@dataclass(frozen=True, slots=True)
class Meant:
    """Another question that finds something, and how many documents."""

    text: str
    total: int


def did_you_mean(text: str, *, found: int, reader: Reader, narrow: Sequence[Node] = ()) -> tuple[Meant, ...]:
    """The likeliest questions that find more than ``found``, when that is little; each changes one word.

    Nothing for a question that is more than words. Raises SearchFailed.
    """
    if found > LITTLE:
        return ()
    seen, engine = visible(to=reader).in_index(), search_engine()
    meant: list[Meant] = []
    for other in _others(text):
        node = And((parse(other).node, *narrow)) if narrow else parse(other).node
        total = engine.search(Request(query=node, visible=seen, limit=1)).total
        if total > found:
            meant.append(Meant(other, total))
        if len(meant) == _MOST_SHOWN:
            break
    return tuple(meant)


def _others(text: str) -> Iterator[str]:
    """The question with one word as it may have been meant, the likeliest first; none is the question itself."""
    tokens, _problems = scan(text, field_names())
    terms = [one for one in tokens if isinstance(one, Term) and not (one.field or one.negated or one.misread)]
    if len(terms) != len(tokens) or not 0 < len(terms) <= _MOST_WORDS:
        return
    words = [one.text for one in terms]
    forms = [(form.score, at, form.text) for at, word in enumerate(words) for form in _forms(word)]
    seen = {fold("".join(words))}
    asked = 0
    for _score, at, form in sorted(forms, key=lambda one: -one[0]):
        changed = [*words[:at], form, *words[at + 1 :]]
        folded = fold("".join(changed))
        if folded not in seen and asked < _MOST_ASKED and _can_be_asked(" ".join(changed)):
            seen.add(folded)
            asked += 1
            yield " ".join(changed)


def _forms(word: str) -> Iterator[Confusable]:
    if _SHORTEST <= len(word) <= _LONGEST and not word.isascii() and not any(map(str.isspace, word)):
        yield from confusables(word, limit=_MOST_ASKED * 2)


def _can_be_asked(text: str) -> bool:
    try:
        parse(text)
    except BadQuery:
        return False
    return True

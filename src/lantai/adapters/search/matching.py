"""What the query tree of ``ports.search`` means, said once in plain Python: which document matches what."""

from __future__ import annotations

from lantai.adapters.search.codes import beginnings, without_end
from lantai.ports.search import (
    And,
    Code,
    Dates,
    Document,
    Everything,
    Fonds,
    Identifier,
    KindIs,
    Level,
    Node,
    Not,
    Or,
    Visibility,
    Word,
)


def is_visible(document: Document, visible: Visibility) -> bool:
    """Whether a reader with this visibility may know that the document is there."""
    return (visible.custody or document.accepted) and (visible.open_by is None or document.open_day <= visible.open_by)


def matches(document: Document, node: Node) -> bool:
    """Whether the document is one that the query means."""
    match node:
        case And(parts):
            return all(matches(document, part) for part in parts)
        case Or(parts):
            return any(matches(document, part) for part in parts)
        case Not(part):
            return not matches(document, part)
        case Everything():
            return True
        case _:
            return _matches_leaf(document, node)


def _matches_leaf(document: Document, leaf: Word | Code | Fonds | Level | Dates | Identifier | KindIs) -> bool:
    match leaf:
        case Word():
            return bool(leaf.text) and any(leaf.text in text for text in texts(document, leaf))
        case Code(text):
            return without_end(text) in {beginning for code in document.codes for beginning in beginnings(code)}
        case Fonds(code):
            return document.fonds == code != ""
        case Level(name):
            return document.level == name != ""
        case Identifier(identifiers):
            return document.identifier in identifiers
        case KindIs(kind):
            return document.kind == kind
        case Dates():
            return _in_dates(document, leaf)


def texts(document: Document, word: Word) -> tuple[str, ...]:
    """The texts in which this word is looked for."""
    match word.where:
        case "title":
            return (document.title,)
        case "creator":
            return document.creators
        case "doubtful":
            return document.doubtful
        case "any":
            return document.segments


def _in_dates(document: Document, span: Dates) -> bool:
    if document.first is None and document.last is None:
        return False
    first = float("-inf") if document.first is None else document.first
    last = float("inf") if document.last is None else document.last
    after = float("-inf") if span.first is None else span.first
    before = float("inf") if span.last is None else span.last
    return (after <= first and last <= before) if span.within else (first <= before and after <= last)

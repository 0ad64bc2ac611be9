"""The query tree of ``ports.search`` as a query of Tantivy.

Two traps of Tantivy are kept here: a phrase of one term panics, so a word of two characters is a term; and a
boolean of nothing but exclusions finds nothing, so it is given everything to exclude from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import tantivy
from tantivy import FieldType, Occur, Query

from lantai.adapters.search.codes import without_end
from lantai.adapters.search.tantivy.schema import (
    CLOSED,
    IN_CUSTODY,
    MARK_KEY,
    TEXT_FIELDS,
    TRIGRAMS,
    build_schema,
    characters_field,
)
from lantai.ports.search import (
    And,
    Code,
    Dates,
    Everything,
    Fonds,
    Identifier,
    Kind,
    KindIs,
    Level,
    Node,
    Not,
    Or,
    Visibility,
    Word,
)
from lantai.values.tokens import query_trigrams

SCHEMA: Final[tantivy.Schema] = build_schema()


Clause = tuple[Occur, Query]


@dataclass(frozen=True, slots=True)
class Question:
    """What must and what must not hold, side by side.

    Tantivy begins with the rarest of what must hold, and looks at the dearer rest only there; but what stands in a
    query of its own, together with what must not hold, it takes for the rarest.
    """

    clauses: tuple[Clause, ...]

    def also(self, *queries: Query) -> Question:
        """Narrowed by what must hold too."""
        return Question((*self.clauses, *((Occur.Must, query) for query in queries)))

    @property
    def query(self) -> Query:
        return Query.boolean_query(list(self.clauses))


def visible_question(node: Node, visible: Visibility) -> Question:
    """The documents that the query means and this reader may know of.

    Said by what hides a document: a list of what everybody may see would have to be gone through for every question.
    """
    hidden: list[Query] = []
    if not visible.custody:
        hidden.append(term("hidden", IN_CUSTODY))
    if visible.open_by is not None:
        hidden += [term("hidden", CLOSED), between("opens", first=visible.open_by + 1)]
    return Question((*_clauses((node,)), *((Occur.MustNot, one) for one in hidden)))


def node_query(node: Node) -> Query:
    match node:
        case And(parts):
            return Query.boolean_query(_clauses(parts))
        case Or(parts):
            return any_of(node_query(part) for part in parts)
        case Not():
            return Query.boolean_query(_clauses((node,)))
        case Everything():
            return everything()
        case _:
            return _leaf_query(node)


def _leaf_query(leaf: Word | Code | Fonds | Level | Dates | Identifier | KindIs) -> Query:
    match leaf:
        case Word():
            return all_of(*_word(leaf))
        case Dates():
            return _dates(leaf)
        case Identifier(identifiers):
            return any_of(term("identifier", identifier) for identifier in identifiers)
        case Code(text):
            return term("codes", without_end(text))
        case Fonds(code):
            return term("fonds", code)
        case Level(name):
            return term("level", name)
        case KindIs(kind):
            return of_kind(kind)


def _clauses(parts: Iterable[Node]) -> list[Clause]:
    """What must hold and what must not, of parts that must all hold."""
    clauses = [clause for part in parts for clause in _clauses_of(part)]
    if all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, everything()))
    return clauses


def _clauses_of(part: Node) -> list[Clause]:
    match part:
        case And(parts):
            return [clause for one in parts for clause in _clauses_of(one)]
        case Not(excluded):
            return [(Occur.MustNot, node_query(excluded))]
        case Word():
            return [(Occur.Must, query) for query in _word(part)]
        case _:
            return [(Occur.Must, node_query(part))]


def _word(word: Word) -> list[Query]:
    """The word as a substring, by what must all hold: a character, a bigram, a trigram, or a phrase of bigrams."""
    field, text = TEXT_FIELDS[word.where], word.text
    if not is_writable(text):
        return [Query.empty_query()]
    threes = [term(TRIGRAMS, three) for three in dict.fromkeys(query_trigrams(text))] if word.where == "any" else []
    match len(text):
        case 1:
            return [term(characters_field(field), text)]
        case 2:
            return [term(field, text)]
        case 3 if threes:
            return threes
        case _:
            return [*threes, Query.phrase_query(SCHEMA, field, _covering(text))]


def _covering(text: str) -> list[str | tuple[int, str]]:
    """Bigrams that cover the text once, with their places: as exact as all of them, and half as many to read."""
    end = len(text) - 2
    return [(at, text[at : at + 2]) for at in (*range(0, end, 2), end)]


def _dates(span: Dates) -> Query:
    if span.within:
        return all_of(between("first", first=span.first), between("last", last=span.last))
    return all_of(between("first", last=span.last), between("last", first=span.first))


# -- the words that the above are said in --------------------------------------------------------


def everything() -> Query:
    """All documents, but not the one that holds the mark."""
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, term("key", MARK_KEY))])


def of_kind(kind: Kind) -> Query:
    return term("kind", kind)


def term(field: str, text: str) -> Query:
    return Query.term_query(SCHEMA, field, text) if is_writable(text) else Query.empty_query()


def is_writable(text: str) -> bool:
    """Whether the text can stand in an index: it is not empty, and holds no half of a surrogate pair."""
    return bool(text) and not any("\ud800" <= character <= "\udfff" for character in text)


def between(field: str, *, first: int | None = None, last: int | None = None) -> Query:
    """The documents that have a day in this signed column, from ``first`` to ``last``, both included."""
    if first is None and last is None:
        return Query.exists_query(field)
    return Query.range_query(SCHEMA, field, FieldType.Integer, first, last)


def equal(rung: str, number: int) -> Query:
    return Query.range_query(SCHEMA, rung, FieldType.Unsigned, number, number)


def up_to(rung: str, number: int) -> Query:
    return Query.range_query(SCHEMA, rung, FieldType.Unsigned, None, number)


def above(rung: str, number: int) -> Query:
    return Query.range_query(SCHEMA, rung, FieldType.Unsigned, number, None, include_lower=False)


def all_of(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Iterable[Query]) -> Query:
    clauses = [(Occur.Should, query) for query in queries]
    return Query.boolean_query(clauses) if clauses else Query.empty_query()

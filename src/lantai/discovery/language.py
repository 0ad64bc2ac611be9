"""The language that readers search in (model.md, 24-26): from the line they type to the tree of ``ports.search``.

    水井 衛生            both words, in one page or one description
    "自來水 公司"         a phrase; also 「」『』“”; spaces and punctuation inside do not matter
    -電報                not this
    ~東北                 where it may stand misread: 束北; not where it stands
    水井 OR 自來水        either; ``|`` as well. A space binds closer than OR, parentheses closer than both
    title: creator:      題名: 責任者:  the word stands there; titles are those of descriptions
    fonds: code: level:  全宗: 檔號: 層級:  a code also finds everything below it
    date: date-within:   日期: 日期內:  the date touches the span, or lies in it: 1924, 1924..1926, ..1911

Full-width signs are as good as half-width ones, and spaces after a field's colon do no harm. What cannot be meant is
left out quietly: an OR with nothing beside it, a parenthesis that nothing closes, a field without a value. A quote that
nothing closes runs to the end. Only what would give a misleading answer is refused (:class:`BadQuery`).

Nothing here recurses over what was typed, so that no input is too deep.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from lantai.discovery.scanning import Close, Either, Open, Term, scan
from lantai.ports.search import (
    And,
    Code,
    Dates,
    Fonds,
    Level,
    Node,
    Not,
    Or,
    Word,
    sought_words,
)
from lantai.values.codes import fold_code, normalise
from lantai.values.dates import NotADate
from lantai.values.dates import parse as parse_date
from lantai.values.doubts import doubtful_words
from lantai.values.folding import fold
from lantai.values.script.misreadings import misreadings

LONGEST_WORD: Final = 30
"""Folded characters."""
MOST_TERMS: Final = 20
"""Words, phrases and fields."""
MOST_MISREAD: Final = 3
"""Words with a ~, each of which stands for very many."""

_SENTENCES: Final = {
    "empty": "There is nothing to look for: type at least one letter, digit or character.",
    "long-word": 'The word "{word}…" has {length} characters, more than {limit}: shorten it, or part it with spaces.',
    "many-terms": "The search has more than {limit} words: leave some out.",
    "many-misread": "The search has more than {limit} words with a ~: leave some out.",
    "bad-date": '"{text}" is no date that can be read: write it as 1924, 1924-07-09 or 1924..1926.',
    "bad-level": '"{text}" is no level of description: it is one of {levels}.',
}


class BadQuery(ValueError):  # noqa: N818  it reads as what it is
    """A search that cannot be asked. ``code`` and ``params`` say why to translators, the message to people."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params: Mapping[str, str | int] = params
        super().__init__(_SENTENCES[code].format(**params))


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: the tree, the folded words that a hit may show (none under a minus), and the text as typed."""

    node: Node
    words: tuple[str, ...]
    text: str
    problems: tuple[str, ...] = ()
    """What was left out or mended: ``unclosed-quote``, ``unclosed-parenthesis``, ``empty-field``."""
    misread: tuple[str, ...] = ()
    """The words with a ~, as typed: where they stand as they are is not found, and nothing that is found is certain."""
    doubtful: tuple[str, ...] = ()
    """The same words, folded: where a hit has them in the machine's second thoughts, that is shown."""


def parse(text: str) -> Query:
    """Read a search. Raises BadQuery, and nothing else, whatever was typed."""
    tokens, problems = scan(text, field_names())
    tree = _Tree()
    misread = [token.text for token in tokens if isinstance(token, Term) and token.misread]
    if len(misread) > MOST_MISREAD:
        raise BadQuery("many-misread", limit=MOST_MISREAD)
    for token in tokens:
        match token:
            case Open(negated):
                tree.open(negated=negated)
            case Close():
                tree.close()
            case Either():
                tree.either()
            case Term():
                tree.add(_leaf(token), negated=token.negated)
    node = tree.finish()
    if node is None:
        raise BadQuery("empty")
    words = dict.fromkeys(word.text for word in sought_words(node) if word.where != "doubtful")
    doubtful = [fold(one.text) for one in tokens if isinstance(one, Term) and one.misread and not one.negated]
    return Query(node, tuple(words), text, problems, tuple(misread), tuple(filter(None, doubtful)))


def misread_instead(text: str) -> str:
    """The search for where this one plain word may stand misread; empty where nothing is known, or more was asked."""
    tokens, _problems = scan(text, field_names())
    match tokens:
        case [Term(text=word, field="", negated=False, misread=False)] if len(
            fold(word)
        ) <= LONGEST_WORD and misreadings(fold(word)):
            return f"~{text.strip()}"
    return ""


# -- growing the tree ----------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """What stands between two parentheses: alternatives, each a list of conditions."""

    negated: bool = False
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])

    def node(self) -> Node | None:
        """The least tree that says it; None when nothing stands there."""
        found = [_joined(conditions) for conditions in self.alternatives if conditions]
        whole = found[0] if len(found) == 1 else Or(tuple(found)) if found else None
        return _negated(whole) if whole and self.negated else whole


class _Tree:
    """The tree as it grows: the groups that stand open, the innermost last."""

    def __init__(self) -> None:
        self._groups = [_Group()]
        self._terms = 0

    def open(self, *, negated: bool) -> None:
        self._groups.append(_Group(negated))

    def close(self) -> None:
        if len(self._groups) > 1:
            node = self._groups.pop().node()
            if node is not None:
                self._groups[-1].alternatives[-1].append(node)

    def either(self) -> None:
        if self._groups[-1].alternatives[-1]:
            self._groups[-1].alternatives.append([])

    def add(self, leaf: Node | None, *, negated: bool) -> None:
        if leaf is None:
            return
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise BadQuery("many-terms", limit=MOST_TERMS)
        self._groups[-1].alternatives[-1].append(_negated(leaf) if negated else leaf)

    def finish(self) -> Node | None:
        while len(self._groups) > 1:
            self.close()
        return self._groups[0].node()


def _joined(conditions: list[Node]) -> Node:
    return conditions[0] if len(conditions) == 1 else And(tuple(conditions))


def _negated(node: Node) -> Node:
    return node.part if isinstance(node, Not) else Not(node)


# -- the leaves ----------------------------------------------------------------------------------


@cache
def field_names() -> Mapping[str, str]:
    """Every name of a field, folded, and the field that it names."""
    names = {
        "fonds": "fonds 全宗 全宗號",
        "code": "code 檔號 參考代碼",
        "title": "title 題名 標題",
        "creator": "creator 責任者 作者",
        "level": "level 層級 級別",
        "date": "date 日期",
        "date-within": "date-within 日期內 日期範圍內",
    }
    return {fold(name): meant for meant, written in names.items() for name in written.split()}


@cache
def _levels() -> Mapping[str, str]:
    names = {
        "fonds": "fonds 全宗",
        "series": "series 系列 類 類別",
        "volume": "volume file 案卷 卷",
        "item": "item 件",
    }
    return {fold(name): meant for meant, written in names.items() for name in written.split()}


def _leaf(term: Term) -> Node | None:
    """The condition that a term names; None when nothing of it is left after folding."""
    match term.field:
        case "title" | "creator":
            return _said(term, term.field)
        case "code":
            code = fold_code(term.text)
            return Code(code) if any(map(str.isalnum, code)) else None
        case "fonds":
            return _fonds(term.text)
        case "level":
            return _level(term.text)
        case "date" | "date-within":
            return _dates(term.text, within=term.field == "date-within")
        case _:
            return _said(term, "any")


def _said(term: Term, where: Literal["any", "title", "creator"]) -> Node | None:
    word = _word(term.text, where)
    return _misread(word) if word and term.misread else word


def _misread(word: Word) -> Node:
    """What the word may stand as where it was misread: what looks like it, and what the machine would have read next.

    Where it stands as it is, one needs no doubt to find it.
    """
    forms = [Word(form, word.where) for form in misreadings(word.text)]
    if word.where == "any":
        forms += [Word(form, "doubtful") for form in doubtful_words(word.text)]
    return And((Or(tuple(forms)), Not(word)))


def _word(text: str, where: Literal["any", "title", "creator"]) -> Word | None:
    folded = fold(text)
    if len(folded) > LONGEST_WORD:
        raise BadQuery("long-word", word=folded[:10], length=len(folded), limit=LONGEST_WORD)
    return Word(folded, where) if folded else None


def _fonds(text: str) -> Node | None:
    """The code of a fonds as given: nearly always in capitals, so these are good for small letters."""
    written = dict.fromkeys((normalise(text), normalise(text).upper()))
    codes = tuple(Fonds(code) for code in written if code)
    return Or(codes) if len(codes) > 1 else codes[0] if codes else None


def _level(text: str) -> Level | None:
    name = fold(text)
    if name and name not in _levels():
        raise BadQuery("bad-level", text=text[:40], levels=", ".join(sorted(set(_levels().values()))))
    return Level(_levels()[name]) if name else None


def _dates(text: str, *, within: bool) -> Dates:
    """One date, or two with ``..`` between them, of which one may be left out."""
    begin, dots, end = text.partition("..")
    first = _day_range(begin, text)
    last = _day_range(end, text) if dots else first
    if first is None and last is None:
        raise BadQuery("bad-date", text=text[:40])
    return Dates(first[0] if first else None, last[1] if last else None, within)


def _day_range(written: str, whole: str) -> tuple[int | None, int | None] | None:
    if not written.strip(". "):
        return None
    try:
        date = parse_date(written.strip())
    except NotADate:
        raise BadQuery("bad-date", text=whole[:40]) from None
    if date.first is None and date.last is None:
        raise BadQuery("bad-date", text=whole[:40])
    return date.first, date.last

"""Finding and replacing in many descriptions: what would change is planned as any other bulk edit (``domain.bulk``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Final, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext

from lantai.catalogue.domain.bulk import EditRefused, Wanted, plan, refuse_unless_draft
from lantai.catalogue.domain.cells import FIELDS
from lantai.catalogue.models import BulkEdit, PlannedChange, Record
from lantai.catalogue.patterns import BadPattern, Patterns, PatternTooSlow
from lantai.values.folding import fold, fold_with_offsets

How = Literal["exact", "folded", "pattern"]
_CHUNK: Final = 200
"""Records whose texts are looked at together."""

Replace = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Replacement:
    """``words`` → ``by`` in these fields.

    ``how``: exact; folded, so that 沈 finds 瀋 and capitals find small letters; or a pattern, in which ``by`` may take
    up groups as ``\\1``.
    """

    fields: tuple[str, ...]
    words: str
    by: str
    how: How = "exact"


def plan_replacement(edit: BulkEdit, records: QuerySet[Record], replacement: Replacement) -> int:
    """Plan the replacement in these records, on top of what the operation plans for them already.

    Returns in how many records something was found. Raises EditRefused: for words that are none, for a pattern that
    cannot be or takes too long.
    """
    refuse_unless_draft(edit)
    with _replacing(replacement) as replace:
        if replacement.how == "pattern":  # tried on everything first: one that fails half-way plans nothing
            for _found in _wanted(edit, records, replacement, replace):
                pass
        return plan(edit, _wanted(edit, records, replacement, replace))


def _replacing(replacement: Replacement) -> AbstractContextManager[Replace]:
    unknown = set(replacement.fields) - set(FIELDS)
    if unknown or not replacement.fields:
        raise EditRefused(gettext("Choose at least one field."))
    empty = not (fold(replacement.words) if replacement.how == "folded" else replacement.words)
    if empty:
        raise EditRefused(gettext("There is nothing to look for: type at least one letter, digit or character."))
    if replacement.how == "pattern":
        return _by_pattern(replacement)
    return _by_words(replacement)


@contextmanager
def _by_words(replacement: Replacement) -> Iterator[Replace]:
    if replacement.how == "exact":
        yield lambda texts: [text.replace(replacement.words, replacement.by) for text in texts]
        return
    words = fold(replacement.words)
    yield lambda texts: [replace_folded(text, words, replacement.by) for text in texts]


@contextmanager
def _by_pattern(replacement: Replacement) -> Iterator[Replace]:
    try:
        with Patterns(replacement.words, replacement.by) as patterns:
            yield patterns.replace
    except BadPattern as error:
        raise EditRefused(gettext("The pattern cannot be used: %(error)s.") % {"error": error}) from error
    except PatternTooSlow as error:
        raise EditRefused(gettext("The pattern takes too long; write it so that less of it repeats.")) from error


def replace_folded(text: str, words: str, by: str) -> str:
    """Every place of a text that folds to ``words`` (folded already), replaced; from the left, none over another."""
    if words not in fold(text):
        return text
    folded = fold_with_offsets(text)
    parts, done, start = [], 0, folded.text.find(words)
    while start >= 0:
        first, last = folded.span(start, start + len(words))
        parts += [text[done:first], by]
        done = last
        start = folded.text.find(words, start + len(words))
    return "".join([*parts, text[done:]])


def _wanted(edit: BulkEdit, records: QuerySet[Record], replacement: Replacement, replace: Replace) -> Iterator[Wanted]:
    for chunk in _chunks(records):
        standing = list(_standing(edit, chunk, replacement.fields))
        made = iter(replace([text for _record, said in standing for text in said.values()]))
        for record, said in standing:
            cells = {field: new for field, text in said.items() if (new := next(made)) != text}
            if cells:
                yield Wanted(record.pk, cells)


def _chunks(records: QuerySet[Record]) -> Iterator[list[Record]]:
    """The records by key, so that it costs the same at the first and at the millionth."""
    last, ordered = 0, records.order_by("pk")
    while chunk := list(ordered.filter(pk__gt=last)[:_CHUNK]):
        last = chunk[-1].pk
        yield chunk


def _standing(
    edit: BulkEdit, records: Sequence[Record], fields: Iterable[str]
) -> Iterator[tuple[Record, dict[str, str]]]:
    """What every record says, or would say by what is planned already. One query."""
    planned = dict(PlannedChange.objects.filter(edit=edit, record__in=records).values_list("record", "changes"))
    for record in records:
        changes = planned.get(record.pk, {})
        yield record, {name: changes[name][1] if name in changes else getattr(record, name) for name in fields}

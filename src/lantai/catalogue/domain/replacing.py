"""Finding and replacing in many descriptions: what would change is planned as any other bulk edit."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext

from lantai.catalogue.domain.bulk import EditRefused
from lantai.catalogue.domain.cells import FIELDS
from lantai.catalogue.domain.planning import Wanted
from lantai.catalogue.domain.working import TRIAL, Step, WorkRefused
from lantai.catalogue.models import BulkEdit, PlannedChange, Record
from lantai.catalogue.patterns import BadPattern, Patterns, PatternTooSlow
from lantai.values.folding import fold, fold_with_offsets

How = Literal["exact", "folded", "pattern"]
STAGE: Final = "replace"
_STEP: Final = 1_000
"""Records that one step looks at."""
_AT_ONCE: Final = 200
"""Records whose texts a pattern is asked about together: its time is for so many."""

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

    def refuse_nonsense(self) -> None:
        """Raises EditRefused: for words or fields that are none, for a pattern that cannot be."""
        if set(self.fields) - set(FIELDS) or not self.fields:
            raise EditRefused(gettext("Choose at least one field."))
        if not (fold(self.words) if self.how == "folded" else self.words):
            raise EditRefused(gettext("There is nothing to look for: type at least one letter, digit or character."))
        if self.how == "pattern":
            try:
                with Patterns(self.words, self.by):
                    pass
            except (BadPattern, PatternTooSlow) as error:
                raise EditRefused(str(_refusal(error))) from error


@dataclass(frozen=True, slots=True)
class ReplacementSource:
    """The replacement in the records chosen, on top of what the operation plans for them already.

    ``records``: those that the editor may see. A pattern is tried on everything first: one that fails half-way plans
    nothing.
    """

    edit: BulkEdit
    records: QuerySet[Record]
    replacement: Replacement

    @property
    def stages(self) -> tuple[str, ...]:
        return (TRIAL, STAGE) if self.replacement.how == "pattern" else (STAGE,)

    def total(self) -> int:
        return self.edit.chosen_count

    def steps(self, stage: str, place: Any) -> Generator[Step, None, None]:
        try:
            with _replacing(self.replacement) as replace:
                for keys in self._chunks(place or 0):
                    wanted = tuple(self._wanted(keys, replace))
                    yield Step(place=keys[-1], looked_at=len(keys), wanted=wanted)
        except (BadPattern, PatternTooSlow) as error:
            raise _refusal(error) from error

    def _chunks(self, last: int) -> Iterator[list[int]]:
        """The keys of the records chosen, so that it costs the same at the first and at the millionth."""
        chosen = self.edit.chosen.order_by("record").values_list("record", flat=True)
        while keys := list(chosen.filter(record__gt=last)[:_STEP]):
            last = keys[-1]
            yield keys

    def _wanted(self, keys: Sequence[int], replace: Replace) -> Iterator[Wanted]:
        standing = list(self._standing(keys))
        for start in range(0, len(standing), _AT_ONCE):
            some = standing[start : start + _AT_ONCE]
            made = iter(replace([text for _key, said in some for text in said.values()]))
            for key, said in some:
                cells = {name: new for name, text in said.items() if (new := next(made)) != text}
                if cells:
                    yield Wanted(key, cells)

    def _standing(self, keys: Sequence[int]) -> Iterator[tuple[int, dict[str, str]]]:
        """What every record says, or would say by what is planned already. Two queries."""
        fields = self.replacement.fields
        planned = dict(PlannedChange.objects.filter(edit=self.edit, record__in=keys).values_list("record", "changes"))
        for key, *texts in self.records.filter(pk__in=keys).order_by("pk").values_list("pk", *fields):
            changes = planned.get(key, {})
            said = dict(zip(fields, texts, strict=True))
            yield key, said | {name: changes[name][1] for name in fields if name in changes}


def _refusal(error: BadPattern | PatternTooSlow) -> WorkRefused:
    if isinstance(error, BadPattern):
        return WorkRefused("bad-pattern", error=str(error))
    return WorkRefused("slow-pattern")


def _replacing(replacement: Replacement) -> AbstractContextManager[Replace]:
    return _by_pattern(replacement) if replacement.how == "pattern" else _by_words(replacement)


@contextmanager
def _by_words(replacement: Replacement) -> Iterator[Replace]:
    if replacement.how == "exact":
        yield lambda texts: [text.replace(replacement.words, replacement.by) for text in texts]
        return
    words = fold(replacement.words)
    yield lambda texts: [replace_folded(text, words, replacement.by) for text in texts]


@contextmanager
def _by_pattern(replacement: Replacement) -> Iterator[Replace]:
    with Patterns(replacement.words, replacement.by) as patterns:
        yield patterns.replace


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

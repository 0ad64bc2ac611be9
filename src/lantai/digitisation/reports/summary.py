"""The summary of a check: how many findings of each severity and code, some examples of each, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext

from lantai.digitisation import sentences
from lantai.digitisation.enums import Severity
from lantai.digitisation.reports.report import Delivered, Report
from lantai.digitisation.reports.told import GRAVEST_FIRST, Alike, Told, severity_of

EXAMPLES: Final = 3
"""So many findings of each code are shown as examples: the first."""


class Verdict(StrEnum):
    GOOD = "good"
    PARTLY = "partly"
    """Its good items can be taken in; those with errors go back."""
    BACK = "back"

    @property
    def sentence(self) -> str:
        return {
            Verdict.GOOD: gettext("It can be taken in."),
            Verdict.PARTLY: gettext("It can be taken in, but for the items with errors."),
            Verdict.BACK: gettext("It cannot be taken in as it is."),
        }[self]


@dataclass(frozen=True, slots=True)
class Kind:
    """All findings of one code and severity. Its words are in the language that is spoken when they are asked for."""

    code: str
    severity: Severity
    count: int
    alike: Alike
    examples: tuple[Told, ...]

    @property
    def name(self) -> str:
        return sentences.name(self.code)

    @property
    def message(self) -> str:
        """Said of all of them, with … where they differ."""
        return self.alike.message

    @property
    def mend(self) -> str:
        return self.alike.mend


@dataclass(frozen=True, slots=True)
class Summary:
    """``kinds`` are sorted: the gravest first, then the most frequent."""

    items: int
    pages: int
    verdict: Verdict
    kinds: tuple[Kind, ...]

    def count(self, severity: Severity | None = None) -> int:
        """How many findings there are, of this severity or in all."""
        return sum(one.count for one in self.kinds if severity in (None, one.severity))

    @property
    def ok(self) -> bool:
        return self.verdict != Verdict.BACK


class Tally:
    """Counts findings on their way through; what it keeps does not grow with their number."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[Severity, str], tuple[int, Alike, tuple[Told, ...]]] = {}

    def through(self, findings: Iterable[Told]) -> Iterator[Told]:
        for one in findings:
            key = severity_of(one), one.code
            count, alike, examples = self._kinds.get(key) or (0, Alike.of(one), ())
            if count < EXAMPLES:
                examples = (*examples, one)
            self._kinds[key] = count + 1, alike.with_another(one), examples
            yield one

    def summary(self, delivered: Delivered) -> Summary:
        """What has come through so far."""
        kinds = [Kind(code, severity, *counted) for (severity, code), counted in self._kinds.items()]
        kinds.sort(key=lambda one: (GRAVEST_FIRST.index(one.severity), -one.count, one.code))
        return Summary(delivered.items, delivered.pages, _verdict(delivered, kinds), tuple(kinds))


def _verdict(delivered: Delivered, kinds: Iterable[Kind]) -> Verdict:
    if delivered.error:
        return Verdict.BACK
    if not any(one.severity == Severity.ERROR for one in kinds):
        return Verdict.GOOD
    return Verdict.PARTLY if delivered.accept_good else Verdict.BACK


def summary(report: Report) -> Summary:
    """The summary alone; goes through all findings once."""
    tally = Tally()
    for _one in tally.through(report.findings()):
        pass
    return tally.summary(report.delivered)

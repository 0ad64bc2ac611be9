"""The letter to the contractor: what came, whether it is taken in, what is wrong and how to mend it, by when.

``gather`` goes through the findings once and keeps what a letter can hold; of that a ``Correspondence`` drafts the
covering text, which a person may change, and makes the letter, which ``letter_docx`` and ``letter_pdf`` write. The
words are data (``letter_words``). Notes of what was mended are not told: there is nothing to do about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import dateformat, timezone

from lantai.digitisation.enums import Severity
from lantai.digitisation.reports.languages import Language, speaking
from lantai.digitisation.reports.letter_words import LetterWords, filled, paragraphs
from lantai.digitisation.reports.report import Delivered, Report
from lantai.digitisation.reports.summary import Summary, Tally
from lantai.digitisation.reports.told import Told, place, severity_of
from lantai.digitisation.reports.visible import visible

_TO_MEND: Final = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the letter tells of the findings: the first of each severity, the errors before the warnings."""

    delivered: Delivered
    summary: Summary
    listed: tuple[Told, ...]

    @property
    def rest(self) -> int:
        """Findings to be mended that are not listed."""
        return sum(map(self.summary.count, _TO_MEND)) - len(self.listed)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person may change before the letter goes out; paragraphs are parted by empty lines."""

    addressee: str
    subject: str
    text: str
    closing: str


@dataclass(frozen=True, slots=True)
class Table:
    """``widths`` are shares of the page, one for each column; 0 is as narrow as its numbers."""

    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole letter; every text in it can be shown. ``rest`` is said beneath the tables, and may be empty."""

    language: Language
    office: str
    reference: str
    addressee: str
    subject: str
    text: tuple[str, ...]
    tables: tuple[Table, ...]
    rest: str
    closing: tuple[str, ...]
    signed: str
    day: date
    day_in_words: str


def gather(report: Report, words: LetterWords) -> Gathered:
    """What the letter needs of the findings; no more than twice as many as it lists are kept."""
    tally = Tally()
    kept: dict[Severity, list[Told]] = {severity: [] for severity in _TO_MEND}
    told = (one for one in report.findings() if one.code not in words.leave_out)
    for one in tally.through(told):
        of_its_kind = kept.get(severity_of(one))
        if of_its_kind is not None and len(of_its_kind) < words.listed:
            of_its_kind.append(one)
    first = [one for severity in _TO_MEND for one in kept[severity]][: words.listed]
    return Gathered(report.delivered, tally.summary(report.delivered), tuple(first))


@dataclass(frozen=True, slots=True)
class Correspondence:
    """All that a letter about one delivery is made of."""

    gathered: Gathered
    words: LetterWords
    language: Language
    office: str
    today: date

    @property
    def until(self) -> date:
        """By when the delivery is to come again, where nobody says otherwise."""
        return self.today + timedelta(self.words.days)

    def draft(self, until: date | None = None) -> Draft:
        """The covering text as the words have it. Raises BadLetter."""
        verdict = self.gathered.summary.verdict
        with speaking(self.language):
            values = self._values(until or self.until)
            return Draft(
                addressee=values["contractor"],
                subject=filled(self.words.subject[verdict], values),
                text="\n\n".join(paragraphs(filled(self.words.text[verdict], values))),
                closing="\n\n".join(paragraphs(filled(self.words.closing[verdict], values))),
            )

    def letter(self, draft: Draft) -> Letter:
        """The letter with this covering text. Raises BadLetter."""
        with speaking(self.language):
            values = self._values(self.until)
            return Letter(
                language=self.language,
                office=visible(self.office),
                reference=visible(filled(self.words.reference, values)) if values["batch"] else "",
                addressee=visible(draft.addressee),
                subject=visible(draft.subject),
                text=tuple(map(visible, paragraphs(draft.text))),
                tables=tuple(_tables(self.gathered, self.words)),
                rest=visible(filled(self.words.rest, values)) if self.gathered.rest else "",
                closing=tuple(map(visible, paragraphs(draft.closing))),
                signed=visible(filled(self.words.signed, values)),
                day=self.today,
                day_in_words=self._day(self.today),
            )

    def _day(self, day: date) -> str:
        return str(dateformat.format(day, self.words.day))

    def _values(self, until: date) -> dict[str, str]:
        """What the placeholders stand for."""
        delivered, summed = self.gathered.delivered, self.gathered.summary
        received = timezone.localtime(delivered.received_at).date() if delivered.received_at else self.today
        return {
            "office": self.office,
            "contractor": delivered.contractor or self.words.contractor,
            "delivery": delivered.name,
            "batch": delivered.batch,
            "received": self._day(received),
            "today": self._day(self.today),
            "until": self._day(until),
            "items": str(summed.items),
            "pages": str(summed.pages),
            "errors": str(summed.count(Severity.ERROR)),
            "warnings": str(summed.count(Severity.WARNING)),
            "listed": str(len(self.gathered.listed)),
            "rest": str(self.gathered.rest),
            "reason": delivered.error,
        }


def _tables(gathered: Gathered, words: LetterWords) -> Iterator[Table]:
    kinds = [kind for kind in gathered.summary.kinds if kind.severity in _TO_MEND]
    if kinds:
        rows = [(kind.message, str(kind.count), kind.mend) for kind in kinds]
        yield _table(words.kinds, words.kind_heads, (3, 0, 3), rows)
        found = [(str(number), place(one), one.message) for number, one in enumerate(gathered.listed, start=1)]
        yield _table(words.findings, words.finding_heads, (0, 3, 5), found)


def _table(title: str, headings: Sequence[str], widths: tuple[int, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(title, tuple(headings), widths, tuple(tuple(map(visible, row)) for row in rows))

"""The letter to the contractor: what came, whether it is taken in, what is wrong and how to mend it, by when.

``gather`` goes through the findings once and keeps what a letter can hold; ``draft`` makes the covering text, which a
person may change; ``compose`` makes the letter, which ``letter_docx`` and ``letter_pdf`` write. The words are data
(``letter_words``). Notes of what was mended are not told: there is nothing to do about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import formats, timezone

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


def gather(report: Report, *, listed: int) -> Gathered:
    """What the letter needs of the findings; no more than twice ``listed`` of them are kept."""
    tally = Tally()
    kept: dict[Severity, list[Told]] = {severity: [] for severity in _TO_MEND}
    for one in tally.through(report.findings()):
        of_its_kind = kept.get(severity_of(one))
        if of_its_kind is not None and len(of_its_kind) < listed:
            of_its_kind.append(one)
    first = [one for severity in _TO_MEND for one in kept[severity]][:listed]
    return Gathered(report.delivered, tally.summary(report.delivered), tuple(first))


def draft(
    gathered: Gathered, words: LetterWords, *, language: Language, office: str, today: date, until: date | None = None
) -> Draft:
    """The covering text as the words have it; without ``until``, so many days from today. Raises BadLetter."""
    verdict = gathered.summary.verdict
    with speaking(language):
        values = _values(gathered, words, office=office, today=today, until=until or today + timedelta(words.days))
        return Draft(
            addressee=gathered.delivered.contractor or words.contractor,
            subject=filled(words.subject[verdict], values),
            text="\n\n".join(paragraphs(filled(words.text[verdict], values))),
            closing="\n\n".join(paragraphs(filled(words.closing[verdict], values))),
        )


def compose(
    gathered: Gathered, drafted: Draft, words: LetterWords, *, language: Language, office: str, today: date
) -> Letter:
    """The letter with this covering text. Raises BadLetter."""
    with speaking(language):
        values = _values(gathered, words, office=office, today=today, until=today)
        return Letter(
            language=language,
            office=visible(office),
            reference=visible(filled(words.reference, values)) if gathered.delivered.batch else "",
            addressee=visible(drafted.addressee),
            subject=visible(drafted.subject),
            text=tuple(map(visible, paragraphs(drafted.text))),
            tables=tuple(_tables(gathered, words)),
            rest=filled(words.rest, values) if gathered.rest else "",
            closing=tuple(map(visible, paragraphs(drafted.closing))),
            signed=visible(filled(words.signed, values)),
            day=today,
            day_in_words=_day(today),
        )


def _values(gathered: Gathered, words: LetterWords, *, office: str, today: date, until: date) -> dict[str, str]:
    """What the placeholders stand for."""
    delivered, summed = gathered.delivered, gathered.summary
    received = timezone.localtime(delivered.received_at).date() if delivered.received_at else today
    return {
        "office": office,
        "contractor": delivered.contractor or words.contractor,
        "delivery": delivered.name,
        "batch": delivered.batch,
        "received": _day(received),
        "today": _day(today),
        "until": _day(until),
        "items": str(summed.items),
        "pages": str(summed.pages),
        "errors": str(summed.count(Severity.ERROR)),
        "warnings": str(summed.count(Severity.WARNING)),
        "listed": str(len(gathered.listed)),
        "rest": str(gathered.rest),
        "reason": delivered.error,
    }


def _day(day: date) -> str:
    return str(formats.date_format(day, "DATE_FORMAT"))


def _tables(gathered: Gathered, words: LetterWords) -> Iterator[Table]:
    kinds = [kind for kind in gathered.summary.kinds if kind.severity in _TO_MEND]
    if kinds:
        rows = [(kind.message, str(kind.count), kind.mend) for kind in kinds]
        yield _table(words.kinds, words.kind_heads, (3, 0, 3), rows)
        found = [(str(number), place(one), one.message) for number, one in enumerate(gathered.listed, start=1)]
        yield _table(words.findings, words.finding_heads, (0, 3, 5), found)


def _table(title: str, headings: Sequence[str], widths: tuple[int, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(title, tuple(headings), widths, tuple(tuple(map(visible, row)) for row in rows))

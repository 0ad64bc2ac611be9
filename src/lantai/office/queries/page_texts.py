"""The text of a page on the workbench: its lines with their places, what is doubtful in them, and its versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.http import Http404

from lantai.access.queries import Visible, reader_for, visible
from lantai.accounts.models import User
from lantai.catalogue.models import Record, RecordSet
from lantai.digitisation.enums import Direction, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.protected_names import HoledNames, protected
from lantai.digitisation.quality.estimate import estimate_of
from lantai.digitisation.quality.words import of_punctuation, wrong_of_hundred
from lantai.digitisation.queries import pages, spans
from lantai.digitisation.queries.disagreements import disagreements
from lantai.digitisation.queries.readings import reading_of
from lantai.office.cuts import Cut, cut_around
from lantai.office.queries.reading_quality import Told, told
from lantai.ports.ocr import Box, Glyph, Line, Reading
from lantai.ports.ocr import Direction as Way
from lantai.values.names import BadNames
from lantai.values.punctuation import punctuation_of
from lantai.values.script.confusables import lookalikes

SURE: Final = 0.85
"""A glyph that the engine is less sure of is offered to be looked at."""
_OFFERED: Final = 6
_PAGES_LISTED: Final = 1_000
_LISTED: Final = 200
"""Doubtful characters that are listed; of a page that is worse every line must be read anyway."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A character of a line that may be another; ``offered`` are those, the likeliest first.

    ``name`` is the protected name that stands there but for it, and asks for the first of them; empty without one.
    """

    at: int
    text: str
    percent: int
    offered: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class BenchLine:
    """A line as it lies on the bench. ``region`` counts the regions of the reading that it was seen in."""

    text: str
    box: Box | None
    direction: Way
    region: int = 0
    doubts: tuple[Doubt, ...] = ()

    @property
    def place(self) -> str:
        """The box as the form says it, empty where there is none."""
        return " ".join(map(str, self.box)) if self.box else ""


@dataclass(frozen=True, slots=True)
class Disagreed:
    """A place where the delivered text and what a machine read say different things, with its picture."""

    line: int
    at: int
    delivered: str
    machine: str
    cut: Cut | None

    @property
    def is_short(self) -> bool:
        """Whether what the machine read can be taken over: it is some text, and all of one line."""
        return bool(self.machine) and "\n" not in self.delivered + self.machine


@dataclass(frozen=True, slots=True)
class PageText:
    """A page on the bench. ``seen`` is the transcription whose lines these are, None where the page has none;
    ``before`` and ``after`` are the keys of the pages beside it, empty at the ends.
    """

    page: Page
    seen: Transcription | None
    lines: tuple[BenchLine, ...]
    before: str
    after: str
    versions: tuple[Transcription, ...]
    """Every text that the page ever had, the newest first."""
    disagreed: tuple[Disagreed, ...] = ()
    """Where a delivered text and the newest reading of a machine disagree."""

    @property
    def key(self) -> str:
        return _key(self.page, self.page.number)

    @property
    def image(self) -> str:
        """The page's image in IIIF, empty without a picture."""
        return f"{self.page.holder.identifier}.p{self.page.number}" if self.page.derived else ""

    @property
    def estimate(self) -> Told | None:
        """How sure the text is, in words; None where a person read all of it, and where nobody knows."""
        return told(estimate_of(self.seen)) if self.seen else None

    @property
    def punctuated(self) -> str:
        """Whether a machine's text has marks, in a sentence; empty of others, and where it is too short to say."""
        found = punctuation_of(self.seen.text) if self.seen and self.seen.is_by_machine else None
        return of_punctuation(found) if found else ""

    @property
    def is_vertical(self) -> bool:
        return self.seen is None or self.seen.direction == Direction.VERTICAL

    @property
    def doubts(self) -> list[tuple[int, Doubt]]:
        """What is doubtful, with the number of its line, the least sure first."""
        found = [(number, doubt) for number, line in enumerate(self.lines) for doubt in line.doubts]
        return sorted(found, key=lambda one: (one[1].percent, one[0], one[1].at))[:_LISTED]


def _key(page: Page, number: int) -> str:
    """How an address names a page: its holder and its number."""
    return f"{page.holder.identifier}.{number}"


def find_text(key: str, user: User) -> PageText:
    """The page with its current text, as far as this person may see it. Raises Http404. Three queries and one file."""
    identifier, _dot, number = key.rpartition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 8):
        raise Http404
    held = Q(record__identifier=identifier) | Q(record_set__identifier=identifier)
    beside = visible(to=reader_for(user)).pages().filter(held)
    page = beside.filter(number=int(number)).select_related("record", "record_set").first()
    if page is None:
        raise Http404
    return _page_text(page, sorted(beside.values_list("number", flat=True)))


def _page_text(page: Page, numbers: Sequence[int]) -> PageText:
    """``numbers``: those of the pages beside it, its own among them."""
    versions = tuple(page.transcriptions.select_related("page", "corrected_by", "calibration").order_by("-pk"))
    seen = next((one for one in versions if one.current), None)
    at = numbers.index(page.number)
    machine = next((one for one in versions if one.kind == TextKind.OCR and one.boxes), None)
    return PageText(
        page=page,
        seen=seen,
        lines=tuple(_lines(reading_of(seen), certain=not seen.is_by_machine)) if seen else (),
        before=_key(page, numbers[at - 1]) if at else "",
        after=_key(page, numbers[at + 1]) if at + 1 < len(numbers) else "",
        versions=versions,
        disagreed=tuple(_disagreed(page, seen, machine)) if seen and machine else (),
    )


def _disagreed(page: Page, seen: Transcription, machine: Transcription) -> Iterator[Disagreed]:
    """Only of a delivered text: a person who corrected has looked at the page."""
    if seen.kind == TextKind.DELIVERED:
        for one in disagreements(seen, machine):
            cut = cut_around(page, one.boxes[0]) if one.boxes else None
            yield Disagreed(one.line, one.at, one.delivered, one.machine, cut)


def _lines(reading: Reading, *, certain: bool) -> Iterator[BenchLine]:
    for number, region in enumerate(reading.regions):
        for line in region.lines:
            box = line.box if line.box.width and line.box.height else None
            yield BenchLine(line.text, box, line.direction, number, () if certain else tuple(_doubts(line)))


def _doubts(line: Line) -> Iterator[Doubt]:
    at, names = 0, _names()
    for glyph in line.glyphs:
        begin = line.text.find(glyph.text, at)
        if begin < 0:
            continue
        at = begin + len(glyph.text)
        if glyph.confidence < SURE:
            named = dict(reversed(list(names.fitting(line.text, begin)))) if len(glyph.text) == 1 else {}
            offered = tuple(_offered(glyph, reversed(named)))
            name = named.get(offered[0], "") if offered else ""
            yield Doubt(begin, glyph.text, round(glyph.confidence * 100), offered, name)


def _offered(glyph: Glyph, named: Iterable[str]) -> list[str]:
    """What protected names ask for, then what else the engine thought of, then what looks like it."""
    found = dict.fromkeys([*named, *(text for text, _sure in glyph.alternatives), *lookalikes(glyph.text)])
    return [text for text in found if text.strip() and text != glyph.text][:_OFFERED]


def _names() -> HoledNames:
    """None where the list cannot be read: the desk is for the text of the page."""
    try:
        return protected()
    except (BadNames, OSError):
        return HoledNames(())


# -- the pages of a description ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageState:
    """A page in the list of a description: the key of its desk, what its text is, if it has one, and how sure."""

    key: str
    number: int
    kind: str
    kind_label: str
    wrong: str


def page_states(one: Record | RecordSet, sight: Visible) -> list[PageState]:
    """The first pages of a record, also those that it has of a volume, or of a volume. Three queries."""
    places = _places_of_record(one, sight) if isinstance(one, Record) else _places_of_set(one, sight)
    texts = _texts(page for page, _number, _holder in places)
    return [_state(f"{holder}.{number}", number, texts.get(page)) for page, number, holder in places]


def _state(key: str, number: int, text: Transcription | None) -> PageState:
    if text is None:
        return PageState(key, number, "", "", "")
    estimate = estimate_of(text)
    return PageState(key, number, text.kind, text.label, wrong_of_hundred(estimate) if estimate else "")


def _places_of_record(record: Record, sight: Visible) -> list[tuple[int, int, str]]:
    reach = spans.reach(record)
    found = pages.places(sight.pages(), reach)[:_PAGES_LISTED]
    return [(place.page, place.number, reach.holder(place.record_set)) for place in found]


def _places_of_set(one: RecordSet, sight: Visible) -> list[tuple[int, int, str]]:
    own = sight.pages_of_volumes().filter(record_set=one).order_by("number").values_list("pk", "number")
    return [(page, number, one.identifier) for page, number in own[:_PAGES_LISTED]]


def _texts(pages: Iterable[int]) -> dict[int, Transcription]:
    current = Transcription.objects.filter(page__in=list(pages), current=True).order_by()
    return {one.page_id: one for one in current.select_related("calibration").defer("text", "boxes")}

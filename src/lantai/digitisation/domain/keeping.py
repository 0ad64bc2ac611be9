"""Keeping what a machine read: as the page's text where there is none, else beside it, and as its places."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from lantai.accounts.models import User
from lantai.digitisation import derivatives
from lantai.digitisation.aligning import align
from lantai.digitisation.domain import estimating
from lantai.digitisation.enums import Direction, ReadState, TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.second_thoughts import doubts_of
from lantai.digitisation.text_formats import alto
from lantai.journal import domain as journal
from lantai.ports.ocr import Reading
from lantai.values.geometry import GlyphBoxes


@transaction.atomic
def keep_reading(page: Page, reading: Reading, *, by: User) -> Transcription:
    """The page's current transcription after a reading: the machine's, or the delivered one with its places.

    What a person corrected stays as it is, and gets places where it has none. What the machine read stands beside it.
    """
    current = page.transcriptions.filter(current=True).first()
    if current is None or current.kind == TextKind.OCR:
        page.transcriptions.filter(current=True).update(current=False)
        transcription, state = _keep(page, reading, current=True), ReadState.READ
    else:
        beside = _keep(page, reading, current=False)
        if current.is_whole_correction:
            estimating.measure_reading(beside, current)
        transcription, state = _as_places(current, reading), ReadState.LOCATED
    Page.objects.filter(pk=page.pk).update(read_state=state, read_error="", wanted_engine="")
    journal.write("page.read", page.holder, by=by, detail={"page": page.number, "engine": reading.engine.name})
    return transcription


def keep_failure(page: Page, sentence: str) -> None:
    """Say of a page why it could not be read; one that has text keeps it, with the places that it has."""
    kind = page.transcriptions.filter(current=True).values_list("kind", flat=True).first()
    with_text = ReadState.READ if kind == TextKind.OCR else ReadState.LOCATED
    state = with_text if kind else ReadState.FAILED
    Page.objects.filter(pk=page.pk).update(read_state=state, read_error=sentence[:500], wanted_engine="")


def _keep(page: Page, reading: Reading, *, current: bool) -> Transcription:
    content = alto.write(reading, page_id=f"p{page.number}", file_name=page.file)
    kept = derivatives.put(derivatives.alto_path(page.holder.identifier, page.number, content), content)
    lines, engine = reading.lines, asdict(reading.engine)
    return Transcription.objects.create(
        page=page,
        kind=TextKind.OCR,
        direction=prevailing_direction(reading),
        text=reading.text,
        boxes=GlyphBoxes.from_lines(lines).pack() if lines else None,
        second_thoughts=doubts_of(reading),
        alto=kept,
        engine=engine,
        confidence=sum(line.confidence for line in lines) / len(lines) if lines else None,
        seconds=reading.seconds,
        made_at=timezone.now(),
        current=current,
        **estimating.columns(reading, engine),
    )


def _as_places(text: Transcription, reading: Reading) -> Transcription:
    """The text stays, character for character; only its boxes and the way it runs are the machine's.

    The boxes of a corrected text may be a person's too: they are not made anew.
    """
    if reading.lines and (text.kind == TextKind.DELIVERED or text.boxes is None):
        text.boxes = align(text.text, reading.text, GlyphBoxes.from_lines(reading.lines)).pack()
        text.direction = prevailing_direction(reading)
        text.engine = asdict(reading.engine)
        text.save(update_fields=["boxes", "direction", "engine"])
    return text


def prevailing_direction(reading: Reading) -> Direction:
    """The way in which most characters of the page run."""
    vertical = sum(len(line.text) for line in reading.lines if line.direction in ("ttb", "btt"))
    whole = sum(len(line.text) for line in reading.lines)
    return Direction.VERTICAL if vertical * 2 >= whole else Direction.HORIZONTAL

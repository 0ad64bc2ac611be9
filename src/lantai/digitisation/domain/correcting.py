"""Correcting: what a person says stands on a page becomes its current text; whatever it had before stays beside it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from lantai.accounts.models import User
from lantai.digitisation import derivatives
from lantai.digitisation.domain import estimating
from lantai.digitisation.domain.keeping import prevailing_direction
from lantai.digitisation.enums import Direction, ReadState, TextKind
from lantai.digitisation.inheriting import with_places_of
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.readings import reading_of
from lantai.digitisation.text_formats import alto
from lantai.digitisation.text_formats.fitting import fitted
from lantai.digitisation.text_formats.places import NOWHERE
from lantai.digitisation.text_formats.unreadable import UnreadableText
from lantai.journal import domain as journal
from lantai.ports.ocr import Reading, Region
from lantai.values.geometry import GlyphBoxes

Places = list[list[int]]
"""x, y, width and height of each character."""


class CorrectionRefused(Exception):
    """The correction cannot be this page's text; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A reading as the page would keep it. ``before`` is the page's text now; ``is_new``: it says something else."""

    page: Page
    before: Transcription | None
    reading: Reading
    direction: Direction
    boxes: GlyphBoxes | None

    @property
    def is_new(self) -> bool:
        before = self.before
        if before is None or self._is_turned(before):
            return True
        return _said(before.text, before.glyph_boxes) != _said(self.reading.text, self.boxes)

    def _is_turned(self, before: Transcription) -> bool:
        """Whether it runs otherwise, of what was seen on the image; a delivered text says nothing of that."""
        is_seen = self.boxes is not None and before.kind != TextKind.DELIVERED
        return is_seen and before.direction != self.direction


@transaction.atomic
def correct_page(
    page: Page, reading: Reading, *, by: User, reason: str = "", seen: int | None, partial: bool = False
) -> Transcription:
    """The page's current transcription after a correction: a new one, or the standing one where it says the same.

    ``seen`` is the primary key of the transcription that was corrected, None where the page had none. ``partial``: only
    some lines were looked at, so that the rest is as sure as it was; else what machines read of the page is measured by
    it. Raises CorrectionRefused: somebody else has corrected the page since, or the reading is none of this page.
    """
    locked = Page.objects.select_for_update(of=("self",)).select_related("record", "record_set").get(pk=page.pk)
    correction = plan_correction(locked, reading, by=by, seen=seen)
    if correction.before is not None and not correction.is_new:
        return correction.before
    locked.transcriptions.filter(current=True).update(current=False)
    made = _keep(correction, by=by, partial=partial)
    if made.is_whole_correction:
        estimating.measure_readings(made)
    Page.objects.filter(pk=locked.pk).update(read_state=ReadState.LOCATED, read_error="")
    detail = {"page": locked.number, "transcription": made.pk, "reason": reason, "engine": reading.engine.name}
    journal.write("page.corrected", locked.holder, by=by, detail={key: told for key, told in detail.items() if told})
    return made


def plan_correction(page: Page, reading: Reading, *, by: User, seen: int | None) -> Correction:
    """What ``correct_page`` would keep. Raises CorrectionRefused; what says the same as the text now is never late."""
    before = page.transcriptions.filter(current=True).select_related("page", "corrected_by").first()
    placed = _placed(page, _without_empty_lines(reading), before)
    boxes = GlyphBoxes.from_lines(placed.lines)
    known = boxes if boxes.rows.any() else None
    correction = Correction(page, before, placed, prevailing_direction(placed), known)
    if correction.is_new:
        _require_not_overtaken(before, by=by, seen=seen)
    return correction


def _require_not_overtaken(current: Transcription | None, *, by: User, seen: int | None) -> None:
    """A correction that its maker never saw is not to be covered by another; a machine's reading may be."""
    if current is None or current.pk == seen or current.kind != TextKind.HUMAN or current.corrected_by == by:
        return
    told = {
        "who": current.corrected_by or gettext("Somebody"),
        "when": f"{timezone.localtime(current.made_at):%Y-%m-%d %H:%M}",
    }
    raise CorrectionRefused(
        gettext("%(who)s has corrected this page since, on %(when)s; compare with that text, and correct it anew.")
        % told
    )


def _without_empty_lines(reading: Reading) -> Reading:
    """Lines that were found and not transcribed are no text. Raises CorrectionRefused when nothing is left."""
    kept = [replace(one, lines=tuple(line for line in one.lines if line.text.strip())) for one in reading.regions]
    regions: tuple[Region, ...] = tuple(one for one in kept if one.lines)
    if not regions:
        raise CorrectionRefused(gettext("There is no text in it; expected at least one line."))
    return replace(reading, regions=regions)


def _placed(page: Page, reading: Reading, before: Transcription | None) -> Reading:
    """The reading on the page's canvas; that of a page without image has no places."""
    if not page.has_image:
        return _without_places(reading)
    if not (page.width and page.height):
        raise CorrectionRefused(
            gettext("The size of this page is not known yet; expected its pyramid to be made first.")
        )
    try:
        placed = fitted(reading, width=page.width, height=page.height)
    except UnreadableText as error:
        raise CorrectionRefused(str(error)) from error
    return with_places_of(reading_of(before) if before is not None and before.boxes else None, placed)


def _without_places(reading: Reading) -> Reading:
    regions = tuple(
        Region(NOWHERE, tuple(replace(line, box=NOWHERE, glyphs=()) for line in one.lines), one.kind)
        for one in reading.regions
    )
    return replace(reading, regions=regions)


def _keep(correction: Correction, *, by: User, partial: bool) -> Transcription:
    page, reading, now = correction.page, correction.reading, timezone.now()
    before = correction.before if partial else None
    content = alto.write(
        reading, page_id=str(page), file_name=page.file, number=max(1, page.number), read_at=timezone.localtime(now)
    )
    path = derivatives.alto_path(page.holder.identifier, page.number, content)
    kept = derivatives.put(path, content)
    derivatives.settle([path])  # no machine can make it anew
    return Transcription.objects.create(
        page=page,
        kind=TextKind.HUMAN,
        direction=correction.direction,
        text=reading.text,
        boxes=correction.boxes.pack() if correction.boxes is not None else None,
        alto=kept,
        engine=asdict(reading.engine),
        corrected_by=by,
        made_at=now,
        **(estimating.columns_after_some_lines(before) if before is not None else {}),
    )


def _said(text: str, boxes: GlyphBoxes | None) -> list[tuple[str, Places]]:
    """A text as it is compared: its lines, each with the places of its characters, but without those that are empty."""
    places = boxes.rows.tolist() if boxes is not None else [[0, 0, 0, 0]] * len(text)
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((line, places[at : at + len(line)]))
        at += len(line) + 1
    return lines

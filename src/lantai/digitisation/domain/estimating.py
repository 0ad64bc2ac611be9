"""Saying how sure a machine's text is, and learning it from what people correct.

A reading is estimated when it is kept. Readings of an earlier release, and those that a new calibration makes others,
are estimated by ``refresh``: what it has to do stands in the rows, so that it may be stopped at any point. That is work
and not done in passing, because what an engine was unsure of stands in the ALTO file of each page, and because lists
are sorted by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from lantai.accounts.machine import machine
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Calibration, Page, Transcription
from lantai.digitisation.progress import Progress, SilentProgress
from lantai.digitisation.quality.doubt import expected_wrong
from lantai.digitisation.quality.engines import engine_key
from lantai.digitisation.quality.measuring import measure
from lantai.digitisation.quality.scale import SHIPPED, Scale, scale_from
from lantai.digitisation.queries.readings import reading_of
from lantai.journal import domain as journal
from lantai.ports.ocr import Reading

ENOUGH: Final = 20
"""So many corrected pages of an engine are believed before the sample pages of the release."""
_MORE: Final = 1.25
"""So many times as many pages must have been corrected before an engine is calibrated anew."""
_CHUNK: Final = 500
_ESTIMATE: Final = ("engine_key", "doubt", "calibration", "error_rate", "error_low", "error_high")


def columns(reading: Reading, engine: Mapping[str, Any]) -> dict[str, Any]:
    """What a transcription of this reading says of its quality, as far as it is known now. One query."""
    key = engine_key(engine)
    return _columns(key, expected_wrong(reading), _in_force(key))


def columns_after_some_lines(before: Transcription) -> dict[str, Any]:
    """What a text says of its quality when a person looked at some lines of it: the rest is as sure as it was.

    Where a person had read all of it before, it stays read by a person.
    """
    return {"partial": not before.is_whole_correction, **{name: getattr(before, name) for name in _ESTIMATE}}


def measure_readings(corrected: Transcription) -> None:
    """Compare what machines read on a page with what a person says stands on it, as a whole.

    A reading whose places were taken from it is of an image that was replaced since: it is not compared.
    """
    readings = corrected.page.transcriptions.filter(kind=TextKind.OCR)
    for reading in readings.filter(Q(boxes__isnull=False) | Q(text="")):
        measure_reading(reading, corrected)


def measure_reading(reading: Transcription, true: Transcription) -> None:
    """Compare one reading with a text that is right; with itself, when a person says that nothing is wrong in it."""
    found = measure(reading.text, true.text)
    Transcription.objects.filter(pk=reading.pk).update(measured_wrong=found.wrong, measured_of=found.of)


# -- calibrating -------------------------------------------------------------------------------------


def calibrate() -> list[Calibration]:
    """Make a calibration of every engine of which enough more has been corrected since its last one."""
    return [_calibrate(key) for key, pages in _corrected().items() if _is_due(key, pages)]


@transaction.atomic
def _calibrate(key: str) -> Calibration:
    rows = list(_measured().filter(engine_key=key).defer("text", "boxes").order_by("pk"))
    newest = {row.page_id: row for row in rows}.values()
    scale = scale_from([(row.doubt or 0.0, row.measured_wrong or 0, row.measured_of or 0) for row in newest])
    made = Calibration.objects.create(
        engine_key=key,
        engine_name=str(rows[0].engine.get("name", "")),
        pages=len(newest),
        factor=scale.factor,
        low=scale.low,
        high=scale.high,
        made_at=timezone.now(),
    )
    journal.write("reading.calibrated", made, by=machine(), detail={"engine": made.engine_name, "pages": made.pages})
    return made


def _measured() -> QuerySet[Transcription]:
    return Transcription.objects.filter(kind=TextKind.OCR, doubt__isnull=False, measured_of__gt=0)


def _corrected() -> dict[str, int]:
    """How many pages of each engine have been corrected."""
    return dict(_measured().order_by().values_list("engine_key").annotate(Count("page", distinct=True)))


def _is_due(key: str, pages: int) -> bool:
    last = _in_force(key)
    return pages >= (ENOUGH if last is None else _MORE * last.pages)


def _in_force(key: str) -> Calibration | None:
    return Calibration.objects.filter(engine_key=key).order_by("-pk").first()


# -- what was read before, and what is known better now ----------------------------------------------


def has_work() -> bool:
    """Whether readings wait for an estimate, or an engine for a calibration."""
    return any(_is_due(*one) for one in _corrected().items()) or any(found.exists() for found in _stale(Q()))


def refresh(*, only: Q = Q(), progress: Progress | None = None) -> int:  # noqa: B008 - a condition is a value
    """Estimate the texts of these pages that have no estimate, or one of an older calibration; how many.

    Calibrations are made of the whole archive, where they are due.
    """
    shown = progress or SilentProgress()
    calibrate()
    stale = _stale(only)
    shown.stage("estimate", sum(found.count() for found in stale))
    return sum(_refresh(found, shown) for found in stale)


def _stale(only: Q) -> list[QuerySet[Transcription]]:
    """Readings that were never judged; of each engine, the texts that stand on an older calibration than its newest."""
    texts = Transcription.objects.all()
    if only:
        texts = texts.filter(page__in=Page.objects.filter(only).order_by())
    keys = Calibration.objects.order_by().values_list("engine_key").annotate(Max("pk"))
    older = (
        texts.filter(Q(calibration=None) | Q(calibration__lt=newest), engine_key=key).select_related("page")
        for key, newest in keys
    )
    return [texts.filter(kind=TextKind.OCR, engine_key="").select_related("page"), *older]


def _refresh(stale: QuerySet[Transcription], shown: Progress) -> int:
    done = 0
    while chunk := list(stale.order_by("pk")[:_CHUNK]):
        _judge(chunk)
        done += len(chunk)
        shown.advance(len(chunk))
    return done


def _judge(texts: Sequence[Transcription]) -> None:
    judged = [(text, text.engine_key or engine_key(text.engine)) for text in texts]
    in_force = {key: _in_force(key) for key in {key for _text, key in judged}}
    for text, key in judged:
        doubt = text.doubt if text.engine_key else expected_wrong(reading_of(text))
        for name, value in _columns(key, doubt, in_force[key]).items():
            setattr(text, name, value)
    Transcription.objects.bulk_update(texts, _ESTIMATE)


def _columns(key: str, doubt: float | None, calibration: Calibration | None) -> dict[str, Any]:
    scale = Scale(calibration.factor, calibration.low, calibration.high) if calibration else SHIPPED.get(key)
    rate, low, high = scale.of(doubt) if scale and doubt is not None else (None, None, None)
    return dict(zip(_ESTIMATE, (key, doubt, calibration, rate, low, high), strict=True))

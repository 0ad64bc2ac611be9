"""lantai ocr: what waits, what is chosen, again and by another engine, and what is no page's fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.volumes import Bound, bind

from lantai.accounts.models import User
from lantai.config.engines import engines_from
from lantai.digitisation.domain.keeping import keep_reading
from lantai.digitisation.engine import ocr_engine
from lantai.digitisation.enums import ReadState, TextKind
from lantai.digitisation.models import Batch, BatchItem, Page, Transcription

pytestmark = pytest.mark.django_db(transaction=True)

ENGINES = {
    "first": {"adapter": "reading_engines.Named", "name": "first"},
    "second": {"adapter": "reading_engines.Named", "name": "second"},
    "gone": {"adapter": "reading_engines.Gone"},
}


@pytest.fixture
def bound(home: User, settings: Settings) -> Bound:
    """A volume whose eight pages were read by the engine ``first``, the default one."""
    settings.LANTAI = replace(settings.LANTAI, ocr="first", engines=engines_from(ENGINES))
    volume = bind(by=home)
    Transcription.objects.all().delete()
    Page.objects.update(file="卷.PDF")
    for page in volume.pages.values():
        keep_reading(page, ocr_engine().read(Path(page.file)), by=home)
    return volume


def read_by(name: str) -> list[int]:
    found = Transcription.objects.filter(current=True, text=name).order_by("page__number")
    return list(found.values_list("page__number", flat=True))


def test_pages_that_wait_are_read_by_the_engine_asked_for(lantai: Callable, bound: Bound) -> None:
    waiting = Page.objects.filter(number__in=(2, 3))
    Transcription.objects.filter(page__in=waiting).delete()
    waiting.update(read_state=ReadState.QUEUED)
    said = lantai("ocr", "--engine", "second", "--jobs", "1", "--json")
    assert (said.code, said.json) == (0, {"asked_again": 0, "read": 2, "failed": 0, "waiting": 0})
    assert "2 pages of the whole archive are to be read by second 1." in said.err
    assert (read_by("second"), read_by("first")) == ([2, 3], [1, 4, 5, 6, 7, 8])


def test_record_is_read_again_wherever_its_pages_lie(lantai: Callable, bound: Bound) -> None:
    first, third = bound.first.code, bound.third.identifier
    said = lantai("ocr", "--redo", "--engine", "second", "--record", first, "--record", third, "--json", "--jobs", "1")
    assert said.json == {"asked_again": 5, "read": 5, "failed": 0, "waiting": 0}
    assert read_by("second") == [2, 3, 4, 6, 7]
    again = lantai("ocr", "--redo", "--engine", "second", "--record", first, "--json", "--jobs", "1")
    assert again.json == {"asked_again": 0, "read": 0, "failed": 0, "waiting": 0}


def test_volume_and_batch_are_read_again_and_corrections_stay(lantai: Callable, bound: Bound, home: User) -> None:
    batch = Batch.objects.create(
        identifier="b1", name="一", source="/x", received_at=bound.first.described_at, received_by=home
    )
    BatchItem.objects.create(batch=batch, row=1, code="c", values={}, record_set=bound.volume, is_volume=True)
    bound.pages[5].transcriptions.update(kind=TextKind.HUMAN, text="corrected")
    said = lantai("ocr", "--redo", "--engine", "second", "--batch", "b1", "--jobs", "1")
    assert (said.code, said.out) == (0, "7 pages read, 0 could not be read, 0 wait.\n")
    assert read_by("second") == [1, 2, 3, 4, 6, 7, 8]
    back = lantai("ocr", "--redo", "--record", bound.volume.code, "--jobs", "1", "--json")
    assert back.json["read"] == 7
    assert (read_by("first"), read_by("corrected")) == ([1, 2, 3, 4, 6, 7, 8], [5])


def test_engine_that_cannot_be_used_is_told_and_pages_wait(lantai: Callable, bound: Bound) -> None:
    said = lantai("ocr", "--redo", "--engine", "gone", "--jobs", "1")
    assert (said.code, said.err.splitlines()[-1]) == (1, "The reading server went away.")
    assert set(Page.objects.values_list("read_state", "wanted_engine")) == {(ReadState.AGAIN, "gone")}
    said = lantai("ocr", "--engine", "first", "--jobs", "1", "--json")
    assert said.json == {"asked_again": 0, "read": 8, "failed": 0, "waiting": 0}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--engine", "third"), "There is no reading engine 'third'; there are first, gone, null, openvino, rapidocr,"),
        (("--record", "L404"), "There is no record 'L404'; its identifier or its reference code was expected."),
        (("--batch", "b404"), "There is no batch 'b404'"),
        (("--batch", "b1", "--record", "L012"), "--batch and --record exclude each other."),
    ],
)
def test_wrong_use_changes_nothing(lantai: Callable, bound: Bound, arguments: tuple[str, ...], sentence: str) -> None:
    said = lantai("ocr", "--redo", *arguments)
    assert said.code == 2
    assert said.err.startswith(sentence)
    assert set(Page.objects.values_list("read_state", flat=True)) == {ReadState.READ}


def test_quality_is_told_and_nothing_read(lantai: Callable, bound: Bound) -> None:
    read = Transcription.objects.filter(current=True).order_by("page__number")
    read.update(engine_key="k", doubt=0.1, error_rate=0.05, error_low=0.01, error_high=0.2)
    worst = read.get(page__number=7)
    Transcription.objects.filter(pk=worst.pk).update(error_rate=0.25)
    said = lantai("ocr", "--quality", "--json")
    assert {key: said.json[key] for key in ("pages", "estimated", "doubtful", "threshold", "rate")} == {
        "pages": 8,
        "estimated": 8,
        "doubtful": 1,
        "threshold": 0.1,
        "rate": 0.075,
    }
    assert said.json["worst"][0] == {
        "page": f"{bound.volume.identifier}/p7",
        "rate": 0.25,
        "low": 0.01,
        "high": 0.2,
        "corrected_pages": 0,
    }
    told = lantai("ocr", "--quality", "--record", bound.third.code)
    assert told.out.splitlines()[0].startswith("2 pages read by machine: on average about 15 of 100 characters wrong")
    assert told.out.splitlines()[2].split("\t") == [
        f"{bound.volume.identifier}/p7",
        "25.0%",
        "1.0% to 20.0%",
        "sample pages",
    ]
    assert set(Page.objects.values_list("read_state", flat=True)) == {ReadState.READ}


def test_quality_of_what_nobody_knows_is_told_as_such(lantai: Callable, bound: Bound) -> None:
    assert lantai("ocr", "--quality").out == "8 pages read by machine; nothing is known of how well.\n"
    assert lantai("ocr", "--quality", "--redo").code == 2

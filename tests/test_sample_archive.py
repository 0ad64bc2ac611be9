"""The sample archive, taken in whole: it has no fault (but is a selection, with gaps in its numbers), and its closed
items stay closed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lantai.access.queries import reader_for
from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.domain.custody import accept_batch
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.domain.reading import waiting
from lantai.digitisation.models import Page
from lantai.discovery import indexing
from lantai.discovery.search import search

_SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.mark.django_db(transaction=True)
def test_sample_archive_is_clean_and_its_closed_words_are_found_by_staff_only(administrator: User) -> None:
    intake = take_in(_SAMPLES / "delivery", by=administrator)
    assert set(intake.batch.findings.values_list("code", flat=True)) == {"new-fonds", "no-image", "sequence-gap"}
    assert not intake.batch.findings.filter(severity="error").exists()
    accept_batch(intake.batch, trust_opening=True, by=administrator)
    indexing.follow()
    images = len(list((_SAMPLES / "delivery" / "圖像").glob("*/*.jpg")))
    assert Page.objects.filter(derived=True).count() == images
    assert 0 < waiting() < images

    staff, everybody = reader_for(administrator), reader_for(None)
    closed = json.loads((_SAMPLES / "truth" / "closed.json").read_text(encoding="utf-8"))
    for word, told in closed.items():
        assert {hit.code for hit in search(word, reader=staff).hits} == {told["code"]}, word
        assert search(word, reader=everybody, facets=True).total == 0, word
    opened = Record.objects.filter(open_day=0).count()
    assert (
        search("level:item", reader=everybody, limit=1).total
        >= opened
        == 412 - len({told["code"] for told in closed.values()})
    )

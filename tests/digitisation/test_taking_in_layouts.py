"""Deliveries of every layout, taken in and accepted: each record with its own pages, spans and texts, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from samples.make.deliveries import Expected, ExpectedItem, make_delivery
from samples.make.deliveries.layouts import LAYOUTS, Layout

from lantai.accounts.models import User
from lantai.catalogue.domain.record_set import describe_record_set
from lantai.catalogue.enums import Level
from lantai.catalogue.models import Record
from lantai.digitisation.domain.custody import accept_batch
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.enums import BatchState, ReadState, TextKind
from lantai.digitisation.models import Page, PageSpan, Transcription
from lantai.digitisation.queries.pages import in_order
from lantai.digitisation.queries.spans import reach
from lantai.preservation.store import masters
from lantai.values.dates import parse

pytestmark = pytest.mark.django_db(transaction=True)

ITEMS = 6
FORMS = ("xlsx", "csv")


class Side(NamedTuple):
    """A page as a delivery tells it: the file, and which page of it (0: the file is one)."""

    path: str
    leaf: int


class TakenIn(NamedTuple):
    folder: Path
    made: Expected

    def records(self) -> Iterator[tuple[ExpectedItem, Record, list[Page]]]:
        """Every item with the record that it became, and the pages of that in the order in which they are read."""
        for item in self.made.items:
            record = Record.objects.select_related("record_set").get(code=item.code)
            found = reach(record)
            pages = Page.objects.filter(found.pages()).select_related("instantiation", "record", "record_set")
            yield item, record, in_order(pages, found)


@pytest.fixture(params=LAYOUTS)
def taken_in(request: pytest.FixtureRequest, tmp_path: Path, administrator: User) -> TakenIn:
    layout = str(request.param)
    seed = list(LAYOUTS).index(layout)
    folder = tmp_path / "delivery"
    made = make_delivery(folder, layout=layout, seed=seed, form=FORMS[seed % 2], items=ITEMS)
    for fonds in made.fonds:
        describe_record_set(
            code=fonds.code,
            title=fonds.title,
            level=Level.FONDS,
            accepted=True,
            code_profile=fonds.profile,
            date=parse(f"{fonds.first_year}/{fonds.last_year}"),
            by=administrator,
        )
    batch = take_in(folder, by=administrator).batch
    assert (batch.state, batch.created_count, batch.refused_count) == (BatchState.DESCRIBED, ITEMS, 0)
    accept_batch(batch, trust_opening=True, by=administrator)
    return TakenIn(folder, made)


def sides(item: ExpectedItem) -> list[Side]:
    if item.images:
        return [Side(path, 0) for path in item.images]
    return [Side(item.pdf, page) for page in range(1, item.pages + 1)] if item.pdf else []


def texts(item: ExpectedItem, layout: Layout) -> list[str]:
    """What the generator writes on the pages of an item, where it delivers text at all."""
    if not (layout.text or layout.layered):
        return []
    return [f"{item.title}\n竊查本邑建設諸事\n第{page}頁" for page in range(1, item.pages + 1)]


def test_every_item_is_a_record_with_its_own_pages_spans_and_texts(taken_in: TakenIn) -> None:
    layout = LAYOUTS[taken_in.made.layout]
    for item, record, pages in taken_in.records():
        assert (record.title, record.record_set.code, record.accepted) == (item.title, item.volume, True)
        pictured = [page for page in pages if page.has_image]
        assert [Side(page.file, page.leaf) for page in pictured] == sides(item)
        assert all(page.derived for page in pictured)
        for page in pictured:
            with masters().open(page.instantiation.identifier, page.file) as stored:
                assert stored.read() == (taken_in.folder / page.file).read_bytes()
        spans = PageSpan.objects.filter(record=record).values_list("record_set__code", "first", "last")
        assert list(spans) == ([(item.volume, *item.span)] if item.span else [])
        read = Transcription.objects.filter(page__in=pages).order_by("page__number")
        assert [one.text for one in read] == texts(item, layout)
        assert {(one.kind, one.current) for one in read} <= {(TextKind.DELIVERED, True)}
        waiting = ReadState.DELIVERED if read else ReadState.QUEUED
        assert {page.read_state for page in pages} <= {waiting}


@pytest.mark.parametrize("taken_in", [name for name, one in LAYOUTS.items() if one.by_volume], indirect=True)
def test_a_page_on_which_two_items_stand_is_kept_once(taken_in: TakenIn) -> None:
    told = [path for item in taken_in.made.items for path in item.images]
    assert Page.objects.count() == len(set(told)) < len(told)

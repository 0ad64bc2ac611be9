"""Contractors: their figures by hand, their page, the sheet, and the history of a delivery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.domain import sampling
from lantai.digitisation.domain.contractors import ContractorRefused, correct_contractor, name_contractor
from lantai.digitisation.enums import BatchState, RowMatch, SampleVerdict
from lantai.digitisation.models import Batch, CheckRun, Contractor
from lantai.journal import domain as journal
from lantai.office.charts import HEIGHT, rates_over_time
from lantai.office.queries.contractors import all_records, frequent_defects, frequent_findings, record_of
from lantai.office.queries.history import delivery_history

pytestmark = pytest.mark.django_db

At = Callable[..., Client]
Deliver = Callable[..., Batch]
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def ink(clerk: User) -> Contractor:
    return name_contractor(name="墨池數字化公司", by=clerk)


@pytest.fixture
def deliver(make_batch: Callable[..., Batch], make_record: Callable[..., Record], clerk: User) -> Deliver:
    """A delivery of a contractor: checks as (round, items, faulty), and how many of its three sampled are faulty."""
    count = iter(range(1, 1000))

    def make(
        by: Contractor,
        *checks: tuple[int, int, int],
        faulty: int | None = None,
        state: BatchState = BatchState.ACCEPTED,
    ) -> Batch:
        number = next(count)
        records = [make_record(number * 10 + one) for one in range(3)]
        batch = make_batch(f"第{number}批", *records)
        batch.contractor, batch.received_at = by, START + timedelta(days=number)
        batch.round = max((round_ for round_, _items, _faulty in checks), default=1)
        batch.save()
        for round_, items, wrong in checks:
            CheckRun.objects.create(
                batch=batch, round=round_, at=batch.received_at, by=clerk, items=items, pages=items, errors=wrong,
                faulty_items=wrong, warnings=0, codes={"page-count": wrong} if wrong else {}, passed=not wrong,
            )  # fmt: skip
        if faulty is not None:
            sign(batch, faulty)
        Batch.objects.filter(pk=batch.pk).update(state=state)
        batch.refresh_from_db()
        return batch

    def sign(batch: Batch, faulty: int) -> None:
        sample = sampling.draw(batch, by=clerk)
        for one in sample.items.order_by("place"):
            if one.place <= faulty:
                sampling.add_defect(one, code="wrong-title", page=None, by=clerk)
            else:
                sampling.look(one, match=RowMatch.MATCH, version=1, by=clerk)
        sample.refresh_from_db()
        verdict = SampleVerdict.FAILED if faulty else SampleVerdict.PASSED
        sampling.sign(sample, verdict=verdict, version=sample.version, by=clerk)

    return make


def test_figures_of_a_contractor(ink: Contractor, deliver: Deliver) -> None:
    deliver(ink, (1, 100, 10), (1, 100, 20), (2, 100, 0), faulty=0)  # of a round, the last check
    deliver(ink, (1, 300, 0), faulty=1)
    deliver(ink, (1, 100, 0), state=BatchState.DESCRIBED)
    deliver(ink, state=BatchState.RECEIVED)
    record = record_of(ink)
    assert [one.percent_faulty for one in record.deliveries] == [None, 0.0, 0.0, 20.0]
    assert [one.was_refused for one in record.deliveries] == [False, False, True, True]
    assert (record.items, record.percent_faulty, record.percent_refused) == (500, 4.0, 66.7)
    assert (record.rounds, record.defect_rate) == (1.5, 16.7)


def test_contractor_of_nothing_has_no_figures(ink: Contractor) -> None:
    record = record_of(ink)
    assert (record.items, record.percent_faulty, record.percent_refused, record.rounds, record.defect_rate) == (
        0, None, None, None, None,
    )  # fmt: skip
    assert rates_over_time(record.deliveries) is None


def test_what_is_wrong_most_often(ink: Contractor, deliver: Deliver) -> None:
    deliver(ink, (1, 100, 7), (2, 100, 0), faulty=2)
    deliver(ink, (1, 100, 5), state=BatchState.REFUSED)
    record = record_of(ink)
    assert [(one.name, one.count) for one in frequent_findings(record)] == [("page-count", 12)]
    with override("zh-hant"):
        assert [(one.name, one.count) for one in frequent_defects(ink)] == [("題名錯", 2)]


def test_chart_draws_the_oldest_first_and_in_proportion(ink: Contractor, deliver: Deliver) -> None:
    deliver(ink, (1, 100, 8), faulty=0)
    deliver(ink, (1, 100, 4))
    chart = rates_over_time(record_of(ink).deliveries)
    assert chart is not None
    first, second = chart.columns
    assert first.check and first.sample and second.check
    assert (first.check.value, second.check.value, second.sample) == (8.0, 4.0, None)
    assert first.check.height == pytest.approx(2 * second.check.height, abs=0.2)
    assert (first.check.x < second.check.x, first.sample.height) == (True, 1.5)
    assert all(0 < bar.y < HEIGHT for bar in (first.check, first.sample, second.check))


def test_pages_cost_the_same_however_many(at_desk: At, ink: Contractor, deliver: Deliver, clerk: User) -> None:
    client = at_desk("reviewer")
    addresses = [reverse("office_contractors"), reverse("office_contractor", args=[ink.pk])]

    def costs() -> list[int]:
        counts = []
        for address in addresses:
            client.get(address)  # the first visit fills Wagtail's caches
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            counts.append(len(seen))
        return counts

    deliver(ink, (1, 100, 8), faulty=0)
    before = costs()
    deliver(name_contractor(name="石鼓檔案服務社", by=clerk), (1, 100, 8), faulty=1)
    deliver(ink, (1, 100, 8), (2, 100, 0), faulty=1)
    assert costs() == before
    with CaptureQueriesContext(connection) as seen:
        all_records(list(Contractor.objects.all()))
    assert len(seen) == 4  # with the contractors themselves


def test_sheet_has_a_row_a_contractor_and_a_row_a_delivery(at_desk: At, ink: Contractor, deliver: Deliver) -> None:
    batch = deliver(ink, (1, 100, 8), (2, 100, 0), faulty=1)
    client = at_desk("reviewer")
    answer = client.get(reverse("office_contractors_sheet"), {"lang": "en"})
    book = load_workbook(BytesIO(answer.content))
    rows = [list(row) for row in book["Deliveries"].iter_rows(values_only=True)]
    assert [sheet.title for sheet in book] == ["Contractors", "Deliveries"]
    assert rows[1] == [
        "墨池數字化公司", batch.name, batch.identifier, "2026-03-02", "accepted", 2, 100, 8, "8", 8, 0, "failed", 3, 1,
        "33.3",
    ]  # fmt: skip
    one = client.get(reverse("office_contractor_sheet", args=[ink.pk]))
    assert one.headers["Content-Disposition"] == f'attachment; filename="contractor-{ink.pk}.xlsx"'


@pytest.mark.parametrize("key", ["0", "x", "9" * 40])
def test_contractor_that_is_none_is_not_found(key: str, at_desk: At) -> None:
    assert at_desk("reviewer").get(f"/admin/contractors/{key}/").status_code == 404


# -- who they are ---------------------------------------------------------------------------------


def test_contractor_is_entered_and_given_a_delivery(at_desk: At, batch: Batch) -> None:
    client = at_desk("digitiser")
    client.post(reverse("office_contractor_name"), {"name": "  墨池 數字化公司 ", "note": "合同"})
    one = Contractor.objects.get()
    assert (one.name, one.note) == ("墨池 數字化公司", "合同")
    address = reverse("office_delivery_set_contractor", args=[batch.identifier])
    version = client.get(address).context["form"]["version"].value()
    assert client.post(address, {"contractor": one.pk, "version": version}).status_code == 302
    assert client.post(address, {"contractor": "", "version": version}).status_code == 422
    batch.refresh_from_db()
    assert batch.contractor == one


@pytest.mark.parametrize("name", ["", "   ", "墨池數字化公司"])
def test_name_that_is_none_or_taken_is_refused(name: str, at_desk: At, ink: Contractor) -> None:
    assert at_desk("digitiser").post(reverse("office_contractor_name"), {"name": name}).status_code == 422
    assert Contractor.objects.count() == 1


def test_correction_of_what_somebody_else_corrected_is_refused(ink: Contractor, clerk: User, at_desk: At) -> None:
    client, address = at_desk("digitiser"), reverse("office_contractor_correct", args=[ink.pk])
    shown = {name: client.get(address).context["form"][name].value() for name in ("seen_name", "seen_note")}
    correct_contractor(ink, name="墨池公司", note="一\n二", seen=("墨池數字化公司", ""), by=clerk)
    assert client.post(address, {"name": "墨池", "note": "", **shown}).status_code == 422
    shown = {name: client.get(address).context["form"][name].value() for name in ("seen_name", "seen_note")}
    assert client.post(address, {"name": "墨池", "note": "一\r\n二", **shown}).status_code == 302
    ink.refresh_from_db()
    assert ink.name == "墨池"
    with pytest.raises(ContractorRefused):
        name_contractor(name="墨池", by=clerk)


# -- the history of a delivery --------------------------------------------------------------------


def test_history_tells_rounds_checks_samples_and_decisions_in_order(
    ink: Contractor, deliver: Deliver, clerk: User
) -> None:
    batch = deliver(ink, (1, 100, 8), (2, 100, 0), faulty=1)
    journal.write("batch.checked", batch, by=clerk, detail={"findings": 1})  # its check tells the same, and more
    sampling.redraw(batch, reason="返工", by=clerk)
    journal.write("batch.accepted", batch, by=clerk, detail={"opening_trusted": False})
    with override("en"), CaptureQueriesContext(connection) as seen:
        events = delivery_history(batch)
    assert len(seen) == 3
    assert [(event.kind, event.label, event.detail, event.good, event.round, event.note) for event in events] == [
        ("check", "checked", "100 items, 8 of them faulty; 8 errors, 0 warnings", False, 1, ""),
        ("check", "checked", "100 items, 0 of them faulty; 0 errors, 0 warnings", True, 2, ""),
        ("sample", "sample drawn", "3 of 3 items", None, 2, ""),
        ("signed", "sample signed: failed", "1 of 3 items faulty; 1 defect", False, 2, ""),
        ("sample", "another sample drawn", "3 of 3 items", None, 2, "返工"),
        ("decision", "delivery accepted", "", True, None, ""),
    ]


def test_history_part_can_be_placed(ink: Contractor, deliver: Deliver) -> None:
    from django.template.loader import render_to_string

    batch = deliver(ink, (1, 100, 8), faulty=0)
    with override("en"):
        shown = render_to_string("office/parts/delivery_history.html", {"events": delivery_history(batch)})
    assert shown.count("<li") == 3
    assert reverse("office_sample", args=[batch.samples.get().identifier]) in shown

"""Samples in the office: drawn, looked at and signed with forms alone, in pages that cost the same however long."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantai.accounts.models import User
from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Instantiation, Record, RecordSet
from lantai.digitisation.domain import sampling
from lantai.digitisation.domain.sampling import Lot
from lantai.digitisation.enums import BatchState, RowMatch
from lantai.digitisation.models import Batch, Defect, Page, PageSpan, Sample, SampledItem
from lantai.office.queries.sampling import waiting_count

pytestmark = pytest.mark.django_db

At = Callable[..., Client]
MakeBatch = Callable[..., Batch]
MakeRecord = Callable[..., Record]


@pytest.fixture
def three(make_batch: MakeBatch, make_record: MakeRecord) -> Batch:
    return make_batch("第一批", *(make_record(number) for number in (1, 2, 3)))


@pytest.fixture
def sample(three: Batch, clerk: User) -> Sample:
    return sampling.draw(three, by=clerk)


@pytest.fixture
def make_pages() -> Callable[[Record, int], None]:
    """Gives a record so many pages with pictures."""

    def make(record: Record, count: int) -> None:
        carrier = Instantiation.objects.create(
            identifier=f"scan{record.pk}", record=record, kind=CarrierKind.MASTER_SCAN
        )
        for number in range(1, count + 1):
            Page.objects.create(
                record=record, instantiation=carrier, number=number, file=f"{number}.jpg", derived=True,
                width=1000, height=1400,
            )  # fmt: skip

    return make


def bench(sample: Sample, place: int, page: int | None = None) -> str:
    address = reverse("office_sampled_item", args=[sample.identifier, place])
    return f"{address}?page={page}" if page else address


def act(name: str, sampled: SampledItem) -> str:
    return reverse(f"office_sampled_item_{name}", args=[sampled.key])


def queries(client: Client, address: str) -> int:
    client.get(address)  # the first visit fills Wagtail's caches
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


# -- drawing --------------------------------------------------------------------------------------


def test_draw_from_the_form(at_desk: At, three: Batch) -> None:
    client = at_desk("digitiser")
    address = reverse("office_delivery_draw_sample", args=[three.identifier])
    page = reverse("office_delivery_samples", args=[three.identifier])
    assert address in client.get(page).content.decode()
    answer = client.post(address, {"share": "", "size": "2", "seed": "7"})
    sample = Sample.objects.get()
    assert answer.headers["Location"] == reverse("office_sample", args=[sample.identifier])
    assert (sample.seed, sample.size, sample.population, sample.share) == (7, 2, 3, None)
    assert client.get(page).context["sample"] == sample


@pytest.mark.parametrize("asked", [{"share": "0"}, {"share": "101"}, {"size": "0"}, {"seed": "-1"}, {"seed": "x"}])
def test_draw_of_nonsense_is_asked_again(asked: dict[str, str], at_desk: At, three: Batch) -> None:
    answer = at_desk("digitiser").post(reverse("office_delivery_draw_sample", args=[three.identifier]), asked)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(asked))
    assert not Sample.objects.exists()


def test_draw_anew_asks_why(at_desk: At, sample: Sample) -> None:
    client = at_desk("reviewer")
    address = reverse("office_delivery_redraw_sample", args=[sample.batch.identifier])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "返工後再抽"})
    page = client.get(reverse("office_delivery_samples", args=[sample.batch.identifier]))
    assert (page.context["sample"].reason, page.context["others"]) == ("返工後再抽", [sample])
    old = client.get(bench(sample, 1))
    assert (old.status_code, old.context["may_write"]) == (200, False)


def test_desk_counts_what_waits(
    at_desk: At, sample: Sample, make_batch: MakeBatch, make_record: MakeRecord, clerk: User
) -> None:
    client = at_desk("reviewer")
    make_batch("未抽", make_record(8))
    make_batch("在檢", make_record(9), state=BatchState.RECEIVED)
    rows = client.get(reverse("office_sampling")).context["rows"]
    assert [(batch.name, one) for batch, one in rows] == [("未抽", None), ("第一批", sample)]
    assert waiting_count() == 1
    sampling.redraw(sample.batch, reason="返工", by=clerk)
    assert waiting_count() == 1  # the older one is only kept
    Batch.objects.filter(pk=sample.batch_id).update(state=BatchState.ACCEPTED)
    assert waiting_count() == 0


# -- looking, with forms alone --------------------------------------------------------------------


def test_bench_lays_the_row_beside_the_open_page(
    at_desk: At, sample: Sample, make_pages: Callable[[Record, int], None]
) -> None:
    record = Record.objects.get(code="L012-0002")
    make_pages(record, 3)
    answer = at_desk("digitiser").get(bench(sample, 2, 3))
    laid = answer.context["bench"]
    assert [(cell.label, cell.text) for cell in laid.cells] == [("檔號", "L012-0002"), ("題名", "勘井日記")]
    assert [(leaf.number, leaf.is_open) for leaf in laid.leaves] == [(1, False), (2, False), (3, True)]
    assert (laid.leaf.key, laid.before, laid.after) == (f"{record.identifier}.p3", 2, None)
    assert f'data-service="/iiif/image/{record.identifier}.p3"' in answer.content.decode()
    assert (laid.earlier, laid.later) == (1, 3)


def test_bench_shows_the_pages_of_the_span(at_desk: At, sample: Sample, fonds: RecordSet) -> None:
    carrier = Instantiation.objects.create(identifier="scan", record_set=fonds, kind=CarrierKind.MASTER_SCAN)
    for number in range(1, 6):
        Page.objects.create(record_set=fonds, instantiation=carrier, number=number, file="v.pdf", derived=True)
    PageSpan.objects.create(record=Record.objects.get(code="L012-0001"), record_set=fonds, first=2, last=3)
    laid = at_desk("digitiser").get(bench(sample, 1)).context["bench"]
    assert [leaf.key for leaf in laid.leaves] == [f"{fonds.identifier}.p2", f"{fonds.identifier}.p3"]


def test_item_without_pages_and_without_its_row_can_be_opened(at_desk: At, sample: Sample) -> None:
    client = at_desk("digitiser")
    assert "There is no page of this item" in client.get(bench(sample, 1)).content.decode()
    sample.batch.items.all().delete()
    assert "its row is not kept" in client.get(bench(sample, 1)).content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 40])
def test_page_of_nonsense_opens_the_first(
    page: str, at_desk: At, sample: Sample, make_pages: Callable[[Record, int], None]
) -> None:
    make_pages(Record.objects.get(code="L012-0001"), 2)
    answer = at_desk("digitiser").get(bench(sample, 1), {"page": page})
    assert answer.context["bench"].leaf.number == 1


@pytest.mark.parametrize("place", ["0", "4", "9" * 30])
def test_place_that_is_none_is_not_found(place: str, at_desk: At, sample: Sample) -> None:
    assert at_desk("digitiser").get(f"/admin/samples/{sample.identifier}/{place}/").status_code == 404


def test_agreeing_leads_on_and_at_the_end_to_the_sample(at_desk: At, sample: Sample) -> None:
    client, said = at_desk("digitiser"), {"match": "match", "version": "1"}
    first, second, third = sample.items.order_by("place")
    assert client.post(act("look", second), said).headers["Location"] == bench(sample, 3)
    assert client.post(act("look", third), said).headers["Location"] == bench(sample, 1)
    overview = reverse("office_sample", args=[sample.identifier])
    assert client.post(act("look", first), said).headers["Location"] == overview
    assert client.get(overview).context["sign"] == reverse("office_sample_sign", args=[sample.identifier])


def test_differing_stays_for_the_defects(at_desk: At, sample: Sample) -> None:
    one = sample.items.get(place=1)
    answer = at_desk("digitiser").post(act("look", one), {"match": "mismatch", "version": "1"})
    assert answer.headers["Location"] == bench(sample, 1)


def test_stale_look_is_told_and_may_be_sent_again_knowingly(at_desk: At, sample: Sample, clerk: User) -> None:
    client, one = at_desk("digitiser"), sample.items.get(place=1)
    sampling.look(one, match=RowMatch.MISMATCH, version=1, by=clerk)
    answer = client.post(act("look", one), {"match": "match", "version": "1"})
    assert answer.status_code == 422
    assert "meanwhile" in answer.context["form"].non_field_errors()[0]
    again = {"match": "match", "version": answer.context["form"]["version"].value()}
    assert client.post(act("look", one), again).status_code == 302
    one.refresh_from_db()
    assert one.match == RowMatch.MATCH


def test_defects_stand_at_their_page_or_at_the_item(
    at_desk: At, sample: Sample, make_pages: Callable[[Record, int], None]
) -> None:
    make_pages(Record.objects.get(code="L012-0001"), 3)
    client, one = at_desk("digitiser"), sample.items.get(place=1)
    answer = client.post(act("defect", one), {"code": "skewed", "page": "2", "severity": "", "note": " 約三度 "})
    assert answer.headers["Location"] == bench(sample, 1, 2)
    client.post(act("defect", one), {"code": "blurred", "page": "2", "whole": "on", "severity": "minor"})
    client.post(act("defect", one), {"code": "wrong-title", "page": "3"})
    noted = Defect.objects.order_by("pk").values_list("code", "page", "severity", "note")
    assert list(noted) == [
        ("skewed", 2, "major", "約三度"),
        ("blurred", None, "minor", ""),
        ("wrong-title", None, "major", ""),
    ]
    laid = client.get(bench(sample, 1, 2)).context["bench"]
    assert [leaf.defect_count for leaf in laid.leaves] == [0, 1, 0]
    assert laid.last.defect.code == "wrong-title"


@pytest.mark.parametrize(
    "said", [{"code": "nonsense"}, {"code": "skewed", "severity": "worst"}, {"code": "skewed", "page": "9"}]
)
def test_defect_of_nonsense_is_refused(said: dict[str, str], at_desk: At, sample: Sample) -> None:
    answer = at_desk("digitiser").post(act("defect", sample.items.get(place=1)), said)
    assert answer.status_code == 422
    assert not Defect.objects.exists()


def test_defect_is_taken_away_and_another_is_mended(at_desk: At, sample: Sample, clerk: User) -> None:
    client, one = at_desk("digitiser"), sample.items.get(place=1)
    wrong, right = (sampling.add_defect(one, code=code, page=None, by=clerk) for code in ("skewed", "blurred"))
    client.post(reverse("office_defect_remove", args=[wrong.pk]))
    client.post(reverse("office_defect_mend", args=[right.pk]))
    left = Defect.objects.get()
    assert (left.code, left.fixed_by is not None) == ("blurred", True)


# -- signing --------------------------------------------------------------------------------------


def test_sign_shows_the_reckoning_and_wants_a_word_for_the_other_verdict(
    at_desk: At, sample: Sample, clerk: User
) -> None:
    for one in sample.items.all():
        sampling.look(one, match=RowMatch.MATCH, version=1, by=clerk)
    client, address = at_desk("reviewer"), reverse("office_sample_sign", args=[sample.identifier])
    form = client.get(address).context["form"]
    assert (form.reckoning.passes, form["verdict"].value()) == (True, "passed")
    said = {"verdict": "failed", "version": form["version"].value(), "note": ""}
    assert client.post(address, said).status_code == 422
    client.post(address, {**said, "note": "裝訂有誤"})
    sample.refresh_from_db()
    assert (sample.verdict, sample.note, sample.signed_by and sample.signed_by.username) == (
        "failed",
        "裝訂有誤",
        "reviewer",
    )
    page = client.get(reverse("office_sample", args=[sample.identifier]))
    assert address not in page.content.decode()


def test_cataloguer_sees_and_does_nothing(at_desk: At, sample: Sample) -> None:
    client = at_desk("cataloguer")
    page = client.get(bench(sample, 1)).content.decode()
    assert (act("look", sample.items.get(place=1)) in page, 'data-key="6"' in page) == (False, False)
    assert client.get(reverse("office_sample", args=[sample.identifier])).context["offers"] == []


# -- how much it costs ----------------------------------------------------------------------------


def test_lists_cost_the_same_however_long(
    at_desk: At, sample: Sample, make_batch: MakeBatch, make_record: MakeRecord, clerk: User
) -> None:
    client = at_desk("reviewer")
    desk, overview = reverse("office_sampling"), reverse("office_sample", args=[sample.identifier])
    before = queries(client, desk), queries(client, overview)
    for name, number in (("二", 11), ("三", 12)):
        sampling.draw(make_batch(name, make_record(number)), by=clerk)
    for one in sample.items.all():
        sampling.add_defect(one, code="blurred", page=None, by=clerk)
        sampling.add_defect(one, code="wrong-title", page=None, by=clerk)
    assert (queries(client, desk), queries(client, overview)) == before


def test_bench_costs_the_same_for_more_pages_and_defects(
    at_desk: At, sample: Sample, clerk: User, make_pages: Callable[[Record, int], None]
) -> None:
    client = at_desk("reviewer")
    make_pages(Record.objects.get(code="L012-0001"), 1)
    make_pages(Record.objects.get(code="L012-0002"), 9)
    sampling.add_defect(sample.items.get(place=1), code="blurred", page=1, by=clerk)
    for page in (2, 3, 4):
        sampling.add_defect(sample.items.get(place=2), code="blurred", page=page, by=clerk)
    assert queries(client, bench(sample, 1)) == queries(client, bench(sample, 2))


def test_items_are_filtered_and_paged(
    at_desk: At, make_batch: MakeBatch, make_record: MakeRecord, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantai.office.queries.sampling.ITEMS_A_PAGE", 2)
    batch = make_batch("五件", *(make_record(number) for number in range(1, 6)))
    sample = sampling.draw(batch, lot=Lot(size=5), by=clerk)
    sampling.look(sample.items.get(place=2), match=RowMatch.MATCH, version=1, by=clerk)
    sampling.add_defect(sample.items.get(place=4), code="blurred", page=None, by=clerk)
    client, address = at_desk("reviewer"), reverse("office_sample", args=[sample.identifier])

    def places(query: str) -> list[int]:
        return [one.place for one in client.get(address + query).context["items"]]

    assert places("") == [1, 2]
    assert places("?after=2") == [3, 4]
    assert places("?after=4") == [5]
    assert places("?kind=waiting&after=1") == [3, 4]
    assert [places(f"?kind={kind}") for kind in ("match", "mismatch", "defects", "x")] == [[2], [], [4], [1, 2]]

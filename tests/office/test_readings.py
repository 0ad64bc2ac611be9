"""How well pages were read: the worst of all and of a delivery, the lists, the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lantai.catalogue.enums import CarrierKind
from lantai.catalogue.models import Instantiation, Record
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Batch, Page, ReadingSample, Transcription
from lantai.office.queries import reading_quality

pytestmark = pytest.mark.django_db

At = Callable[..., Client]
MakePages = Callable[..., list[Page]]


@pytest.fixture
def make_pages() -> MakePages:
    """Pages of a record that a machine has read, wrong in this share of their characters."""

    def make(record: Record, *rates: float) -> list[Page]:
        scan = Instantiation.objects.create(identifier=f"scan-{record.pk}", record=record, kind=CarrierKind.MASTER_SCAN)
        pages = []
        for number, rate in enumerate(rates, 1):
            pages.append(Page.objects.create(record=record, instantiation=scan, number=number))
            Transcription.objects.create(
                page=pages[-1],
                kind=TextKind.OCR,
                text="甲乙",
                made_at=timezone.now(),
                engine_key="k",
                doubt=rate,
                error_rate=rate,
                error_low=rate / 3,
                error_high=min(1.0, rate * 3),
            )
        return pages

    return make


def numbers(answer: object) -> list[tuple[str, int]]:
    listed: list[reading_quality.ListedPage] = answer.context["pages"]  # type: ignore[attr-defined]
    return [(one.page.holder.code, one.page.number) for one in listed]


def test_worst_pages_of_all_deliveries_come_first_with_their_desks(
    at_desk: At, make_record: Callable[..., Record], make_batch: Callable[..., Batch], make_pages: MakePages
) -> None:
    first, second = make_record(1), make_record(2)
    one, other = make_batch("甲批", first), make_batch("乙批", second)
    make_pages(first, 0.05, 0.3)
    make_pages(second, 0.2, 0.4)
    client = at_desk("cataloguer")
    answer = client.get(reverse("office_doubtful_pages"))
    assert numbers(answer) == [("L012-0002", 2), ("L012-0001", 2), ("L012-0002", 1)]
    assert [(chip.label, chip.count) for chip in answer.context["batches"]] == [("乙批", 2), ("甲批", 1)]
    assert [page.batch for page in answer.context["pages"]] == [other, one, other]
    assert reverse("office_page_correct", args=[f"{second.identifier}.2"]) in answer.content.decode()
    assert "about 40 of 100 characters wrong" in answer.content.decode()
    sifted = client.get(reverse("office_doubtful_pages"), {"batch": one.identifier})
    assert numbers(sifted) == [("L012-0001", 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_worst_pages_ask_the_same_number_of_queries(
    at_desk: At,
    make_record: Callable[..., Record],
    make_batch: Callable[..., Batch],
    make_pages: MakePages,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    records = [make_record(number) for number in range(1, count + 1)]
    batch = make_batch("甲批", *records)
    for record in records:
        make_pages(record, *[0.3] * count)
    client = at_desk("cataloguer")
    client.get(reverse("office_doubtful_pages"))
    with django_assert_num_queries(18):
        client.get(reverse("office_doubtful_pages"))
    with django_assert_num_queries(14):
        client.get(reverse("office_delivery_reading", args=[batch.identifier]))


def test_list_goes_on_behind_its_cursor(
    at_desk: At, record: Record, make_pages: MakePages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_quality, "A_PAGE", 2)
    make_pages(record, 0.3, 0.3, 0.2, 0.4, 0.01)
    client, address = at_desk("digitiser"), reverse("office_doubtful_pages")
    answer = client.get(address)
    assert numbers(answer) == [(record.code, 4), (record.code, 1)]
    answer = client.get(address, {"after": answer.context["next"]})
    assert (numbers(answer), answer.context["next"]) == ([(record.code, 2), (record.code, 3)], "")


@pytest.mark.parametrize(
    "after", ["x", "nan~1", "inf~1", "0x1p-2~", "0x1p-2~x", "~", "0x1p9999~1", "0x1p-2~" + "9" * 30]
)
def test_nonsense_for_a_cursor_begins_anew(at_desk: At, record: Record, make_pages: MakePages, after: str) -> None:
    make_pages(record, 0.3)
    assert len(numbers(at_desk("cataloguer").get(reverse("office_doubtful_pages"), {"after": after}))) == 1


def test_delivery_tells_how_it_was_read(at_desk: At, record: Record, batch: Batch, make_pages: MakePages) -> None:
    make_pages(record, 0.02, 0.2)
    answer = at_desk("reviewer").get(reverse("office_delivery_reading", args=[batch.identifier]))
    assert numbers(answer) == [(record.code, 2), (record.code, 1)]
    assert answer.context["said"] == (
        "2 pages read by machine: on average about 11 of 100 characters wrong (4 to 33 of 100), "
        "by the sample pages of the release."
    )
    assert "texts/" not in answer.content.decode(), "who may not correct is not sent to a desk"


def test_lists_of_a_record_and_the_desk_say_it(at_desk: At, record: Record, make_pages: MakePages) -> None:
    (page,) = make_pages(record, 0.03)
    client = at_desk("cataloguer")
    for address in ("office_description", "office_page_correct"):
        key = record.identifier if address == "office_description" else f"{record.identifier}.{page.number}"
        assert "about 3 of 100 characters wrong" in client.get(reverse(address, args=[key])).content.decode()


def test_desk_says_whether_a_machine_s_text_is_punctuated(at_desk: At, record: Record, make_pages: MakePages) -> None:
    (page,) = make_pages(record, 0.03)
    page.transcriptions.update(text="本埠昨日大雨河水漲至三尺居民多遷高處" * 4)
    answer = at_desk("cataloguer").get(reverse("office_page_correct", args=[f"{record.identifier}.{page.number}"]))
    assert "Without punctuation; the page may have some." in answer.content.decode()


def test_sample_is_drawn_corrected_and_reckoned(
    at_desk: At, record: Record, batch: Batch, make_pages: MakePages
) -> None:
    make_pages(record, *[0.1] * 6)
    client = at_desk("cataloguer")
    drawn = client.post(reverse("office_delivery_draw_pages", args=[batch.identifier]), {"size": "6", "seed": "3"})
    sample = ReadingSample.objects.get()
    address = reverse("office_reading_sample", args=[sample.identifier])
    assert (drawn.headers["Location"], sample.seed, sample.size) == (address, 3, 6)
    assert client.get(address).context["measured"].interval is None
    for place in (1, 2, 3, 4):
        key = f"{sample.identifier}.{place}"
        assert client.post(reverse("office_sampled_page_find_right", args=[key])).headers["Location"] == address
    wrong = sample.pages.get(place=5).reading
    Transcription.objects.filter(pk=wrong.pk).update(measured_wrong=1, measured_of=2)
    answer = client.get(address)
    assert answer.context["measured"].rates == {"rate": "10.0", "low": "1.0", "high": "55.2"}
    page = answer.content.decode()
    assert "5 of 6 pages measured" in page
    assert page.count("Nothing is wrong on it") == 1
    told = client.get(reverse("office_delivery_reading", args=[batch.identifier])).content.decode()
    assert "10.0 of 100 characters are wrong" in told


@pytest.mark.parametrize("key", ["x", "nobody.1", "{sample}.9", "{sample}.1１", "{sample}."])
def test_sampled_page_that_is_none_is_not_found(
    at_desk: At, record: Record, batch: Batch, make_pages: MakePages, key: str
) -> None:
    make_pages(record, 0.1)
    client = at_desk("cataloguer")
    client.post(reverse("office_delivery_draw_pages", args=[batch.identifier]), {"size": "1"})
    named = key.format(sample=ReadingSample.objects.get().identifier)
    assert client.post(reverse("office_sampled_page_find_right", args=[named])).status_code == 404

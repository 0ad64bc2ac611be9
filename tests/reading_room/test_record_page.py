"""The page of a record: the page that lies open, its text and boxes, and that closed things are not there at all."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.reading_room.conftest import Archive

from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import CodeAlias

QUERIES = 10


def test_record_opens_its_first_page(archive: Archive, client: Client) -> None:
    record = archive.add()
    archive.page(record, 3)
    archive.page(record, 5)

    opened = client.get(f"/a/{record.identifier}").context["opened"]

    assert (opened.page.number, opened.ends.total, opened.ends.previous, opened.ends.next) == (3, 2, None, 5)
    assert opened.service == f"/iiif/image/{record.identifier}.p3"


def test_record_without_pages_is_a_description(archive: Archive, client: Client) -> None:
    record = archive.add(creators="程硯舟；林守拙", scope="井泉勘驗")

    response = client.get(f"/a/{record.identifier}?lang=en")

    assert response.context["opened"] is None
    assert "井泉勘驗" in response.content.decode()


def test_lines_have_boxes_and_hits_run_on_into_the_next(archive: Archive, client: Client) -> None:
    record = archive.add()
    archive.page(record)
    archive.shown()

    opened = client.get(f"/a/{record.identifier}/p1", {"q": "自来水厂"}).context["opened"]

    assert [line.box for line in opened.leaf.lines] == [(700, 100, 40, 520), (640, 100, 40, 200)]
    assert opened.leaf.hits == ((700, 500, 40, 120), (640, 100, 40, 40))
    assert opened.leaf.lines[1].parts == (("廠", True), ("以利民生", False))
    assert (opened.leaf.found, opened.vertical, opened.by_machine) == (1, True, True)


def test_strip_tells_on_which_pages_it_was_found(archive: Archive, client: Client) -> None:
    record = archive.add()
    archive.page(record, 1, text="無關")
    archive.page(record, 2)
    archive.shown()

    strip = client.get(f"/a/{record.identifier}", {"q": "自來水"}).context["opened"].strip

    assert [(one.number, one.current, one.found) for one in strip] == [(1, True, False), (2, False, True)]


def test_words_that_cannot_be_asked_mark_nothing(archive: Archive, client: Client) -> None:
    record = archive.add()
    archive.page(record)

    assert client.get(f"/a/{record.identifier}", {"q": "水" * 99}).context["opened"].leaf.found == 0


@pytest.mark.parametrize(
    ("asked", "region"),
    [
        ("10,20,300,400", (10, 20, 300, 400)),
        ("pixel:10,20,300,400", (10, 20, 300, 400)),
        ("700,20,300,400", None),
        ("1,2,0,4", None),
        ("-1,2,3,4", None),
        ("a,b,c,d", None),
        ("", None),
    ],
)
def test_region_is_shown_where_it_lies_on_the_page(
    archive: Archive, client: Client, asked: str, region: tuple[int, ...] | None
) -> None:
    record = archive.add()
    archive.page(record)

    assert client.get(f"/a/{record.identifier}/p1", {"xywh": asked}).context["opened"].region == region


def test_neighbours_are_those_that_may_be_seen(archive: Archive, client: Client) -> None:
    first, _closed, middle, last = (
        archive.add(),
        archive.add(status=OpeningStatus.RESTRICTED),
        archive.add(),
        archive.add(),
    )

    beside = client.get(f"/a/{middle.identifier}").context["beside"]

    assert (beside.previous, beside.next) == (first, last)


def test_closed_in_custody_and_missing_are_the_same_answer(archive: Archive, client: Client) -> None:
    closed = archive.add(status=OpeningStatus.RESTRICTED)
    archive.page(closed)
    custody = archive.add(accepted=False)
    addresses = [f"/a/{key}" for key in (closed.identifier, custody.identifier, "0123456789b")]
    addresses += [f"/a/{closed.identifier}/p1", f"/a/{closed.identifier}/text", f"/code/{closed.code}", "/nowhere"]

    answers = {_answer(client.get(f"{address}?lang=en")) for address in addresses}

    assert len(answers) == 1


def _answer(response: HttpResponse) -> tuple[int, bytes, tuple[tuple[str, str], ...]]:
    headers = {name: value for name, value in response.headers.items() if name != "Expires"}
    return response.status_code, response.content, tuple(sorted(headers.items()))


def test_staff_see_what_is_closed(archive: Archive, client: Client) -> None:
    closed = archive.add(status=OpeningStatus.RESTRICTED)
    client.force_login(archive.by)

    assert client.get(f"/a/{closed.identifier}").status_code == 200


def test_every_code_a_record_ever_had_leads_to_it(archive: Archive, client: Client) -> None:
    record = archive.add()
    CodeAlias.objects.create(code="建-47-12", record=record)

    for code in (record.code, "建-47-12"):
        response = client.get(f"/code/{code}?q=水")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            f"/a/{record.identifier}?q=%E6%B0%B4",
        )


def test_a_page_of_another_number_is_not_there(archive: Archive, client: Client) -> None:
    record = archive.add()
    archive.page(record)

    assert client.get(f"/a/{record.identifier}/p2").status_code == 404
    assert client.get(f"/a/{archive.fonds.identifier}/p1").status_code == 404


@pytest.mark.parametrize("pages", [1, 3])
def test_record_asks_the_same_number_of_queries(
    archive: Archive, client: Client, pages: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record = archive.add()
    for number in range(pages):
        archive.page(record, number + 1)

    with django_assert_num_queries(QUERIES):
        client.get(f"/a/{record.identifier}")


def test_machine_s_text_says_how_sure_it_is(archive: Archive, client: Client) -> None:
    record = archive.add()
    page = archive.page(record)
    unknown = client.get(f"/a/{record.identifier}?lang=en").content.decode()
    assert "A machine read this and nobody has corrected it" in unknown
    page.transcriptions.update(error_rate=0.031, error_low=0.009, error_high=0.11)
    said = client.get(f"/a/{record.identifier}").content.decode()
    assert "Read by machine; about 3 of 100 characters are wrong, between 1 and 11." in said
    page.transcriptions.update(kind="human", partial=True, engine_key="k")
    said = client.get(f"/a/{record.identifier}").content.decode()
    assert "about 3 of 100 characters are wrong" in said
    assert "read by machine, corrected in places" in said


def test_machine_s_text_says_whether_it_is_punctuated(archive: Archive, client: Client) -> None:
    record = archive.add()
    page = archive.page(record)

    def said(text: str, **told: str) -> str:
        page.transcriptions.update(text=text, **told)
        return client.get(f"/a/{record.identifier}?lang=en").content.decode()

    sentence = "本埠昨日大雨河水漲至三尺居民多遷高處"
    assert "Punctuated: one mark to 18 characters." in said(f"{sentence}。" * 4)
    assert "Punctuated in places: one mark to 36 characters; the page may have more." in said(f"{sentence * 2}。" * 2)
    assert "Without punctuation; the page may have some." in said(sentence * 4)
    assert "unctuat" not in said("臨河時報。")
    assert "unctuat" not in said(sentence * 4, kind="human")

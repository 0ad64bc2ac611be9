"""Records whose pages lie in a volume that was scanned as one, the text of a whole record, and what was withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.volumes import Bound, bind, hold, whole_text

from lantai.accounts.models import User
from lantai.catalogue.models import Record
from lantai.digitisation.models import Transcription
from lantai.discovery import rebuilding
from lantai.ports.search import NEVER

pytestmark = pytest.mark.django_db
QUERIES = 12


def close(record: Record) -> None:
    Record.objects.filter(pk=record.pk).update(open_day=NEVER)
    cache.clear()


def withdraw(record: Record) -> None:
    at = datetime(2026, 3, 8, 20, tzinfo=UTC)
    Record.objects.filter(pk=record.pk).update(withdrawn_at=at, withdrawn_reason="重複著錄")
    cache.clear()


def test_record_opens_its_first_page_of_the_volume(bound: Bound, client: Client) -> None:
    response = client.get(f"/a/{bound.first.identifier}?lang=en")
    opened = response.context["opened"]
    assert (opened.page.number, opened.ends.place, opened.ends.total) == (2, 1, 3)
    assert (opened.turns.previous, opened.turns.next) == ("", f"/a/{bound.first.identifier}/p3")
    assert opened.service == f"/iiif/image/{bound.volume.identifier}.p2"
    body = response.content.decode()
    assert "Page 2 (1 of 3)" in body
    assert f'pages 2–4 of the volume <a class="code" href="/a/{bound.volume.identifier}">L012-02</a>' in body
    assert "3 pages" in body


def test_strip_shows_pages_of_the_volume_under_the_record(bound: Bound, client: Client) -> None:
    strip = client.get(f"/a/{bound.second.identifier}/p5").context["opened"].strip
    assert [(one.number, one.current, one.href) for one in strip] == [
        (4, False, f"/a/{bound.second.identifier}/p4"),
        (5, True, f"/a/{bound.second.identifier}/p5"),
    ]
    assert strip[0].picture.startswith(f"/iiif/image/{bound.volume.identifier}.p4/")


def test_shared_page_names_the_neighbour(bound: Bound, client: Client) -> None:
    shared = client.get(f"/a/{bound.first.identifier}/p4?lang=en")
    alone = client.get(f"/a/{bound.first.identifier}/p3?lang=en")
    assert shared.context["opened"].shared_with == (bound.second,)
    assert "This page also belongs to" in shared.content.decode()
    assert alone.context["opened"].shared_with == ()


def test_page_of_a_closed_neighbour_is_neither_shown_nor_hinted_at(bound: Bound, client: Client) -> None:
    close(bound.second)
    response = client.get(f"/a/{bound.first.identifier}?lang=en")
    opened = response.context["opened"]
    assert (opened.ends.total, [one.number for one in opened.strip]) == (2, [2, 3])
    assert [(run.first, run.last) for run in opened.runs] == [(2, 3)]
    assert client.get(f"/a/{bound.first.identifier}/p4").status_code == 404


def test_pages_with_a_gap_are_two_runs(bound: Bound, client: Client) -> None:
    hold(bound.first, bound.volume, 6, 6)
    close(bound.second)
    runs = client.get(f"/a/{bound.first.identifier}").context["opened"].runs
    assert [(run.first, run.last) for run in runs] == [(2, 3), (6, 6)]


def test_page_of_the_volume_leads_to_the_first_visible_record_that_holds_it(bound: Bound, client: Client) -> None:
    volume = bound.volume.identifier
    answer = client.get(f"/a/{volume}/p4?q=水")
    assert (answer.status_code, answer["Location"]) == (302, f"/a/{bound.first.identifier}/p4?q=%E6%B0%B4")
    assert client.get(f"/a/{volume}/p5")["Location"] == f"/a/{bound.second.identifier}/p5"
    for number in (1, 8, 9):
        assert client.get(f"/a/{volume}/p{number}").status_code == 404
    close(bound.first)
    assert [client.get(f"/a/{volume}/p{number}").status_code for number in (2, 4, 5)] == [404, 404, 302]


def test_text_of_all_pages_stands_under_the_numbers_of_the_volume(bound: Bound, client: Client) -> None:
    whole_text(bound.second, "乙件全文")
    text = client.get(f"/a/{bound.second.identifier}/text?lang=en").content.decode()
    assert text == "[4]\n甲末乙首井欄\n\n[5]\n乙件末頁\n\n[Whole text]\n乙件全文\n"


def test_alto_of_a_page_of_the_volume_is_given_under_the_record(bound: Bound, client: Client, settings: object) -> None:
    path = settings.LANTAI.derivatives_dir / "xx" / "page.xml"  # type: ignore[attr-defined]
    path.parent.mkdir(parents=True)
    path.write_text("<alto/>")
    Transcription.objects.filter(page=bound.pages[5]).update(alto="xx/page.xml")
    answer = client.get(f"/a/{bound.second.identifier}/p5.alto.xml")
    assert b"".join(answer.streaming_content) == b"<alto/>"  # type: ignore[arg-type]
    assert client.get(f"/a/{bound.first.identifier}/p5.alto.xml").status_code == 404


def test_whole_text_stands_behind_the_pages_without_a_number(bound: Bound, client: Client) -> None:
    whole_text(bound.third, "丙件全文")
    last = client.get(f"/a/{bound.third.identifier}/p7?lang=en").context["opened"]
    assert (last.turns.next, last.ends.total, last.ends.place) == (f"/a/{bound.third.identifier}/p0", 2, 2)
    whole = client.get(f"/a/{bound.third.identifier}/p0?lang=en")
    body = whole.content.decode()
    assert whole.context["opened"].turns.previous == f"/a/{bound.third.identifier}/p7"
    assert body.count("Whole text") == 3
    assert "丙件全文" in body
    assert "Page 0" not in body


def test_record_of_a_whole_text_only_counts_no_page(bound: Bound, client: Client) -> None:
    bound.third.spans.all().delete()
    whole_text(bound.third, "丙件全文")
    body = client.get(f"/a/{bound.third.identifier}?lang=en").content.decode()
    assert "丙件全文" in body
    assert "manifest" not in body
    assert "0 page" not in body
    assert client.get(f"/iiif/{bound.third.identifier}/manifest").status_code == 404


def test_list_of_the_volume_counts_pages_by_span(bound: Bound, client: Client) -> None:
    close(bound.second)
    lines = client.get(f"/a/{bound.volume.identifier}").context["records"]
    assert [(line.record, line.pages) for line in lines] == [(bound.first, 2), (bound.third, 2)]


def test_newly_opened_shows_records_of_volumes(bound: Bound, client: Client) -> None:
    close(bound.second)
    new = client.get("/").context["new"]
    assert [one.record for one in new] == [bound.third, bound.first]
    assert new[1].cut.href.startswith(f"/iiif/image/{bound.volume.identifier}.p2/")


@pytest.mark.django_db(transaction=True)
def test_search_shows_cuts_of_the_volume_s_pages(bound: Bound, client: Client) -> None:
    whole_text(bound.third, "丙件全文")
    rebuilding.rebuild()
    (head,) = client.get("/search?q=水塔&lang=en").context["heads"]
    assert [(one.page, one.parts[1]) for one in head.passages] == [(2, ("水塔", True))]
    heads = client.get("/search?q=title:甲件").context["heads"]
    assert heads[0].picture.href.startswith(f"/iiif/image/{bound.volume.identifier}.p2/")
    assert "Whole text</a>" in client.get("/search?q=丙件全文&lang=en").content.decode()


@pytest.mark.parametrize("pages", [1, 3])
def test_record_asks_the_same_number_of_queries(
    bound: Bound, client: Client, pages: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bound.first.spans.update(last=1 + pages)
    with django_assert_num_queries(QUERIES):
        client.get(f"/a/{bound.first.identifier}")


@pytest.mark.parametrize("volumes", [1, 3])
def test_home_asks_the_same_number_of_queries(
    bound: Bound, client: Client, administrator: User, volumes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, volumes):
        bind(by=administrator, code=f"L01{2 + number}")
    with django_assert_num_queries(18):
        client.get("/")


# -- withdrawn ------------------------------------------------------------------------------------


def test_withdrawn_record_leaves_a_stub_with_its_code_and_the_day(bound: Bound, client: Client) -> None:
    withdraw(bound.first)
    for address in (f"/a/{bound.first.identifier}", f"/a/{bound.first.identifier}/p2"):
        answer = client.get(f"{address}?lang=en")
        body = answer.content.decode()
        assert answer.status_code == 410
        assert f"{bound.first.code} was withdrawn from the archive on 9 March 2026." in body
        assert [word for word in ("甲件", "重複著錄", "水塔") if word in body] == []
    code = client.get(f"/code/{bound.first.code}")
    assert (code.status_code, code["Location"]) == (301, f"/a/{bound.first.identifier}")


def test_withdrawn_record_is_nowhere_else(bound: Bound, client: Client) -> None:
    withdraw(bound.first)
    key = bound.first.identifier
    gone = [f"/a/{key}/text", f"/a/{key}/bibtex", f"/a/{key}/ris", f"/iiif/{key}/manifest", f"/a/{key}/p2.alto.xml"]
    assert {client.get(address).status_code for address in gone} == {404}
    for address in ("/opened.atom", "/sitemap-0.xml", f"/a/{bound.volume.identifier}", "/", "/browse"):
        body = client.get(address).content.decode()
        assert key not in body
        assert bound.first.code not in body
    assert client.get("/").context["sums"].records == 2


def test_withdrawn_record_that_was_closed_is_unknown(bound: Bound, client: Client) -> None:
    withdraw(bound.first)
    close(bound.first)
    unknown = client.get("/a/bcdfghjkmn0?lang=en")
    for address in (f"/a/{bound.first.identifier}", f"/code/{bound.first.code}"):
        answer = client.get(f"{address}?lang=en")
        assert (answer.status_code, answer.content) == (404, unknown.content)


def test_staff_who_see_closed_things_see_what_was_withdrawn_and_why(bound: Bound, client: Client) -> None:
    withdraw(bound.first)
    client.force_login(User.objects.get())
    body = client.get(f"/a/{bound.first.identifier}?lang=en").content.decode()
    assert "9 March 2026" in body
    assert "重複著錄" in body

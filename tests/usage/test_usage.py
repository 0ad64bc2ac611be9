"""What is counted of the site's use, and what is not known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lantai.accounts.models import User
from lantai.config.counted import counted_images
from lantai.discovery import indexing
from lantai.usage import domain, queries
from lantai.usage.domain import is_program, tally
from lantai.usage.models import DayCount, Kind

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> Iterator[None]:
    tally.write()
    DayCount.objects.all().delete()
    yield
    tally.write()


def counted() -> dict[tuple[str, bool], int]:
    tally.write()
    return {(row.kind, row.by_program): row.number for row in DayCount.objects.all()}


@pytest.mark.parametrize(
    ("agent", "program"),
    [
        (FIREFOX, False),
        (CHROME, False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)", False),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/100.0", True),
        ("curl/8.0", True),
        ("python-requests/2.31", True),
        ("Mozilla/5.0", True),
        ("", True),
    ],
)
def test_program_is_what_names_itself_no_browser(agent: str, program: bool) -> None:
    assert is_program(agent) == program


def test_pages_are_counted_by_kind_and_by_who_reads(client: Client) -> None:
    indexing.follow()
    for address in ("/", "/about", "/browse", "/search", "/search?q=水", "/nowhere", "/robots.txt", "/theme.css"):
        client.get(address, headers={"User-Agent": FIREFOX})
    client.get("/", headers={"User-Agent": "curl/8.0"})
    client.head("/", headers={"User-Agent": FIREFOX})

    assert counted() == {("page", False): 4, ("search", False): 1, ("page", True): 1}


def test_who_is_logged_in_is_not_counted(client: Client, administrator: User) -> None:
    client.force_login(administrator, backend="lantai.accounts.backends.RoleBackend")
    client.get("/", headers={"User-Agent": FIREFOX})

    assert counted() == {}


@pytest.mark.parametrize(
    ("environ", "status", "numbers"),
    [
        (
            {"PATH_INFO": "/iiif/image/x/full/max/0/default.jpg", "HTTP_USER_AGENT": FIREFOX},
            "200 OK",
            {("image", False): 1},
        ),
        ({"PATH_INFO": "/iiif/image/x/full/max/0/default.jpg"}, "200 OK", {("image", True): 1}),
        ({"PATH_INFO": "/iiif/image/x/full/max/0/default.jpg"}, "304 Not Modified", {}),
        ({"PATH_INFO": "/iiif/image/x/full/max/0/default.jpg", "HTTP_COOKIE": "sessionid=x"}, "200 OK", {}),
        ({"PATH_INFO": "/browse", "HTTP_USER_AGENT": FIREFOX}, "200 OK", {}),
    ],
)
def test_images_are_counted_when_given(environ: dict[str, str], status: str, numbers: dict[Any, int]) -> None:
    def application(environ: Any, start_response: Any) -> Any:
        start_response(status, [])
        return [b""]

    list(counted_images(application)(environ, lambda *_answer: None))  # type: ignore[arg-type]

    assert counted() == numbers


def test_what_the_database_refuses_is_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(counted: Counter[domain.Key]) -> None:
        raise OperationalError("database is locked")

    tally.count(Kind.PAGE, by_program=False)
    with monkeypatch.context() as patch:
        patch.setattr(domain, "_add", refuse)
        tally.write()
    tally.count(Kind.PAGE, by_program=False)

    assert counted() == {("page", False): 2}


def test_a_day_is_added_to() -> None:
    for _time in range(3):
        tally.count(Kind.PAGE, by_program=False)
        tally.write()

    assert counted() == {("page", False): 3}


def test_nothing_but_numbers_is_kept() -> None:
    assert {field.name for field in DayCount._meta.get_fields()} == {"id", "day", "kind", "by_program", "number"}


def test_days_on_which_nobody_came_are_there_too() -> None:
    DayCount.objects.create(day=date(2026, 5, 3), kind=Kind.RECORD, by_program=False, number=7)
    days = queries.by_day(until=date(2026, 5, 4), days=3)

    assert [(day.day, one.people["record"]) for day, one in days] == [(2, 0), (3, 7), (4, 0)]


@pytest.mark.parametrize("months", [1, 30])
def test_page_of_the_office_is_as_many_queries_over_many_months(
    client: Client, user_with: Callable[..., User], django_assert_num_queries: DjangoAssertNumQueries, months: int
) -> None:
    client.force_login(user_with("auditor"), backend="lantai.accounts.backends.RoleBackend")
    first = date(2024, 1, 1)
    DayCount.objects.bulk_create(
        DayCount(day=first + timedelta(days=30 * number), kind=Kind.RECORD, by_program=False, number=5)
        for number in range(months)
    )
    client.get("/admin/usage/")
    with django_assert_num_queries(9):
        page = client.get("/admin/usage/?lang=en").content.decode()

    assert "2024-01" in page


def test_sheet_has_every_row(client: Client, user_with: Callable[..., User]) -> None:
    client.force_login(user_with("auditor"), backend="lantai.accounts.backends.RoleBackend")
    DayCount.objects.create(day=date(2026, 5, 3), kind=Kind.RECORD, by_program=True, number=7)
    answer = client.get("/admin/usage/usage.csv")

    assert b"".join(answer) == b"day,kind,by_program,number\r\n2026-05-03,record,1,7\r\n"  # type: ignore[arg-type]

"""The door: who asks too much is told when to come again, whoever they say they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from lantai.config.door import guarded
from lantai.config.installation import Installation, Limits, load
from lantai.config.refusing import Refusals
from lantai.config.typed import BadSetting

Ask = Callable[..., tuple[int, dict[str, str], str]]


@pytest.fixture
def ask(transactional_db: None, rf: RequestFactory) -> Ask:
    """``ask("/robots.txt", REMOTE_ADDR=…)``: status, headers and body of the site at two pages and three images."""
    limits = Limits(pages=2, images=3, exempt=["10.0.0.0/8"])
    site = guarded(_with_images(get_wsgi_application()), replace(settings.LANTAI, limits=limits))

    def asked(path: str, **environ: Any) -> tuple[int, dict[str, str], str]:
        answer: list[Any] = []
        body = site(
            rf.get(path, **environ).environ, lambda status, headers, error=None: answer.extend([status, headers])
        )
        return int(answer[0][:3]), dict(answer[1]), b"".join(body).decode()

    return asked


def _with_images(django: Any) -> Any:
    def application(environ: Any, start_response: Any) -> Any:
        if environ["PATH_INFO"].startswith("/iiif/image/"):
            start_response("200 OK", [])
            return [b"image"]
        return django(environ, start_response)

    return application


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Too much was asked for at once"), ("zh-hant", "要求過於頻繁"), ("zh-hans", "要求过于频繁")],
)
def test_who_asks_too_much_gets_a_page_that_says_when_to_come_again(ask: Ask, language: str, says: str) -> None:
    statuses = [ask("/robots.txt")[0] for _ in range(2)]
    status, headers, page = ask("/robots.txt", HTTP_ACCEPT_LANGUAGE=language, REMOTE_ADDR="127.0.0.1")

    assert [*statuses, status] == [200, 200, 429]
    assert headers["Retry-After"] == "30"
    assert "no-store" in headers["Cache-Control"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert says in page
    assert "30" in page


def test_each_address_is_counted_by_itself(ask: Ask) -> None:
    told = [ask("/robots.txt", REMOTE_ADDR=f"192.0.2.{last}")[0] for last in (1, 1, 2, 1)]

    assert told == [200, 200, 200, 429]


def test_inventing_an_address_helps_nobody(ask: Ask) -> None:
    told = [
        ask("/robots.txt", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{last}")[0] for last in range(3)
    ]

    assert told == [200, 200, 429]


def test_behind_a_trusted_proxy_readers_are_counted_apart(ask: Ask) -> None:
    told = [
        ask("/robots.txt", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"9.9.9.9, 198.51.100.{last}")[0]
        for last in (1, 1, 2, 1)
    ]

    assert told == [200, 200, 200, 429]


def test_one_customer_of_ipv6_is_one(ask: Ask) -> None:
    told = [ask("/robots.txt", REMOTE_ADDR=f"2001:db8::{last}")[0] for last in range(3)]

    assert told == [200, 200, 429]


def test_images_have_a_limit_of_their_own(ask: Ask) -> None:
    statuses = [ask("/iiif/image/x/full/max/0/default.jpg", REMOTE_ADDR="192.0.2.1") for _ in range(4)]

    assert [status for status, _headers, _body in statuses] == [200, 200, 200, 429]
    assert statuses[3][1]["Retry-After"] == "20"
    assert ask("/robots.txt", REMOTE_ADDR="192.0.2.1")[0] == 200


def test_exempt_addresses_ask_as_they_like(ask: Ask) -> None:
    assert {ask("/robots.txt", REMOTE_ADDR="10.1.2.3")[0] for _ in range(10)} == {200}


def test_a_database_that_does_not_answer_is_a_page(rf: RequestFactory) -> None:
    def nothing(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    with translation.override("en"):
        response = Refusals(nothing).process_exception(rf.get("/"), OperationalError("database is locked"))

    assert response is not None
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "The archive does not answer now" in response.content.decode()


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("LANTAI_TRUSTED_PROXIES", "10.0.0.0/99", "trusted_proxies"),
        ("LANTAI_LIMITS__EXEMPT", "here", "limits.exempt"),
        ("LANTAI_LIMITS__PAGES", "-1", "limits.pages"),
        ("LANTAI_LIMITS__PAGES", "many", "limits.pages"),
    ],
)
def test_nonsense_is_refused_at_start(tmp_path: object, variable: str, value: str, says: str) -> None:
    with pytest.raises(BadSetting, match=says):
        load({"LANTAI_HOME": str(tmp_path), variable: value})


def test_settings_come_from_the_environment(tmp_path: object) -> None:
    installation: Installation = load({"LANTAI_HOME": str(tmp_path), "LANTAI_LIMITS__EXEMPT": "10.0.0.0/8, 192.0.2.1"})

    assert installation.limits == Limits(exempt=["10.0.0.0/8", "192.0.2.1"])

"""Pages for when there is nothing to show."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from lantai.reading_room.views import errors


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404)],
)
def test_every_error_has_a_page(view, status: int, rf: RequestFactory) -> None:  # type: ignore[no-untyped-def]
    response: HttpResponse = view(rf.get("/"), Exception())

    assert response.status_code == status
    assert b'role="search"' in response.content


def test_server_error_needs_neither_database_nor_session(rf: RequestFactory) -> None:
    assert errors.server_error(rf.get("/")).status_code == 500


def test_not_found_names_nothing_of_what_was_asked(db: None, client: Client) -> None:
    response = client.get("/a/secretname?q=secretword")

    assert b"secret" not in response.content
    assert "no-store" in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers


def test_pages_forbid_inline_script_and_style(db: None, client: Client) -> None:
    response = client.get("/")

    assert "script-src 'self'; style-src 'self'" in response.headers["Content-Security-Policy"]
    assert b" style=" not in response.content
    assert b"<style" not in response.content
    assert b" onclick=" not in response.content

"""Logging in, being shut out, and setting a new password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from lantai.accounts.models import User
from lantai.config.installation import Smtp

PASSWORD = "a good long word"


@pytest.fixture
def reader(user_with: Callable[..., User]) -> User:
    user = user_with("reader")
    user.email = "reader@archive.example"
    user.save()
    return user


def test_log_in_leads_where_one_was_going(reader: User, client: Client) -> None:
    response = client.post("/account/login/", {"username": "reader", "password": PASSWORD, "next": "/browse"})

    assert (response.status_code, response.headers["Location"]) == (302, "/browse")


def test_log_in_leads_to_no_other_site(reader: User, client: Client) -> None:
    login = {"username": "reader", "password": PASSWORD, "next": "https://elsewhere.example/"}

    assert client.post("/account/login/", login).headers["Location"] == "/"


def test_log_out_needs_a_form(reader: User, client: Client) -> None:
    client.force_login(reader)

    assert client.get("/account/logout/").status_code == 405
    assert client.post("/account/logout/").headers["Location"] == "/"


def test_ten_failures_shut_the_name_out_with_a_page_of_ours(reader: User, client: Client) -> None:
    wrong = {"username": "reader", "password": "wrong"}
    answers = [client.post("/account/login/?lang=en", wrong) for _ in range(10)]

    assert answers[-1].status_code == 429
    assert "Log-in is closed for a while" in answers[-1].content.decode()
    assert client.post("/account/login/", {"username": "reader", "password": PASSWORD}).status_code == 429


def test_without_a_mail_server_the_administrator_is_asked(db: None, client: Client) -> None:
    assert "This installation sends no mail" in client.get("/account/reset/?lang=en").content.decode()


def test_the_mailed_link_stands_on_the_public_url(reader: User, client: Client, settings: LazySettings) -> None:
    settings.LANTAI = replace(settings.LANTAI, smtp=Smtp(host="mail"), public_url="https://archive.example")
    settings.ALLOWED_HOSTS = ["*"]

    client.post("/account/reset/?lang=en", {"email": reader.email}, headers={"host": "evil.example"})
    (letter,) = mail.outbox
    link = next(line for line in letter.body.splitlines() if line.startswith("https://"))

    assert "evil.example" not in letter.body
    assert link.startswith("https://archive.example/account/reset/")
    followed = client.get(link.removeprefix("https://archive.example"), follow=True)
    assert followed.context["validlink"] is True


def test_an_unknown_address_gets_the_same_answer(reader: User, client: Client, settings: LazySettings) -> None:
    settings.LANTAI = replace(settings.LANTAI, smtp=Smtp(host="mail"))

    known = client.post("/account/reset/", {"email": reader.email})
    unknown = client.post("/account/reset/", {"email": "nobody@archive.example"})

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert len(mail.outbox) == 1

"""Static pages: what came with Lantai, what staff wrote, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lantai.accounts.models import User
from lantai.journal.models import LogEntry
from lantai.publishing.domain import PageRefused, revise_page
from lantai.publishing.models import LANGUAGES, PageName, StaticPage
from lantai.publishing.queries import given, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PageName)
def test_every_page_came_in_three_languages_of_one_shape(name: PageName) -> None:
    shapes = set()
    for language in LANGUAGES:
        title, body = given(name, language)
        assert title
        shapes.add(tuple(re.match(r"#*|-?", line)[0] for line in body.splitlines() if line[:1] in "#-"))  # type: ignore[index]

    assert len(shapes) == 1


def test_readers_see_what_came_until_staff_writes(client: Client, administrator: User) -> None:
    assert "About the archive" in client.get("/about?lang=en").content.decode()

    revise_page(PageName.ABOUT, "en", title="Our house", body="Open *since* 1924.", version=0, by=administrator)
    page = client.get("/about?lang=en").content.decode()

    assert '<h1 id="title">Our house</h1>' in page
    assert "Open <em>since</em> 1924." in page
    assert "關於本館" in client.get("/about?lang=zh-hant").content.decode()


def test_an_empty_text_brings_back_what_came(administrator: User) -> None:
    revise_page(PageName.TERMS, "en", title="Ours", body="Ours.", version=0, by=administrator)
    revise_page(PageName.TERMS, "en", title="", body="", version=1, by=administrator)

    text = text_of(PageName.TERMS, "en")
    assert (text.title, text.own, text.version) == ("Terms of use", False, 2)


def test_every_revision_is_in_the_journal_with_what_stood_before(administrator: User) -> None:
    revise_page(PageName.HELP, "en", title="One", body="First.", version=0, by=administrator)
    revise_page(PageName.HELP, "en", title="Two", body="Second.", version=1, by=administrator)
    revise_page(PageName.HELP, "en", title="Two", body="Second.", version=2, by=administrator)

    entries = LogEntry.objects.filter(verb="static_page.revised").select_related("payload")
    assert [entry.payload.data["before"]["title"] for entry in entries] == ["", "One"]
    assert StaticPage.objects.get().version == 2


@pytest.mark.parametrize(
    ("title", "body", "version", "says"),
    [
        ("", "Text.", 0, "needs a title"),
        ("Title", "字" * 50_001, 0, "more than 50000"),
        ("Title", "Text.", 7, "Somebody else"),
    ],
)
def test_what_cannot_be_is_refused(administrator: User, title: str, body: str, version: int, says: str) -> None:
    with pytest.raises(PageRefused, match=says):
        revise_page(PageName.ABOUT, "en", title=title, body=body, version=version, by=administrator)
    assert not StaticPage.objects.exists()


def test_editor_writes_a_page_from_the_office(client: Client, user_with: Callable[..., User]) -> None:
    client.force_login(user_with("editor"), backend="lantai.accounts.backends.RoleBackend")
    address = "/admin/site-pages/contact.en/revise/"
    assert 'value="Contact"' in client.get(f"{address}?lang=en").content.decode()

    posted = client.post(address, {"title": "Write to us", "body": "At the **gate**.", "version": "0"})

    assert posted.headers["Location"] == "/admin/site-pages/contact.en/"
    assert "At the <strong>gate</strong>." in client.get("/contact?lang=en").content.decode()
    assert "the text that came with Lantai" in client.get(f"{posted.headers['Location']}?lang=en").content.decode()
    stale = client.post(address, {"title": "Write", "body": "Again.", "version": "0"})
    assert stale.status_code == 422


@pytest.mark.parametrize("key", ["nothing.en", "about.fr", "about", "about.en.en"])
def test_there_are_no_other_pages(client: Client, administrator: User, key: str) -> None:
    client.force_login(administrator, backend="lantai.accounts.backends.RoleBackend")
    assert client.get(f"/admin/site-pages/{key}/").status_code == 404


@pytest.mark.parametrize("name", PageName)
def test_page_is_one_query(client: Client, name: PageName, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert client.get(f"/{name}").status_code == 200


def test_contact_names_the_place(client: Client, settings: object) -> None:
    from dataclasses import replace

    settings.LANTAI = replace(settings.LANTAI, address={"en": "12 Shigang Road"})  # type: ignore[attr-defined]
    page = client.get("/contact?lang=en").content.decode()

    assert page.count("12 Shigang Road") == 2  # on the page, and at its foot

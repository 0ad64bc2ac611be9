"""The shell: only our desks in the menu, our panels on the dashboard, three languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from lantai.digitisation.models import Batch

pytestmark = pytest.mark.django_db

At = Callable[..., Client]


def menu(client: Client, language: str = "en") -> list[tuple[str, str]]:
    """Name and label of the entries of the sidebar, as the browser gets them."""
    page = client.get("/admin/", {"lang": language}).content.decode()
    found = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    modules = json.loads(found[1])["modules"]
    entries = next(module for module in modules if module["_type"] == "wagtail.sidebar.MainMenuModule")["_args"][0]
    return [(entry["_args"][0]["name"], entry["_args"][0]["label"]) for entry in entries]


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (
            "administrator",
            ["deliveries", "sampling", "contractors", "descriptions", "texts", "pages", "usage", "journal", "people"],
        ),
        ("cataloguer", ["deliveries", "sampling", "contractors", "descriptions", "texts", "usage"]),
        ("auditor", ["descriptions", "usage", "journal"]),
        ("editor", ["descriptions", "pages", "usage"]),
    ],
)
def test_menu_by_role(role: str, names: list[str], at_desk: At) -> None:
    assert [name for name, _label in menu(at_desk(role))] == names


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("zh-hant", ["接收", "抽檢", "承包單位", "著錄", "頁面文字", "網站頁面", "網站使用", "日誌", "用戶與角色"]),
        ("zh-hans", ["接收", "抽检", "承包单位", "著录", "页面文字", "网站页面", "网站使用", "日志", "用户与角色"]),
        (
            "en",
            [
                *("Deliveries", "Sampling", "Contractors", "Descriptions", "Texts of pages"),
                *("Pages of the site", "Use of the site", "Journal", "Users and roles"),
            ],
        ),
    ],
)
def test_menu_follows_the_language(language: str, labels: list[str], at_desk: At) -> None:
    client = at_desk("administrator")
    assert [label for _name, label in menu(client, language)] == labels
    assert [label for _name, label in menu(client, "")] == labels  # the cookie keeps it


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/"])
def test_pages_bear_name_seal_and_languages(address: str, at_desk: At) -> None:
    browser = at_desk("editor") if address == "/admin/" else Client(headers={"host": "localhost"})
    page = browser.get(address).content.decode()
    assert settings.LANTAI.name["en"] in page
    assert 'src="/seal.svg"' in page
    assert len(re.findall(r'hreflang="(?:zh-Hant|zh-Hans|en)"', page)) == 3


def test_seal_is_the_installations() -> None:
    answer = Client(headers={"host": "localhost"}).get("/seal.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert re.findall(r">(.)</text>", answer.content.decode()) == list(settings.LANTAI.seal)


def test_dashboard_tells_of_deliveries_and_findings(at_desk: At, batch: Batch) -> None:
    page = at_desk("reviewer").get("/admin/").content.decode()
    assert "1 delivery in custody" in page
    assert "The fonds L012 was not known; it is made with this delivery." in page
    assert "wagtail.org" not in page


def test_dashboard_of_those_who_see_no_custody(at_desk: At, batch: Batch) -> None:
    page = at_desk("auditor").get("/admin/").content.decode()
    assert batch.name not in page
    assert "Your desks" in page


def test_account_keeps_language_theme_and_password_only(at_desk: At) -> None:
    page = at_desk("editor").get("/admin/account/").content.decode()
    names = set(re.findall(r'<(?:input|select)[^>]* name="([a-z_]+)-', page))
    assert names == {"locale", "theme", "password"}


def test_unknown_page_is_in_our_words(at_desk: At) -> None:
    answer = at_desk("editor").get("/admin/no/such/page/")
    assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)

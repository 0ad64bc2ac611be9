"""The archive's own colour: readable by day and by night, or refused at start; delivered as a file, never inline."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from lantai.config.installation import load
from lantai.config.typed import BadSetting
from lantai.reading_room import theme as themes
from lantai.reading_room.theme import BadAccent, theme
from lantai.values.colours import contrast

TOKENS = Path(__file__).parents[2] / "frontend" / "css" / "tokens.css"


def test_papers_are_those_of_the_tokens() -> None:
    css = TOKENS.read_text(encoding="utf-8")
    papers = [re.findall(rf"--{name}: (#[0-9a-f]{{6}})", css) for name in ("paper", "paper-raised", "paper-sunk")]

    assert tuple(found[0] for found in papers) == themes.PAPERS
    assert {tuple(found[number] for found in papers) for number in (1, 2)} == {themes.DARK_PAPERS}
    assert set(re.findall(r"--on-zhu: (#[0-9a-f]{6})", css)) == {themes.ON_ACCENT}


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_is_readable_or_refused(number: int) -> None:
    try:
        made = theme(f"#{number:06x}", "")
    except BadAccent as error:
        assert "contrast" in str(error)
        return
    assert made is not None
    assert min(contrast(made.accent, paper) for paper in themes.PAPERS) >= 4.5
    assert min(contrast(made.dark, paper) for paper in themes.DARK_PAPERS) >= 4.5
    assert contrast(themes.ON_ACCENT, made.accent) >= 4.5


@pytest.mark.parametrize(
    ("accent", "dark", "says"),
    [
        ("blue", "", "accent is 'blue'"),
        ("#8db8e0", "", "choose a darker colour"),
        ("#1f4e79", "#1f4e79", "choose a lighter colour"),
        ("", "#8db8e0", "accent_dark stands alone"),
    ],
)
def test_nonsense_is_refused_at_start(tmp_path: Path, accent: str, dark: str, says: str) -> None:
    with pytest.raises(BadSetting, match=says):
        load({"LANTAI_HOME": str(tmp_path), "LANTAI_ACCENT": accent, "LANTAI_ACCENT_DARK": dark})


def test_colour_is_a_style_sheet_with_its_etag(db: None, client: Client, settings: Settings) -> None:
    settings.LANTAI = replace(settings.LANTAI, accent="#1f4e79")
    (address,) = re.findall(r'href="(/theme\.css\?v=[0-9a-f]+)"', client.get("/").content.decode())
    answer = client.get(address)

    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "--zhu: #1f4e79" in answer.content.decode()
    assert answer.headers["ETag"].strip('"') in address
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert 'fill="#1f4e79"' in client.get("/seal.svg").content.decode()


def test_without_a_colour_nothing_more_is_asked_for(db: None, client: Client) -> None:
    assert "theme.css" not in client.get("/").content.decode()
    assert client.get("/theme.css").content == b""


def test_crawlers_that_are_not_wished_are_named(db: None, client: Client, settings: Settings) -> None:
    settings.LANTAI = replace(settings.LANTAI, refused_crawlers=["ExampleBot", "Other-Bot"])
    lines = client.get("/robots.txt").content.decode()

    assert "\n\nUser-agent: ExampleBot\nDisallow: /\n\nUser-agent: Other-Bot\nDisallow: /\n\nSitemap: " in lines


@pytest.mark.parametrize("address", ["/", "/browse", "/about"])
def test_pages_say_what_a_link_to_them_shows(db: None, client: Client, address: str) -> None:
    page = client.get(address).content.decode()

    assert f'<meta property="og:url" content="http://127.0.0.1:8000{address}">' in page
    assert '<meta property="og:site_name" content="Lantai 蘭臺">' in page
    assert page.count('property="og:title"') == page.count('name="description"') == 1

"""The switch of script: converted for reading, hits in their places, nothing stored."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.reading_room.conftest import Archive

from lantai.digitisation.models import Transcription
from lantai.reading_room.lines import Leaf, Line
from lantai.reading_room.script import Script


def test_text_and_description_are_shown_converted_and_marked(archive: Archive, client: Client) -> None:
    record = archive.add("石岡水塔落成記", scope="勘驗井泉")
    archive.page(record)
    archive.shown()
    page = client.get(f"/a/{record.identifier}/p1", {"script": "hans", "q": "自來水廠", "lang": "en"})
    opened, body = page.context["opened"], page.content.decode()
    assert [line.parts for line in opened.leaf.lines] == [
        (("呈为水灾之后拟请筹设", False), ("自来水", True)),
        (("厂", True), ("以利民生", False)),
    ]
    assert [line.box for line in opened.leaf.lines] == [(700, 100, 40, 520), (640, 100, 40, 200)]
    assert '<h1 lang="zh-Hans">石冈水塔落成记</h1>' in body
    assert "勘验井泉" in body
    assert "converted for reading" in body
    record.refresh_from_db()
    assert record.title == "石岡水塔落成記"
    assert Transcription.objects.get().text.startswith("呈為水災")


@pytest.mark.parametrize("asked", ["", "stored", "x"])
def test_anything_else_is_as_stored(archive: Archive, client: Client, asked: str) -> None:
    record = archive.add("水塔記")
    page = client.get(f"/a/{record.identifier}", {"script": asked, "lang": "en"}).content.decode()
    assert '<h1 lang="zh-Hant">水塔記</h1>' in page
    assert "converted for reading" not in page


def test_script_and_words_go_along_when_the_page_is_turned(archive: Archive, client: Client) -> None:
    record = archive.add()
    archive.page(record, 1)
    archive.page(record, 2)
    opened = client.get(f"/a/{record.identifier}", {"script": "hans", "q": "水"}).context["opened"]
    assert opened.turns.next == f"/a/{record.identifier}/p2?q=%E6%B0%B4&script=hans"
    assert opened.strip[1].href == opened.turns.next


def test_phrase_over_the_edge_of_a_hit_is_converted_whole() -> None:
    line = Line(1, (("一只头", False), ("发", True), ("三尺", False)), None)
    (shown,) = Script("zh-Hant").leaf(Leaf((line,), (), 1)).lines
    assert "".join(text for text, _hit in shown.parts) == "一隻頭髮三尺"
    assert shown.parts[1] == ("髮", True)

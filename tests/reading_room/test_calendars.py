"""A date beside itself in other calendars."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.reading_room.conftest import Archive

from lantai.reading_room.calendars import other_calendars
from lantai.values.dates import parse

ALL = ("weekday", "lunar", "sexagenary", "julian", "光緒", "宣統", "民國")


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (
            "1924-07-09",
            ("星期三", "農曆一九二四年六月初八", "甲子年六月己丑日", "儒略曆1924年6月26日", "民國十三年七月九日"),
        ),
        (
            "光緒三十四年十月廿一日",
            ("星期六", "農曆一九〇八年十月廿一", "戊申年十月癸酉日", "儒略曆1908年11月1日", "光緒三十四年十月廿一"),
        ),
        ("1924-07", ("民國十三年七月",)),
        ("1924年", ("民國十三年",)),
    ],
)
def test_a_date_is_said_as_others_counted_it(text: str, others: tuple[str, ...]) -> None:
    assert other_calendars(parse(text), "zh-Hant", ALL) == others


@pytest.mark.parametrize("text", ["約1924年", "1924/1926", "1924年以後", "1920年代", "不詳"])
def test_what_is_open_doubtful_or_long_is_left_as_it_is(text: str) -> None:
    assert other_calendars(parse(text), "en", ALL) == ()


def test_only_what_the_installation_names_is_said() -> None:
    assert other_calendars(parse("1924-07-09"), "en", ("weekday", "民國")) == ("Wednesday", "9 July Minguo 13")
    assert other_calendars(parse("1924-07-09"), "en", ()) == ()


@pytest.mark.django_db
def test_the_page_of_a_record_says_them(archive: Archive, client: Client) -> None:
    record = archive.add(date="1924年7月9日")
    assert "農曆一九二四年六月初八" in client.get(f"/a/{record.identifier}?lang=zh-Hant").content.decode()

"""Marks of secrecy: what holds today is an error, what is history a warning, what is no class nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.utils.translation import override
from tests.digitisation.check.rows import row

from lantai.digitisation.check.secrecy import look_at_secrecy, secrecy_profile
from lantai.digitisation.profile import delivery_profile
from lantai.values.dates import julian_day, parse

SECRECY = secrecy_profile()
TODAY = julian_day(datetime.date(2026, 6, 1))


def judged(
    mark: str, date: str = "", *, note: str = "", fonds_last: str = "", from_year: int = SECRECY.from_year
) -> list[tuple[str, str]]:
    """Severity and reason."""
    written = parse(date) if date else None
    found = look_at_secrecy(
        row(classification=mark, note=note),
        (written.first, written.last) if written else (None, None),
        fonds_last=parse(fonds_last).last if fonds_last else None,
        today=TODAY,
        secrecy=replace(SECRECY, from_year=from_year),
        profile=delivery_profile(),
    )
    return [(str(one.severity), one.expected) for one in found if (one.code, one.column) == ("classified", "密級")]


CURRENT, EXPIRED, HISTORICAL, DECLASSIFIED = (
    [("error", "current")],
    [("warning", "expired")],
    [("warning", "historical")],
    [("warning", "declassified")],
)


@pytest.mark.parametrize(
    ("mark", "date", "expected"),
    [
        ("機密★10年", "2016-06-01", CURRENT),
        ("機密★10年", "2016-05-31", EXPIRED),
        ("机密★十年", "2020-01-01", CURRENT),
        ("機密★10年", "1956-03-02", EXPIRED),
        ("機密★10年", "", CURRENT),
        ("秘密★長期", "1956-03-02", CURRENT),
        ("祕密★长期", "1956-03-02", CURRENT),
        ("絕密★至2035年12月31日", "2006-01-01", CURRENT),
        ("絕密★至2025年12月31日", "2006-01-01", EXPIRED),
        ("絕密★2035年12月31日前", "2006-01-01", CURRENT),
        ("秘密★6個月", "2026-01-01", CURRENT),
        ("秘密★6个月", "2025-11-01", EXPIRED),
        ("秘密★1年", "2024-02-29", EXPIRED),
        ("機密★", "2007-01-01", CURRENT),
        ("機密", "2006-05-31", EXPIRED),
        ("絕密", "2006-05-31", CURRENT),
        ("秘密", "2016-05-31", EXPIRED),
        ("秘密", "1948", HISTORICAL),
        ("機密★長期", "民國二十四年五月", HISTORICAL),
        ("機密★若干年", "1990", CURRENT),
        ("Top Secret", "2020", CURRENT),
        ("內部", "2020", []),
        ("公开", "2020", []),
        ("無", "2020", []),
        ("不詳", "2020", []),
    ],
)
def test_a_mark_holds_by_its_class_its_term_and_the_day(mark: str, date: str, expected: list[tuple[str, str]]) -> None:
    assert judged(mark, date) == expected


@pytest.mark.parametrize(
    ("mark", "note", "expected"),
    [
        ("機密★長期", "2005年已解密", DECLASSIFIED),
        ("機密★長期（已解密）", "", DECLASSIFIED),
        ("機密★長期", "原件有破損", CURRENT),
        ("機密★長期", "尚未解密", CURRENT),
        ("機密★長期", "解密日期：2040年", CURRENT),
    ],
)
def test_a_note_may_lift_it(mark: str, note: str, expected: list[tuple[str, str]]) -> None:
    assert judged(mark, "2001-01-01", note=note) == expected


def test_a_fonds_of_before_the_present_state_holds_no_secret() -> None:
    assert judged("機密★長期", fonds_last="1948") == HISTORICAL
    assert judged("機密★長期", "1935", fonds_last="1990") == HISTORICAL
    assert judged("機密★長期", fonds_last="1990") == CURRENT


def test_the_year_is_the_profiles() -> None:
    assert judged("機密★長期", "1948", from_year=1912) == CURRENT
    assert judged("機密★長期", "2020", from_year=0) == []


def test_why_it_is_told_is_said() -> None:
    (one,) = look_at_secrecy(
        row(classification="機密★長期"),
        (None, None),
        fonds_last=None,
        today=TODAY,
        secrecy=SECRECY,
        profile=delivery_profile(),
    )
    with override("en"):
        assert one.message == (
            "“機密★長期” is a mark of secrecy. It still holds: a networked system must not hold the item."
        )

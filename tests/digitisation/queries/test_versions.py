"""The texts that a page has had: listed, and compared line by line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.volumes import Bound

from lantai.accounts.models import User
from lantai.digitisation.domain.correcting import correct_page
from lantai.digitisation.enums import TextKind
from lantai.digitisation.models import Page, Transcription
from lantai.digitisation.queries.versions import LinePair, compare_transcriptions, versions
from lantai.ports.ocr import Box, EngineInfo, Line, Reading, Region


def text_of(*lines: str) -> Transcription:
    page = Page(pk=1, number=1, width=200, height=300)
    return Transcription(pk=1, page=page, kind=TextKind.HUMAN, text="\n".join(lines), made_at=timezone.now())


def told(pairs: tuple[LinePair, ...]) -> list[tuple[str | None, str | None, list[tuple[str, str, str]]]]:
    return [
        (
            pair.before.text if pair.before else None,
            pair.after.text if pair.after else None,
            [(one.kind, one.a_text, one.b_text) for one in pair.differences],
        )
        for pair in pairs
    ]


def test_a_character_put_right_is_told_in_its_line() -> None:
    pairs = compare_transcriptions(
        text_of("臨河自來水", "流購略燈", "公司緣起"), text_of("臨河自来水", "添購路燈", "公司緣起")
    )
    assert told(pairs) == [
        ("臨河自來水", "臨河自来水", [("script", "來", "来")]),
        ("流購略燈", "添購路燈", [("text", "流", "添"), ("text", "略", "路")]),
        ("公司緣起", "公司緣起", []),
    ]
    assert [(pair.same, pair.same_words) for pair in pairs] == [(False, True), (False, False), (True, True)]


def test_lines_put_in_and_taken_out_stand_in_their_places() -> None:
    pairs = compare_transcriptions(text_of("甲件首頁", "印", "乙件末頁"), text_of("臨河", "甲件首頁", "乙件末頁", "完"))
    assert told(pairs) == [
        (None, "臨河", []),
        ("甲件首頁", "甲件首頁", []),
        ("印", None, []),
        ("乙件末頁", "乙件末頁", []),
        (None, "完", []),
    ]
    assert not any(pair.same for pair in pairs if pair.before is None or pair.after is None)


def test_a_line_that_was_divided_goes_with_its_larger_part() -> None:
    pairs = compare_transcriptions(text_of("發起創辦自來水公司緣起"), text_of("發起創辦", "自來水公司緣起"))
    assert told(pairs) == [
        (None, "發起創辦", []),
        ("發起創辦自來水公司緣起", "自來水公司緣起", [("text", "發起創辦", "")]),
    ]


def test_lines_with_nothing_in_common_are_compared_by_their_place() -> None:
    pairs = compare_transcriptions(text_of("首", "己巳", "末"), text_of("首", "已已", "末"))
    assert told(pairs)[1] == ("己巳", "已已", [("text", "己巳", "已已")])


lines = st.lists(st.text("臨河自來水公司一二 ", max_size=6), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(lines, lines)
def test_every_line_of_both_is_told_once_and_in_order(one: list[str], other: list[str]) -> None:
    pairs = compare_transcriptions(text_of(*one), text_of(*other))
    has_old, has_new = bool("\n".join(one)), bool("\n".join(other))
    assert [pair.before.text for pair in pairs if pair.before] == (one if has_old else [])
    assert [pair.after.text for pair in pairs if pair.after] == (other if has_new else [])


def test_two_pages_are_not_compared() -> None:
    other = text_of("井")
    other.page = Page(pk=2)
    with pytest.raises(ValueError, match="two pages"):
        compare_transcriptions(text_of("井"), other)


@pytest.mark.django_db
def test_versions_are_listed_and_a_moved_line_is_told(
    bound: Bound, administrator: User, django_assert_num_queries: Callable
) -> None:
    page = bound.pages[2]

    def reading(x: int) -> Reading:
        line = Line("甲件首頁水塔", Box(x, 30, 20, 120), 0.0, "ttb")
        return Reading(200, 300, (Region(line.box, (line,)),), EngineInfo("Transkribus", ""), 0.0)

    first = page.transcriptions.get()
    second = correct_page(page, reading(100), by=administrator, seen=first.pk)
    third = correct_page(page, reading(40), by=administrator, seen=second.pk)
    with django_assert_num_queries(1):
        listed = versions(page)
    assert [(one.key, one.kind, one.by, one.current) for one in listed] == [
        (third.pk, "human", administrator, True),
        (second.pk, "human", administrator, False),
        (first.pk, "ocr", None, False),
    ]
    with django_assert_num_queries(0):
        (pair,) = compare_transcriptions(second, third)
    assert (pair.same, pair.moved) == (True, True)
    assert pair.before is not None
    assert pair.before.box == Box(100, 30, 20, 120)

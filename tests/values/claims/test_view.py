"""The view of a text, its sentences, and what marks set apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantai.values.claims.brackets import bracketed
from lantai.values.claims.view import SENTENCE, Spans, see, sentences

ANY_TEXT = st.text(st.characters(codec=None), max_size=60) | st.text('《》「」“”"()。\n一第年', max_size=60)


@given(ANY_TEXT)
def test_see_keeps_the_length(text: str) -> None:
    assert len(see(text)) == len(text)


@given(ANY_TEXT)
def test_sentences_lie_end_to_end(text: str) -> None:
    view = see(text)
    assert "".join(view[start:end] for start, end in sentences(view)) == view


def test_see_makes_one_of_scripts_widths_and_quotation_marks() -> None:
    assert see("檔案館（Ａ）“甲”‘乙’") == see("档案馆(a)「甲」『乙』")


def test_sentences_end_at_full_stops_line_ends_and_semicolons() -> None:
    view = see("甲來。「乙去。」丙在；丁不在\n戊。A figure of 3.5 m. Then more.")
    assert [view[start:end] for start, end in sentences(view)] == [
        "甲来。", "「乙去。」", "丙在;", "丁不在\n", "戊。", "a figure of 3.5 m.", " then more.",
    ]  # fmt: skip


def test_sentences_are_cut_when_no_mark_ends_them() -> None:
    assert [end - start for start, end in sentences("一" * (2 * SENTENCE + 5))] == [SENTENCE, SENTENCE, 5]


def test_bracketed_finds_nested_pairs() -> None:
    view = see("“《甲報》影像”和《乙〈丙〉丁》")
    assert [view[each.start : each.end] for each in bracketed(view)] == [
        "「《甲报》影像」", "《甲报》", "《乙〈丙〉丁》", "〈丙〉",
    ]  # fmt: skip


def test_bracketed_drops_what_is_not_closed() -> None:
    assert [each.start for each in bracketed("《甲「乙》丙」")] == [0]
    assert bracketed("《甲\n\n乙》") == ()
    assert bracketed("《》") == ()


def test_bracketed_reads_straight_quotation_marks() -> None:
    assert [(each.start, each.end) for each in bracketed('see "the hall" now')] == [(4, 14)]


@given(ANY_TEXT)
def test_bracketed_pairs_stand_at_their_marks(text: str) -> None:
    view = see(text)
    for each in bracketed(view):
        assert view[each.start] == each.mark
        assert each.start + 1 < each.end <= len(view)


def test_bracketed_a_megabyte_of_marks_is_read() -> None:
    for mark in ("《", "》", "《》", "「《", '"'):
        assert len(bracketed(mark * 500_000)) <= 500_000


def test_spans_tell_what_lies_where() -> None:
    spans = Spans([(2, 5), (8, 9)])
    assert spans.covers(3, 5)
    assert not spans.covers(3, 6)
    assert spans.touches(4, 8)
    assert not spans.touches(5, 8)
    assert list(spans.between(0, 8)) == [0]

"""Nothing is lost that is not reported, whatever the text; and there is a way back from every place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import texts

from lantai.values.repair import RULES, Repaired, repair
from lantai.values.repair.changes import Change, carried_back, overlapping, put_in

PIECES = (
    "創(chuàng)新",
    "發(fā)展",
    "下?lián)軐m楛h費",
    "慶?;顒雍忘h史",
    "“初心?使命”",
    "“文化 ”",
    ",",
    "(1921-2021)",
    "近 3年",
    "ä¸\xadå›½",
    "鐨勶紝\n",
    "い瓣\n",
    "&#39640;&#31561;",
    "\ufeff",
    "\ufffd",
    "锟斤拷",
    "⼀",
    "\ue123",
    "報時京盛\n",
    "干部",
    "?",
    "(",
    ")",
    "“",
    "”",
    "\n",
    " ",
    "\ud800",
    "\0",
    "甲",
    "沈陽",
    "001,甲\n",
    "1E+05",
)
DAMAGED = st.lists(st.sampled_from(PIECES) | texts, max_size=12).map("".join)


def is_sound(repaired: Repaired) -> None:
    changes = repaired.changes
    assert put_in(repaired.original, repaired.applied) == repaired.text
    assert list(changes) == sorted(changes, key=lambda change: (change.start, change.end))
    assert not overlapping(changes)
    for change in changes:
        assert change.rule in RULES
        assert repaired.original[change.start : change.end] == change.found
        assert change.replacement != change.found
        assert 0 <= change.confidence <= 1


@given(DAMAGED)
def test_the_original_with_the_applied_changes_is_the_repaired_text(text: str) -> None:
    repaired = repair(text)
    assert repaired.original == text
    is_sound(repaired)


@given(st.binary(max_size=200))
def test_any_bytes_are_repaired(data: bytes) -> None:
    is_sound(repair(data))


@given(DAMAGED)
def test_every_place_leads_back(text: str) -> None:
    repaired = repair(text)
    kept = set(range(len(text))).difference(*(range(one.start, one.end) for one in repaired.applied))
    back = [repaired.original_span(at, at + 1) for at in range(len(repaired.text))]
    assert back == sorted(back)
    for at, (start, end) in enumerate(back):
        if start in kept:
            assert (end, text[start]) == (start + 1, repaired.text[at])
        assert repaired.original_offset(at) == start


def test_a_span_leaves_out_what_was_deleted_at_its_edges() -> None:
    repaired = repair("創(chuàng)新發(fā)展")
    assert repaired.text == "創新發展"
    assert repaired.original_span(0, 1) == (0, 1)
    assert repaired.original_span(0, 2) == (0, 10)
    assert repaired.original_span(2, 4) == (10, 16)
    assert repaired.original_span(4, 4) == (16, 16)


def test_a_change_within_a_changed_piece_is_one_with_it() -> None:
    first = [Change("D9", 1, 3, "xx", "甲乙丙", applied=True)]
    second = [Change("D1", 2, 3, "乙", "", applied=True), Change("D7", 3, 4, "丙", "丁")]
    changes = carried_back("axxb", first, second)
    assert [(one.start, one.end, one.replacement, one.applied) for one in changes] == [
        (1, 3, "甲丙", True),
        (1, 3, "甲乙丁", False),
    ]


HOSTILE = (
    "?",
    "(a)",
    "(",
    "()",
    "一",
    "統(tǒng)",
    "下?lián)軐m楛h費",
    "慶?;顒雍忘h史",
    "“文化 ”",
    "ä",
    "鐨勶紝",
    '"',
    "甲?乙",
    "&amp;",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_text_of_one_piece_comes_through(piece: str) -> None:
    is_sound(repair(piece * (100_000 // len(piece))))


def test_repair_without_suggestions_gives_the_same_text() -> None:
    damaged = "市檔案館統(tǒng)計發(fā)布,系統(tǒng)建設(shè)和發(fā)展?開發(fā)以后的干部，" * 3
    whole, quick = repair(damaged), repair(damaged, suggest=False)
    assert quick.text == whole.text
    assert quick.applied == whole.applied
    assert not [change for change in quick.changes if change.rule in ("D4", "D5", "D7", "D10", "D11")]
    assert [change for change in whole.changes if change.rule == "D7"]

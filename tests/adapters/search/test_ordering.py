from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.adapters.search.codes import beginnings, without_end
from lantai.adapters.search.occurrences import occurrences
from lantai.adapters.search.ordering import UNDATED, days_number, read_cursor, write_cursor
from lantai.adapters.search.tantivy.schema import code_numbers
from lantai.ports.search import And, BadRequest, Not, Or, Word, sought_words


@given(st.sampled_from(["date", "code", "newest"]), st.integers(0, UNDATED), st.text("臨a0 -/", max_size=20))
def test_cursor_is_read_as_written(order: str, number: int, text: str) -> None:
    cursor = write_cursor(order, (number, text, "r1/p2"))  # type: ignore[arg-type]
    assert set(cursor) <= set(string.ascii_letters + string.digits + "-_")
    assert read_cursor(cursor, order) == (number, text, "r1/p2")  # type: ignore[arg-type]


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_any_other_text_is_no_cursor(text: str) -> None:
    with pytest.raises(BadRequest):
        read_cursor(text, "code")


_days = st.none() | st.integers(-3_000_000, 5_000_000)


@given(_days, _days, _days, _days)
def test_days_sort_by_first_then_last(first: int | None, last: int | None, other: int | None, end: int | None) -> None:
    def plainly(begin: int | None, finish: int | None) -> tuple[bool, float, float]:
        undated = begin is None and finish is None
        return (
            undated,
            float("-inf") if begin is None else begin,
            float("inf") if finish is None else finish,
        )

    assert (days_number(first, last) < days_number(other, end)) == (plainly(first, last) < plainly(other, end))


@given(st.text(max_size=60), st.text(max_size=60))
def test_code_numbers_sort_as_the_text(one: str, other: str) -> None:
    one, other = (text.encode(errors="replace").decode() for text in (one, other))
    low, high = sorted((one, other))
    assert code_numbers(low) <= code_numbers(high)


@given(st.text("哈山ab", max_size=30), st.text("哈山ab", min_size=1, max_size=4))
def test_occurrences_overlap(text: str, word: str) -> None:
    by_hand = sum(text.startswith(word, at) for at in range(len(text)))
    assert occurrences(text, word) == by_hand
    assert occurrences(text.encode(), word.encode()) == by_hand


@pytest.mark.parametrize(
    ("code", "found_by"),
    [
        ("b001-1924·d30-0023", ["b001", "b001-1924", "b001-1924·d30", "b001-1924·d30-0023"]),
        ("臨河-1", ["臨河", "臨河-1"]),
        ("a--b-", ["a", "a--b"]),
        ("-", []),
        ("", []),
    ],
)
def test_code_is_found_by_its_beginnings(code: str, found_by: list[str]) -> None:
    assert list(beginnings(code)) == found_by
    assert without_end(code) == (found_by[-1] if found_by else "")


def test_sought_words_are_distinct_and_not_negated() -> None:
    tree = And(
        (Word("a"), Or((Word("b"), Word("a"), Not(And((Word("c"), Not(Word("d"))))))), Word("a", "title"), Word(""))
    )
    assert sought_words(tree) == (Word("a"), Word("b"), Word("d"), Word("a", "title"))

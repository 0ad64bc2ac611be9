"""Numbers without a gap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.digitisation.check.rows import row

from lantai.digitisation.check.sequence import sequence_gaps


def gaps(*numbers: tuple[str, int], begins: int | None = 1) -> list[tuple[int | None, str, str]]:
    placed = ((common, number, row(place)) for place, (common, number) in enumerate(numbers, start=2))
    found = list(sequence_gaps(placed, column="檔號", begins=begins))
    assert {(one.code, one.severity, one.column) for one in found} <= {("sequence-gap", "warning", "檔號")}
    return [(one.row, one.found, one.expected) for one in found]


def test_a_number_that_is_missing_is_told_at_the_row_after_it() -> None:
    assert gaps(("A", 1), ("A", 2), ("A", 4), ("A", 5), ("A", 9)) == [(4, "4", "3"), (6, "9", "6–8")]


def test_every_sequence_begins_anew() -> None:
    assert gaps(("A", 1), ("A", 2), ("B", 1), ("B", 2), ("C", 3)) == [(6, "3", "1–2")]


def test_a_number_that_stands_twice_is_no_gap() -> None:
    assert gaps(("A", 1), ("A", 2), ("A", 2), ("A", 3)) == []


def test_a_delivery_may_begin_where_the_one_before_ended() -> None:
    assert gaps(("A", 501), ("A", 502), ("A", 504), begins=None) == [(4, "504", "503")]
    assert gaps(("A", 0), ("A", 1)) == []


@given(st.sets(st.integers(1, 60), min_size=1))
def test_what_is_missing_is_what_is_not_there(numbers: set[int]) -> None:
    missing: set[int] = set()
    for _row, _found, expected in gaps(*(("A", number) for number in sorted(numbers))):
        first, _, last = expected.partition("–")
        missing |= set(range(int(first), int(last or first) + 1))
    assert missing == set(range(1, max(numbers))) - numbers

"""Gaps between two texts of a page: what is read otherwise, missing, added; what merely stands elsewhere is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.digitisation.gaps import gaps

LINES = st.lists(st.text(alphabet="甲乙丙丁戊", max_size=6), max_size=6)


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        (["添購路燈"], ["添購路燈"], []),
        (["添購路燈"], ["流購略燈"], [(0, 1, 0, 1), (2, 3, 2, 3)]),
        (["添購路燈"], ["添購燈"], [(2, 3, 2, 2)]),
        (["添購路燈"], ["添購新路燈"], [(2, 2, 2, 3)]),
        (["添購路燈"], [], [(0, 4, 0, 0)]),
        ([], ["添購路燈"], [(0, 0, 0, 4)]),
        (["添購路燈"], ["木尺"], [(0, 4, 0, 2)]),
    ],
)
def test_what_is_read_otherwise_missing_or_added_is_a_gap(
    ours: list[str], theirs: list[str], found: list[tuple[int, ...]]
) -> None:
    told = [(gap.start, gap.end, gap.other_start, gap.other_end) for gap in gaps(ours, theirs)]
    assert told == found


def test_what_stands_elsewhere_is_none() -> None:
    first, second = "呈為水災之後擬請籌設自來水廠", "石岡水塔落成典禮紀事"
    assert gaps([first, second], [second, first]) == []
    assert gaps(["北門", "南門", "東門", "河"], ["河", "東門", "北門", "南門"]) == []


@given(LINES, LINES)
def test_every_character_is_a_partner_s_or_in_one_gap(ours: list[str], theirs: list[str]) -> None:
    found = gaps(ours, theirs)
    left, other_left = (sum(map(len, lines)) for lines in (ours, theirs))
    mine = [at for gap in found for at in range(gap.start, gap.end)]
    yours = [at for gap in found for at in range(gap.other_start, gap.other_end)]
    assert len(set(mine)) == len(mine)
    assert len(set(yours)) == len(yours)
    assert left - len(mine) == other_left - len(yours)

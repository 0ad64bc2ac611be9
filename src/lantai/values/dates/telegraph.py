"""Telegraph dates (韻目代日): one character for the day, an earthly branch for the month, another for the hour.

Until 1949 a Chinese telegram was dated by a character of its rhyme table, 平水韻: the first rhyme of a tone (東 先 董
送 屋) is the 1st, and so on; 31 had no rhyme left and took 世 or 引. 酉皓 is 19 October, 艷電 a telegram of the 29th.
Months follow the Gregorian calendar. The table is data, ``data/telegraph.tsv``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from lantai.values.dates.sexagenary import BRANCHES

_DATA: Final = Path(__file__).parents[1] / "data" / "telegraph.tsv"


@cache
def days() -> dict[str, int]:
    """Every character that stands for a day of the month, in traditional, simplified and variant forms."""
    lines = (line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines() if line[0] != "#")
    return {char: int(day) for day, rhymes, variants in lines for char in rhymes + variants}


def day_of(char: str) -> int | None:
    """The day of the month (1 to 31) that a character stands for; None when it stands for none."""
    return days().get(char)


def month_of(branch: str) -> int | None:
    """The month (1 to 12) that an earthly branch stands for, 子 being January; None for what is no branch."""
    return _place(branch)


def month_by_old_style(branch: str) -> int | None:
    """The month when 寅 is counted as the first (建寅, 午 = 5), as a source or two had it: an alternative to flag."""
    place = _place(branch)
    return None if place is None else (place - 3) % 12 + 1


def hour_of(branch: str) -> tuple[int, int] | None:
    """The hours of the day that a branch stands for, from and to: 子 is (23, 1), 丑 (1, 3), 亥 (21, 23)."""
    place = _place(branch)
    return None if place is None else ((place * 2 - 3) % 24, place * 2 - 1)


def _place(branch: str) -> int | None:
    """1 for 子 to 12 for 亥."""
    return BRANCHES.index(branch) + 1 if len(branch) == 1 and branch in BRANCHES else None

"""How fast numbers are found and checked in running text: megabytes of UTF-8 a second on one core.

    python -m bench.quantities

The texts are made up, with about as many numbers as a yearbook, a newspaper or an English report has; then megabytes
of one piece, on which time must stay in proportion. Figures are of one machine.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable

from bench.finding import ENGLISH, MEGABYTE, PROSE, text_with

from lantai.values.numbers import check, find, scan

HOSTILE = (
    "一",
    "1",
    "萬",
    "1萬",
    "2021年",
    "1 ",
    "3元5角",
    "1:1",
    "第",
    "百分之",
    "(一)",
    "近",
    "三、",
    "one ",
    "共1件，",
)


def yearbook_number(draw: random.Random) -> str:
    size = draw.randint(1, 99_999)
    forms = (f"{size}人", f"{size / 100}萬元", f"增長{size % 100}%", f"{size}餘件", "三百零五戶", "近百次", "第三卷")
    return draw.choice(forms)


def english_number(draw: random.Random) -> str:
    size = draw.randint(1, 99_999)
    return draw.choice([f"{size:,} boxes ", f"{size % 100}% ", "nearly three hundred families ", "one third "])


def measure(name: str, text: str, read: Callable[[str], Iterable[object]]) -> None:
    begin = time.process_time()
    found = sum(1 for _ in read(text))
    seconds = time.process_time() - begin
    print(f"{name:<32} {found:>8,} {len(text.encode()) / 1e6 / seconds:>8.2f}")


def main() -> None:
    print(f"{'text':<32} {'found':>8} {'MB/s':>8}")
    list(find("3人"))
    for every in (80, 150):
        measure(f"yearbook, every {every}", text_with(yearbook_number, PROSE, every), find)
    measure("yearbook, every 80, checked", text_with(yearbook_number, PROSE, 80), check)
    measure("English, every 200", text_with(english_number, ENGLISH, 200), find)
    for piece in HOSTILE:
        measure(f"nothing but {piece!r}", piece * (MEGABYTE // len(piece.encode())), scan)


if __name__ == "__main__":
    main()

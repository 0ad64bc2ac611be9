"""How fast dates are found in running text: megabytes of UTF-8 a second on one core.

    python -m bench.finding

The texts are made up, no date twice but by chance, with about as many dates as a newspaper, a yearbook or a chronicle
has; then megabytes of one character, on which time must stay in proportion. Figures are of one machine; those of the
kinds of text compare with one another.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from lantai.values.dates.calendar_words import MONTHS
from lantai.values.dates.context import Context
from lantai.values.dates.days import day_number, year_month_day
from lantai.values.dates.finding import find

MEGABYTE = 1_000_000
PROSE = (
    "縣府自接管以來整頓市面修築堤岸各界捐助棉衣糧食共計數百石商民稱便學堂開課生徒日增大會議決設立分局由會長主持一切事宜"
    "全市上下堅持以高質量發展為主題深入推進各項工作目標任務基本完成居民收入穩步提高新建道路三條橋梁兩座惠及群眾"
)
ENGLISH = "the archive holds papers of the county and its towns which were given by families and offices of the region "
HOSTILE = ("一", "年", "月", "(", "第", "1", "1月", "1 ", "至", "十", "光緒", "甲", "the ", "約", "近")


def a_day(draw: random.Random) -> tuple[int, int, int]:
    return year_month_day(draw.randint(day_number(1875, 1, 1), day_number(2021, 6, 23)))


def newspaper_date(draw: random.Random) -> str:
    year, month, day = a_day(draw)
    return draw.choice([f"{year}年{month}月{day}日", f"{month}月{day}日", f"{year}年", "去年", "昨日", f"近{day}年來"])


def chronicle_date(draw: random.Random) -> str:
    year, month, day = a_day(draw)
    return draw.choice([f"\n{month}月{day}日 ", "是月", "同日", f"\n{year}年\n", f"民國{year % 37 + 1}年{month}月"])


def english_date(draw: random.Random) -> str:
    year, month, day = a_day(draw)
    name = MONTHS[month - 1]
    return draw.choice(
        [f"{day} {name} {year} ", f"in {year} ", f"{name} {year} ", "last year ", f"the {year // 10}0s "]
    )


def text_with(date: Callable[[random.Random], str], prose: str, every: int) -> str:
    """A megabyte of prose with a date about every so many characters."""
    draw = random.Random(1931)
    pieces, size = [], 0
    while size < MEGABYTE:
        at = draw.randrange(len(prose))
        piece = (prose[at:] + prose * 3)[: draw.randint(every // 2, every * 3 // 2)] + "，" + date(draw)
        pieces.append(piece)
        size += len(piece.encode())
    return "".join(pieces)


def measure(name: str, text: str) -> None:
    begin = time.process_time()
    found = sum(1 for _ in find(text, context=Context(as_of=day_number(2021, 6, 23))))
    seconds = time.process_time() - begin
    print(f"{name:<24} {found:>8,} {len(text.encode()) / 1e6 / seconds:>8.2f}")


def main() -> None:
    print(f"{'text':<24} {'dates':>8} {'MB/s':>8}")
    list(find("1931年9月18日"))
    measure("newspaper, every 80", text_with(newspaper_date, PROSE, 80))
    measure("yearbook, every 150", text_with(newspaper_date, PROSE, 150))
    measure("chronicle, every 40", text_with(chronicle_date, PROSE, 40))
    measure("English, every 200", text_with(english_date, ENGLISH, 200))
    for piece in HOSTILE:
        measure(f"nothing but {piece!r}", piece * (MEGABYTE // len(piece.encode())))


if __name__ == "__main__":
    main()

"""Folding and bigramming against the plain way, ``str.translate`` and pairs; finding against a plain pattern.

    python -m bench.values

Prints the median of the ratios of processor time over alternating rounds (above 1: ours is quicker), and millions of
characters a second of ours, for texts of several lengths. Then what finding dates, numbers and claims costs: megabytes
of UTF-8 a second, and how many times as long it takes as ``re.findall`` for runs of digits and numerals over the same
text, which understands nothing of them. Ratios hold from machine to machine better than seconds do.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable
from itertools import pairwise

from lantai.values import claims, numbers
from lantai.values.dates import finding as dates
from lantai.values.dates.context import Context
from lantai.values.dates.days import day_number
from lantai.values.fold_table import fold_table
from lantai.values.folding import fold
from lantai.values.tokens import bigrams

ROUNDS = 7
CHARACTERS = 400_000
AS_OF = day_number(2021, 6, 23)
LENGTHS = (200, 1_000, 2_000, 5_000, 100_000)


def invented_text(length: int) -> str:
    """Text of the make-up of a newspaper's: mostly Han, some of it rare, punctuation, breaks, Latin, digits."""
    draw = random.Random(length)
    common = [chr(draw.randint(0x4E00, 0x9FA5)) for _ in range(2_500)]
    others = "，。、；：「」□○\n\n 0123456789.abcＡ１"
    return "".join(draw.choice(others) if draw.random() < 0.15 else draw.choice(common) for _ in range(length))


def plain_way(text: str) -> str:
    folded = text.translate(fold_table().mapping)
    return " ".join(first + second for first, second in pairwise(folded))


def our_way(text: str) -> str:
    return bigrams([fold(text)])


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    begin = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begin


# -- finding -------------------------------------------------------------------------------------

PROSE = (
    "全縣上下修築堤岸開通道路各界捐助棉衣糧食商民稱便學堂開課生徒日增大會議決設立分局居民收入穩步提高新建橋梁惠及群眾"
)
DIGITS = re.compile("[0-9０-９.,〇一二三四五六七八九十百千萬億]+")


def report(length: int) -> str:
    """Text of the make-up of a yearbook's: a figure and a date in about every hundred characters, none like another."""
    draw, pieces, size = random.Random(1931), [], 0
    while size < length:
        at, year = draw.randrange(len(PROSE)), draw.randint(1912, 2021)
        day = f"{year}年{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
        date = draw.choice([day, f"民國{year % 37 + 1}年", "去年"])
        count = draw.randint(2, 9_999)
        figure = draw.choice([f"{count}餘人", f"約{count % 97 + 2}.5萬元", f"{count % 97 + 2}%"])
        words = (PROSE[at:] + PROSE)[: draw.randint(20, 40)]
        pieces.append(f"{date}，{words}，{PROSE[at : at + 6]}{figure}。")
        size += len(pieces[-1])
    return "".join(pieces)


def finders() -> dict[str, Callable[[str], object]]:
    return {
        "dates": lambda text: sum(1 for _ in dates.find(text, context=Context(as_of=AS_OF))),
        "numbers": lambda text: sum(1 for _ in numbers.find(text)),
        "claims": lambda text: sum(1 for _ in claims.find(text, as_of=AS_OF)),
    }


def print_finding() -> None:
    print(f"\n{'finding':>10} {'MB/s':>6} {'times a plain pattern':>22}")
    text = report(CHARACTERS)
    megabytes = len(text.encode()) / 1e6
    for name, find in finders().items():
        find(text[:2_000])
        rounds = [(seconds(DIGITS.findall, [text]), seconds(find, [text])) for _ in range(3)]
        ratio = statistics.median(ours / plain for plain, ours in rounds)
        print(f"{name:>10} {megabytes / statistics.median(ours for _, ours in rounds):>6.2f} {ratio:>22.0f}")


def main() -> None:
    print(f"{'characters':>10} {'ratio':>6} {'M characters/s':>15}")
    for length in LENGTHS:
        texts = [invented_text(length)] * (CHARACTERS // length)
        our_way(texts[0])
        rounds = [(seconds(plain_way, texts), seconds(our_way, texts)) for _ in range(ROUNDS)]
        ratio = statistics.median(plain / ours for plain, ours in rounds)
        speed = CHARACTERS / statistics.median(ours for _, ours in rounds) / 1e6
        print(f"{length:>10,} {ratio:>6.1f} {speed:>15.0f}")
    print_finding()


if __name__ == "__main__":
    main()

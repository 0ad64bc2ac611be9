"""How well and how fast pages are read, measured on the sample pages and their ground truth.

    python -m bench.ocr [--only 檔號] [--limit N] [--threads N] [--worst N]

Character error rate (CER): edits between what was read and the truth, over the truth's length, both folded as for
search and in reading order, so that a wrong order counts as errors. "Any order" compares line by line with the best
line of the truth and leaves the order out. Overlap is the median, over characters read right, of the part that the
box read and the true box have in common (intersection over union); "on it" the part of true middles inside the box.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from lantai.adapters.ocr.rapidocr import RapidOcr
from lantai.ports.ocr import Box, Reading
from lantai.values.folding import fold, fold_with_offsets
from lantai.values.geometry import GlyphBoxes

SAMPLES = Path(__file__).parents[1] / "samples"


@dataclass(frozen=True)
class Score:
    """One page: its kind, length in folded characters, edits in order and in any order, and how its boxes lie."""

    page: str
    kind: str
    length: int
    edits: int
    loose_edits: int
    overlaps: tuple[float, ...]
    inside: tuple[bool, ...]
    seconds: float


def pages(only: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every sample page that has both an image and a truth with text."""
    for truth in sorted((SAMPLES / "truth").glob("*/*.json")):
        image = SAMPLES / "delivery" / "圖像" / truth.parent.name / f"{truth.stem}.jpg"
        told = json.loads(truth.read_text("utf-8"))
        if image.is_file() and told["text"].strip() and only in truth.parent.name:
            yield image, told


def score(image: Path, told: dict[str, Any], reading: Reading) -> Score:
    read, true = fold(reading.text), fold(told["text"])
    overlaps, inside = boxes(reading, told)
    return Score(
        page=f"{image.parent.name}/{image.stem}",
        kind=kind_of(image, told),
        length=len(true),
        edits=edits(read, true),
        loose_edits=min(edits(read, true), loose_edits(reading, told)),
        overlaps=tuple(overlaps),
        inside=tuple(inside),
        seconds=reading.seconds,
    )


def kind_of(image: Path, told: dict[str, Any]) -> str:
    return f"{image.parent.name.split('-')[0]} {told['direction']}"


def edits(a: str, b: str) -> int:
    """Levenshtein's distance, a row at a time."""
    left, right = np.array([*a]), np.array([*b])
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for count, character in enumerate(left, 1):
        kept = row[:-1] + (right != character)
        row = np.concatenate(([count], np.minimum(kept, row[1:] + 1)))
        row = np.minimum.accumulate(row - steps) + steps
    return int(row[-1])


def loose_edits(reading: Reading, told: dict[str, Any]) -> int:
    """Edits when each true line may take the line read that suits it best, each but once; what is left over counts."""
    left = [fold(line.text) for line in reading.lines]
    total = 0
    for line in sorted((fold(line["text"]) for line in told["lines"]), key=len, reverse=True):
        near = sorted(left, key=lambda other: -len(set(other) & set(line)))[:5]
        best = min(near, key=lambda other: edits(other, line), default="")
        total += min(len(line), edits(best, line))
        if best and edits(best, line) < len(line):
            left.remove(best)
    return total + sum(map(len, left))


def boxes(reading: Reading, told: dict[str, Any]) -> tuple[list[float], list[bool]]:
    """Overlap, and whether the true middle lies inside, for every character read right and in order."""
    rows = [Box(*row) if row[2] else None for row in GlyphBoxes.from_lines(reading.lines).rows.tolist()]
    read, true = fold_with_offsets(reading.text), fold_with_offsets("".join(char for char, *_ in told["chars"]))
    overlaps, inside = [], []
    for block in SequenceMatcher(None, read.text, true.text, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            mine = rows[read.span(block.a + step, block.a + step + 1)[0]]
            theirs = told["chars"][true.span(block.b + step, block.b + step + 1)[0]][1:]
            if mine is not None:
                overlaps.append(overlap(mine, Box(*theirs)))
                inside.append(holds(mine, Box(*theirs)))
    return overlaps, inside


def overlap(a: Box, b: Box) -> float:
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    common = max(0, width) * max(0, height)
    return common / (a.width * a.height + b.width * b.height - common)


def holds(a: Box, b: Box) -> bool:
    x, y = b.x + b.width / 2, b.y + b.height / 2
    return a.x <= x <= a.x + a.width and a.y <= y <= a.y + a.height


def table(scores: Sequence[Score]) -> Iterator[str]:
    kinds: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        kinds[one.kind].append(one)
    yield "| pages | n | characters | CER | CER, any order | overlap | on it | s a page |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind, some in [*sorted(kinds.items()), ("all", list(scores))]:
        length = sum(one.length for one in some)
        overlaps = [value for one in some for value in one.overlaps] or [0.0]
        inside = [value for one in some for value in one.inside] or [False]
        yield (
            f"| {kind} | {len(some)} | {length} | {sum(one.edits for one in some) / length:.2%} "
            f"| {sum(one.loose_edits for one in some) / length:.2%} | {median(overlaps):.2f} "
            f"| {sum(inside) / len(inside):.1%} | {median(one.seconds for one in some):.1f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Reading: error rate, boxes and time on the sample pages.")
    parser.add_argument("--only", default="", help="pages whose 檔號 holds this")
    parser.add_argument("--limit", type=int, default=None, help="at most this many pages")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0, help="list this many of the worst pages")
    wish = parser.parse_args()
    engine = RapidOcr(threads=wish.threads)
    scores = [score(image, told, engine.read(image)) for image, told in [*pages(wish.only)][: wish.limit]]
    if not scores:
        raise SystemExit("bench.ocr found no sample page with a ground truth; make the samples first.")
    print("\n".join(table(scores)))
    for one in sorted(scores, key=lambda one: -one.edits / one.length)[: wish.worst]:
        print(f"{one.page}: {one.edits / one.length:.2%} ({one.loose_edits / one.length:.2%} in any order)")


if __name__ == "__main__":
    main()

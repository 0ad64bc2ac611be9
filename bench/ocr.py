"""How well and how fast pages are read, measured on drawn pages and their ground truth.

    python -m bench.ocr [--part measuring|tuning|both] [--engine rapidocr|tesseract|both] [--by kind face dpi feature]
                        [--only NAME] [--every N] [--limit N] [--threads N] [--worst N]
                        [--folder FOLDER] [--pictures FOLDER]

The *tuning* part is the sample archive; the *measuring* part is ``samples/measuring``, on which nothing is ever tuned.
``--folder`` reads pages for trying instead; ``--pictures`` draws what was read, never of the measuring part.

Character error rate (CER): edits between what was read and the truth, over the truth's length, both folded as for
search and in reading order, so that a wrong order counts as errors. "Any order" compares line by line with the best
line of the truth and leaves the order out. Each stands as the total over all characters and as the median over pages.
τ is Kendall's over the lines found, the median over pages. Overlap is the median, over characters read right, of the
part that the box read and the true box have in common (intersection over union), then the share of boxes with at least
0.6 of it; "on it" the part of true middles inside the box; "pictures" those that overlap as much, of the true ones and
of those that are none.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from bench.reading import tesseract
from bench.reading.pages import PARTS, Page, of_folder, pages
from bench.reading.pictures import draw
from bench.reading.scores import Score, score
from bench.reading.tables import GROUPS, table

from lantai.adapters.ocr.rapidocr import RapidOcr
from lantai.ports.ocr import OcrEngine, Reading, ReadingFailed


def read(engine: OcrEngine, page: Page) -> Reading:
    """The page as read; nothing where the engine gave up, which the scores then show."""
    try:
        return engine.read(page.image)
    except ReadingFailed as failure:
        print(failure, file=sys.stderr)
        return Reading(page.told["width"], page.told["height"], (), engine.info, 0.0)


def by_rapidocr(chosen: Sequence[Page], threads: int, drawn: Path | None) -> dict[str, list[Score]]:
    engine = RapidOcr(threads=threads)
    scores = []
    for page in chosen:
        reading = read(engine, page)
        scores.append(score(page, reading))
        if drawn is not None and page.part != "measuring":
            draw(page, reading, drawn)
    return {"rapidocr": scores}


def by_tesseract(chosen: Sequence[Page], threads: int) -> dict[str, list[Score]]:
    if not tesseract.here():
        print("tesseract is not measured: the command or its models chi_tra, chi_tra_vert, chi_sim are not installed.")
        return {}
    return {
        f"tesseract {tesseract.version()}, page {prepared}": [
            tesseract.best(page, prepared, threads=threads) for page in chosen
        ]
        for prepared in tesseract.PREPARED
    }


def report(name: str, scores: Sequence[Score], groups: Sequence[str], worst: int) -> None:
    for by in groups:
        print(f"\n{name}, by {by}\n")
        print("\n".join(table(scores, by)))
    for one in sorted(scores, key=lambda one: -one.rate)[:worst]:
        print(f"{one.page.name}: {one.rate:.1%} ({one.loose_rate:.1%} in any order, τ {one.tau:.2f})")


def peak(of: int) -> str:
    """The largest memory that this process, or one of those it started, has taken."""
    return f"{getrusage(of).ru_maxrss / 1024**2:.2f} GB"


def main() -> None:
    parser = argparse.ArgumentParser(description="Reading: error rate, order, boxes, time and memory on drawn pages.")
    parser.add_argument("--part", choices=(*PARTS, "both"), default="measuring")
    parser.add_argument("--engine", choices=("rapidocr", "tesseract", "both"), default="rapidocr")
    parser.add_argument("--by", nargs="+", choices=tuple(GROUPS), default=["kind"])
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--every", type=int, default=1, help="only every Nth page")
    parser.add_argument("--limit", type=int, default=None, help="at most this many pages")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0, help="list this many of the worst pages")
    parser.add_argument("--folder", type=Path, default=None, help="pages for trying")
    parser.add_argument("--pictures", type=Path, default=None, help="where to draw what was read")
    wish = parser.parse_args()
    parts = PARTS if wish.part == "both" else (wish.part,)
    found = of_folder(wish.folder, wish.only) if wish.folder else pages(parts, wish.only)
    chosen = [*found][:: wish.every][: wish.limit]
    if not chosen:
        raise SystemExit("bench.ocr found no page with a ground truth: give another --only, or make the samples first.")
    if wish.engine != "tesseract":
        for name, scores in by_rapidocr(chosen, wish.threads, wish.pictures).items():
            report(name, scores, wish.by, wish.worst)
        print(f"\nmemory at most {peak(RUSAGE_SELF)}, with the truth and the scores")
    if wish.engine != "rapidocr":
        beside = by_tesseract(chosen, wish.threads)
        for name, scores in beside.items():
            report(name, scores, wish.by, wish.worst)
        if beside:
            print(f"\nmemory at most {peak(RUSAGE_CHILDREN)} a tesseract")


if __name__ == "__main__":
    main()

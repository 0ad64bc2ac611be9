"""``python -m samples.make [CODE …]``: make the whole delivery again, or only the images of some items.

``python -m samples.make trying FOLDER [--seed N] [--times N] [--only KIND]``: draw pages to try the reading on.
"""

import argparse
import sys
import time
from pathlib import Path

from samples.make.build import DATA, DELIVERY, IMAGES, deliver_texts, make_page, page_texts
from samples.make.catalogue import rows, write_workbook
from samples.make.press import running_press
from samples.make.trying.drawing import draw


def main(codes: list[str]) -> int:
    """Make what was asked for and say what it weighs; 1 when a code is not known."""
    pages = [page for page in page_texts() if not codes or page.code in codes]
    if unknown := set(codes) - {page.code for page in pages}:
        print(f"No page texts for {', '.join(sorted(unknown))} in samples/data/pages; give the codes of files there.")
        return 1
    total = 0
    with running_press() as press:
        for page in pages:
            start = time.perf_counter()
            size = make_page(press, page)
            total += size
            print(
                f"{page.code}/{page.number:04d}  {size / 1024:7.0f} KB  {time.perf_counter() - start:4.1f} s",
                flush=True,
            )
    deliver_texts()
    catalogue = rows(DATA / "catalogue", DELIVERY / IMAGES)
    write_workbook(catalogue, DELIVERY / "目錄.xlsx")
    print(f"{len(pages)} pages, {total / 1e6:.1f} MB; {len(catalogue)} items in the catalogue")
    return 0


def trying(words: list[str]) -> int:
    """Draw the pages that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m samples.make trying")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=1, help="pages of each kind")
    parser.add_argument("--only", default="", help="kinds whose name holds this")
    wish = parser.parse_args(words)
    draw(wish.folder, seed=wish.seed, times=wish.times, only=wish.only)
    return 0


if __name__ == "__main__":
    sys.exit(trying(sys.argv[2:]) if sys.argv[1:2] == ["trying"] else main(sys.argv[1:]))

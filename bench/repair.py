"""Repairing, against a plain pass of ``str.translate`` over the same text.

    python -m bench.repair

Prints megabytes of UTF-8 a second, how many plain passes a repair costs, and the most memory it holds at once as a
multiple of the text: for damaged and for sound text, with and without suggestions, and for texts made to be slow.
Ratios hold from machine to machine better than seconds do.
"""

from __future__ import annotations

import random
import time
import tracemalloc
from typing import Final

from lantai.values.fold_table import fold_table
from lantai.values.repair import repair

SIZE: Final = 2_000_000
WORDS: Final = "臨河縣立學堂創業發展統一計劃圖書館檔案整理全部完成教師學生水利工程道路橋梁農民商會報告會議"
DAMAGE: Final[dict[str, str]] = {"創": "創(chuàng)", "發": "發(fā)", "統": "統(tǒng)", "業": "業(yè)", "，": ","}
HOSTILE: Final = ("?", "(a)", "甲?a", "慶?;顒雍忘h史", "下?lián)軐m楛h費", "鐨勶紝\n", "“文化 ”", "一", "ä", '"a,')


def invented_text(size: int) -> str:
    """Lines of sentences of everyday characters, by bytes of UTF-8."""
    draw = random.Random(size)
    lines = []
    while size > 0:
        line = "，".join("".join(draw.choices(WORDS, k=draw.randint(4, 12))) for _ in range(draw.randint(2, 8))) + "。"
        lines.append(line)
        size -= 3 * len(line) + 1
    return "\n".join(lines)


def damaged(text: str) -> str:
    """The text with readings behind some characters and narrow commas, as a mirror leaves it."""
    return text.translate({ord(sound): shown for sound, shown in DAMAGE.items()})


def seconds_plain(text: str) -> float:
    mapping = dict(fold_table().mapping)
    begin = time.process_time()
    text.translate(mapping)
    return time.process_time() - begin


def row(name: str, text: str, *, suggest: bool = True) -> str:
    size = len(text.encode())
    plain = min(seconds_plain(text) for _ in range(3))
    begin = time.process_time()
    repair(text, suggest=suggest)
    seconds = time.process_time() - begin
    tracemalloc.start()
    repair(text, suggest=suggest)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"{name:<24} {size / seconds / 1e6:>8.2f} {seconds / plain:>8.0f} {peak / size:>8.1f}"


def main() -> None:
    repair("創(chuàng)業(yè)干部")  # the tables are read once
    print(f"{'text':<24} {'MB/s':>8} {'passes':>8} {'memory':>8}")
    sound = invented_text(SIZE)
    print(row("sound", sound))
    print(row("sound, no suggestions", sound, suggest=False))
    print(row("damaged", damaged(sound)))
    print(row("damaged, no suggestions", damaged(sound), suggest=False))
    for piece in HOSTILE:
        print(row(repr(piece), piece * (SIZE // 4 // len(piece.encode()))))


if __name__ == "__main__":
    main()

"""Tables of scores in Markdown, by whatever a page can be grouped by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from bench.reading.pages import Page
from bench.reading.scores import Score

GROUPS: dict[str, Callable[[Page], Iterable[str]]] = {
    "kind": lambda page: (page.kind,),
    "face": lambda page: (page.face,),
    "dpi": lambda page: (page.dpi,),
    "feature": lambda page: page.features,
}
GOOD = 0.6  # overlap from which a box counts as right
COLUMNS = (
    *("n", "characters", "CER", "median", "CER, any order", "median of it", "τ"),
    *("overlap", f"≥ {GOOD}", "on it", "marks", "pictures", "s a page"),
)


def table(scores: Sequence[Score], by: str) -> Iterator[str]:
    """One row for each group of pages, and one for all. A page stands in every group that it belongs to."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        for name in GROUPS[by](one.page):
            groups[name].append(one)
    yield f"| {by} | {' | '.join(COLUMNS)} |"
    yield "|---" * (len(COLUMNS) + 1) + "|"
    for name, some in [*sorted(groups.items()), ("all", list(scores))]:
        yield f"| {name} | {row(some)} |"


def row(some: Sequence[Score]) -> str:
    """Totals and medians of some pages, parted by bars."""
    length = sum(one.length for one in some)
    overlaps = [value for one in some for value in one.overlaps] or [0.0]
    marks = sum(one.marks for one in some)
    shown = [value for one in some for value in one.pictures]
    inside = [value for one in some for value in one.inside] or [False]
    return " | ".join(
        (
            str(len(some)),
            f"{length:,}",
            f"{sum(one.edits for one in some) / length:.1%}",
            f"{median(one.rate for one in some):.1%}",
            f"{sum(one.loose_edits for one in some) / length:.1%}",
            f"{median(one.loose_rate for one in some):.1%}",
            f"{median(one.tau for one in some):.2f}",
            f"{median(overlaps):.2f}",
            f"{sum(value >= GOOD for value in overlaps) / len(overlaps):.0%}",
            f"{sum(inside) / len(inside):.1%}",
            f"{sum(one.marks_read for one in some) / marks:.0%} of {marks}" if marks else "–",
            f"{sum(value >= GOOD for value in shown)} of {len(shown)}" if shown else "–",
            f"{median(one.seconds for one in some):.1f}",
        )
    )

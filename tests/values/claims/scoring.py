"""Recall and precision of found claims against the labelled texts."""

from __future__ import annotations

import datetime
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from lantai.values.folding import fold
from lantai.values.numbers.plain import plain
from lantai.values.numbers.units import shipped_units

TEXTS = Path(__file__).parent / "texts"
KINDS = ("figure", "date", "post", "title", "ordinal", "superlative", "quotation", "award", "relative-time")


class Found(Protocol):
    """What is asked of a found claim."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def value(self) -> Any: ...
    @property
    def low(self) -> Any: ...
    @property
    def high(self) -> Any: ...
    @property
    def unit(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled claim; ``more`` keeps the fields of its kind."""

    kinds: tuple[str, ...]
    start: int
    end: int
    text: str
    optional: bool
    more: Mapping[str, Any]

    def is_found_by(self, claim: Found) -> bool:
        """Same kind, common characters, and for a figure the same number and unit."""
        if claim.kind not in self.kinds or not (claim.start < self.end and self.start < claim.end):
            return False
        return claim.kind != "figure" or (self._has_number_of(claim) and self._has_unit_of(claim))

    def _has_number_of(self, claim: Found) -> bool:
        pairs = [(self.more[name], getattr(claim, name)) for name in ("value", "low", "high") if name in self.more]
        if "value" in self.more:
            pairs = pairs[:1]
        return all(theirs is not None and _nearly(ours, theirs) for ours, theirs in pairs)

    def _has_unit_of(self, claim: Found) -> bool:
        if "unit" not in self.more:
            return True
        ours = self.more["unit"]
        right = {unit_name(unit) for unit in ([ours] if isinstance(ours, str) else ours)}
        return unit_name(claim.unit or "") in right


def unit_name(written: str) -> str:
    """The name that the unit table has for a unit as written (people is 人), else the words, folded."""
    unit = shipped_units().spelled.get(plain(written))
    return fold(unit.name if unit else written)


def _nearly(ours: float, theirs: float) -> bool:
    return abs(float(ours) - float(theirs)) <= 1e-6 * max(1.0, abs(float(ours)))


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text and its labels, in the order of the text."""

    name: str
    title: str
    genre: str
    language: str
    as_of: datetime.date
    text: str
    labels: tuple[Label, ...]


def labelled_texts() -> Iterator[LabelledText]:
    """The texts, by number."""
    for path in sorted(TEXTS.glob("*.toml")):
        head = tomllib.loads(path.read_text("utf-8"))
        rows = head.pop("claim")
        text = path.with_suffix(".txt").read_text("utf-8")
        yield LabelledText(path.stem, text=text, labels=tuple(_label(text, row, path.stem) for row in rows), **head)


def _label(text: str, row: dict[str, Any], name: str) -> Label:
    words = row.pop("text")
    start = _place(text, words, row.pop("occurrence", None), name)
    kinds = tuple(kind for kind in (row.pop("kind"), row.pop("or_kind", None)) if kind)
    return Label(kinds, start, start + len(words), words, row.pop("optional", False), row)


def _place(text: str, words: str, occurrence: int | None, name: str) -> int:
    """Where the words stand. Words that stand more than once need an ``occurrence``: else ValueError."""
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    if not places or (occurrence is None and len(places) > 1) or (occurrence or 1) > len(places):
        raise ValueError(f"{name}: {words!r} stands {len(places)} times in the text; occurrence is {occurrence}.")
    return places[(occurrence or 1) - 1]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of claim: labelled and found, missed, found and right, found and spurious."""

    labelled: int = 0
    recalled: int = 0
    right: int = 0
    spurious: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.labelled + other.labelled,
            self.recalled + other.recalled,
            self.right + other.right,
            self.spurious + other.spurious,
        )

    @property
    def recall(self) -> float:
        """Labelled claims that were found, of all labelled; 1.0 where there are none."""
        return self.recalled / self.labelled if self.labelled else 1.0

    @property
    def precision(self) -> float:
        """Found claims that are labelled, of all found; 1.0 where there are none."""
        found = self.right + self.spurious
        return self.right / found if found else 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of one text was missed and what was spurious, and the score of each kind."""

    missed: tuple[Label, ...]
    spurious: tuple[Found, ...]
    scores: Mapping[str, Score]


def judge(labels: Iterable[Label], found: Iterable[Found]) -> Verdict:
    """Hold found claims against labels.

    A label is recalled when any claim finds it. A claim is right when it finds a label that no claim before it found;
    a second claim for the same mention is spurious. What optional labels say counts neither way.
    """
    labels, claims = tuple(labels), sorted(found, key=lambda claim: (claim.start, claim.end))
    taken: set[int] = set()
    right: Counter[str] = Counter()
    spurious: list[Found] = []
    for claim in claims:
        hits = {at for at, label in enumerate(labels) if label.is_found_by(claim)}
        if any(not labels[at].optional for at in hits - taken):
            right[claim.kind] += 1
        elif not any(labels[at].optional for at in hits):
            spurious.append(claim)
        taken |= hits
    needed = [(at, label) for at, label in enumerate(labels) if not label.optional]
    missed = tuple(label for at, label in needed if at not in taken)
    return Verdict(missed, tuple(spurious), _scores(needed, taken, right, spurious))


def _scores(
    needed: list[tuple[int, Label]], taken: set[int], right: Counter[str], spurious: list[Found]
) -> dict[str, Score]:
    labelled = Counter(label.kinds[0] for _, label in needed)
    recalled = Counter(label.kinds[0] for at, label in needed if at in taken)
    wrong = Counter(claim.kind for claim in spurious)
    return {kind: Score(labelled[kind], recalled[kind], right[kind], wrong[kind]) for kind in KINDS}


def table(scores: Mapping[str, Score]) -> str:
    """The scores as lines of text."""
    lines = [f"{'kind':14} {'labelled':>8} {'recall':>7} {'spurious':>8} {'precision':>9}"]
    for kind, score in scores.items():
        lines.append(f"{kind:14} {score.labelled:8} {score.recall:7.1%} {score.spurious:8} {score.precision:9.1%}")
    return "\n".join(lines)

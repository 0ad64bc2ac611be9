"""A number while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from lantai.values.numbers.approximators import Mark
from lantai.values.numbers.number import Kind, Number, amount
from lantai.values.numbers.units import Unit


@dataclass(slots=True)
class Draft:
    """A number while it is being read; ``marks`` are what leaves it open, in the order of the text."""

    start: int
    end: int
    kind: Kind
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    unit: Unit | None = None
    marks: list[Mark] = field(default_factory=list)
    is_reversed: bool = False
    """A range whose greater end is named first (20—10)."""

    def number(self, text: str) -> Number:
        """The finished value, of the text as given."""
        low, high = self._bounds()
        return Number(
            self.start,
            self.end,
            text[self.start : self.end],
            self.kind,
            None if self.value is None else amount(self.value),
            None if low is None else amount(low),
            None if high is None else amount(high),
            self.unit.name if self.unit else "",
            "…".join([text[mark.start : mark.end] for mark in self.marks]),
        )

    def add(self, part: Fraction) -> None:
        """Make the quantity greater by a part of its unit: the 五角 of 三元五角."""
        if self.value is not None:
            self.value += part

    def _bounds(self) -> tuple[Fraction | None, Fraction | None]:
        if self.value is None:
            return self._open_ends()
        bounds = {mark.bound for mark in self.marks}
        if not bounds:
            return self.value, self.value
        if len(bounds) > 1:  # 近3000餘: it cannot be both
            return None, None
        return (self.value if "low" in bounds else None), (self.value if "high" in bounds else None)

    def _open_ends(self) -> tuple[Fraction | None, Fraction | None]:
        """Of a range: 數百以上 has no upper bound, 不到三四十 no lower one."""
        bounds = {mark.bound for mark in self.marks}
        return (None if bounds == {"high"} else self.low), (None if bounds == {"low"} else self.high)

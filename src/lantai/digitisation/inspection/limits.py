"""How much a file may cost to inspect, and from where on what is seen is a problem: numbers that a profile states."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from lantai.digitisation.confined import BadThresholds, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From where on what was measured is a problem; None means that nobody is to be told.

    ``dpi``: at least so many, by the file and, where ``sheet`` (millimetres, either way round) is known, by its
    pixels. ``shortest_side``: pixels at least. ``modes``: allowed colour modes, empty for all. ``pages``: most pages in
    one file. ``turned``: whether an EXIF turn is a problem. The others go with the fields of ``Measures``: degrees,
    and shares of 0 to 1.
    """

    dpi: int | None = 200
    sheet: tuple[float, float] | None = None
    shortest_side: int | None = None
    modes: tuple[str, ...] = ()
    pages: int | None = 1
    turned: bool = True
    skew: float | None = 3.0
    blank: float | None = 0.0001
    border: float | None = 0.05
    cut: float | None = 0.02
    blur: float | None = 2.5
    dark: float | None = 0.5
    light: float | None = None

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if isinstance(value, (int, float)) and value < 0:
                raise BadThresholds(f"The threshold {name} is {value}; a number not below 0 was expected.")
        if self.sheet is not None and min(self.sheet) <= 0:
            raise BadThresholds(f"The sheet is {self.sheet}; its two sides in millimetres were expected.")


def read_limits(data: dict[str, Any]) -> Limits:
    """From a table of a profile. Raises BadThresholds for a name or a value that is none."""
    return Limits(**_known(data, Limits))


def read_thresholds(data: dict[str, Any]) -> Thresholds:
    """From a table of a profile; ``false`` stands for a check that is switched off. Raises BadThresholds."""
    known = _known(data, Thresholds)
    for name, value in known.items():
        if isinstance(value, list):
            known[name] = tuple(value)
            if name == "sheet" and len(value) != 2:
                raise BadThresholds(f"The sheet is {value}; its two sides in millimetres were expected.")
        elif value is False and name != "turned":
            known[name] = None
        elif isinstance(value, str) or (value is True and name != "turned"):
            raise BadThresholds(f"The threshold {name} is {value!r}; a number or false was expected.")
    return Thresholds(**known)


def _known(data: dict[str, Any], kind: type[Limits | Thresholds]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    if strange := sorted(set(data) - names):
        raise BadThresholds(f"“{strange[0]}” is no threshold; expected one of {', '.join(sorted(names))}.")
    return dict(data)

"""How much one file may cost, as numbers that a profile states."""

from __future__ import annotations

from dataclasses import dataclass, fields


class BadThresholds(ValueError):
    """A profile states what is no threshold; the message is one sentence for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost. ``processes`` 0 is one a core.

    ``pixels``: of one page, judged by the header before decoding; a file of many pages is bound by its time.
    ``memory``: bytes that a child may take beyond its libraries. ``processor_seconds`` and ``seconds``: of computing,
    and by the clock, for one file. ``files_a_child``: after so many a child is replaced, so that what a decoder leaks
    does not add up.
    """

    processes: int = 0
    pixels: int = 600_000_000
    memory: int = 2_000_000_000
    processor_seconds: int = 60
    seconds: int = 180
    files_a_child: int = 5_000

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) is not int or value < (0 if field.name == "processes" else 1):
                raise BadThresholds(f"The limit {field.name} is {value!r}; a whole number above 0 was expected.")

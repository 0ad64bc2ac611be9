"""Numbers and quantities in running text, Chinese and English: found with their bounds and units, and checked."""

from lantai.values.numbers.checking import check
from lantai.values.numbers.finding import find, scan
from lantai.values.numbers.number import NO_NUMBERS, Kind, Number, NumberProblem
from lantai.values.numbers.units import BadUnits, Unit, Units, load_units

__all__ = [
    "NO_NUMBERS", "BadUnits", "Kind", "Number", "NumberProblem", "Unit", "Units", "check", "find", "load_units", "scan",
]  # fmt: skip

"""Repair: what encodings, conversions and copying have done to a text, found, undone or suggested (handbook 9).

``repair(text or bytes)`` gives a ``Repaired``: the repaired text and every ``Change`` with its rule, place and
confidence. Rules: D1 readings put behind characters, D2 such a reading in the middle of two characters, D3 a lost
character, D4 a lost middle dot, D5 a lost plus, D6 narrowed punctuation, D7 wrong conversions, D8 dashes and spaces,
D9 text decoded wrongly, D10 spreadsheet cells (``values.repair.cells``), D11 lines read in the wrong direction.
"""

from lantai.values.repair.changes import RULES, Change, Repaired
from lantai.values.repair.repairing import repair

__all__ = ["RULES", "Change", "Repaired", "repair"]

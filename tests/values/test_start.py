"""What a short command needs of values starts without NumPy, which takes longer to load than all of them."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from lantai.values import codes, dates, folding, identifiers
folding.fold("瀋陽"); dates.parse("1931-09-18"); codes.load_profiles(); identifiers.new()
print("numpy" in sys.modules, "django" in sys.modules)
"""


def test_values_start_without_numpy_and_django() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert ran.stdout == "False False\n"

"""Importing script loads none of the libraries that only converting and comparing need."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from lantai.values import names, script
print(sorted({"numpy", "opencc", "pypinyin", "rjieba", "django"} & set(sys.modules)))
"""


def test_importing_is_light() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"

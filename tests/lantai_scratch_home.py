"""Loaded before Django's settings (``-p lantai_scratch_home``): every test process works in a home of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="lantai-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("LANTAI_") and name != "LANTAI_SCHEMAS"]:
    del os.environ[name]
os.environ["LANTAI_HOME"] = _home

"""Says in one sentence why this Python cannot carry Lantai, or nothing. Runs on any Python 3."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Lantai needs Python 3.11 or newer; this is %d.%d. Name another one: make PYTHON=python3.12 …"
        % sys.version_info[:2]
    )
try:
    import ensurepip  # noqa: F401 - venv is of no use without it
    import venv  # noqa: F401 - only whether it is there
except ImportError:
    sys.exit("Python's venv is missing; on Debian: apt-get install python3-venv")

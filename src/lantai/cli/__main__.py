"""``python -m lantai.cli`` is the same as ``lantai``."""

import sys

from lantai.cli import main

if __name__ == "__main__":
    sys.exit(main())

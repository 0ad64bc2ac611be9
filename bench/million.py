"""How fast the pages are over a million records, and how fast the index of a million is made.

    python -m bench.million [--rows 100000] [--home FOLDER]

The home holds so many records, accepted and open, as ``samples.make.deliveries.scale`` draws them: volumes of twenty,
fonds of twenty thousand, no images. They are put into the tables directly; then the index is made by the functions that
`lantai reindex` calls, in a process of its own. A home that stands in FOLDER is measured again as it is.

Pages are asked for through Django's test client, in this process: the first answer is that of a process that has just
started, the others are of one that is warm. No question is asked twice in the same words where there are many.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    told = _options()
    with tempfile.TemporaryDirectory(prefix="lantai-million-") as folder:
        home = told.home or Path(folder)
        os.environ["LANTAI_HOME"] = str(home)
        if not (home / "lantai.sqlite3").exists():
            _in_its_own_process("build", told.rows, home)
            _in_its_own_process("index", told.rows, home)
        _in_its_own_process("pages", told.rows, home)
    return 0


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--home", type=Path, help="a folder that is kept; else a temporary one")
    return arguments.parse_args()


if __name__ == "__main__":
    sys.exit(main())

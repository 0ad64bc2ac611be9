"""The process that tries a regular expression: it can be killed, so that no pattern holds up the office.

It knows no Django and no database. One JSON value a line: first ``[pattern, replacement]``, then lists of texts; each
is answered by a line. After an error, ``{"error": …}``, it is gone.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Callable
from typing import Any

_MEMORY = 1 << 30
_LONGEST = 200_000
"""Characters that a text may grow to; a replacement that makes more is a mistake."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    replace = _replacing(*json.loads(sys.stdin.readline()))
    _say(None)
    for line in sys.stdin:
        _say([replace(text) for text in json.loads(line)])


def _replacing(pattern: str, replacement: str) -> Callable[[str], str]:
    found = re.compile(pattern)
    found.sub(replacement, "")  # a template that cannot be is told before the first text

    def replace(text: str) -> str:
        made = found.sub(replacement, text)
        if len(made) > _LONGEST:
            raise ValueError(f"a text grows to more than {_LONGEST:,} characters")
        return made

    return replace


def _say(answer: Any) -> None:
    sys.stdout.write(f"{json.dumps(answer)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except (re.error, IndexError, ValueError, OverflowError, RecursionError, MemoryError) as error:
        _say({"error": str(error) or type(error).__name__})

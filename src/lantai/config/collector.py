"""What the server has loaded is kept from Python's collector, which would go through all of it while a reader waits.

A full collection over what Django, the templates and the tables of characters hold takes 0.1 s. What is loaded when the
server starts is frozen at once; what is loaded later, as the tables of readings by the first search that needs them,
when a full collection found that so much has survived it.
"""

from __future__ import annotations

import gc
from typing import Any, Final

_MANY: Final = 20_000
"""Objects; what the answers of a moment hold together is far fewer."""


def keep_what_is_loaded() -> None:
    """Call once, when all modules are loaded."""
    gc.collect()
    gc.freeze()
    gc.callbacks.append(_after_collection)


def _after_collection(phase: str, told: dict[str, Any]) -> None:
    if phase == "stop" and told["generation"] == 2 and len(gc.get_objects()) > _MANY:
        gc.freeze()

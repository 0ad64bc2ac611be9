"""Which engine read: a short key that is the same for the same models, so that readings of one are judged together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def engine_key(engine: Mapping[str, Any]) -> str:
    """The key of an engine as a transcription tells it: of its name and models, of its version where it names none.

    How the models are run, and which release of a program runs them, makes no other reader of it.
    """
    what = engine.get("models") or engine.get("version") or ""
    told = json.dumps([engine.get("name") or "", what], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]

"""The engine of a reading, as one line of JSON that every format has room for."""

from __future__ import annotations

import json
from typing import Any

from lantai.ports.ocr import EngineInfo, Reading
from lantai.values.punctuation import punctuation_of


def told(reading: Reading) -> str:
    """Settings, models and seconds, and whether the text is punctuated; name and version have places of their own."""
    engine, punctuation = reading.engine, punctuation_of(reading.text)
    settings: dict[str, Any] = {
        "settings": engine.settings,
        "models": engine.models,
        "seconds": round(reading.seconds, 3),
    }
    if punctuation is not None:
        settings["punctuated"] = punctuation.level
        settings["marks"], settings["characters"] = punctuation.marks, punctuation.characters
    return json.dumps(settings, ensure_ascii=False, sort_keys=True)


def understood(text: str, *, name: str, version: str) -> tuple[EngineInfo, float]:
    """Engine and seconds; what other programs write there is no JSON, and tells nothing."""
    try:
        found: Any = json.loads(text or "{}")
    except (json.JSONDecodeError, RecursionError):
        found = {}
    found = found if isinstance(found, dict) else {}
    seconds = found.get("seconds", 0.0)
    engine = EngineInfo(name or "unknown", version, _strings(found.get("models")), _strings(found.get("settings")))
    return engine, float(seconds) if isinstance(seconds, int | float) else 0.0


def _strings(found: object) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

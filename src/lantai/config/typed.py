"""From what a file or the environment says to typed values, refusing nonsense with one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, Final, get_type_hints

LANGUAGES: Final = ("zh-Hant", "zh-Hans", "en")


class BadSetting(Exception):
    """A setting that cannot be: the message says which, what stands there and what was expected."""


def build(cls: Any, values: Mapping[str, Any], prefix: str) -> Any:
    """A dataclass of values as they were written; ``prefix`` stands before a key in what is said. Raises BadSetting."""
    known = {item.name: item for item in fields(cls)}
    unknown = sorted(set(values) - set(known))
    if unknown:
        told = ", ".join(sorted(set(known) - {"home"})) or "none"
        raise BadSetting(f"Unknown setting {prefix}{unknown[0]}; known are {told}.")
    for name, item in known.items():
        if item.default is MISSING and item.default_factory is MISSING and name not in values:
            raise BadSetting(f"Setting {prefix}{name} is missing.")
    hints = get_type_hints(cls)
    return cls(**{key: typed(prefix + key, value, hints[key]) for key, value in values.items()})


def typed(name: str, value: Any, expected: Any) -> Any:
    """The value as the type that is expected; a string of the environment is understood. Raises BadSetting."""
    given = _of_words(value, expected) if isinstance(value, str) else value
    if expected is float and type(given) is int:
        return float(given)
    if expected in (list[str], Sequence[str]) and isinstance(given, list) and _are_strings(given):
        return given if expected == list[str] else tuple(given)
    if expected == dict[str, str] and isinstance(given, dict) and _are_strings(given.values()):
        return given
    if isinstance(expected, type) and isinstance(given, expected) and (expected is bool or type(given) is not bool):
        return given
    wanted = getattr(expected, "__name__", str(expected))
    raise BadSetting(f"Setting {name} is {value!r}; expected {wanted}.")


def _are_strings(parts: Iterable[object]) -> bool:
    return all(isinstance(part, str) for part in parts)


def _of_words(text: str, expected: Any) -> Any:
    """What a string means where another type is expected; the string itself where it means nothing."""
    if expected is int and text.lstrip("-").isdigit():
        return int(text)
    if expected is float and text.replace(".", "", 1).isdigit():
        return float(text)
    if expected is bool and text.lower() in _TRUTHS:
        return _TRUTHS[text.lower()]
    if expected in (list[str], Sequence[str]):
        return [part.strip() for part in text.split(",") if part.strip()]
    if expected == dict[str, str]:
        return dict.fromkeys(LANGUAGES, text)
    return text


_TRUTHS: Final = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)

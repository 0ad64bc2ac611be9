"""The words of the letter, as data: ``profiles/letters/<language>.toml``, or the home's own copy of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

from lantai.digitisation.reports.languages import Language

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_EMPTY_LINES: Final = re.compile(r"\n[ \t]*\n")


class BadLetter(ValueError):
    """Words that make no letter; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """Texts with placeholders; ``days`` until the delivery is to come again, ``listed`` findings in the letter.

    ``leave_out`` are codes of findings that the archive sees to itself.
    """

    days: int
    listed: int
    leave_out: Sequence[str]
    contractor: str
    day: str
    """How a day is written, in the signs of Django."""
    subject: Mapping[str, str]
    """Verdict → text, as in the two that follow."""
    text: Mapping[str, str]
    closing: Mapping[str, str]
    kinds: str
    kind_heads: Sequence[str]
    findings: str
    finding_heads: Sequence[str]
    rest: str
    signed: str
    reference: str


def letter_words(language: Language, *, folder: Path | None = None) -> LetterWords:
    """The words in this language; ``folder`` holds a home's own letters. Raises BadLetter and OSError."""
    name = f"{language}.toml"
    data = tomllib.loads(resources.files("lantai.profiles").joinpath("letters", name).read_text(encoding="utf-8"))
    own = folder / name if folder else None
    if own and own.exists():
        data = _overlaid(data, _read(own), where=name)
    words = LetterWords(**{key: value for key, value in data.items() if key != "tables"}, **data["tables"])
    if (len(words.kind_heads), len(words.finding_heads)) != (3, 3):
        raise BadLetter(f"{name}: kind_heads and finding_heads must name three columns each.")
    return words


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadLetter(f"{path.name} cannot be read as TOML: {error}.") from error


def _overlaid(standard: Mapping[str, Any], own: Mapping[str, Any], *, where: str) -> dict[str, Any]:
    """The standard with what the home says otherwise. Raises BadLetter for what no letter has."""
    whole = dict(standard)
    for key, value in own.items():
        if key not in standard:
            raise BadLetter(f"{where}: {key} is nothing that a letter has; it has {', '.join(standard)}.")
        known = standard[key]
        if not _fits(value, known):
            raise BadLetter(f"{where}: {key} is {value!r}; the letter that is shipped has {known!r} there.")
        whole[key] = _overlaid(known, value, where=f"{where}, {key}") if isinstance(known, dict) else value
    return whole


def _fits(value: Any, known: Any) -> bool:
    if isinstance(known, list):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return type(value) is type(known)


def filled(text: str, values: Mapping[str, object]) -> str:
    """The text with its placeholders filled. Raises BadLetter for one that is not known."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise BadLetter(f"The letter names {match[0]}, which is not known; known are {', '.join(sorted(values))}.")
        return str(values[match[1]])

    return _PLACEHOLDER.sub(value, text)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text; they are parted by empty lines."""
    parts = (part.strip() for part in _EMPTY_LINES.split(text.replace("\r\n", "\n")))
    return tuple(part for part in parts if part)

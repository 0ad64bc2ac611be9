"""The three languages in which a report can be asked for."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Final, Literal

from django.utils import translation

Language = Literal["zh-Hant", "zh-Hans", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("zh-Hant", "zh-Hans", "en")


def nearest(tag: str) -> Language:
    """The language of a report for a tag of BCP 47: zh-Hant-HK and zh-TW are zh-Hant, zh and zh-CN are zh-Hans."""
    parts = tag.casefold().replace("_", "-").split("-")
    if parts[0] != "zh":
        return "en" if parts[0] == "en" else "zh-Hant"
    return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(parts) else "zh-Hans"


def speaking(language: Language) -> AbstractContextManager[None]:
    """Every sentence said inside is in this language."""
    return translation.override(language.lower())

"""Language maps (Presentation API 3.0, clause 4): what the archive wrote in its own language, the interface in all."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

LanguageMap = dict[str, list[str]]
Json = dict[str, Any]


def content(text: str) -> LanguageMap:
    """A value in the language of the holdings."""
    return {settings.LANTAI.content_language: [text]}


def labels(text: Promise) -> LanguageMap:
    """An interface word in every language of the interface."""
    values: LanguageMap = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            values[_tag(code)] = [str(text)]
    return values


def archive_name() -> LanguageMap:
    return {language: [name] for language, name in settings.LANTAI.name.items()}


def _tag(code: str) -> str:
    """Django's language code as BCP 47 writes it: zh-hant → zh-Hant."""
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language

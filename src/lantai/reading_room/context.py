"""``room``: what every page knows of the installation, the languages and the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from lantai.accounts.models import User
from lantai.reading_room.addresses import absolute
from lantai.reading_room.views.theme import version

THEME_COOKIE = "lantai_theme"

_TAGS = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "en": "en"}
_NAMES = {"zh-Hant": ("繁體中文", "繁"), "zh-Hans": ("简体中文", "简"), "en": ("English", "EN")}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One language of the interface; ``href`` leads to this very page in it, relative so that it names no path."""

    tag: str
    name: str
    short: str
    href: str
    absolute: str
    current: bool


@dataclass(frozen=True, slots=True)
class SealGlyph:
    """One character of the seal, in a square of 44 units."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Site:
    """``own_name`` is the archive's name as the archive itself writes it, ``name`` in the reader's language."""

    name: str
    own_name: str
    notice: str
    address: str
    hours: str
    repository_code: str
    seal: tuple[SealGlyph, ...]
    language: str
    languages: tuple[LanguageLink, ...]
    theme: str
    content: str
    canonical: str
    works_here: bool
    theme_version: str

    @property
    def has_place(self) -> bool:
        return bool(self.address or self.hours or self.repository_code)


def site(request: HttpRequest) -> dict[str, Site]:
    """The context processor; Django's log-in pages have a ``site`` of their own. No query without a session."""
    language = language_tag()
    installation = settings.LANTAI
    user = getattr(request, "user", None)
    return {
        "room": Site(
            name=in_language(installation.name, language),
            own_name=holder(),
            notice=in_language(installation.notice, language),
            address=in_language(installation.address, language),
            hours=in_language(installation.hours, language),
            repository_code=installation.repository_code,
            seal=_seal(installation.seal),
            language=language,
            languages=tuple(_link(request, tag, language) for tag in _NAMES),
            theme=_theme(request),
            content=settings.LANTAI.content_language,
            canonical=absolute(request.path),
            works_here=isinstance(user, User) and user.may("office.enter"),
            theme_version=version().strip('"'),
        )
    }


def holder() -> str:
    """The archive's name in the language of the archive's own words: what a citation says."""
    return in_language(settings.LANTAI.name, settings.LANTAI.content_language)


def language_tag() -> str:
    """The language of the interface as BCP 47 writes it."""
    return _TAGS.get((get_language() or "").lower(), "zh-Hant")


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in the first there is, else nothing."""
    return texts.get(language) or next(iter(texts.values()), "")


def _link(request: HttpRequest, tag: str, current: str) -> LanguageLink:
    query = request.GET.copy()
    query["lang"] = tag
    name, short = _NAMES[tag]
    return LanguageLink(
        tag=tag,
        name=name,
        short=short,
        href=f"?{query.urlencode()}",
        absolute=absolute(f"{request.path}?{query.urlencode()}"),
        current=tag == current,
    )


def _theme(request: HttpRequest) -> str:
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in {"light", "dark"} else ""


def _seal(text: str) -> tuple[SealGlyph, ...]:
    """One character in the middle, two in a column, three and four in two columns from right to left."""
    places = {1: [(22.0, 29.0)], 2: [(22.0, 20.5), (22.0, 38.0)]}.get(
        len(text), [(31.5, 20.5), (31.5, 38.0), (12.5, 20.5), (12.5, 38.0)]
    )
    return tuple(SealGlyph(glyph, x, y) for glyph, (x, y) in zip(text, places, strict=False))

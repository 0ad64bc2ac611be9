"""Reading static pages: what staff wrote, else the text of the profiles, which is true of any archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path

from django.conf import settings

from lantai.journal.models import LogEntry
from lantai.publishing.models import LANGUAGES, PageName, StaticPage

_MOST = 50
"""Earlier texts of one page that are shown."""


@dataclass(frozen=True, slots=True)
class Text:
    """A page in one language. ``version`` 0: nobody wrote it yet; ``own`` is False while the profiles speak."""

    name: PageName
    language: str
    title: str
    body: str
    version: int = 0
    own: bool = False
    revised_at: datetime | None = None

    @property
    def key(self) -> str:
        return f"{self.name}.{self.language}"

    def __str__(self) -> str:
        return self.title


def text_of(name: PageName, language: str) -> Text:
    """One query."""
    written = StaticPage.objects.filter(name=name, language=language).first()
    return _text(name, language, written)


def all_texts() -> list[Text]:
    """Every page in every language, page by page. One query."""
    written = {(page.name, page.language): page for page in StaticPage.objects.all()}
    return [_text(name, tag, written.get((name, tag))) for name in PageName for tag in LANGUAGES]


def earlier(name: PageName, language: str) -> list[LogEntry]:
    """The journal's lines of this page, newest first, with who and what."""
    keys = StaticPage.objects.filter(name=name, language=language).values("pk")
    entries = LogEntry.objects.filter(kind=StaticPage._meta.label_lower, key__in=keys)
    return list(entries.select_related("by", "payload").order_by("-pk")[:_MOST])


def _text(name: PageName, language: str, written: StaticPage | None) -> Text:
    if written is not None and written.body:
        return Text(name, language, written.title, written.body, written.version, True, written.revised_at)
    title, body = given(name, language)
    return Text(name, language, title, body, version=written.version if written is not None else 0)


@cache
def given(name: PageName, language: str) -> tuple[str, str]:
    """Title and body from the home's profiles, else from those of Lantai: a first line ``# title``, then Markdown."""
    file = f"{name}.{language}.md"
    own = Path(settings.LANTAI.profiles_dir) / "pages" / file
    shipped = resources.files("lantai.profiles").joinpath("pages", file)
    text = own.read_text(encoding="utf-8") if own.exists() else shipped.read_text(encoding="utf-8")
    title, _end, body = text.partition("\n")
    return title.lstrip("# ").strip(), body.strip()

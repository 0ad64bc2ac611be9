"""``{% icon %}``, and filters that put values into words."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lantai.reading_room.calendars import other_calendars
from lantai.reading_room.context import language_tag
from lantai.values.dates import Date

register = template.Library()

_HTML_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
"""HTML, 2.3.5: no interval, no season, no decade, nothing that is uncertain."""

# Drawn for a field of 24 units, in strokes of 1.6; our own.
_ICONS = {
    "theme": '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6l1.4 1.4M17 17l1.4 1.4'
    'M5.6 18.4L7 17M17 7l1.4-1.4"/>',
    "left": '<path d="M15 5l-7 7 7 7"/>',
    "right": '<path d="M9 5l7 7-7 7"/>',
    "out": '<circle cx="11" cy="11" r="7"/><path d="M16 16l5 5M8 11h6"/>',
    "in": '<circle cx="11" cy="11" r="7"/><path d="M16 16l5 5M11 8v6M8 11h6"/>',
    "whole": '<path d="M6 3h12v18H6z"/><path d="M3 8V3h3M21 8V3h-3M3 16v5h3M21 16v5h-3"/>',
    "turn": '<path d="M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5"/>',
    "light": '<circle cx="12" cy="12" r="8"/><path d="M12 4v16a8 8 0 0 0 0-16z" fill="currentColor"/>',
    "hits": '<path d="M6 4v16M12 4v10M18 4v7"/><path d="M10 15h4v5h-4z"/>',
    "text": '<path d="M19 4v16M14 4v16M9 4v11M4 4v8"/>',
    "region": '<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4"/><path d="M9 9h6v6H9z"/>',
    "spread": '<path d="M12 5v15M12 5c-2-1.6-5-2-9-2v14.5c4 0 7 .8 9 2.5M12 5c2-1.6 5-2 9-2v14.5c-4 0-7 .8-9 2.5"/>',
    "compare": '<path d="M3 4h7v16H3zM14 4h7v16h-7z"/><path d="M5.5 8h2M5.5 11h2M16.5 8h2M16.5 13h2"/>',
    "up": '<path d="M5 15l7-7 7 7"/>',
    "down": '<path d="M5 9l7 7 7-7"/>',
    "keys": '<path d="M3 6h18v12H3z"/><path d="M6.5 9.5h.1M10 9.5h.1M13.5 9.5h.1M17 9.5h.1M7 14.5h10"/>',
    "screen": '<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>',
}


_IN_SCRIPT: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def icon(name: str) -> SafeString:
    drawing = mark_safe(_ICONS[name])  # noqa: S308 - our own constant
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing)


@register.simple_tag
def data_block(data: dict[str, Any]) -> SafeString:
    """JSON-LD within the page: data, which no policy takes for a script, with nothing in it that could end it."""
    said = json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(said))  # noqa: S308 - escaped above


@register.filter
def in_words(date: Date | None) -> str:
    """The date in the language of the interface; nothing for none."""
    return date.render(language_tag()) if date is not None else ""


@register.simple_tag
def dated(date: Date | None) -> SafeString:
    """The date in words, as ``<time>`` where it is one that HTML can say to a program: a day, a month or a year."""
    if date is None:
        return SafeString("")
    if _HTML_DATE.fullmatch(date.edtf):
        return format_html('<time datetime="{}">{}</time>', date.edtf, in_words(date))
    return format_html('<span class="num">{}</span>', in_words(date))


@register.filter
def calendars(date: Date | None) -> tuple[str, ...]:
    """The date in the other calendars that the installation names, in the language of the interface."""
    return other_calendars(date, language_tag(), settings.LANTAI.calendars)


@register.filter
def grouped(number: int) -> str:
    """1,284,560: in threes, in every language of ours."""
    return f"{number:,}"


@register.filter
def years(line: object) -> str:
    """1905—1928, one year alone, or nothing; for whatever has ``first_year`` and ``last_year``."""
    first, last = getattr(line, "first_year", None), getattr(line, "last_year", None)
    dash = "–" if language_tag() == "en" else "—"
    if first == last:
        return str(first) if first is not None else ""
    return f"{first or ''}{dash}{last or ''}"


@register.filter
def bare_title(title: str) -> str:
    """The title of a serial without the marks that quote it."""
    return title.strip("《》〈〉")

"""Where the office is hung into Wagtail's admin: addresses, menu, style sheet, dashboard.

What Wagtail brings for sites made of pages (pages, images, documents, reports, settings, help) is taken out of
its menu: the archive's entities are never pages or snippets (house.md, decision 6).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantai.office.desks import DESKS, Desk
from lantai.office.panels import panels_for
from lantai.office.views.door import staff


def office_urls() -> list[URLPattern | URLResolver]:
    return [path("", include("lantai.office.urls"))]


class DeskItem(MenuItem):  # type: ignore[misc] # Wagtail ships no types
    """A desk as an entry of the menu, with what waits there behind its name."""

    def __init__(self, desk: Desk, place: int) -> None:
        label: Promise = desk.label
        super().__init__(label, desk.url, name=desk.name, icon_name=desk.icon, order=place)
        self.desk = desk

    def is_shown(self, request: HttpRequest) -> bool:
        return self.desk.open_to(staff(request))

    def render_component(self, request: HttpRequest) -> Any:
        waiting = self.desk.waiting()
        self.attrs = {"data-waiting": str(waiting)} if waiting else {}
        return super().render_component(request)


def only_our_desks(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [DeskItem(desk, place) for place, desk in enumerate(DESKS) if desk.open_to(staff(request))]


def only_our_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = panels_for(staff(request))


def style_sheet() -> SafeString:
    """The office's own, and after it the archive's colour where it has one."""
    sheets = [static("office/office.css"), *([reverse("theme")] if settings.LANTAI.accent else [])]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((sheet,) for sheet in sheets))


def script() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("office/office.js"))


hooks.register("register_admin_urls", office_urls)
hooks.register("construct_main_menu", only_our_desks)
hooks.register("construct_homepage_panels", only_our_panels)
hooks.register("insert_global_admin_css", style_sheet)
hooks.register("insert_global_admin_js", script)

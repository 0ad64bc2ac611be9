"""Every door of the house."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include("lantai.office.before_shell")),
    path("admin/", include(wagtailadmin_urls)),
    path("iiif/", include("lantai.iiif.urls")),
    path("", include("lantai.reading_room.urls")),
]

handler400 = "lantai.reading_room.views.errors.bad_request"
handler403 = "lantai.reading_room.views.errors.forbidden"
handler404 = "lantai.reading_room.views.errors.not_found"
handler500 = "lantai.reading_room.views.errors.server_error"

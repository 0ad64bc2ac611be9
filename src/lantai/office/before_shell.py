"""Addresses that stand before Wagtail's own below /admin/: the seal, the account page, and the doors that stay shut.

Wagtail brings pages, images, documents, reports and choosers for sites made of pages. Nothing here is made of
pages yet (house.md, decision 6), so these doors lead nowhere, for administrators too.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from wagtail.admin.auth import require_admin_access

from lantai.office.views.account import account

SHUT = (
    "api",
    "block-preview",
    "bulk",
    "choose-[a-z-]+",
    "collections",
    "documents",
    "editing-sessions",
    "failwhale",
    "groups",
    "images",
    "pages",
    "reports",
    "sites",
    "tag-autocomplete",
    "test404",
    "users",
    "workflows",
)


def _nothing(request: HttpRequest) -> HttpResponse:
    return render(request, "wagtailadmin/404.html", status=404)


shut = require_admin_access(_nothing)


urlpatterns = [
    path("account/", account),
    re_path(rf"^(?:{'|'.join(SHUT)})(?:/.*)?$", shut),
]

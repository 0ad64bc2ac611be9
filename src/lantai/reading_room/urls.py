"""The addresses of the public site. None carries a language (model.md, 3)."""

from __future__ import annotations

from django.urls import path, re_path

from lantai.publishing.models import PageName
from lantai.reading_room.views import (
    account,
    browse,
    comparing,
    contact_sheet,
    downloads,
    feeds,
    home,
    newspapers,
    pdf,
    proposing,
    record,
    reporting,
    search,
    static_page,
    suggesting,
    taking_away,
    theme,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search", search.search, name="search"),
    path("search.atom", taking_away.feed, name="search_feed"),
    path("search.csv", taking_away.table, name="search_table"),
    path("suggest.json", suggesting.suggestions, name="suggest"),
    path("browse", browse.browse, name="browse"),
    path("newspapers", newspapers.newspapers, name="newspapers"),
    path("code/<path:code>", browse.code, name="code"),
    path("a/<slug:identifier>", record.record, name="record"),
    path("a/<slug:identifier>/p<int:number>", record.record, name="page"),
    path("a/<slug:identifier>/p<int:number>.alto.xml", downloads.alto, name="alto"),
    path("a/<slug:identifier>/p<int:number>/propose", proposing.proposing, name="propose"),
    path("a/<slug:identifier>/report", reporting.reporting, name="report"),
    path("a/<slug:identifier>/pdf", pdf.pdf, name="pdf"),
    path("a/<slug:identifier>/qr.svg", downloads.qr, name="qr"),
    path("a/<slug:identifier>.jsonld", downloads.jsonld, name="jsonld"),
    path("a/<slug:identifier>/pages", contact_sheet.contact_sheet, name="contact_sheet"),
    path("a/<slug:identifier>/text", downloads.text, name="text"),
    path("a/<slug:identifier>/bibtex", downloads.bibtex, name="bibtex"),
    path("a/<slug:identifier>/ris", downloads.ris, name="ris"),
    *(path(name, static_page.page, {"name": name}, name=name) for name in PageName.values),
    path("compare", comparing.compare, name="compare"),
    path("progress.json", home.progress, name="progress"),
    path("theme.css", theme.sheet, name="theme"),
    path("seal.svg", theme.seal, name="seal"),
    path("robots.txt", feeds.robots, name="robots"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    re_path(r"^sitemap-(?P<share>sets|\d{1,9})\.xml$", feeds.sitemap_share, name="sitemap_share"),
    path("opened.atom", feeds.opened, name="opened"),
    path("account/login/", account.LogIn.as_view(), name="login"),
    path("account/logout/", account.LogOut.as_view(), name="logout"),
    path("account/reset/", account.Reset.as_view(), name="password_reset"),
    path("account/reset/sent/", account.ResetDone.as_view(), name="password_reset_done"),
    path("account/reset/<uidb64>/<token>/", account.ResetConfirm.as_view(), name="password_reset_confirm"),
    path("account/reset/done/", account.ResetComplete.as_view(), name="password_reset_complete"),
]

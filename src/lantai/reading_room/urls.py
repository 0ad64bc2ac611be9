"""The addresses of the public site. None carries a language (model.md, 3)."""

from __future__ import annotations

from django.urls import path, re_path

from lantai.reading_room.views import (
    account,
    browse,
    contact_sheet,
    downloads,
    feeds,
    home,
    newspapers,
    proposing,
    record,
    search,
    suggesting,
    taking_away,
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
    path("a/<slug:identifier>/pages", contact_sheet.contact_sheet, name="contact_sheet"),
    path("a/<slug:identifier>/text", downloads.text, name="text"),
    path("a/<slug:identifier>/bibtex", downloads.bibtex, name="bibtex"),
    path("a/<slug:identifier>/ris", downloads.ris, name="ris"),
    path("progress.json", home.progress, name="progress"),
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

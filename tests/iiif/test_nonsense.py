"""Whatever is asked of IIIF, nothing is an error of the server's."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db(transaction=True)

HUGE = "9" * 40
ADDRESSES = [
    *(f"/iiif/{one}" for one in ("", "manifest", "..%2f..%2fetc/manifest", "%00/manifest", "%ff%fe/manifest")),
    *(f"/iiif/x/manifest/canvas/p{one}/lines" for one in ("0", "-1", HUGE, "%00", "1.5")),
    *(f"/iiif/collection/{one}" for one in ("", "top/0-0", f"top/1-{HUGE}", "top/1-", "top/a-b", "%00", "'--")),
    *(f"/iiif/x/search{one}" for one in ("?q=", "/1?q=%00", "/2?q=x", "?q=%ff", "?after=%00&q=x")),
    *(f"/iiif/activity/{one}" for one in ("", "page-", "page--1", f"page-{HUGE}", "1")),
    *(f"/iiif/auth/{one}" for one in ("", "probe/", "probe/%00.p1", f"probe/x.p{HUGE}", "probe/x.p1/full")),
    "/iiif/auth/token?origin=%00",
    *(f"/iiif/image/{one}" for one in ("", "x.p1", "x.p1/info.json", "%00.p1/info.json")),
    f"/iiif/image/x.p{HUGE}/full/max/0/default.jpg",
    "/iiif/image/x.p1/0,0,0,0/max/0/default.jpg",
    "/iiif/image/x.p1/full/^,/NaN/default.jpg",
]


def test_nonsense_is_refused(client: Client) -> None:
    headers = {"authorization": "Bearer \x00", "range": "bytes=9-1", "if-none-match": '"'}
    for address in ADDRESSES:
        assert client.get(address, headers=headers).status_code in {200, 400, 404}, address
        assert client.post(address).status_code in {400, 403, 404, 405}, address


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(st.text(max_size=12), min_size=1, max_size=6).map("/".join), query=st.text(max_size=20))
def test_anything_at_all_is_refused(client: Client, path: str, query: str) -> None:
    for door in ("", "image/", "collection/", "auth/probe/", "x/search?q="):
        assert client.get(f"/iiif/{door}{path}", {"q": query, "after": query}).status_code < 500

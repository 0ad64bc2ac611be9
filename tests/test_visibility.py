"""What is closed, or in custody, is nowhere: every address, as every role, for every status (model.md, 12 and 13).

Each record of a small archive carries a word that stands nowhere else, in its title, its scope and on its
page. Whoever may not see it meets neither word nor code nor identifier: not by following every link from the
front doors, not by any address made by hand, not in a count, a facet, a feed or a picture.

So it is with a volume that was scanned as one, on whose pages records of every status lie side by side: the page that
two of them share has a word of its own, for those who may see both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import cycle, pairwise, product
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from tests.garden import ALL, COVER, CUSTODY, IN_VOLUME, OPEN, SHARED, WITHDRAWN, Planted, plant

from lantai.access.queries import reader_for
from lantai.accounts.models import HeldRole, User
from lantai.accounts.roles import roles
from lantai.catalogue.domain.opening import Opening, decide_on_record
from lantai.catalogue.enums import OpeningStatus
from lantai.catalogue.models import Record
from lantai.digitisation.models import Page
from lantai.discovery import indexing
from lantai.discovery.search import search
from lantai.iiif.decision import image_server
from lantai.reading_room.views import pdf
from lantai.values.buckets import Buckets

ADDRESSES = {
    "record": "/a/{id}",
    "page": "/a/{id}/p{n}",
    "alto": "/a/{id}/p{n}.alto.xml",
    "propose": "/a/{id}/p{n}/propose",
    "report": "/a/{id}/report?page={n}",
    "pdf": "/a/{id}/pdf",
    "qr": "/a/{id}/qr.svg",
    "jsonld": "/a/{id}.jsonld",
    "compare": "/compare?one={id}/p{n}",
    "text": "/a/{id}/text",
    "bibtex": "/a/{id}/bibtex",
    "ris": "/a/{id}/ris",
    "code": "/code/{code}",
    "manifest": "/iiif/{id}/manifest",
    "canvas_lines": "/iiif/{holder}/manifest/canvas/p{n}/lines",
    "search_within": "/iiif/{id}/search?q=%E4%BB%B6",
    "search_within_1": "/iiif/{id}/search/1?q=%E4%BB%B6",
    "image": "/iiif/image/{holder}.p{n}/full/max/0/default.jpg",
}
"""Every address that names one thing. One that is added to the house must be added here."""
DOORS = {
    "home": "/",
    "search": "/search?q=" + quote("件"),
    "browse": "/browse",
    "about": "/about",
    "help": "/help",
    "terms": "/terms",
    "privacy": "/privacy",
    "contact": "/contact",
    "newspapers": "/newspapers",
    "search_feed": "/search.atom?q=" + quote("件"),
    "search_table": "/search.csv?q=" + quote("件"),
    "suggest": "/suggest.json?q=" + quote("件"),
    "progress": "/progress.json",
    "theme": "/theme.css",
    "seal": "/seal.svg",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap_share": "/sitemap-sets.xml",
    "opened": "/opened.atom",
    "collection": "/iiif/collection/top",
    "activities": "/iiif/activity/all-changes",
    "login": "/account/login/",
}
# The sheet of a set is met by its link, and has tests of its own.
ELSEWHERE = {
    "contact_sheet",
    "logout",
    "password_reset",
    "password_reset_done",
    "password_reset_confirm",
    "password_reset_complete",
    "auth_done",
    "auth_login",
    "auth_logout",
    "auth_probe",
    "auth_token",
    "collection_part",
    "activities_page",
}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def documents_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every visitor here comes from one address."""
    monkeypatch.setattr(pdf, "asked_lately", Buckets(most=0, seconds=3600))


UNKNOWN = Planted("bcdfghjkmn0", "L097-01-0001-9999", "", "bcdfghjkmn0")


@pytest.fixture
def planted(tmp_path: Path, administrator: User) -> dict[str, Planted]:
    image_server.cache_clear()
    return plant(tmp_path, by=administrator)


@dataclass(frozen=True)
class Visitor:
    """Somebody in one role (or nobody), and the words that are theirs to see."""

    role: str
    client: Client
    seen: set[str]


@pytest.fixture
def visitors(planted: dict[str, Planted]) -> list[Visitor]:
    return [Visitor("nobody", Client(), OPEN), *(_in_role(role) for role in roles())]


def _in_role(role: str) -> Visitor:
    user = User.objects.create_user(username=f"one-{role}", password="a good long word")
    HeldRole.objects.create(user=user, role=role)
    client = Client()
    client.force_login(user, backend="lantai.accounts.backends.RoleBackend")
    reader = reader_for(user)
    words = set(ALL) if reader.sees_closed else set(OPEN)
    return Visitor(role, client, words if reader.sees_custody else words - CUSTODY)


def test_every_address_is_walked() -> None:
    names = {name for name, _route in _named_routes(get_resolver()) if name}
    assert names == set(ADDRESSES) | set(DOORS) | ELSEWHERE


def _named_routes(resolver: object, depth: int = 0) -> Iterator[tuple[str | None, str]]:
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
        if isinstance(pattern, URLPattern):
            yield pattern.name, str(pattern.pattern)
        elif str(pattern.pattern) != "admin/":
            yield from _named_routes(pattern, depth + 1)


def test_addresses_answer_those_who_may_and_are_unknown_to_others(
    visitors: list[Visitor], planted: dict[str, Planted]
) -> None:
    for visitor, (name, address) in product(visitors, ADDRESSES.items()):
        unknown = visitor.client.get(UNKNOWN.at(address))
        for word, one in planted.items():
            answer = visitor.client.get(one.at(address))
            if word in WITHDRAWN - visitor.seen and name in {"record", "page", "code"}:
                assert answer.status_code == (301 if name == "code" else 410), (visitor.role, name, word)
                assert word not in _body(answer), (visitor.role, name, word)
            elif name == "alto" or word not in visitor.seen:  # delivered text has no ALTO: unknown to everybody
                assert (answer.status_code, _body(answer)) == (404, _body(unknown)), (visitor.role, name, word)
            else:
                assert answer.status_code in (200, 301), (visitor.role, name, word)
                answer.close()


def test_searching_for_the_word_itself_finds_nothing(visitors: list[Visitor], planted: dict[str, Planted]) -> None:
    orders = cycle(("relevance", "code", "date", "newest"))
    for visitor, (word, one) in product(visitors, planted.items()):
        for question in (word, f"title:{word}", f"code:{one.code}", f"件 {word}", f"件 -不{word} code:{one.code}"):
            page = _body(visitor.client.get(f"/search?q={quote(question)}&sort={next(orders)}"))
            assert (one.identifier in page) == (word in visitor.seen), (visitor.role, question)


def test_counts_and_facets_are_of_what_is_seen(planted: dict[str, Planted], administrator: User) -> None:
    everybody = search("件", reader=reader_for(None), facets=True, limit=100)
    own = Page.objects.filter(record__identifier__in=[planted[word].identifier for word in OPEN]).count()
    held = len(OPEN & set(IN_VOLUME)) + 2 * len(_shared(OPEN))
    assert everybody.total == len(everybody.hits) == len(OPEN) + own + held
    assert everybody.facets is not None
    assert everybody.facets.fonds == {"L099": everybody.total - len(OPEN & set(IN_VOLUME)) - held, "L096": held + 4}
    staff = search("件", reader=reader_for(administrator), facets=True, limit=100)
    own = Page.objects.filter(record__isnull=False).count()
    assert staff.total == len(ALL) + own + len(IN_VOLUME) + 2 * len(SHARED)


def _shared(seen: set[str]) -> dict[str, tuple[str, str]]:
    """The shared pages that are for who sees these records: the page's word → the words of the two."""
    pairs = zip(SHARED, pairwise(IN_VOLUME), strict=True)
    return {word: pair for word, pair in pairs if set(pair) <= seen}


def test_shared_pages_are_for_those_who_may_see_both_records(
    visitors: list[Visitor], planted: dict[str, Planted]
) -> None:
    for visitor in visitors:
        theirs = _shared(visitor.seen)
        for word, pair in _shared(ALL).items():
            first, second = (planted[one] for one in pair)
            for one in (first, second):
                seen = word in theirs
                number = first.number + 1
                page = visitor.client.get(one.at(ADDRESSES["page"], number))
                assert (page.status_code == 200 and word in _body(page)) == seen, (visitor.role, word)
                image = visitor.client.get(one.at(ADDRESSES["image"], number))
                assert image.status_code == (200 if seen else 404), (visitor.role, word)
                manifest = _body(visitor.client.get(one.at(ADDRESSES["manifest"])))
                assert (f"/canvas/p{number}" in manifest) == seen, (visitor.role, word)
                assert (word in _body(visitor.client.get(one.at(ADDRESSES["text"])))) == seen, (visitor.role, word)
                found = _body(visitor.client.get(f"/search?q={word}"))
                assert (one.identifier in found) == seen, (visitor.role, word)
            volume = visitor.client.get(f"/a/{first.holder}/p{first.number + 1}")
            assert volume.status_code == (302 if word in theirs else 404), (visitor.role, word)


def test_cover_that_no_record_holds_is_for_those_who_see_closed_things(
    visitors: list[Visitor], planted: dict[str, Planted]
) -> None:
    for visitor in visitors:
        image = visitor.client.get(planted["丁香"].at(ADDRESSES["image"], 1))
        assert image.status_code == (200 if "木槿" in visitor.seen else 404), visitor.role
        assert visitor.client.get(f"/a/{planted['丁香'].holder}/p1").status_code == 404


def test_closing_one_of_two_records_hides_their_page_everywhere_at_once(
    planted: dict[str, Planted], client: Client, administrator: User
) -> None:
    first, second, word = planted["丁香"], planted["月季"], SHARED[0]
    image = first.at(ADDRESSES["image"], first.number + 1)
    assert client.get(image).status_code == 200
    closed = Record.objects.get(identifier=second.identifier)
    opening = Opening(OpeningStatus.RESTRICTED)
    decide_on_record(closed, opening=opening, version=closed.version, reason="涉隱私", by=administrator)
    image_server.cache_clear()
    assert client.get(image).status_code == 404
    assert client.get(first.at(ADDRESSES["page"], first.number + 1)).status_code == 404
    assert client.get(first.at(ADDRESSES["page"])).status_code == 200
    for address in (ADDRESSES["manifest"], ADDRESSES["record"], ADDRESSES["text"]):
        assert not re.search(rf"\bp{first.number + 1}\b", _body(client.get(first.at(address))))
    assert first.identifier not in _body(client.get(f"/search?q={word}"))
    indexing.follow()
    assert search(word, reader=reader_for(None)).total == 0


def test_following_every_link_meets_nothing_closed(visitors: list[Visitor], planted: dict[str, Planted]) -> None:
    for visitor in visitors:
        hidden = [one for word, one in planted.items() if word not in visitor.seen]
        met = set()
        # What no record holds is shown by no address of the site, but lies on the desk of those who see everything.
        covers = [] if visitor.seen >= set(ALL) else [COVER]
        pages = [*covers, *(word for word in SHARED if word not in _shared(visitor.seen))]
        doors = [*DOORS.values(), *([] if visitor.role in ("nobody", "reader") else ["/admin/"])]
        for path, body in _walk(visitor.client, doors):
            for one in hidden:
                # The journal names what was done to which object, to those who audit it; never its words.
                marks = (one.word,) if path.startswith("/admin/journal/") else (one.word, one.identifier, one.code)
                for mark in marks:
                    assert mark not in body, (visitor.role, path, mark)
            assert [word for word in pages if word in body] == [], (visitor.role, path)
            if not path.startswith("/admin/"):
                met |= {one.word for one in planted.values() if one.identifier in body}
        assert met == visitor.seen, visitor.role


def _walk(client: Client, doors: list[str]) -> Iterator[tuple[str, str]]:
    """Every answer that can be reached by links, without logging out."""
    waiting, known = list(doors), set(doors)
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        assert answer.status_code in (200, 301, 302, 304, 403, 405), (path, answer.status_code)
        if answer.status_code in (301, 302):
            links = [answer["Location"]]
            body = ""
        else:
            body = _body(answer)
            links = re.findall(r"""(?:href|src|xlink:href|action)=["']([^"']+)["']|<loc>([^<]+)</loc>""", body)
            links = [one or other for one, other in links]
        yield path, body
        for link in map(unescape, links):
            local = re.sub(r"^https?://[^/]+", "", link).split("#")[0]
            if local.startswith("/") and not local.startswith(("/static/", "/account/", "/admin/logout")):
                bare = re.sub(r"[?&]lang=[^&]*", "", local)
                if bare not in known and len(known) < 600:
                    known.add(bare)
                    waiting.append(bare)


def _body(answer: object) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", content.decode("utf-8", "replace"))

"""What is closed, or in custody, is nowhere: every address, as every role, for every status (model.md, 12 and 13).

Each record of a small archive carries a word that stands nowhere else, in its title, its scope and on its
page. Whoever may not see it meets neither word nor code nor identifier: not by following every link from the
front doors, not by any address made by hand, not in a count, a facet, a feed or a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import cycle, product
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from openpyxl import load_workbook
from samples.make.faults import make_small

from lantai.access.queries import reader_for
from lantai.accounts.models import HeldRole, User
from lantai.accounts.roles import roles
from lantai.catalogue.models import Record
from lantai.digitisation.domain.custody import accept_batch
from lantai.digitisation.domain.intake import take_in
from lantai.digitisation.models import Page
from lantai.discovery import indexing
from lantai.discovery.search import search
from lantai.iiif.decision import image_server

# Word → (status as the sender states it, opens on, accepted, seen by everybody)
WORDS = {
    "銀杏": ("開放", None, True, True),
    "石榴": ("控制", None, True, False),
    "海棠": ("延期開放", "2999-01-01", True, False),
    "芙蓉": ("延期開放", "1999-01-01", True, True),
    "薔薇": ("部分開放", None, True, False),
    "茉莉": ("未審核", None, True, False),
    "杜鵑": ("開放", None, False, False),
}
OPEN = {word for word, told in WORDS.items() if told[3]}
CUSTODY = {word for word, told in WORDS.items() if not told[2]}
ADDRESSES = {
    "record": "/a/{id}",
    "page": "/a/{id}/p1",
    "alto": "/a/{id}/p1.alto.xml",
    "text": "/a/{id}/text",
    "bibtex": "/a/{id}/bibtex",
    "ris": "/a/{id}/ris",
    "code": "/code/{code}",
    "manifest": "/iiif/{id}/manifest",
    "image": "/iiif/image/{id}.p1/full/max/0/default.jpg",
}
"""Every address that names one thing. One that is added to the house must be added here."""
DOORS = {
    "home": "/",
    "search": "/search?q=" + quote("件"),
    "browse": "/browse",
    "progress": "/progress.json",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap_share": "/sitemap-sets.xml",
    "opened": "/opened.atom",
    "login": "/account/login/",
}
ELSEWHERE = {"logout", "password_reset", "password_reset_done", "password_reset_confirm", "password_reset_complete"}

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Planted:
    identifier: str
    code: str
    word: str


@pytest.fixture
def planted(tmp_path: Path, administrator: User) -> dict[str, Planted]:
    """The archive: one delivery accepted, one in custody."""
    image_server.cache_clear()
    for words, fonds in ((list(set(WORDS) - CUSTODY), "L099"), (list(CUSTODY), "L098")):
        folder = tmp_path / fonds
        make_small(folder, items=len(words))
        _plant(folder, words, fonds)
        batch = take_in(folder, by=administrator).batch
        if fonds == "L099":
            accept_batch(batch, trust_opening=True, by=administrator)
    indexing.follow()
    found = {}
    for record in Record.objects.all():
        word = next(word for word in WORDS if word in record.title)
        found[word] = Planted(record.identifier, record.code, word)
    assert set(found) == set(WORDS)
    return found


def _plant(folder: Path, words: list[str], fonds: str) -> None:
    book = load_workbook(folder / "目錄.xlsx")
    sheet = book.active
    assert sheet is not None
    column = {cell.value: cell.column for cell in sheet[1]}
    for row, word in enumerate(words, start=2):
        status, opens, _accepted, _open = WORDS[word]
        old = str(sheet.cell(row, column["檔號"]).value)
        code = old.replace("L099", fonds)
        for name, value in {
            "檔號": code, "全宗號": fonds, "開放標識": status, "延期至": opens, "題名": f"關於{word}的件",
            "提要": f"提要{word}。",
        }.items():  # fmt: skip
            sheet.cell(row, column[name]).value = value
        for part in ("圖像", "全文TXT"):
            if old != code:
                (folder / part / old).rename(folder / part / code)
        for text in (folder / "全文TXT" / code).glob("*.txt"):
            text.write_text(f"本件記{word}之事", encoding="utf-8")
    book.save(folder / "目錄.xlsx")


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
    words = set(WORDS) if reader.sees_closed else set(OPEN)
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
        unknown = visitor.client.get(address.format(id="bcdfghjkmn0", code="L097-01-0001-9999"))
        for word, one in planted.items():
            answer = visitor.client.get(address.format(id=one.identifier, code=quote(one.code)))
            if name == "alto" or word not in visitor.seen:  # delivered text has no ALTO: unknown to everybody
                assert (answer.status_code, _body(answer)) == (404, _body(unknown)), (visitor.role, name, word)
            else:
                assert answer.status_code in (200, 301), (visitor.role, name, word)


def test_searching_for_the_word_itself_finds_nothing(visitors: list[Visitor], planted: dict[str, Planted]) -> None:
    orders = cycle(("relevance", "code", "date", "newest"))
    for visitor, (word, one) in product(visitors, planted.items()):
        for question in (word, f"title:{word}", f"code:{one.code}", f"件 {word}", f"件 -不{word}"):
            page = _body(visitor.client.get(f"/search?q={quote(question)}&sort={next(orders)}"))
            assert (one.identifier in page) == (word in visitor.seen), (visitor.role, question)


def test_counts_and_facets_are_of_what_is_seen(planted: dict[str, Planted], administrator: User) -> None:
    everybody = search("件", reader=reader_for(None), facets=True, limit=100)
    open_pages = Page.objects.filter(record__identifier__in=[planted[word].identifier for word in OPEN]).count()
    assert everybody.total == len(everybody.hits) == len(OPEN) + open_pages
    assert everybody.facets is not None
    assert everybody.facets.fonds == {"L099": everybody.total}
    staff = search("件", reader=reader_for(administrator), facets=True, limit=100)
    assert staff.total == len(WORDS) + Page.objects.count()


def test_following_every_link_meets_nothing_closed(visitors: list[Visitor], planted: dict[str, Planted]) -> None:
    for visitor in visitors:
        hidden = [one for word, one in planted.items() if word not in visitor.seen]
        met = set()
        doors = [*DOORS.values(), *([] if visitor.role in ("nobody", "reader") else ["/admin/"])]
        for path, body in _walk(visitor.client, doors):
            for one in hidden:
                # The journal names what was done to which object, to those who audit it; never its words.
                marks = (one.word,) if path.startswith("/admin/journal/") else (one.word, one.identifier, one.code)
                for mark in marks:
                    assert mark not in body, (visitor.role, path, mark)
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

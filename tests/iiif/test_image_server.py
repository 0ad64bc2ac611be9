"""The image server as a viewer, a cache and a hostile stranger meet it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvips
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantai.digitisation.pyramid import derive
from lantai.iiif.access_cache import RememberedAccess, cookie_value
from lantai.iiif.front import tile_front
from lantai.iiif.image_request import Limits
from lantai.iiif.server import ImageServer, Response, Source

BASE = "https://archive.example/iiif/image"
LEVEL_2 = "http://iiif.io/api/image/3/level2.json"


@pytest.fixture(scope="module")
def pyramid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server")
    pixels = np.random.default_rng(1926).integers(0, 255, (700, 1100, 3), dtype=np.uint8)
    pyvips.Image.new_from_array(pixels).pngsave(str(folder / "a.png"))
    derive(folder / "a.png", folder / "p1.tif")
    return folder / "p1.tif"


@pytest.fixture(scope="module")
def server(pyramid: Path) -> ImageServer:
    """``open.p1`` for everybody, ``closed.p1`` for whoever shows the cookie, ``later.p1`` not derived yet."""

    def resolve(key: str, cookies: str) -> Source | None:
        if key == "closed.p1" and "staff" not in cookies:
            return None
        sources = {
            "open.p1": Source(pyramid, "v1", shared=True),
            "closed.p1": Source(pyramid, "v1"),
            "later.p1": Source(pyramid.with_name("p2.tif"), "v1"),
            "broken.p1": Source(pyramid.with_name("a.png"), "v1"),
            "folder.p1": Source(pyramid.parent, "v1"),
            "ark:/99999/x7.p1": Source(pyramid, "v1", shared=True),
        }
        return sources.get(key)

    return ImageServer(resolve, base_url=BASE + "/", limits=Limits(side=2000, area=1_000_000))


def get(server: ImageServer, path: str, **headers: str) -> Response:
    return server("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})


def header(response: Response, name: str) -> str | None:
    return dict(response.headers).get(name)


def test_information_says_what_is_served(server: ImageServer) -> None:
    response = get(server, "open.p1/info.json")
    assert (response.status, header(response, "Content-Type")) == (200, "application/json")
    assert json.loads(response.body) == {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": f"{BASE}/open.p1",
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": 1100,
        "height": 700,
        "maxWidth": 2000,
        "maxArea": 1_000_000,
        "sizes": [{"width": 275, "height": 175}, {"width": 550, "height": 350}, {"width": 1100, "height": 700}],
        "tiles": [{"width": 512, "height": 512, "scaleFactors": [1, 2, 4]}],
        "preferredFormats": ["jpg"],
        "extraFormats": ["webp"],
        "extraQualities": ["color", "gray", "bitonal"],
        "extraFeatures": [
            "canonicalLinkHeader",
            "mirroring",
            "profileLinkHeader",
            "rotationArbitrary",
            "sizeUpscaling",
        ],
    }


def test_information_is_linked_data_for_those_who_ask(server: ImageServer) -> None:
    response = get(server, "open.p1/info.json", accept="application/ld+json, */*;q=0.1")
    profile = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
    assert header(response, "Content-Type") == profile
    assert header(response, "Vary") == "Accept, Cookie"


@pytest.mark.parametrize("path", ["open.p1", "open.p1/"])
def test_base_leads_to_the_information(server: ImageServer, path: str) -> None:
    response = get(server, path)
    assert (response.status, header(response, "Location")) == (303, f"{BASE}/open.p1/info.json")


def test_ark_is_encoded_in_the_id(server: ImageServer) -> None:
    information = json.loads(get(server, "ark:/99999/x7.p1/info.json").body)
    assert information["id"] == f"{BASE}/ark%3A%2F99999%2Fx7.p1"
    assert get(server, "ark:/99999/x7.p1/full/max/0/default.jpg").status == 200


@pytest.mark.parametrize(
    ("request_", "media_type", "size"),
    [
        ("0,0,512,512/512,512/0/default.jpg", "image/jpeg", (512, 512)),
        ("1024,512,76,188/76,188/0/default.jpg", "image/jpeg", (76, 188)),
        ("full/!300,300/90/gray.png", "image/png", (190, 300)),
        ("square/max/0/default.webp", "image/webp", (700, 700)),
    ],
)
def test_image_is_answered(server: ImageServer, request_: str, media_type: str, size: tuple[int, int]) -> None:
    response = get(server, f"open.p1/{request_}")
    picture = pyvips.Image.new_from_buffer(response.body, "")
    assert (response.status, (picture.width, picture.height)) == (200, size)
    assert header(response, "Content-Type") == media_type
    assert header(response, "Content-Length") == str(len(response.body))
    assert header(response, "Access-Control-Allow-Origin") == "*"


def test_links_name_the_canonical_request_and_the_profile(server: ImageServer) -> None:
    response = get(server, "open.p1/pct:0,0,100,100/^1200,/0/color.jpg")
    expected = f'<{BASE}/open.p1/full/%5E1200,764/0/default.jpg>;rel="canonical",<{LEVEL_2}>;rel="profile"'
    assert header(response, "Link") == expected


def test_head_is_get_without_a_body(server: ImageServer) -> None:
    for path in ("open.p1/info.json", "open.p1/full/max/0/default.jpg", "none.p1/info.json"):
        got, head = get(server, path), server("HEAD", path, {})
        assert head == got._replace(body=b"")


def test_what_the_reader_holds_is_not_sent_again(server: ImageServer) -> None:
    for path in ("open.p1/info.json", "open.p1/full/200,/0/default.jpg"):
        tag = header(get(server, path), "ETag") or ""
        for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            response = get(server, path, if_none_match=held)
            assert (response.status, response.body, header(response, "ETag")) == (304, b"", tag)
        assert get(server, path, if_none_match='"other"').status == 200


def test_tag_differs_by_pixels_and_not_by_spelling(server: ImageServer) -> None:
    tags = {
        request: header(get(server, f"open.p1/{request}"), "ETag")
        for request in ("full/550,/0/default.jpg", "full/pct:50/360/color.jpg", "full/550,/0/default.png")
    }
    assert len(set(tags.values())) == 2
    assert tags["full/550,/0/default.jpg"] == tags["full/pct:50/360/color.jpg"]


def test_tag_changes_with_access(pyramid: Path) -> None:
    versions = iter(["v1", "v2"])
    server = ImageServer(lambda key, cookies: Source(pyramid, next(versions)), base_url=BASE)
    one, other = (header(get(server, "a.p1/info.json"), "ETag") for _ in range(2))
    assert one != other


def test_closed_and_not_existing_and_not_derived_are_the_same(server: ImageServer) -> None:
    for rest in ("", "/info.json", "/full/max/0/default.jpg", "/900,900,9,9/max/0/default.jpg"):
        answers = {get(server, f"{name}.p1{rest}") for name in ("closed", "none", "later")}
        assert len(answers) == 1
        assert answers.pop().status == 404


def test_closed_page_is_shown_to_whom_it_is_open_and_kept_by_no_cache(server: ImageServer) -> None:
    response = get(server, "closed.p1/full/max/0/default.jpg", cookie="sessionid=staff")
    assert (response.status, header(response, "Cache-Control")) == (200, "private, max-age=300")
    assert header(response, "Vary") == "Cookie"
    public = get(server, "open.p1/full/max/0/default.jpg")
    assert header(public, "Cache-Control") == "public, max-age=300"


def test_other_methods_are_refused(server: ImageServer) -> None:
    response = server("POST", "open.p1/info.json", {})
    assert (response.status, header(response, "Allow")) == (405, "GET, HEAD, OPTIONS")
    preflight = server("OPTIONS", "open.p1/info.json", {})
    assert (preflight.status, header(preflight, "Access-Control-Allow-Origin")) == (204, "*")


@pytest.mark.parametrize(
    "path",
    [
        "open.p1/full/max/0/default",
        "open.p1/full/max/0/default.tif",
        "open.p1/full/max/0/.jpg",
        "open.p1/full/max/default.jpg",
        "open.p1/full/max/0/default.jpg/",
        "open.p1//max/0/default.jpg",
        "open.p1/random",
        "open.p1/full/full/0/default.jpg",
        "open.p1/2000,0,10,10/max/0/default.jpg",
        "open.p1/full/1200,/0/default.jpg",
        "open.p1/full/^1500,/0/default.jpg",
    ],
)
def test_nonsense_is_four_hundred_in_one_sentence(server: ImageServer, path: str) -> None:
    response = get(server, path)
    assert (response.status, header(response, "Content-Type")) == (400, "text/plain; charset=utf-8")
    assert response.body.decode().count("\n") == 1


@pytest.mark.parametrize(
    "path", ["", "/", "open", "open.p0/info.json", "../etc/passwd", "open.p1\x00/info.json", "臨河.p1"]
)
def test_path_that_is_no_page_is_not_found(server: ImageServer, path: str) -> None:
    assert get(server, path).status == 404


@pytest.mark.parametrize("name", ["broken", "folder"])
def test_pyramid_that_cannot_be_read_is_told_to_the_archive(
    server: ImageServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = get(server, f"{name}.p1/info.json")
    assert (response.status, header(response, "Cache-Control")) == (500, "no-store")
    assert "derive it again" in caplog.text


PIECE = st.one_of(
    st.sampled_from(
        ["full", "square", "max", "^max", "0", "!90", "default.jpg", "gray.png", "pct:50", "info.json", "..", ""]
    ),
    st.from_regex(r"\A[\^!]?(pct:)?-?[0-9]{0,5}(\.[0-9]+)?,[0-9]{0,5}(,[0-9]{0,4},[0-9]{0,4})?\Z"),
    st.text(max_size=8),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECE, max_size=6).map("/".join), st.text(max_size=8), st.text(max_size=8))
def test_no_path_is_ever_an_error_of_the_server(server: ImageServer, rest: str, accept: str, held: str) -> None:
    response = get(server, f"open.p1/{rest}", accept=accept, if_none_match=held)
    assert response.status in {200, 303, 304, 400, 404}
    for name, value in response.headers:
        assert f"{name}{value}".isascii()
        assert f"{name}{value}".isprintable()


# -- the door before Django ---------------------------------------------------------------------------------


def through(server: ImageServer, path: str, **environ: str) -> tuple[str, dict[str, str], bytes]:
    def django(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [b"Django"]

    answered: list[Any] = []
    front = tile_front(django, server)
    body = b"".join(
        front({"REQUEST_METHOD": "GET", "PATH_INFO": path, **environ}, lambda *line: answered.append(line))  # type: ignore[arg-type]
    )
    status, headers = answered[0][:2]
    return status, dict(headers), body


def test_front_hands_images_to_the_server_and_all_else_on(server: ImageServer) -> None:
    status, headers, body = through(server, "/iiif/image/open.p1/0,0,512,512/512,512/0/default.jpg")
    assert (status, headers["Content-Type"], body[:2]) == ("200 OK", "image/jpeg", b"\xff\xd8")
    for path in ("/", "/iiif/open/manifest", "/iiif/image", ""):
        assert through(server, path)[2] == b"Django"


def test_front_passes_the_headers_that_count(server: ImageServer) -> None:
    path = "/iiif/image/closed.p1/info.json"
    assert through(server, path)[0] == "404 Not Found"
    status, headers, _ = through(server, path, HTTP_COOKIE="sessionid=staff", HTTP_ACCEPT="application/ld+json")
    assert (status, headers["Content-Type"][:19]) == ("200 OK", "application/ld+json")
    tag = headers["ETag"]
    again = through(
        server, path, HTTP_COOKIE="sessionid=staff", HTTP_ACCEPT="application/ld+json", HTTP_IF_NONE_MATCH=tag
    )
    assert again[0] == "304 Not Modified"


def test_front_decodes_what_is_not_ascii(server: ImageServer) -> None:
    assert through(server, "/iiif/image/" + "臨河.p1".encode().decode("latin-1"))[0] == "404 Not Found"
    assert through(server, "/iiif/image/open.p1/\xff/max/0/default.jpg")[0] == "400 Bad Request"


# -- remembered decisions -----------------------------------------------------------------------------------


class Decisions:
    """A ``decide`` that can be changed and counts how often it was asked; a clock that can be moved."""

    def __init__(self) -> None:
        self.open_to: set[str] = set()
        self.version = 1
        self.now = 0.0
        self.asked = 0

    def decide(self, key: str, cookies: str) -> Source | None:
        self.asked += 1
        return Source(Path(key), "v") if cookie_value(cookies, "sessionid") in self.open_to else None

    def remembered(self, room: int = 100) -> RememberedAccess:
        return RememberedAccess(
            self.decide,
            session_cookie="sessionid",
            access_version=lambda: self.version,
            seconds=10,
            room=room,
            clock=lambda: self.now,
        )


def test_decision_is_asked_once_a_session_and_page() -> None:
    decisions = Decisions()
    decisions.open_to = {"a"}
    access = decisions.remembered()
    for cookies, page in [
        ("sessionid=a", "x.p1"),
        ("theme=dark; sessionid=a", "x.p1"),
        ("sessionid=a;theme=light", "x.p1"),
    ]:
        assert access(page, cookies) == Source(Path("x.p1"), "v")
    assert decisions.asked == 1
    assert access("x.p2", "sessionid=a") == Source(Path("x.p2"), "v")
    assert access("x.p1", "sessionid=b") is None
    assert access("x.p1", "") is None
    assert decisions.asked == 4


def test_refusal_is_remembered_too() -> None:
    decisions = Decisions()
    access = decisions.remembered()
    assert [access("x.p1", "") for _ in range(3)] == [None] * 3
    assert decisions.asked == 1


def test_decision_ends_with_its_time_and_with_the_access_version() -> None:
    decisions = Decisions()
    decisions.open_to = {""}
    access = decisions.remembered()
    assert access("x.p1", "") is not None
    decisions.open_to = set()
    decisions.now = 9.9
    assert access("x.p1", "") is not None
    decisions.now = 10.0
    assert access("x.p1", "") is None
    decisions.open_to = {""}
    decisions.version = 2
    assert access("x.p1", "") is not None


def test_memory_of_decisions_is_bounded() -> None:
    decisions = Decisions()
    access = decisions.remembered(room=2)
    for page in ("a.p1", "b.p1", "c.p1", "c.p1", "b.p1", "a.p1"):
        access(page, "")
    assert decisions.asked == 4


@pytest.mark.parametrize(
    ("header_", "value"),
    [("sessionid=a", "a"), ("x=1; sessionid=a=b; y", "a=b"), ("xsessionid=a", ""), ("", ""), (";;=;", "")],
)
def test_cookie_value(header_: str, value: str) -> None:
    assert cookie_value(header_, "sessionid") == value

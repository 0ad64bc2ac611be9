"""A server of one's own, in the test's process: the protocol of docs/reading.md, and everything that may go wrong."""

from __future__ import annotations

import json
import re
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from lantai.adapters.ocr.http import HttpOcr
from lantai.ports.ocr import Box, EngineInfo, EngineUnusable, Glyph, ReadingFailed

ROOT = Path(__file__).parents[3]
EXAMPLE = json.loads(re.findall(r"```json\n(.*?)```", (ROOT / "docs/reading.md").read_text("utf-8"), re.DOTALL)[0])


@dataclass
class Server:
    """What it answers, in turn (the last for ever), and what it was asked."""

    url: str = ""
    answers: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)

    def say(self, told: Any, status: int = 200, **headers: str) -> Server:
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.answers.append((status, body, {name.replace("_", "-"): value for name, value in headers.items()}))
        return self


@pytest.fixture
def server() -> Iterator[Server]:
    told = Server()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            told.asked.append((self.command, dict(self.headers), body))
            status, answer, headers = told.answers.pop(0) if len(told.answers) > 1 else told.answers[0]
            if status == 0:
                told.held.wait()
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_said: object) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        told.url = f"http://127.0.0.1:{running.server_port}/read?as=lantai"
        yield told
        told.held.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of 600 × 900 pixels."""
    path = tmp_path / "0001.jpg"
    Image.new("RGB", (600, 900), "#efe6d2").save(path)
    return path


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(EXAMPLE))
    change(told)
    return told


def test_example_of_the_docs_is_read_in_the_pixels_of_the_canvas(server: Server, page: Path) -> None:
    reading = HttpOcr(url=server.say(EXAMPLE).url, max_side=300).read(page)
    assert (reading.width, reading.height, reading.text) == (600, 900, "添購路燈\n民國十三年")
    first = reading.lines[0]
    assert (first.box, first.direction) == (Box(480, 60, 60, 240), "ttb")
    assert first.glyphs[0] == Glyph("添", Box(480, 60, 60, 60), 0.99, (("淚", 0.01),))
    assert reading.lines[1].glyphs == ()
    assert (reading.engine.name, reading.engine.version) == ("our-reader", "2.1")
    assert reading.engine.settings == {"beam": "5", "server": server.url, "sent_max_side": "300"}


def test_image_is_sent_upright_as_png_of_at_most_so_many_pixels(server: Server, page: Path) -> None:
    exif = Image.Exif()
    exif[274] = 6
    Image.new("RGB", (900, 600)).save(page, exif=exif)
    HttpOcr(url=server.say(EXAMPLE).url, max_side=300).read(page)
    method, headers, body = server.asked[0]
    assert (method, headers["Content-Type"], headers["Accept"]) == ("POST", "image/png", "application/json")
    with Image.open(BytesIO(body)) as sent:
        assert (sent.format, sent.size) == ("PNG", (200, 300))


def test_server_tells_who_it_is(server: Server) -> None:
    info = HttpOcr(url=server.say(EXAMPLE["engine"]).url).info
    assert info == EngineInfo(
        "our-reader",
        "2.1",
        models=EXAMPLE["engine"]["models"],
        settings={"beam": "5", "server": server.url, "sent_max_side": "4000"},
    )
    assert server.asked[0][0] == "GET"


def test_token_comes_from_a_file_or_a_variable(
    server: Server, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.say(EXAMPLE)
    (tmp_path / "token").write_text("abc123\n")
    monkeypatch.setenv("OUR_TOKEN", "xyz")
    HttpOcr(url=server.url, max_side=300, token_file=str(tmp_path / "token")).read(page)
    HttpOcr(url=server.url, max_side=300, token_variable="OUR_TOKEN").read(page)
    HttpOcr(url=server.url, max_side=300).read(page)
    told = [headers.get("Authorization") for _method, headers, _body in server.asked]
    assert told == ["Bearer abc123", "Bearer xyz", None]


@pytest.mark.parametrize("token", ["", "two words", "line\nfeed", "臨河"])
def test_token_that_is_none_is_never_sent(server: Server, page: Path, tmp_path: Path, token: str) -> None:
    server.say(EXAMPLE)
    (tmp_path / "token").write_text(token, encoding="utf-8")
    for options in ({"token_file": str(tmp_path / "token")}, {"token_file": "/none"}, {"token_variable": "NOT_SET"}):
        with pytest.raises(EngineUnusable, match=r"The token for .* is not in the .*: one word was expected\."):
            HttpOcr(url=server.url, **options).read(page)  # type: ignore[arg-type]  # words by name
    assert server.asked == []


def test_busy_server_is_asked_again(server: Server, page: Path) -> None:
    server.say({}, 503, Retry_After="0").say({}, 503, Retry_After="0").say(EXAMPLE)
    assert len(HttpOcr(url=server.url, max_side=300).read(page).lines) == 2
    assert len(server.asked) == 3


def test_server_that_stays_busy_is_no_fault_of_the_page(server: Server, page: Path) -> None:
    server.say({}, 503, Retry_After="0")
    with pytest.raises(EngineUnusable, match=r"is busy \(status 503\), 4 times\."):
        HttpOcr(url=server.url).read(page)
    assert len(server.asked) == 4


@pytest.mark.parametrize("status", [301, 401, 404, 502])
def test_server_that_cannot_be_used_is_no_fault_of_the_page(server: Server, page: Path, status: int) -> None:
    server.say({}, status, Location="http://127.0.0.1:1/").say(EXAMPLE)
    with pytest.raises(EngineUnusable, match=f"answers with status {status}\\."):
        HttpOcr(url=server.url).read(page)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 413, 422, 500])
def test_page_that_is_refused_fails_alone_and_is_not_asked_again(server: Server, page: Path, status: int) -> None:
    server.say({}, status).say(EXAMPLE)
    with pytest.raises(ReadingFailed, match=f"0001.jpg cannot be read: .* answers with status {status}\\.") as failed:
        HttpOcr(url=server.url).read(page)
    assert failed.type is ReadingFailed
    assert len(server.asked) == 1


def test_nobody_listens(page: Path) -> None:
    with pytest.raises(EngineUnusable, match=r"http://127\.0\.0\.1:9/ cannot be reached \(Connection refused\)\."):
        HttpOcr(url="http://127.0.0.1:9/").read(page)


def test_certificate_must_be_good(server: Server, page: Path) -> None:
    with pytest.raises(EngineUnusable, match="cannot be reached") as failed:
        HttpOcr(url=server.say(EXAMPLE).url.replace("http:", "https:")).read(page)
    assert isinstance(failed.value.__cause__, ssl.SSLError)


def test_server_that_never_answers(server: Server, page: Path) -> None:
    with pytest.raises(ReadingFailed, match=r"takes more than 1 s\.") as failed:
        HttpOcr(url=server.say({}, 0).url, seconds=1).read(page)
    assert failed.type is ReadingFailed


def test_answer_that_is_too_large_is_not_kept(server: Server, page: Path) -> None:
    with pytest.raises(ReadingFailed, match="is larger than 1,000 bytes"):
        HttpOcr(url=server.say(b" " * 2_000).url, largest=1_000).read(page)


@pytest.mark.parametrize("told", [b"", b"<html>", b"\xff", b"[" * 100_000, b'{"name": NaN}', {}, [], {"name": "x"}])
def test_server_that_does_not_say_who_it_is(server: Server, told: Any) -> None:
    with pytest.raises(EngineUnusable, match=r"does not say which engine it is: .* was expected"):
        _ = HttpOcr(url=server.say(told).url).info


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda told: told.pop("regions"), "regions is missing; a list was expected."),
        (lambda told: told.pop("engine"), "engine is missing; an object was expected."),
        (lambda told: told.update(width=True), "width is True; a whole number was expected."),
        (lambda told: told.update(width=600), "width and height are 600 × 300; those of the image, 200 × 300, was"),
        (lambda told: told["regions"].append(3), r"regions\[1\] is 3; an object was expected."),
        (lambda told: line(told).update(text=""), r"lines\[0\].text is ''; text on one line"),
        (lambda told: line(told).update(text="a\nb"), r"lines\[0\].text is 'a\\nb'; text on one line"),
        (lambda told: line(told).update(text="\x00"), r"lines\[0\].text is '\\x00'; text on one line"),
        (lambda told: line(told).update(text="\ud800"), r"lines\[0\].text is '\\ud800'; text on one line"),
        (lambda told: line(told).update(text="\ufffe"), r"lines\[0\].text is '\\ufffe'; text on one line"),
        (lambda told: line(told).update(text="添購路燈也"), r"lines\[0\].glyphs do not make up its text; one for each"),
        (lambda told: line(told).update(direction="up"), r"lines\[0\].direction is 'up'; ltr, rtl, ttb, btt was"),
        (lambda told: line(told).update(box=[0, 0, 201, 10]), r"box is \[0, 0, 201, 10\]; a box within 200 × 300 was"),
        (lambda told: line(told).update(box=[0, 0, 0, 10]), r"box is \[0, 0, 0, 10\]; a box within 200 × 300 was"),
        (lambda told: line(told).update(box=[0, 0.5, 9, 9]), r"box is \[0, 0.5, 9, 9\]; \[x, y, width, height\] in"),
        (lambda told: line(told).update(confidence=1.5), r"lines\[0\].confidence is 1.5; a number from 0 to 1 was"),
        (lambda told: line(told)["glyphs"][0].update(alternatives=[["x"]]), r"alternatives\[0\] is \['x'\]; \[text,"),
        (lambda told: told["engine"].update(models=["x"]), "engine.models is \\['x'\\]; an object was expected."),
        (lambda told: told["engine"].update(settings={"a": 1}), "engine.settings.a is 1; text on one line"),
    ],
)
def test_answer_that_is_no_reading_is_one_sentence(
    server: Server, page: Path, change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    server.say(changed(change))
    with pytest.raises(
        ReadingFailed, match=rf"^0001\.jpg cannot be read: the answer of .* is no reading: .*{sentence}"
    ):
        HttpOcr(url=server.url, max_side=300).read(page)


def line(told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = told["regions"][0]["lines"][0]
    return found


def test_page_with_nothing_on_it(server: Server, page: Path) -> None:
    told = changed(lambda told: told.update(regions=[]))
    assert HttpOcr(url=server.say(told).url, max_side=300).read(page).lines == ()

"""A real server, and clients that mean no good: who reads is answered all the same."""

from __future__ import annotations

import http.client
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from tests.config.test_server import SECONDS, Serving, free_port, lantai

PAGES = 40
CONNECTIONS = 1_000

Hold = Callable[[bytes], socket.socket]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """An empty archive that gives one address so many pages in a minute."""
    home, port = tmp_path_factory.mktemp("hostile") / "home", free_port()
    assert lantai(home, "init").returncode == 0
    limits = {"LANTAI_LIMITS__PAGES": str(PAGES), "LANTAI_LIMITS__EXEMPT": ""}
    with subprocess.Popen(
        [sys.executable, "-m", "lantai.cli", "serve", "--port", str(port)],
        env=os.environ | {"LANTAI_HOME": str(home)} | limits,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        serving = Serving(process, port)
        serving.line(f"Lantai is open at http://127.0.0.1:{port} ")
        yield serving
        process.kill()


@pytest.fixture
def hold(served: Serving) -> Iterator[Hold]:
    """``hold(b"GET / …")``: a connection that sent this, and is kept open until the test is over."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4 * CONNECTIONS)), hard))
    with ExitStack() as open_ones:

        def connect(sent: bytes) -> socket.socket:
            one = open_ones.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=SECONDS))
            one.sendall(sent)
            return one

        yield connect
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def ask(served: Serving, path: str = "/", *, reader: str) -> tuple[int, http.client.HTTPMessage]:
    """As the reader of this address, whom the proxy of this machine vouches for."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={"X-Forwarded-For": reader})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()


def test_a_thousand_idle_connections_keep_nobody_out(served: Serving, hold: Hold) -> None:
    for _number in range(CONNECTIONS):
        hold(b"")

    assert ask(served, reader="192.0.2.1")[0] == 200


def test_headers_and_bodies_that_never_end_keep_nobody_out(served: Serving, hold: Hold) -> None:
    cookie = (ask(served, "/account/login/", reader="192.0.2.2")[1]["Set-Cookie"] or "").partition(";")[0]
    for number in range(100):
        hold(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        lines = ["POST /account/login/ HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", "Content-Length: 1000"]
        lines += ["Content-Type: application/x-www-form-urlencoded", f"X-Forwarded-For: 198.51.100.{number}"]
        hold("\r\n".join([*lines, "", "username=a"]).encode())

    assert {ask(served, path, reader="192.0.2.2")[0] for path in ("/", "/browse", "/static/lantai/site.js")} == {200}


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\x03\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET  /  HTTP/1.1\r\n\r\n",
        b"BREW /coffee HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 500_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    ],
    ids=lambda sent: repr(sent[:30]),
)
def test_what_is_no_http_gets_no_500(served: Serving, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=SECONDS) as one:
        try:
            one.sendall(sent)
            one.shutdown(socket.SHUT_WR)
            told = one.recv(65_536)
        except ConnectionError:  # it hung up, as it may
            told = b""

    assert not told.startswith((b"HTTP/1.1 5", b"HTTP/1.0 5"))
    assert b"evil.example" not in told
    assert ask(served, "/robots.txt", reader="192.0.2.3")[0] == 200


def test_who_takes_everything_is_told_to_come_again_and_others_read_on(served: Serving) -> None:
    told = [ask(served, "/robots.txt", reader="203.0.113.9") for _number in range(PAGES + 20)]
    statuses = [status for status, _headers in told]
    waits = {headers["Retry-After"] for status, headers in told if status == 429}

    assert statuses[:PAGES] == [200] * PAGES
    assert 429 in statuses
    assert all(wait and 0 < int(wait) <= 60 for wait in waits)
    assert ask(served, "/robots.txt", reader="203.0.113.10")[0] == 200

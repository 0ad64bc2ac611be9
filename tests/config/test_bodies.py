"""Bodies of requests: taken in whole, or refused, whatever whoever sends them does."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest

from lantai.config.bodies import FROM_ONE, LONGEST, Bodies, BodyRefused


class Slow:
    """Gives a byte, and then nothing until the test is over."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.over = threading.Event()

    def read(self, size: int = -1, /) -> bytes:
        if not self.asked.is_set():
            self.asked.set()
            return b"x"
        self.over.wait()
        return b""


@pytest.fixture
def slow() -> Iterator[Slow]:
    one = Slow()
    yield one
    one.over.set()


def request(source: Any, length: object, path: str = "/account/login/") -> dict[str, Any]:
    return {"wsgi.input": source, "CONTENT_LENGTH": str(length), "PATH_INFO": path}


def refusal(bodies: Bodies, environ: dict[str, Any], asker: bytes = b"one") -> HTTPStatus:
    with pytest.raises(BodyRefused) as refused:
        bodies.take(environ, asker=asker)
    return refused.value.status


def test_body_is_what_was_sent_and_no_more() -> None:
    environ = request(io.BytesIO(b"name=value&and=more"), 10)
    Bodies().take(environ, asker=b"one")

    assert environ["wsgi.input"].read() == b"name=value"


def test_body_that_breaks_off_is_what_came() -> None:
    environ = request(io.BytesIO(b"name"), 10)
    Bodies().take(environ, asker=b"one")

    assert environ["wsgi.input"].read() == b"name"


def test_without_a_body_nothing_is_read(slow: Slow) -> None:
    for length in ("", "0"):
        Bodies().take(request(slow, length), asker=b"one")

    assert not slow.asked.is_set()


@pytest.mark.parametrize("length", ["-1", "1e3", "ten", "٣", "9" * 40])
def test_length_that_is_none_is_refused(slow: Slow, length: str) -> None:
    assert refusal(Bodies(), request(slow, length)) == HTTPStatus.BAD_REQUEST


def test_only_the_office_takes_sheets(slow: Slow) -> None:
    assert refusal(Bodies(), request(slow, LONGEST + 1)) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    sheet = request(io.BytesIO(b"x" * (LONGEST + 1)), LONGEST + 1, path="/admin/deliveries/")
    Bodies().take(sheet, asker=b"one")

    assert len(sheet["wsgi.input"].read()) == LONGEST + 1


def test_body_that_takes_too_long_is_given_up(slow: Slow) -> None:
    assert refusal(Bodies(seconds=0.01), request(slow, 100)) == HTTPStatus.REQUEST_TIMEOUT


def test_one_address_holds_so_many_places_and_others_go_on() -> None:
    bodies, waiting = Bodies(), [Slow() for _one in range(FROM_ONE)]
    holding = [
        threading.Thread(target=bodies.take, args=(request(one, 100),), kwargs={"asker": b"one"}) for one in waiting
    ]
    for thread, one in zip(holding, waiting, strict=True):
        thread.start()
        one.asked.wait()

    assert refusal(bodies, request(io.BytesIO(b"x"), 1)) == HTTPStatus.SERVICE_UNAVAILABLE
    other = request(io.BytesIO(b"x"), 1)
    bodies.take(other, asker=b"two")
    assert other["wsgi.input"].read() == b"x"

    for thread, one in zip(holding, waiting, strict=True):
        one.over.set()
        thread.join()
    bodies.take(request(io.BytesIO(b"x"), 1), asker=b"one")

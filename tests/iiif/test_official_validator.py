"""The IIIF consortium's own validator of the Image API, every test of level 2, against a running server.

It is published as a source only, and needs libmagic, so that it is not among what tests install; where it is missing,
its tests are skipped: ``pip install iiif-validator``.
"""

from __future__ import annotations

from collections.abc import Iterator
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from PIL import Image

from lantai.digitisation.pyramid import derive
from lantai.iiif.front import tile_front
from lantai.iiif.server import ImageServer, Source

validator: Any = pytest.importorskip(
    "iiif_validator.validator",
    reason="The validator of the IIIF consortium is not installed: pip install iiif-validator",
    exc_type=ImportError,
)

KEY = "validator.p1"
AGAINST_THE_TEXT = {
    "size_noup": "It expects 400 for !w,h around a smaller image; clause 4.2 says that the image is given as it is.",
}
"""What it expects and the specification does not say."""


def _tests() -> list[Any]:
    known = validator.TestSuite(validator.ValidationInfo()).list_tests("3.0")
    names = sorted(name for name, told in known.items() if told["level"] <= 2)
    return [
        pytest.param(name, marks=pytest.mark.xfail(reason=AGAINST_THE_TEXT[name], strict=True))
        if name in AGAINST_THE_TEXT
        else name
        for name in names
    ]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """The console belongs to the tests."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Host and port of a server with the validator's own picture: ten by ten squares of known colours."""
    folder = tmp_path_factory.mktemp("validator")
    picture = Image.new("RGB", (1000, 1000))
    for x, column in enumerate(validator.ValidationInfo().colorInfo):
        for y, colour in enumerate(column):
            picture.paste(colour, (x * 100, y * 100, x * 100 + 100, y * 100 + 100))
    picture.save(folder / "master.png")
    derive(folder / "master.png", folder / "p1.tif")
    source = Source(folder / "p1.tif", "1", shared=True)
    with make_server("127.0.0.1", 0, _nothing, server_class=_Server, handler_class=_Silent) as made:
        address = f"127.0.0.1:{made.server_port}"
        images = ImageServer(
            lambda key, _cookies: source if key == KEY else None, base_url=f"http://{address}/iiif/image"
        )
        made.set_app(tile_front(_nothing, images))
        Thread(target=made.serve_forever, daemon=True).start()
        yield address
        made.shutdown()


def _nothing(environ: Any, start_response: Any) -> list[bytes]:
    start_response("404 Not Found", [])
    return []


@pytest.mark.parametrize("name", _tests())
def test_level_2(name: str, server: str) -> None:
    suite = validator.TestSuite(validator.ValidationInfo())
    result = validator.ImageAPI(KEY, server, "iiif/image", "http", "", "3.0", debug=False)
    suite.run_test(name, result)
    found = result.exception
    assert found is None or found.warning, f"{found}: got {found.got}, expected {found.expected} ({result.urls})"

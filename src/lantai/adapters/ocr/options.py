"""What can be set of each engine: plain values, looked at when the settings are read, before any engine is loaded.

An adapter inherits its options, so that they stand once. Light to import: every verb reads the settings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from lantai.ports.ocr import BadOption

LIMIT: Final = 400_000_000
"""The largest canvas that is opened, in pixels: a broadsheet at 600 dpi has about 130 million."""

RUNTIMES: Final = ("onnxruntime", "openvino")
THRESHOLDS: Final = ("adaptive", "otsu", "leptonica", "sauvola")
"""Ways of making black and white of a page: ours, by the neighbourhood, and Tesseract's in the order of its numbers."""

_LANGUAGE = re.compile(r"[A-Za-z0-9_/-]+")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_AT_HOME: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, kw_only=True)
class NullOptions:
    """Nothing can be set of the engine that reads nothing."""


@dataclass(frozen=True, kw_only=True)
class RapidOptions:
    """``max_side``: the longer side in pixels at which lines are looked for; ``least_confidence``: the mean below
    which a line is taken for a stain; ``limit``: the largest canvas in pixels. ``runtime``: what runs the models;
    ``detection`` and ``recognition``: files of other PP-OCR models (ONNX), empty for those of RapidOCR's wheel.
    """

    max_side: int = 2000
    least_confidence: float = 0.5
    limit: int = LIMIT
    runtime: str = RUNTIMES[0]
    detection: str = ""
    recognition: str = ""

    def __post_init__(self) -> None:
        _within("max_side", self.max_side, 200, 20_000)
        _within("least_confidence", self.least_confidence, 0.0, 1.0)
        _within("limit", self.limit, 1, None)
        _one_of("runtime", self.runtime, RUNTIMES)
        for name, value in (("detection", self.detection), ("recognition", self.recognition)):
            if value and Path(value).suffix != ".onnx":
                raise BadOption(f"{name} is {value!r}; the path of a file that ends in .onnx was expected.")


@dataclass(frozen=True, kw_only=True)
class TesseractOptions:
    """``languages``: names of traineddata, the likeliest first; ``page``: Tesseract's page segmentation mode (--psm);
    ``threshold``: how black and white is made of the page; ``max_side`` and ``least_confidence`` as of RapidOCR.

    ``command``: the program; ``tessdata``: the folder of the traineddata, empty for Tesseract's own. ``seconds`` and
    ``memory``, in bytes, bound the reading of one page.
    """

    languages: Sequence[str] = field(default_factory=lambda: ("chi_tra_vert", "chi_tra"))
    page: int = 1
    threshold: str = THRESHOLDS[0]
    max_side: int = 6000
    least_confidence: float = 0.3
    limit: int = LIMIT
    command: str = "tesseract"
    tessdata: str = ""
    seconds: int = 300
    memory: int = 3_000_000_000

    def __post_init__(self) -> None:
        if not self.languages or not all(_LANGUAGE.fullmatch(name) for name in self.languages):
            told = list(self.languages)
            raise BadOption(f"languages is {told!r}; names of traineddata like chi_tra_vert were expected.")
        _within("page", self.page, 1, 13)
        _one_of("threshold", self.threshold, THRESHOLDS)
        _within("max_side", self.max_side, 200, 30_000)
        _within("least_confidence", self.least_confidence, 0.0, 1.0)
        _within("limit", self.limit, 1, None)
        _within("seconds", self.seconds, 1, None)
        _within("memory", self.memory, 200_000_000, None)
        if not self.command:
            raise BadOption("command is empty; the name or the path of the program was expected.")


@dataclass(frozen=True, kw_only=True)
class HttpOptions:
    """``url``: where the server listens; ``unencrypted``: http to another machine is meant so.

    ``token_file`` or ``token_variable``: where the bearer token is read, a file or a variable of the environment.
    ``seconds``: for one page; ``largest``: bytes of an answer; ``max_side``: the longer side, in pixels, of the image
    that is sent.
    """

    url: str
    unencrypted: bool = False
    token_file: str = ""
    token_variable: str = ""
    seconds: int = 120
    largest: int = 64_000_000
    max_side: int = 4000
    limit: int = LIMIT

    def __post_init__(self) -> None:
        self._check_address()
        if self.token_file and self.token_variable:
            raise BadOption("token_file and token_variable are both set; one of them was expected.")
        if self.token_variable and not _VARIABLE.fullmatch(self.token_variable):
            raise BadOption(f"token_variable is {self.token_variable!r}; the name of a variable was expected.")
        _within("seconds", self.seconds, 1, None)
        _within("largest", self.largest, 1, None)
        _within("max_side", self.max_side, 200, 20_000)
        _within("limit", self.limit, 1, None)

    def _check_address(self) -> None:
        try:
            url = urlsplit(self.url)
            has_port = url.port is None or url.port > 0
        except ValueError:
            raise BadOption(f"url is {self.url!r}; http(s)://host[:port]/path was expected.") from None
        if url.scheme not in {"http", "https"} or not url.hostname or not has_port or not self.url.isascii():
            raise BadOption(f"url is {self.url!r}; http(s)://host[:port]/path was expected.")
        if url.username is not None or url.password is not None:
            raise BadOption("url holds a name or a password; token_file or token_variable was expected.")
        if url.scheme == "http" and url.hostname not in _AT_HOME and not self.unencrypted:
            raise BadOption(f"url is {self.url!r}; https was expected, or unencrypted = true where that is meant so.")


def _within(name: str, value: float, least: float, most: float | None) -> None:
    if value < least or (most is not None and value > most):
        wanted = f"{least:,} or more" if most is None else f"{least:,} to {most:,}"
        raise BadOption(f"{name} is {value:,}; {wanted} was expected.")


def _one_of(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise BadOption(f"{name} is {value!r}; {' or '.join(known)} was expected.")

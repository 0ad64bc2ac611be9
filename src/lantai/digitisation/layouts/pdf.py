"""PDF items: how many pages, how large, and the text that stands behind them; a page drawn when it is wanted.

The PDF stays the master. It is read in a process of its own (``pdf_process``) with limits of time and memory, so that
the worst file costs one sentence. Scripts, forms and embedded files are counted and never run or opened.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from lantai.digitisation.layouts.names import legible

UNITS: Final = 100
"""Boxes are in hundredths of a point (1/7200 inch): at ``dpi``, pixels are ``box * dpi / (72 * UNITS)``."""

RENDERED_DPI: Final = 300
"""At which a page becomes an image: what archives ask of a scan."""

_LONGEST_SIDE: Final = 1e6
"""Points that are reckoned with: 350 metres."""
_CHUNK: Final = 1 << 16
_PLAIN: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH")


def drawn_size(width: float, height: float, dpi: int = RENDERED_DPI) -> tuple[int, int]:
    """Pixels of a page of so many points when it is drawn. A side may be no number at all: then it is very long."""
    wide, high = (min(_LONGEST_SIDE, side) for side in (width, height))
    return int(wide * dpi / 72) + 1, int(high * dpi / 72) + 1


class UnreadablePdf(Exception):
    """A PDF that cannot be read; ``reason`` in a few words, the message one sentence for people."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{legible(path.name)} cannot be read as a PDF: {reason}.")


class PasswordProtected(UnreadablePdf):
    """A PDF that asks for a password."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "it is protected by a password; ask the sender for one without")


class PageTooLarge(UnreadablePdf):
    """A page that would have more pixels than the limit."""


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """``memory`` in bytes beyond what the libraries need, ``seconds`` a question, ``pixels`` a page drawn."""

    memory: int = 1 << 30
    seconds: int = 60
    pixels: int = 200_000_000
    pages: int = 20_000
    characters: int = 200_000


@dataclass(frozen=True, slots=True)
class PdfFile:
    """``sizes`` are width and height of each page as shown, in points; ``characters`` how many each has as text."""

    sizes: tuple[tuple[float, float], ...]
    characters: tuple[int, ...]
    scripts: int
    attachments: int
    has_forms: bool
    is_encrypted: bool

    @property
    def page_count(self) -> int:
        return len(self.sizes)

    @property
    def has_text(self) -> bool:
        """Whether it is double-layered: the text layer is delivered text."""
        return any(self.characters)


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text layer of one page. ``boxes`` has (left, top, right, bottom) of every code point of ``text``, from the
    upper left corner of the page as shown, in 1/UNITS point; line breaks that the reader adds have an empty box.
    ``width`` and ``height`` are the page's, in the same unit."""

    text: str
    boxes: tuple[tuple[int, int, int, int], ...]
    width: int
    height: int


class PdfReader:
    """A process that reads PDFs, started when it is first needed and anew after a file that killed it."""

    def __init__(self, limits: PdfLimits | None = None) -> None:
        self.limits = limits or PdfLimits()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def look(self, path: Path) -> PdfFile:
        """Pages, sizes and what else it holds. Raises UnreadablePdf and PasswordProtected."""
        told, _data = self._ask(path, do="look")
        return PdfFile(
            sizes=tuple((width, height) for width, height in told["sizes"]),
            characters=tuple(told["characters"]),
            scripts=told["scripts"],
            attachments=told["attachments"],
            has_forms=told["has_forms"],
            is_encrypted=told["is_encrypted"],
        )

    def text(self, path: Path, number: int) -> PdfText:
        """The text layer of page ``number``, counted from 1. Raises UnreadablePdf and PasswordProtected."""
        told, _data = self._ask(path, do="text", number=number)
        boxes = tuple((left, top, right, bottom) for left, top, right, bottom in told["boxes"])
        return PdfText(text=told["text"], boxes=boxes, width=told["width"], height=told["height"])

    def render(self, path: Path, number: int, dpi: int = RENDERED_DPI) -> bytes:
        """Page ``number`` drawn as PNG. Raises UnreadablePdf, PasswordProtected and PageTooLarge."""
        return self._ask(path, do="render", number=number, dpi=dpi)[1]

    # -- asking ----------------------------------------------------------------------------------

    def _ask(self, path: Path, **question: object) -> tuple[dict[str, Any], bytes]:
        try:
            told, data = self._exchange({"path": os.fsencode(path).hex(), **question})
        except _Silent as silence:
            self.close()
            raise UnreadablePdf(path, str(silence)) from silence
        if "refused" in told:
            raise _refusal(path, told["refused"], str(told.get("reason", "")))
        return told, data

    def _exchange(self, question: dict[str, object]) -> tuple[dict[str, Any], bytes]:
        child = self._running()
        assert child.stdin is not None
        try:
            child.stdin.write(json.dumps(question).encode("ascii") + b"\n")
            child.stdin.flush()
        except BrokenPipeError as error:
            raise _Silent("its reader ended") from error
        answers = _Answers(child, time.monotonic() + self.limits.seconds)
        told: dict[str, Any] = json.loads(answers.line())
        return told, answers.exactly(int(told.get("bytes", 0)))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = _start(self.limits)
        return self._child


def render_page(path: Path, number: int, dpi: int = RENDERED_DPI, *, limits: PdfLimits | None = None) -> bytes:
    """One page of a PDF as PNG, by a process of its own. For many pages keep a PdfReader. Raises as it does."""
    with PdfReader(limits) as reader:
        return reader.render(path, number, dpi)


class _Silent(Exception):
    """The process gave no answer; why, in a few words."""


def _refusal(path: Path, kind: str, reason: str) -> UnreadablePdf:
    if kind == "password":
        return PasswordProtected(path)
    return PageTooLarge(path, reason) if kind == "size" else UnreadablePdf(path, reason)


def _start(limits: PdfLimits) -> subprocess.Popen[bytes]:
    told = {
        "parent": os.getpid(),
        "memory": limits.memory,
        "processor_seconds": limits.seconds,
        "pixels": limits.pixels,
        "pages": limits.pages,
        "characters": limits.characters,
    }
    child = subprocess.Popen(  # noqa: S603 - our own module under our own interpreter
        [sys.executable, "-P", "-m", "lantai.digitisation.layouts.pdf_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _PLAIN if name in os.environ},
        bufsize=0,
    )
    assert child.stdin is not None
    child.stdin.write(json.dumps(told).encode("ascii") + b"\n")
    return child


@dataclass(slots=True)
class _Answers:
    """What a process says until a point in time."""

    child: subprocess.Popen[bytes]
    until: float
    kept: bytes = b""

    def line(self) -> bytes:
        while b"\n" not in self.kept:
            self.kept += self._more()
        line, _end, self.kept = self.kept.partition(b"\n")
        return line

    def exactly(self, count: int) -> bytes:
        parts, size = [self.kept], len(self.kept)
        while size < count:
            parts.append(self._more())
            size += len(parts[-1])
        return b"".join(parts)

    def _more(self) -> bytes:
        out = self.child.stdout
        assert out is not None
        if not select.select([out], [], [], max(0.0, self.until - time.monotonic()))[0]:
            raise _Silent("it took longer than the limit")
        data = os.read(out.fileno(), _CHUNK)
        if not data:
            raise _Silent("it took more time or memory than the limit, or killed its reader")
        return data
